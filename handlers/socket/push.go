// Package socket pushes to the browsers that have an open page: one that vanishes, or reads nothing, costs a bounded time and memory.
package socket

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/coder/websocket"

	"okno/live"
	"okno/metrics"
	"okno/views"
)

// Push is how viewers are written to.
type Push struct {
	Views     *views.Views
	Metrics   *metrics.Metrics // nil: nobody is told
	Now       func() time.Time
	Heartbeat time.Duration // how often they are told the time, and asked whether they are there
	Patience  time.Duration // what a message may take until the network has it, and an answer to that question
}

// To pushes to one viewer as long as he is there, and says how to close his socket. The page shows its topic as of version.
func (p Push) To(ctx context.Context, socket *websocket.Conn, viewer *live.Viewer, version int64) websocket.StatusCode {
	closed, code := p.Metrics.SocketOpened(), websocket.StatusInternalError
	defer func() { closed(whyClosed[code]) }()
	code = p.push(ctx, socket, viewer, version)
	return code
}

// push writes messages and heartbeats until the viewer leaves, is put out or does not answer, and says how to close the
// socket. Whoever vanishes without a word, a laptop that is closed or a phone in a tunnel, is noticed by that alone:
// a network takes what is written for a long time without bringing it to anybody. Browsers answer by themselves.
func (p Push) push(ctx context.Context, socket *websocket.Conn, viewer *live.Viewer, version int64) websocket.StatusCode {
	heartbeat, still := time.NewTicker(p.Heartbeat), time.NewTicker(stillThere)
	defer heartbeat.Stop()
	defer still.Stop()
	end := websocket.StatusNormalClosure
	write := func(message []byte) error {
		ctx, cancel := context.WithTimeout(ctx, p.Patience)
		defer cancel()
		start := time.Now()
		defer func() { p.Metrics.SocketWritten(time.Since(start)) }()
		err := socket.Write(ctx, websocket.MessageText, message)
		if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) { // whoever has left is noticed by the first that reads or writes
			end = websocket.StatusGoingAway
		}
		return err
	}
	answer, asked := make(chan error, 1), false
	err := write(beat) // it is there, before there is anything to tell
	for err == nil {
		select {
		case <-ctx.Done():
			return websocket.StatusNormalClosure
		case message, open := <-viewer.Messages():
			if !open {
				return closing[viewer.Reason()]
			}
			viewer.Took(message)
			err = write(message)
		case <-still.C:
			err = write(beat)
		case <-heartbeat.C:
			var pulse bytes.Buffer
			if err = p.Views.Render(&pulse, views.NewPulse(version, p.Now())); err == nil {
				err = write(pulse.Bytes())
			}
			if !asked {
				asked = true
				go func() { answer <- p.ping(ctx, socket) }()
			}
		case gone := <-answer:
			if asked = false; gone != nil && ctx.Err() == nil {
				return websocket.StatusGoingAway
			}
		}
	}
	return end
}

// ping waits for the other end's answer, which stands behind all that was written before.
func (p Push) ping(ctx context.Context, socket *websocket.Conn) error {
	ctx, cancel := context.WithTimeout(ctx, p.Patience)
	defer cancel()
	return socket.Ping(ctx)
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
