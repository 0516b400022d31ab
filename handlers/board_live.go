package handlers

import (
	"bytes"
	"context"
	"strconv"
	"time"

	"github.com/coder/websocket"
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/live"
	"okno/views"
)

const (
	writeTimeout = 10 * time.Second // for one message to a viewer
	recheck      = 30 * time.Second // how often an open board asks whether it still may be
)

// boardLive is the WebSocket of a board: it only pushes, acts are ordinary
// requests. The company comes from the session, never from the address.
func (h *Handlers) boardLive(c echo.Context) error {
	who := identityOf(c)
	date, err := dateParam(c, who.Company, h)
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(c.QueryParam("version"), 10, 64)
	if err != nil {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	socket, err := websocket.Accept(c.Response(), c.Request(), nil) // it checks the Origin by itself
	if err != nil {
		return nil // Accept has answered
	}
	defer func() { _ = socket.CloseNow() }()
	socket.SetReadLimit(1 << 10)
	ctx := socket.CloseRead(context.WithoutCancel(c.Request().Context()))
	view := boardView{Date: date, Locale: localeOf(c), CanChange: may(c, booking.ChangeBookings)}
	viewer, err := h.Feed.Watch(ctx, who.Company.ID, view, version)
	if err != nil {
		h.Log.Warn("a board could not be followed", "error", err)
		return socket.Close(websocket.StatusInternalError, "")
	}
	defer h.Feed.Leave(who.Company.ID, viewer)
	status := h.push(ctx, c, socket, viewer, version)
	_ = socket.Close(status, "")
	return nil
}

// push writes messages and heartbeats until the viewer leaves, is dropped, or
// may not see the board any longer, and says how to close the socket.
func (h *Handlers) push(ctx context.Context, c echo.Context, socket *websocket.Conn, viewer *live.Viewer, version int64) websocket.StatusCode {
	heartbeat, access := time.NewTicker(h.Heartbeat), time.NewTicker(recheck)
	defer heartbeat.Stop()
	defer access.Stop()
	write := func(message []byte) error {
		ctx, cancel := context.WithTimeout(ctx, writeTimeout)
		defer cancel()
		return socket.Write(ctx, websocket.MessageText, message)
	}
	for {
		var err error
		select {
		case <-ctx.Done():
			return websocket.StatusNormalClosure
		case message, open := <-viewer.Messages():
			if !open {
				return closing[viewer.Reason()]
			}
			err = write(message)
		case <-heartbeat.C:
			var pulse bytes.Buffer
			if err = h.views.Render(&pulse, views.NewPulse(version, h.Now())); err == nil {
				err = write(pulse.Bytes())
			}
		case <-access.C:
			if !h.stillMay(ctx, c) {
				return websocket.StatusPolicyViolation
			}
		}
		if err != nil {
			return websocket.StatusGoingAway
		}
	}
}

// closing are the codes that htmx comes back after: 1013 for a viewer who was
// too slow, 1012 for a restart.
var closing = map[live.Reason]websocket.StatusCode{
	live.Left:     websocket.StatusNormalClosure,
	live.TooSlow:  websocket.StatusTryAgainLater,
	live.Shutdown: websocket.StatusServiceRestart,
}

// stillMay asks again whether the session lives and its member may see the
// board. While the database does not answer, nobody is sent away.
func (h *Handlers) stillMay(ctx context.Context, c echo.Context) bool {
	before := identityOf(c)
	now, err := h.DB.Session(ctx, sessionHash(c), h.Now())
	if err != nil {
		return booking.CodeOf(err) != booking.NotFound
	}
	return now.Company.ID == before.Company.ID && now.Role.May(booking.SeeBookings)
}
