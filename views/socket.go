package views

import (
	"net/url"
	"strconv"
	"time"
)

// Socket is what makes a page live: templates "connection", the line that says
// how the connection is, and "socket", what connects. The page shows its company
// as of Version; Topic says as what kind of viewer.
type Socket struct {
	W       *Words
	URL     string // what the WebSocket connects to
	Topic   string
	Version int64
	NowUnix int64  // the server's clock
	Zone    string // the company's, where the page does not say it; "" else
}

// NewHearing is the socket of a page that shows nothing live itself.
func NewHearing(locale, topic string, version int64, now time.Time, zone *time.Location) Socket {
	s := NewSocket(In(locale), "/live", url.Values{}, topic, version, now)
	s.Zone = zone.String()
	return s
}

// NewSocket connects to a path with a query; both say what is followed.
func NewSocket(w *Words, path string, query url.Values, topic string, version int64, now time.Time) Socket {
	query.Set("topic", topic)
	query.Set("version", strconv.FormatInt(version, 10))
	return Socket{W: w, URL: path + "?" + query.Encode(), Topic: topic, Version: version, NowUnix: now.Unix()}
}

// Pulse is the fragment #pulse, sent alone every 10 seconds and with every
// message: the connection lives, and this is the version that it has brought.
type Pulse struct {
	Version int64
	NowUnix int64 // the server's clock, by which the now-line moves
}

// NewPulse makes the heartbeat.
func NewPulse(version int64, now time.Time) Pulse { return Pulse{version, now.Unix()} }

func (Pulse) View() string { return "pulse-partial" }
