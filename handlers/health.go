package handlers

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// health answers while the process lives.
func (h *Handlers) health(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// ready answers 200 only while the database answers and the live listener is connected.
func (h *Handlers) ready(c echo.Context) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), 2*time.Second)
	defer cancel()
	if err := h.DB.PingContext(ctx); err != nil {
		return c.String(http.StatusServiceUnavailable, "the database does not answer\n")
	}
	if !h.Ready() {
		return c.String(http.StatusServiceUnavailable, "the live listener is not connected\n")
	}
	return c.String(http.StatusOK, "ready\n")
}
