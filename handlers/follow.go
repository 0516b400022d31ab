package handlers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"time"

	"github.com/coder/websocket"
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/webform"
	"okno/handlers/feed"
	"okno/live"
	"okno/views"
)

const writeTimeout = 10 * time.Second // for one message to a viewer

// Follow is the WebSocket of a live page: it only pushes, acts are ordinary
// requests. Asked for without an Upgrade it answers what it would have pushed since. The company comes from the session, never from the address. The
// address says which version the page shows and as which topic; a page of
// another topic than its viewer is to see now is told to draw itself anew.
func (h *Kit) Follow(c echo.Context, topic feed.Topic, right booking.Right) error {
	who := IdentityOf(c)
	version, err := strconv.ParseInt(c.QueryParam("version"), 10, 64)
	if err != nil {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	if key := c.QueryParam("topic"); key != "" && key != TopicKey(topic) {
		version = -1 // never was: everything may look different
	}
	if !c.IsWebSocket() { // there is something in between that lets none pass, or the page asks whether we are there
		message, err := h.Feed.Since(c.Request().Context(), who.Company.ID, topic, version)
		if err != nil {
			return err
		}
		c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
		return c.HTMLBlob(http.StatusOK, message)
	}
	socket, err := websocket.Accept(c.Response(), c.Request(), h.socketOptions()) // it checks the Origin by itself
	if err != nil {
		return nil // Accept has answered
	}
	defer func() { _ = socket.CloseNow() }()
	socket.SetReadLimit(1 << 10)
	ctx := socket.CloseRead(context.WithoutCancel(c.Request().Context()))
	viewer, err := h.Feed.Watch(ctx, who.Company.ID, topic, version)
	if err != nil {
		h.Log.WarnContext(ctx, "a page could not be followed", "error", err)
		return socket.Close(websocket.StatusInternalError, "")
	}
	defer h.Feed.Unwatch(who.Company.ID, viewer)
	closed, code := h.Metrics.SocketOpened(), websocket.StatusInternalError
	defer func() { closed(whyClosed[code]) }()
	h.Feed.Admit(viewer, feed.Admission{Session: string(SessionHash(c)), Company: who.Company.ID, Role: who.Role, Resource: who.Resource, Right: right})
	code = h.push(ctx, socket, viewer, version)
	_ = socket.Close(code, "")
	return nil
}

// socketOptions let a page of ours in whose Host a proxy has rewritten.
func (h *Kit) socketOptions() *websocket.AcceptOptions {
	if !h.Pinned {
		return nil
	}
	return &websocket.AcceptOptions{OriginPatterns: []string{webform.OriginOf(h.BaseURL)}}
}

// TopicKey names a topic in the address of a page's socket.
func TopicKey(topic feed.Topic) string {
	sum := fnv.New64a()
	fmt.Fprintf(sum, "%#v", topic)
	return strconv.FormatUint(sum.Sum64(), 36)
}

// push writes messages and heartbeats until the viewer leaves or is put out,
// and says how to close the socket.
func (h *Kit) push(ctx context.Context, socket *websocket.Conn, viewer *live.Viewer, version int64) websocket.StatusCode {
	heartbeat, still := time.NewTicker(h.Heartbeat), time.NewTicker(stillThere)
	defer heartbeat.Stop()
	defer still.Stop()
	end := websocket.StatusNormalClosure
	write := func(message []byte) error {
		ctx, cancel := context.WithTimeout(ctx, writeTimeout)
		defer cancel()
		start := time.Now()
		defer func() { h.Metrics.SocketWritten(time.Since(start)) }()
		err := socket.Write(ctx, websocket.MessageText, message)
		if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) { // whoever has left is noticed by the first that reads or writes
			end = websocket.StatusGoingAway
		}
		return err
	}
	err := write(beat) // it is there, before there is anything to tell
	for err == nil {
		select {
		case <-ctx.Done():
			return websocket.StatusNormalClosure
		case message, open := <-viewer.Messages():
			if !open {
				return closing[viewer.Reason()]
			}
			err = write(message)
		case <-still.C:
			err = write(beat)
		case <-heartbeat.C:
			var pulse bytes.Buffer
			if err = h.Views.Render(&pulse, views.NewPulse(version, h.Now())); err == nil {
				err = write(pulse.Bytes())
			}
		}
	}
	return end
}

// stillThere is how often an open page is told that nothing has happened: by its
// silence it notices within three seconds that the connection is lost. The word is as
// short as JSON can be, and a page does nothing with it: 5,000 pages cost a few
// hundredths of a core. What else the heart tells, the time and the version, it tells
// more seldom.
const stillThere = 1500 * time.Millisecond

var beat = []byte("0")

// closing are the codes of an end. htmx comes back after 1013 (too slow) and
// 1012 (a restart, or another page to see), and not after 1008.
var closing = map[live.Reason]websocket.StatusCode{
	live.Left:     websocket.StatusNormalClosure,
	live.TooSlow:  websocket.StatusTryAgainLater,
	live.Shutdown: websocket.StatusServiceRestart,
	live.Revoked:  websocket.StatusPolicyViolation,
	live.Outdated: websocket.StatusServiceRestart,
}

// whyClosed is how metrics name the ends.
var whyClosed = map[websocket.StatusCode]string{
	websocket.StatusNormalClosure: "left", websocket.StatusTryAgainLater: "slow", websocket.StatusServiceRestart: "restart",
	websocket.StatusPolicyViolation: "revoked", websocket.StatusGoingAway: "lost", websocket.StatusInternalError: "failed",
}
