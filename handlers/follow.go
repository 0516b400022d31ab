package handlers

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"strconv"
	"time"

	"github.com/coder/websocket"
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/live"
	"okno/views"
)

const writeTimeout = 10 * time.Second // for one message to a viewer

// follow is the WebSocket of a live page: it only pushes, acts are ordinary
// requests. The company comes from the session, never from the address. The
// address says which version the page shows and as which topic; a page of
// another topic than its viewer is to see now is told to draw itself anew.
func (h *Handlers) follow(c echo.Context, topic Topic, right booking.Right) error {
	who := identityOf(c)
	version, err := strconv.ParseInt(c.QueryParam("version"), 10, 64)
	if err != nil {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	if key := c.QueryParam("topic"); key != "" && key != topicKey(topic) {
		version = -1 // never was: everything may look different
	}
	socket, err := websocket.Accept(c.Response(), c.Request(), nil) // it checks the Origin by itself
	if err != nil {
		return nil // Accept has answered
	}
	defer func() { _ = socket.CloseNow() }()
	socket.SetReadLimit(1 << 10)
	ctx := socket.CloseRead(context.WithoutCancel(c.Request().Context()))
	viewer, err := h.Feed.watch(ctx, who.Company.ID, topic, version)
	if err != nil {
		h.Log.Warn("a page could not be followed", "error", err)
		return socket.Close(websocket.StatusInternalError, "")
	}
	defer h.Feed.unwatch(who.Company.ID, viewer)
	h.Feed.admit(viewer, admission{string(sessionHash(c)), who.Company.ID, who.Role, right})
	_ = socket.Close(h.push(ctx, socket, viewer, version), "")
	return nil
}

// topicKey names a topic in the address of a page's socket.
func topicKey(topic Topic) string {
	sum := fnv.New64a()
	fmt.Fprintf(sum, "%#v", topic)
	return strconv.FormatUint(sum.Sum64(), 36)
}

// push writes messages and heartbeats until the viewer leaves or is put out,
// and says how to close the socket.
func (h *Handlers) push(ctx context.Context, socket *websocket.Conn, viewer *live.Viewer, version int64) websocket.StatusCode {
	heartbeat := time.NewTicker(h.Heartbeat)
	defer heartbeat.Stop()
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
		}
		if err != nil {
			return websocket.StatusGoingAway
		}
	}
}

// closing are the codes of an end. htmx comes back after 1013 (too slow) and
// 1012 (a restart, or another page to see), and not after 1008.
var closing = map[live.Reason]websocket.StatusCode{
	live.Left:     websocket.StatusNormalClosure,
	live.TooSlow:  websocket.StatusTryAgainLater,
	live.Shutdown: websocket.StatusServiceRestart,
	live.Revoked:  websocket.StatusPolicyViolation,
	live.Outdated: websocket.StatusServiceRestart,
}
