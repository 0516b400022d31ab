package handlers

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// UpgradeSeen is the header by which health says that a request to become a WebSocket has reached us: a proxy that
// does not pass it on would keep live pages from their sockets.
const UpgradeSeen = "X-Okno-Upgrade"

// health answers while the process lives.
func (h ownFiles) health(c echo.Context) error {
	if c.IsWebSocket() {
		c.Response().Header().Set(UpgradeSeen, "seen")
	}
	return c.String(http.StatusOK, "ok\n")
}

// readyTime is how long the database may take for an answer; whoever balances the load learns of its silence within a second.
const readyTime = 800 * time.Millisecond

// ready answers 200 only while the database answers and the live listener is connected.
func (h ownFiles) ready(c echo.Context) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), readyTime)
	defer cancel()
	if err := h.DB.PingContext(ctx); err != nil {
		return c.String(http.StatusServiceUnavailable, "the database does not answer\n")
	}
	if !h.Ready() {
		return c.String(http.StatusServiceUnavailable, "the live listener is not connected\n")
	}
	return c.String(http.StatusOK, "ready\n")
}
