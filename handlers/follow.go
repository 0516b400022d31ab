package handlers

import (
	"context"
	"fmt"
	"hash/fnv"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/coder/websocket"
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/webform"
	"okno/handlers/feed"
	"okno/handlers/socket"
	"okno/live"
)

// watchTimeout is for what a new viewer has missed.
const watchTimeout = 10 * time.Second

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
	conn, err := websocket.Accept(socket.Lean{ResponseWriter: c.Response()}, c.Request(), h.socketOptions()) // it checks the Origin by itself
	if err != nil {
		return nil // Accept has answered
	}
	conn.SetReadLimit(1 << 10)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), watchTimeout)
	defer cancel()
	viewer, err := h.Feed.Watch(ctx, who.Company.ID, topic, version)
	if err != nil {
		h.Log.WarnContext(ctx, "a page could not be followed", "error", err)
		_ = conn.Close(websocket.StatusInternalError, "")
		return nil
	}
	h.Feed.Admit(viewer, feed.Admission{Session: string(SessionHash(c)), Company: who.Company.ID, Role: who.Role, Resource: who.Resource, Right: right})
	go h.follow(conn, who.Company.ID, viewer, version)
	return nil
}

// follow serves an open socket to its end. The request that opened it has been answered, and nothing of it is kept: thousands
// of pages are open for hours.
func (h *Kit) follow(conn *websocket.Conn, company booking.CompanyID, viewer *live.Viewer, version int64) {
	defer func() {
		if r := recover(); r != nil {
			h.Log.Error("a socket failed", "panic", r, "stack", string(debug.Stack()))
		}
		_ = conn.CloseNow()
	}()
	code := h.push(conn.CloseRead(context.Background()), conn, company, viewer, version)
	if code != websocket.StatusGoingAway { // nobody is there to be told
		_ = conn.Close(code, "")
	}
}

// push pushes as long as the viewer is there, who is out before the other end has its time to say goodbye.
func (h *Kit) push(ctx context.Context, conn *websocket.Conn, company booking.CompanyID, viewer *live.Viewer, version int64) websocket.StatusCode {
	defer h.Feed.Unwatch(company, viewer)
	return socket.Push{Views: h.Views, Metrics: h.Metrics, Now: h.Now, Heartbeat: h.Heartbeat, Patience: h.WritePatience}.To(ctx, conn, viewer, version)
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
	if own, is := topic.(interface{ Page() feed.Topic }); is {
		topic = own.Page()
	}
	sum := fnv.New64a()
	fmt.Fprintf(sum, "%#v", topic)
	return strconv.FormatUint(sum.Sum64(), 36)
}
