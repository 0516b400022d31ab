package handlers

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/snapshot"
)

// Remembered gives an answer of JSON with what follows it, compressed once for all who read
// gzip. Its route is one of packedOnce.
func Remembered(c echo.Context, answer snapshot.Answer, follows string) error {
	header := c.Response().Header()
	header.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
	if len(answer.Content)+len(follows) >= worthPacking && understands(c, "gzip") {
		header.Set(echo.HeaderContentEncoding, "gzip")
		return c.JSONBlob(http.StatusOK, answer.Packed([]byte(follows)))
	}
	if follows == "" {
		return c.JSONBlob(http.StatusOK, answer.Content)
	}
	header.Set(echo.HeaderContentType, echo.MIMEApplicationJSON)
	header.Set(echo.HeaderContentLength, strconv.Itoa(len(answer.Content)+len(follows)))
	c.Response().WriteHeader(http.StatusOK)
	if _, err := c.Response().Write(answer.Content); err != nil {
		return err
	}
	_, err := c.Response().Write([]byte(follows))
	return err
}

// packedOnce are the routes that give what is Remembered.
var packedOnce = map[string]bool{"/api/v1/widget/:key/slots": true, "/api/v1/widget/:key/config": true}

// worthPacking is from how many bytes on an answer is compressed: one packet.
const worthPacking = 1400
