package metrics

import (
	"strconv"
	"time"
)

// Request counts one that was answered. route is the pattern of its address, "" for none that is ours.
func (m *Metrics) Request(method, route string, status int, took time.Duration) {
	if m == nil {
		return
	}
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(methodOf(method), route, strconv.Itoa(status)).Observe(took.Seconds())
}

// methodOf keeps what strangers make up out of the labels.
func methodOf(method string) string {
	switch method {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS":
		return method
	}
	return "other"
}

// Refused counts a request that was not done, by the code of its error.
func (m *Metrics) Refused(code string) {
	if m != nil {
		m.refusals.WithLabelValues(code).Inc()
	}
}

// SlotDays counts days of which a widget was told the free times.
func (m *Metrics) SlotDays(days int) {
	if m != nil {
		m.slotDays.Add(float64(days))
	}
}

// Acted counts what was done and committed.
func (m *Metrics) Acted(act string) {
	if m != nil {
		m.acts.WithLabelValues(act).Inc()
	}
}

// SocketOpened counts a live page that is followed from now on; the function is to be called with why it is no longer.
func (m *Metrics) SocketOpened() func(why string) {
	if m == nil {
		return func(string) {}
	}
	m.sockets.Inc()
	return func(why string) {
		m.sockets.Dec()
		m.closed.WithLabelValues(why).Inc()
	}
}

// Told says how long after its act a change stood before the sockets that show it. Clocks of two processes may differ, so
// a little less than nothing is nothing.
func (m *Metrics) Told(after time.Duration) {
	if m != nil {
		m.lag.Observe(max(after, 0).Seconds())
	}
}

// SocketWritten says how long it took to write a message to a socket.
func (m *Metrics) SocketWritten(took time.Duration) {
	if m != nil {
		m.socketWrite.Observe(took.Seconds())
	}
}

// Attempted counts an attempt at a delivery by the state in which it left it.
func (m *Metrics) Attempted(channel, state string) {
	if m != nil {
		m.attempts.WithLabelValues(channel, state).Inc()
	}
}

// Logged counts a warning or an error.
func (m *Metrics) Logged(level string) {
	if m != nil {
		m.logLines.WithLabelValues(level).Inc()
	}
}
