// Package live knows who watches what. Its hub hands messages to viewers and
// never blocks: a viewer who does not keep up is dropped, and comes back with a
// fresh page. It knows no HTTP, no HTML and no SQL.
package live

import (
	"sync"
	"sync/atomic"
)

// Reason is why a viewer's messages ended.
type Reason int

const (
	Left     Reason = iota // the connection was closed from its other end
	TooSlow                // its other end did not read for too long
	Shutdown               // the process is stopping
	Revoked                // whoever watches may not see the topic any longer
	Outdated               // whoever watches sees the topic in another way by now: the browser is to connect anew
)

// Topic is one view of one company: all its viewers get the same messages.
type Topic struct {
	Company int64
	View    any // comparable; what the viewers see, such as a date and a language
}

// queueLength is how many messages may wait for a viewer: some seconds of a
// busy board. One who is further behind is better served by the whole board.
const queueLength = 64

// queueBytes is how much memory the messages that wait for one viewer may take. A
// single message may be larger.
const queueBytes = 1 << 20

// Hub is the set of viewers. The zero Hub is ready.
type Hub struct {
	mu      sync.Mutex
	closed  bool
	viewers map[Topic]map[*Viewer]struct{}
}

// Viewer is one open socket's place in the hub.
type Viewer struct {
	topic    Topic
	messages chan []byte
	waiting  atomic.Int64 // bytes of them
	reason   Reason       // written before messages is closed
}

// Messages gives what was sent, in order; it is closed when the viewer is out,
// and Reason says why. Each one that is received is handed to Took.
func (v *Viewer) Messages() <-chan []byte { return v.messages }

// Took says that a message waits no longer.
func (v *Viewer) Took(message []byte) { v.waiting.Add(-int64(len(message))) }

// Reason is why Messages was closed.
func (v *Viewer) Reason() Reason { return v.reason }

// Watch lets a viewer in. In a hub that is shut down it ends at once, with Shutdown.
func (h *Hub) Watch(topic Topic) *Viewer {
	v := &Viewer{topic: topic, messages: make(chan []byte, queueLength)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		v.end(Shutdown)
		return v
	}
	if h.viewers == nil {
		h.viewers = map[Topic]map[*Viewer]struct{}{}
	}
	if h.viewers[topic] == nil {
		h.viewers[topic] = map[*Viewer]struct{}{}
	}
	h.viewers[topic][v] = struct{}{}
	return v
}

// Leave takes a viewer out; one who is out already stays so.
func (h *Hub) Leave(v *Viewer) { h.Drop(v, Left) }

// Drop puts a viewer out for a reason.
func (h *Hub) Drop(v *Viewer, why Reason) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.drop(v, why)
}

// Send gives a message to all viewers of the topic.
func (h *Hub) Send(topic Topic, message []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for v := range h.viewers[topic] {
		h.offer(v, message)
	}
}

// SendTo gives a message to one viewer.
func (h *Hub) SendTo(v *Viewer, message []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, in := h.viewers[v.topic][v]; in {
		h.offer(v, message)
	}
}

// Topics are those that somebody watches, of one company or, with 0, of all.
func (h *Hub) Topics(company int64) []Topic {
	h.mu.Lock()
	defer h.mu.Unlock()
	var topics []Topic
	for topic := range h.viewers {
		if company == 0 || topic.Company == company {
			topics = append(topics, topic)
		}
	}
	return topics
}

// Close puts all viewers out and lets nobody in.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for _, viewers := range h.viewers {
		for v := range viewers {
			h.drop(v, Shutdown)
		}
	}
}

func (h *Hub) offer(v *Viewer, message []byte) {
	size := int64(len(message))
	if before := v.waiting.Add(size) - size; before > 0 && before+size > queueBytes {
		h.drop(v, TooSlow)
		return
	}
	select {
	case v.messages <- message:
	default:
		h.drop(v, TooSlow)
	}
}

func (h *Hub) drop(v *Viewer, why Reason) {
	viewers := h.viewers[v.topic]
	if _, in := viewers[v]; !in {
		return
	}
	delete(viewers, v)
	if len(viewers) == 0 {
		delete(h.viewers, v.topic)
	}
	if why == TooSlow {
		v.forget()
	}
	v.end(why)
}

// forget lets go of what a viewer has not read: he gets all of it when he comes back.
func (v *Viewer) forget() {
	for {
		select {
		case message := <-v.messages:
			v.Took(message)
		default:
			return
		}
	}
}

func (v *Viewer) end(why Reason) {
	v.reason = why
	close(v.messages)
}
