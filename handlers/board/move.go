package board

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/db/bookingdb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/views"
	"okno/views/board"
)

// moveForm is GET /bookings/:id/move: where and when the booking can stand
// instead. It begins with where it stands.
func (h *Handlers) moveForm(c echo.Context) error {
	setup, b, err := h.toMove(c)
	if err != nil {
		return err
	}
	return h.movingForm(c, http.StatusOK, setup, b, standsAt(setup, b), nil)
}

// moveTimes is POST /bookings/:id/times: the choice anew, after a change of it.
func (h *Handlers) moveTimes(c echo.Context) error {
	setup, b, err := h.toMove(c)
	if err != nil {
		return err
	}
	w := h.whenOf(c, setup.Company)
	if !handlers.IsFragment(c) {
		return h.movingForm(c, http.StatusOK, setup, b, w, nil)
	}
	data, err := h.movingTimes(c, setup, b, w, chosenLength(c, b))
	if err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, board.NewWhen(handlers.ReaderOf(c), data))
}

// move is POST /bookings/:id/move. The form sends its choice (date, start or at,
// resource-KIND, length); a drag on the board sends start (RFC 3339), from and to
// (resources), and answer=toast. Both send what was seen.
func (h *Handlers) move(c echo.Context) error {
	setup, b, err := h.toMove(c)
	if err != nil {
		return err
	}
	w := standsAt(setup, b)
	request := bookings.MoveRequest{Target: h.target(c), Anyway: waiverOf(c), From: booking.ID(c.FormValue("from"))}
	switch {
	case c.FormValue("date") != "":
		w = h.whenOf(c, setup.Company)
		request.To = w.resources
	case c.FormValue("start") != "":
		start, wrong := booking.ParseStart(c.FormValue("start"), setup.Company.Zone)
		if wrong != nil {
			return h.moved(c, setup, w, bookings.Done{}, booking.FailFields(map[string]booking.Sentence{"start": *wrong}))
		}
		w.start, w.date = start, booking.DateOf(start, setup.Company.Zone)
		w.typed = board.WhenTyped{Date: w.date.String(), Start: start.Format(time.RFC3339)}
	}
	if to := c.FormValue("to"); to != "" {
		request.To = []booking.ID{booking.ID(to)}
		w.resources = exchangedFor(setup, w.resources, booking.ID(to))
	}
	if len(w.wrong) > 0 || w.start.IsZero() {
		if len(w.wrong) == 0 {
			w.wrong["start"] = booking.Say("error.desk.choose_start")
		}
		return h.moved(c, setup, w, bookings.Done{}, booking.FailFields(w.wrong))
	}
	if text := c.FormValue("length"); text != "" && text != strconv.Itoa(lengthOf(b)) {
		if request.Length, err = strconv.Atoi(text); err != nil || request.Length == 0 {
			request.Length = -1 // refused as no length
		}
	}
	request.Start = w.start
	done, err := h.Desk.Bookings.Move(c.Request().Context(), handlers.Member(c), request)
	return h.moved(c, setup, w, done, err)
}

// stretch is POST /bookings/:id/length: length in minutes, by the lower edge of a card.
func (h *Handlers) stretch(c echo.Context) error {
	setup, b, err := h.toMove(c)
	if err != nil {
		return err
	}
	length, err := strconv.Atoi(c.FormValue("length"))
	if err != nil || length == 0 {
		length = -1
	}
	done, err := h.Desk.Bookings.Move(c.Request().Context(), handlers.Member(c), bookings.MoveRequest{Target: h.target(c), Length: length, Anyway: waiverOf(c)})
	return h.moved(c, setup, standsAt(setup, b), done, err)
}

// moved answers a move. What it would go over is asked in the form, which opens
// in the modal when the board has asked.
func (h *Handlers) moved(c echo.Context, setup db.Setup, w when, done bookings.Done, err error) error {
	known := handlers.AsKnown(err)
	fromForm := !toastAlone(c)
	if err == nil || known.Code != booking.NeedsConfirmation && (!fromForm || c.FormValue("date") == "") {
		return h.acted(c, done, err, nil)
	}
	switch known.Code {
	case booking.Invalid, booking.SlotTaken, booking.NeedsConfirmation, booking.Conflict:
	default:
		return err
	}
	b, err := bookingdb.Booking(c.Request().Context(), h.Scope(c), booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	if toastAlone(c) {
		c.Response().Header().Set("HX-Retarget", "#modal-body")
		c.Response().Header().Set("HX-Reswap", "innerHTML")
	}
	return h.movingForm(c, handlers.Statuses[known.Code], setup, b, w, known)
}

// toMove is the booking of the path, and the company it is of.
func (h *Handlers) toMove(c echo.Context) (db.Setup, booking.Booking, error) {
	setup, err := h.Setup(c)
	if err != nil {
		return setup, booking.Booking{}, err
	}
	b, err := bookingdb.Booking(c.Request().Context(), h.Scope(c), booking.ID(c.Param("id")))
	return setup, b, err
}

// standsAt is the choice that a booking is.
func standsAt(setup db.Setup, b booking.Booking) when {
	w := when{start: b.Start.In(setup.Company.Zone), resources: b.Resources, wrong: map[string]booking.Sentence{}}
	w.date = booking.DateOf(b.Start, setup.Company.Zone)
	w.typed = board.WhenTyped{Date: w.date.String(), Start: w.start.Format(time.RFC3339)}
	return w
}

func exchangedFor(setup db.Setup, resources []booking.ID, to booking.ID) []booking.ID {
	next, _ := setup.Resource(string(to))
	changed := slices.Clone(resources)
	for i, id := range changed {
		if r, _ := setup.Resource(string(id)); r.Kind == next.Kind {
			changed[i] = next.ID
		}
	}
	return changed
}

func lengthOf(b booking.Booking) int { return int(b.End.Sub(b.Start) / time.Minute) }

// chosenLength is the one that the form has, else the booking's own.
func chosenLength(c echo.Context, b booking.Booking) int {
	length, err := strconv.Atoi(c.FormValue("length"))
	if err != nil || length < booking.MinDurationMin || length > booking.MaxDurationMin {
		return lengthOf(b)
	}
	return length
}

// movingForm shows the form, in the modal or as a page.
func (h *Handlers) movingForm(c echo.Context, status int, setup db.Setup, b booking.Booking, w when, refused *booking.Error) error {
	data, err := h.movingTimes(c, setup, b, w, chosenLength(c, b))
	if err != nil {
		return err
	}
	if refused != nil && refused.Code == booking.NeedsConfirmation {
		data.Warned = refused.Waived
	}
	b = handlers.SeenBooking(c, b)
	d := board.MoveBookingData{
		Company: setup.Company, Booking: b, Resources: handlers.ResourcesOf(setup.Resources, b.Resources), Seen: b.VersionTag(),
		When: data, LengthMin: chosenLength(c, b), Telling: handlers.TellsClient(c), Reach: views.Reach{Mailless: h.MailLogged, SMS: handlers.IdentityOf(c).SMS}, Error: refused,
	}
	if !handlers.IsFragment(c) {
		return h.Render(c, status, board.NewMoveBookingPage(h.Base(c), d))
	}
	return h.Render(c, status, board.NewMoveBooking(handlers.ReaderOf(c), d))
}

// movingTimes is what can be chosen: the service's resources and the booking's
// own, and the times that are free for it.
func (h *Handlers) movingTimes(c echo.Context, setup db.Setup, b booking.Booking, w when, length int) (board.WhenData, error) {
	calendar, ask, no := setup.Calendar(nil).Moving(b, engine.Move{LengthMin: length, Resources: w.resources})
	if no != nil { // somebody else's resource, or one that is off by now: from where it stands
		w.resources = b.Resources
		calendar, ask, no = setup.Calendar(nil).Moving(b, engine.Move{LengthMin: length})
	}
	if no != nil {
		return board.WhenData{}, booking.Fail(booking.NotFound, "error.booking_unknown")
	}
	data, err := h.whenData(c, setup, calendar, ask, w)
	if err != nil {
		return data, err
	}
	data.TimesURL, data.Confirm = "/bookings/"+string(b.ID)+"/times", booking.Say("acts.move_anyway")
	linked := setup.Linked(b.Service)
	for _, r := range setup.Resources {
		if r.Active && slices.Contains(linked, r.ID) || slices.Contains(b.Resources, r.ID) {
			data.Resources = append(data.Resources, r)
		}
	}
	data.Resources = slices.DeleteFunc(data.Resources, func(r booking.Resource) bool { return !hasKind(setup, b, r.Kind) })
	return data, nil
}

func hasKind(setup db.Setup, b booking.Booking, kind booking.Kind) bool {
	return slices.ContainsFunc(handlers.ResourcesOf(setup.Resources, b.Resources), func(r booking.Resource) bool { return r.Kind == kind })
}
