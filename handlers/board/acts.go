package board

import (
	"context"
	"net/http"
	"path"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/acts"
	"okno/booking"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/handlers/daycards"
	"okno/views"
	"okno/views/board"
)

// status performs an act that needs nothing but the booking.
func (h *Handlers) status(do func(*bookings.Desk, context.Context, acts.Member, bookings.Target) (bookings.Done, error)) echo.HandlerFunc {
	return func(c echo.Context) error {
		done, err := do(h.Desk.Bookings, c.Request().Context(), handlers.Member(c), h.target(c))
		return h.acted(c, done, err, nil)
	}
}

// reasoned performs an act that may have a reason, which stays in the form when it is refused.
func (h *Handlers) reasoned(do func(*bookings.Desk, context.Context, acts.Member, bookings.Target, string) (bookings.Done, error)) echo.HandlerFunc {
	return func(c echo.Context) error {
		reason := c.FormValue("reason")
		done, err := do(h.Desk.Bookings, c.Request().Context(), handlers.Member(c), h.target(c), reason)
		return h.acted(c, done, err, func(d *board.DetailsData) { d.Cancelling, d.Reason = reason != "", reason })
	}
}

// back takes a booking that stands at the status one step back.
func (h *Handlers) back(from booking.Status) echo.HandlerFunc {
	return h.status(func(d *bookings.Desk, ctx context.Context, m acts.Member, target bookings.Target) (bookings.Done, error) {
		return d.StepBack(ctx, m, target, from)
	})
}

// setNotes keeps the desk's own note on a booking.
func (h *Handlers) setNotes(c echo.Context) error {
	notes := c.FormValue("notes")
	done, err := h.Desk.Bookings.SetNotes(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), c.FormValue("notes_seen"), notes)
	if handlers.NoteAlone(c) {
		return h.NoteAnswer(c, "notes_seen", done.Booking.Notes, err)
	}
	return h.acted(c, done, err, func(d *board.DetailsData) { d.Notes = &notes })
}

// target is the booking of the path as whoever acts has seen it.
func (h *Handlers) target(c echo.Context) bookings.Target {
	return bookings.Target{Booking: booking.ID(c.Param("id")), Seen: c.FormValue("seen"), TellClient: handlers.TellsClient(c), Sure: slices.Contains(handlers.SureOf(c), "early")}
}

// acted answers an act on the booking of the path: with the booking anew and a
// toast that takes the act back; to a board, which asks with answer=toast, with
// the toast alone; without scripts with the booking's page. What the desk
// refuses stands above the booking as it is now, beside what typed puts back.
func (h *Handlers) acted(c echo.Context, done bookings.Done, err error, typed func(*board.DetailsData)) error {
	if err != nil {
		return h.refusedAct(c, err, typed)
	}
	toast, err := h.toast(c, done)
	if err != nil {
		return err
	}
	switch {
	case !handlers.IsFragment(c):
		return handlers.Redirect(c, "/bookings/"+string(done.Booking.ID))
	case toastAlone(c):
		return h.RenderAside(c, http.StatusOK, toast)
	}
	details, err := daycards.Details(h.Kit, c, done.Booking.ID)
	if err != nil {
		return err
	}
	return h.RenderDone(c, board.NewDetails(handlers.ReaderOf(c), details), toast)
}

func toastAlone(c echo.Context) bool { return c.FormValue("answer") == "toast" }

// refusedAct shows why, and how the booking stands now.
func (h *Handlers) refusedAct(c echo.Context, err error, typed func(*board.DetailsData)) error {
	known := handlers.AsKnown(err)
	switch known.Code {
	case booking.Invalid, booking.Conflict, booking.SlotTaken:
	case booking.NeedsConfirmation:
		return h.askEarly(c, known)
	default:
		return err
	}
	status, problem := handlers.Statuses[known.Code], known.Sentence
	for _, sentence := range known.Fields { // an act has one field at most
		problem = sentence
	}
	if handlers.IsFragment(c) && toastAlone(c) {
		return h.RenderAside(c, status, views.NewDone(handlers.ReaderOf(c), problem, views.Undo{}))
	}
	details, err := daycards.Details(h.Kit, c, booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	details.Problem = problem
	if typed != nil {
		typed(&details)
	}
	if !handlers.IsFragment(c) {
		return h.Render(c, status, board.NewBookingPage(h.Base(c), details))
	}
	return h.Render(c, status, board.NewDetails(handlers.ReaderOf(c), details))
}

// askEarly shows the booking with the question whether what cannot be true yet is
// meant; a board gets it in the modal.
func (h *Handlers) askEarly(c echo.Context, known *booking.Error) error {
	details, err := daycards.Details(h.Kit, c, booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	details.Asked, details.Early = known.Sentence, path.Base(c.Request().URL.Path)
	if !handlers.IsFragment(c) {
		return h.Render(c, handlers.Statuses[known.Code], board.NewBookingPage(h.Base(c), details))
	}
	if toastAlone(c) {
		c.Response().Header().Set("HX-Retarget", "#modal-body")
		c.Response().Header().Set("HX-Reswap", "innerHTML")
	}
	return h.Render(c, handlers.Statuses[known.Code], board.NewDetails(handlers.ReaderOf(c), details))
}

// toast says what an act has done, and takes it back. It remembers whether the
// client is told: as the form had it; and whoever has never said is asked, once.
func (h *Handlers) toast(c echo.Context, done bookings.Done) (views.Done, error) {
	who := handlers.IdentityOf(c)
	done.Before, done.Booking = handlers.SeenBooking(c, done.Before), handlers.SeenBooking(c, done.Booking)
	toast := views.NewDone(handlers.ReaderOf(c), withMoney(views.In(handlers.ReaderOf(c)), saidOfAct(done, who.Company), done, who.Company), handlers.UndoOf(done.Undo))
	asked := c.FormValue("telling") != ""
	tell := handlers.TellsClient(c)
	reachable := (done.Booking.Contact.Email != "" || done.Booking.Chat != "") && !done.Booking.TellNone && bookings.Tellable(done.Act)
	switch {
	case asked && (who.NotifiesClient == nil || *who.NotifiesClient != tell), !asked && who.NotifiesClient == nil && reachable:
		if err := h.Desk.Settings.RememberNotifyClient(c.Request().Context(), handlers.Member(c), tell, ""); err != nil {
			return toast, err
		}
		if !asked {
			toast.Ask = string(done.Booking.ID)
		}
	}
	return toast, nil
}

// rememberNotifyClient is POST /preferences/telling: the answer of the toast.
func (h *Handlers) rememberNotifyClient(c echo.Context) error {
	err := h.Desk.Settings.RememberNotifyClient(c.Request().Context(), handlers.Member(c), c.FormValue("tell") != "", booking.ID(c.FormValue("booking")))
	if err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/bookings")
	}
	return h.RenderAside(c, http.StatusOK, views.NewDone(handlers.ReaderOf(c), booking.Say("acts.said.not_telling"), views.Undo{}))
}

// saidOfAct is what a toast says of it.
func saidOfAct(done bookings.Done, company booking.Company) booking.Sentence {
	was, is := done.Before, done.Booking
	zone := company.Zone
	at := func(key string) booking.Sentence {
		return booking.Say(key, "Date", booking.DateOf(is.Start, zone), "At", is.Start.In(zone), "Until", is.End.In(zone), "Name", handlers.NameOf(is.Contact))
	}
	switch {
	case done.Act == "":
		return booking.Say("acts.said.nothing")
	case done.Act == booking.ActCreated && is.Status == booking.Arrived:
		return at("acts.said.walked_in")
	case done.TookBack != "":
		said := at("acts.said.undone")
		said.Args["What"] = booking.Say("acts.what." + string(done.TookBack))
		return said
	case done.Act == booking.ActMoved && is.Start.Equal(was.Start):
		return at("acts.said.handed_over")
	case done.Act == booking.ActMoved && booking.DateOf(is.Start, zone) == booking.DateOf(was.Start, zone):
		return at("acts.said.moved")
	case done.Act == booking.ActMoved:
		return at("acts.said.moved_date")
	}
	return at("acts.said." + string(done.Act))
}
