package board

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/acts"
	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/db/bookingdb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/handlers/feed"
	"okno/views"
	"okno/views/board"
)

// closing answers the routes of the close of day.
type closing struct{ *Handlers }

// undecidedShown at once.
const undecidedShown = 200

// undecided is GET /bookings/undecided: the bookings that are over and of which nobody has said how they
// went, those of today too. Two queries with the session's.
func (h closing) undecided(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	topic := newUndecidedTopic(c)
	d, err := readUndecided(c.Request().Context(), h.Scope(c), setup, h.Now())
	if err != nil {
		return err
	}
	d.SeesMoney = handlers.SeesMoney(handlers.IdentityOf(c))
	d.CanChange, d.Version, d.Topic = topic.CanChange, handlers.IdentityOf(c).Versions.Board, handlers.TopicKey(topic)
	if handlers.IsFragment(c) {
		return h.Render(c, http.StatusOK, board.NewUndecided(handlers.ReaderOf(c), d))
	}
	return h.Render(c, http.StatusOK, board.NewUndecidedPage(h.Base(c), d))
}

func readUndecided(ctx context.Context, scope db.Scope, setup db.Setup, now time.Time) (board.UndecidedData, error) {
	d := board.UndecidedData{Company: setup.Company, Services: setup.Services, Resources: setup.Resources, Now: now}
	today := booking.DateOf(now, setup.Company.Zone)
	since := engine.Instant(today.AddDays(-bookingdb.UndecidedDays), 0, setup.Company.Zone)
	all, err := bookingdb.Undecided(ctx, scope, booking.Span{From: since, To: now}, undecidedShown+1)
	d.Bookings, d.More = handlers.FirstOf(all, undecidedShown)
	return d, err
}

// undecidedTopic is what distinguishes these lists of one company from each other.
type undecidedTopic struct {
	Locale    string
	CanChange bool
	Masked    bool
	Undecided bool // it is no other page's topic
}

func newUndecidedTopic(c echo.Context) undecidedTopic {
	return undecidedTopic{handlers.ReaderOf(c), handlers.May(c, booking.ChangeBookings), handlers.HidesContacts(c), true}
}

func (t undecidedTopic) Hears() feed.Hearing { return feed.Hearing{Locale: t.Locale, Masked: t.Masked} }

// Message is the list as it stands now. One query.
func (t undecidedTopic) Message(ctx context.Context, f *feed.Feed, setup db.Setup, _ []db.Change, last int64) (views.View, error) {
	d, err := readUndecided(ctx, f.DB.Of(setup.Company.ID).Seen(t.Masked), setup, f.Now())
	if err != nil {
		return nil, err
	}
	d.CanChange, d.Version = t.CanChange, last
	return board.NewUndecidedLive(t.Locale, d), nil
}

// undecidedLive is the WebSocket of the list.
func (h closing) undecidedLive(c echo.Context) error {
	return h.Follow(c, newUndecidedTopic(c), booking.SeeBookings)
}

// decisions are what can be said of a booking that is over, by the act.
var decisions = map[booking.Act]func(*bookings.Desk, context.Context, acts.Member, bookings.Target) (bookings.Done, error){
	booking.ActCompleted: (*bookings.Desk).Complete,
	booking.ActNoShow:    (*bookings.Desk).NoShow,
	booking.ActLeft:      (*bookings.Desk).LeaveOpen,
	booking.ActConfirmed: (*bookings.Desk).Confirm,
	booking.ActCancelled: func(d *bookings.Desk, ctx context.Context, m acts.Member, t bookings.Target) (bookings.Done, error) {
		return d.Cancel(ctx, m, t, "")
	},
	booking.ActRejected: func(d *bookings.Desk, ctx context.Context, m acts.Member, t bookings.Target) (bookings.Done, error) {
		return d.Reject(ctx, m, t, "")
	},
}

// decide is POST /bookings/:id/decision: one of them. No client is told of what is over.
func (h closing) decide(c echo.Context) error {
	do, known := decisions[booking.Act(c.FormValue("act"))]
	if !known {
		if _, err := bookingdb.Booking(c.Request().Context(), h.Scope(c), booking.ID(c.Param("id"))); err != nil {
			return err
		}
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	target := h.target(c)
	target.TellClient = false
	done, err := do(h.Desk.Bookings, c.Request().Context(), handlers.Member(c), target)
	return h.decided(c, done, err)
}

// undecide is DELETE of the same: a booking that was left is asked about again.
func (h closing) undecide(c echo.Context) error {
	done, err := h.Desk.Bookings.AskAgain(c.Request().Context(), handlers.Member(c), bookings.Target{Booking: booking.ID(c.Param("id"))})
	return h.decided(c, done, err)
}

func (h closing) decided(c echo.Context, done bookings.Done, err error) error {
	if err != nil {
		known := handlers.AsKnown(err)
		if !handlers.IsFragment(c) || known.Code != booking.Conflict && known.Code != booking.SlotTaken {
			return err
		}
		return h.RenderAside(c, handlers.Statuses[known.Code], views.NewDone(handlers.ReaderOf(c), known.Sentence, views.Undo{}))
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/bookings/undecided")
	}
	undo := handlers.UndoOf(done.Undo)
	if done.Act == booking.ActLeft {
		undo = views.Undo{Method: "delete", URL: "/bookings/" + string(done.Booking.ID) + "/decision", Target: "#toasts"}
	}
	done.Before, done.Booking = handlers.SeenBooking(c, done.Before), handlers.SeenBooking(c, done.Booking)
	return h.RenderAside(c, http.StatusOK, views.NewDone(handlers.ReaderOf(c), saidOfAct(done, handlers.IdentityOf(c).Company), undo))
}
