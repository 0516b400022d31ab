package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// WriteFile answers with a file to be kept, which no cache keeps. The name is plain ASCII.
func WriteFile(c echo.Context, name, kind string, content []byte) error {
	header := c.Response().Header()
	header.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	header.Set(echo.HeaderCacheControl, "no-store")
	return c.Blob(http.StatusOK, kind, content)
}
