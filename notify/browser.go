package notify

import (
	"context"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/notify/channel"
	"okno/notify/compose"
)

// For how long a push service keeps a message for a browser that is off: a booking is worth knowing of the next morning,
// a test only now.
const (
	keepPush = 24 * time.Hour
	keepTest = 5 * time.Minute
)

// browser is the browser that a delivery goes to, as it stands now; a dropped error where nobody may be told there any
// more: its member has signed out, or is none.
func (w *Worker) browser(ctx context.Context, company booking.CompanyID, d *messagedb.Claim) (*channel.Push, error) {
	to, err := messagedb.FindBrowser(ctx, w.DB.Of(company), d.Recipient)
	if booking.CodeOf(err) == booking.NotFound {
		return nil, dropped{telling.DropBrowser}
	}
	p := &channel.Push{To: to, Tag: string(d.ID), Keep: keepPush, Urgent: d.Event != booking.DailySheet}
	switch {
	case d.Booking != "":
		p.Tag = string(d.Booking)
	case d.Lead != "":
		p.Tag = string(d.Lead)
	case d.Event == booking.TestMessage:
		p.Keep = keepTest
	}
	return p, err
}

// pathOf is the path of the panel's page that a message leads to.
func (w *Worker) pathOf(p compose.Page) string {
	path, ours := strings.CutPrefix(p.URL, w.BaseURL)
	if !ours || !strings.HasPrefix(path, "/") {
		return "/"
	}
	return path
}
