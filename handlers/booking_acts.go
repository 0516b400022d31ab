package handlers

import (
	"context"
	"net/http"
	"path"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
	"okno/views"
)

// status performs an act that needs nothing but the booking.
func (h *Handlers) status(do func(*desk.Desk, context.Context, desk.Member, desk.Target) (desk.Done, error)) echo.HandlerFunc {
	return func(c echo.Context) error {
		done, err := do(h.Desk, c.Request().Context(), member(c), h.on(c))
		return h.acted(c, done, err, nil)
	}
}

// reasoned performs an act that may have a reason, which stays in the form when it is refused.
func (h *Handlers) reasoned(do func(*desk.Desk, context.Context, desk.Member, desk.Target, string) (desk.Done, error)) echo.HandlerFunc {
	return func(c echo.Context) error {
		reason := c.FormValue("reason")
		done, err := do(h.Desk, c.Request().Context(), member(c), h.on(c), reason)
		return h.acted(c, done, err, func(d *views.DetailsData) { d.Cancelling, d.Reason = reason != "", reason })
	}
}

// back takes a booking that stands at the status one step back.
func (h *Handlers) back(from booking.Status) echo.HandlerFunc {
	return h.status(func(d *desk.Desk, ctx context.Context, m desk.Member, on desk.Target) (desk.Done, error) {
		return d.StepBack(ctx, m, on, from)
	})
}

// setNotes keeps the desk's own note on a booking.
func (h *Handlers) setNotes(c echo.Context) error {
	notes := c.FormValue("notes")
	done, err := h.Desk.SetNotes(c.Request().Context(), member(c), booking.ID(c.Param("id")), c.FormValue("notes_seen"), notes)
	if noteAlone(c) {
		return h.noteAnswer(c, "notes_seen", done.Booking.Notes, err)
	}
	return h.acted(c, done, err, func(d *views.DetailsData) { d.Notes = &notes })
}

// on is the booking of the path as whoever acts has seen it.
func (h *Handlers) on(c echo.Context) desk.Target {
	return desk.Target{Booking: booking.ID(c.Param("id")), Seen: c.FormValue("seen"), TellClient: tells(c), Sure: slices.Contains(sureOf(c), "early")}
}

// tells says whether the client is to be told: as the form has it, else as the
// member has answered before. Who has not been asked yet tells.
func tells(c echo.Context) bool {
	if c.FormValue("telling") != "" {
		return c.FormValue("tell") != ""
	}
	remembered := identityOf(c).NotifiesClient
	return remembered == nil || *remembered
}

// acted answers an act on the booking of the path: with the booking anew and a
// toast that takes the act back; to a board, which asks with answer=toast, with
// the toast alone; without scripts with the booking's page. What the desk
// refuses stands above the booking as it is now, beside what typed puts back.
func (h *Handlers) acted(c echo.Context, done desk.Done, err error, typed func(*views.DetailsData)) error {
	if err != nil {
		return h.refusedAct(c, err, typed)
	}
	toast, err := h.toast(c, done)
	if err != nil {
		return err
	}
	switch {
	case !isFragment(c):
		return redirect(c, "/bookings/"+string(done.Booking.ID))
	case toastAlone(c):
		return h.renderAside(c, http.StatusOK, toast)
	}
	details, err := h.details(c, done.Booking.ID)
	if err != nil {
		return err
	}
	return h.renderDone(c, views.NewDetails(readerOf(c), details), toast)
}

func toastAlone(c echo.Context) bool { return c.FormValue("answer") == "toast" }

// refusedAct shows why, and how the booking stands now.
func (h *Handlers) refusedAct(c echo.Context, err error, typed func(*views.DetailsData)) error {
	known := asKnown(err)
	switch known.Code {
	case booking.Invalid, booking.Conflict, booking.SlotTaken:
	case booking.NeedsConfirmation:
		return h.askEarly(c, known)
	default:
		return err
	}
	status, problem := statuses[known.Code], known.Sentence
	for _, sentence := range known.Fields { // an act has one field at most
		problem = sentence
	}
	if isFragment(c) && toastAlone(c) {
		return h.renderAside(c, status, views.NewDone(readerOf(c), problem, views.Undo{}))
	}
	details, err := h.details(c, booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	details.Problem = problem
	if typed != nil {
		typed(&details)
	}
	if !isFragment(c) {
		return h.render(c, status, views.NewBookingPage(h.base(c), details))
	}
	return h.render(c, status, views.NewDetails(readerOf(c), details))
}

// askEarly shows the booking with the question whether what cannot be true yet is
// meant; a board gets it in the modal.
func (h *Handlers) askEarly(c echo.Context, known *booking.Error) error {
	details, err := h.details(c, booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	details.Asked, details.Early = known.Sentence, path.Base(c.Request().URL.Path)
	if !isFragment(c) {
		return h.render(c, statuses[known.Code], views.NewBookingPage(h.base(c), details))
	}
	if toastAlone(c) {
		c.Response().Header().Set("HX-Retarget", "#modal-body")
		c.Response().Header().Set("HX-Reswap", "innerHTML")
	}
	return h.render(c, statuses[known.Code], views.NewDetails(readerOf(c), details))
}

// renderAside answers with what finds its own place, and leaves the rest of the page alone.
func (h *Handlers) renderAside(c echo.Context, status int, view views.View, more ...views.View) error {
	c.Response().Header().Set("HX-Reswap", "none")
	return h.render(c, status, view, more...)
}

// toast says what an act has done, and takes it back. It remembers whether the
// client is told: as the form had it; and whoever has never said is asked, once.
func (h *Handlers) toast(c echo.Context, done desk.Done) (views.Done, error) {
	who := identityOf(c)
	done.Before, done.Booking = seenBooking(c, done.Before), seenBooking(c, done.Booking)
	toast := views.NewDone(readerOf(c), saidOfAct(done, who.Company), undoOf(done.Undo))
	asked := c.FormValue("telling") != ""
	tell := tells(c)
	reachable := done.Booking.Contact.Email != "" && desk.Tellable(done.Act)
	switch {
	case asked && (who.NotifiesClient == nil || *who.NotifiesClient != tell), !asked && who.NotifiesClient == nil && reachable:
		if err := h.Desk.RememberNotifyClient(c.Request().Context(), member(c), tell, ""); err != nil {
			return toast, err
		}
		if !asked {
			toast.Ask = string(done.Booking.ID)
		}
	}
	return toast, nil
}

// undoOf is the way back that a toast offers; "" is none.
func undoOf(token booking.ID) views.Undo {
	if token == "" {
		return views.Undo{}
	}
	return views.Undo{Method: "post", URL: "/undo/" + string(token), Target: "#toasts"}
}

// sureOf are the answers to what was doubted.
func sureOf(c echo.Context) booking.Sure {
	form, _ := c.FormParams() // what cannot be read is no answer
	var sure booking.Sure
	for _, name := range []string{"sure", "sure-name", "sure-phone", "sure-email"} {
		sure = append(sure, form[name]...)
	}
	return sure
}

// rememberNotifyClient is POST /preferences/telling: the answer of the toast.
func (h *Handlers) rememberNotifyClient(c echo.Context) error {
	err := h.Desk.RememberNotifyClient(c.Request().Context(), member(c), c.FormValue("tell") != "", booking.ID(c.FormValue("booking")))
	if err != nil {
		return err
	}
	if !isFragment(c) {
		return redirect(c, "/bookings")
	}
	return h.renderAside(c, http.StatusOK, views.NewDone(readerOf(c), booking.Say("acts.said.not_telling"), views.Undo{}))
}

// saidOfAct is what a toast says of it.
func saidOfAct(done desk.Done, company booking.Company) booking.Sentence {
	was, is := done.Before, done.Booking
	zone := company.Zone
	at := func(key string) booking.Sentence {
		return booking.Say(key, "Date", booking.DateOf(is.Start, zone), "At", is.Start.In(zone), "Until", is.End.In(zone), "Name", nameOf(is.Contact))
	}
	switch {
	case done.Act == "":
		return booking.Say("acts.said.nothing")
	case done.TookBack != "":
		said := at("acts.said.undone")
		said.Args["What"] = booking.Say("acts.what." + done.TookBack)
		return said
	case done.Act == "moved" && is.Start.Equal(was.Start):
		return at("acts.said.handed_over")
	case done.Act == "moved" && booking.DateOf(is.Start, zone) == booking.DateOf(was.Start, zone):
		return at("acts.said.moved")
	case done.Act == "moved":
		return at("acts.said.moved_date")
	}
	return at("acts.said." + done.Act)
}

// nameOf is what a client is called in a sentence: a toast never shows how he is reached.
func nameOf(contact booking.Contact) any {
	if contact.Name == "" {
		return booking.Say("booking.nobody")
	}
	return contact.Name
}
