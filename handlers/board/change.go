package board

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/db/bookingdb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/views/board"
)

// changeForm is GET /bookings/:id/change: of which service the booking is, how long it takes
// and what it costs. It begins with what it is.
func (h *Handlers) changeForm(c echo.Context) error {
	setup, b, err := h.toMove(c)
	if err != nil {
		return err
	}
	t := terms{service: b.Service, length: lengthOf(b), price: board.PriceText(handlers.ReaderOf(c), b.Price)}
	if s, _ := setup.Service(string(b.Service)); s.DurationMin == t.length {
		t.length = 0
	}
	t.priced = t.price
	return h.termsForm(c, http.StatusOK, setup, b, t, standsAt(setup, b), nil)
}

// terms are what the form has beside the choice of place and time.
type terms struct {
	service booking.ID
	length  int    // 0 for what the service usually takes, -1 for what is no length
	price   string // as it was typed
	priced  string // what the program has put there
}

// termsOf reads them. The price goes with the service while nobody has typed another one.
func termsOf(c echo.Context, setup db.Setup, b booking.Booking) terms {
	t := terms{service: serviceNamed(setup, c.FormValue("service")), length: ownLength(c), price: c.FormValue("price"), priced: c.FormValue("priced")}
	if t.price != t.priced {
		return t
	}
	price := b.Price
	if s, known := setup.Service(string(t.service)); known && s.ID != b.Service {
		price = s.Price
	}
	t.price = board.PriceText(handlers.ReaderOf(c), price)
	t.priced = t.price
	return t
}

// lengthFor is the length in minutes, 0 for what another service usually takes.
func (t terms) lengthFor(setup db.Setup, b booking.Booking) int {
	if s, _ := setup.Service(string(t.service)); t.length == 0 && s.ID == b.Service {
		return s.DurationMin
	}
	return t.length
}

// changeTimes is POST /bookings/:id/change/times: the choice anew, after a change of it,
// with the price that goes with the service.
func (h *Handlers) changeTimes(c echo.Context) error {
	setup, b, err := h.toMove(c)
	if err != nil {
		return err
	}
	t, w := termsOf(c, setup, b), h.whenOf(c, setup.Company)
	if !handlers.IsFragment(c) {
		return h.termsForm(c, http.StatusOK, setup, b, t, w, nil)
	}
	data, err := h.termsTimes(c, setup, b, t, w)
	if err != nil {
		return err
	}
	reader := handlers.ReaderOf(c)
	return h.Render(c, http.StatusOK, board.NewWhen(reader, data), board.NewPriceAnew(reader, t.price, t.priced))
}

// changeTerms is POST /bookings/:id/change. What is refused comes back with what was typed; a
// time that is taken with the nearest that are free, one outside hours with a warning.
func (h *Handlers) changeTerms(c echo.Context) error {
	setup, b, err := h.toMove(c)
	if err != nil {
		return err
	}
	t, w := termsOf(c, setup, b), h.whenOf(c, setup.Company)
	if w.start.IsZero() && len(w.wrong) == 0 {
		w.wrong["start"] = booking.Say("error.desk.choose_start")
	}
	if len(w.wrong) > 0 {
		return h.termsAnswer(c, setup, t, w, bookings.Done{}, booking.FailFields(w.wrong))
	}
	request := bookings.MoveRequest{
		Target: h.target(c), Start: w.start, Length: t.lengthFor(setup, b), Anyway: waiverOf(c),
		Terms: &bookings.Terms{Service: string(t.service), Price: t.price, Resources: w.resources},
	}
	if t.service == b.Service && request.Length == lengthOf(b) {
		request.Length = 0
	}
	done, err := h.Desk.Bookings.Move(c.Request().Context(), handlers.Member(c), request)
	return h.termsAnswer(c, setup, t, w, done, err)
}

func (h *Handlers) termsAnswer(c echo.Context, setup db.Setup, t terms, w when, done bookings.Done, err error) error {
	if err == nil {
		return h.acted(c, done, nil, nil)
	}
	known := handlers.AsKnown(err)
	switch known.Code {
	case booking.Invalid, booking.SlotTaken, booking.NeedsConfirmation, booking.Conflict:
	default:
		return err
	}
	b, err := bookingdb.Booking(c.Request().Context(), h.Scope(c), booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	return h.termsForm(c, handlers.Statuses[known.Code], setup, b, t, w, known)
}

// termsForm shows the form, in the modal or as a page.
func (h *Handlers) termsForm(c echo.Context, status int, setup db.Setup, b booking.Booking, t terms, w when, refused *booking.Error) error {
	data, err := h.termsTimes(c, setup, b, t, w)
	if err != nil {
		return err
	}
	if refused != nil && refused.Code == booking.NeedsConfirmation {
		data.Warned = refused.Waived
	}
	d := board.ChangeData{
		Company: setup.Company, Booking: handlers.SeenBooking(c, b), Seen: b.VersionTag(), When: data,
		Service: t.service, LengthMin: t.length, Price: t.price, Priced: t.priced,
		Telling: handlers.TellsClient(c), Mailless: h.MailLogged, Error: refused,
	}
	for _, s := range setup.Services {
		if s.Active && !s.Archived || s.ID == b.Service || s.ID == t.service {
			d.Services = append(d.Services, s)
		}
	}
	if !handlers.IsFragment(c) {
		return h.Render(c, status, board.NewChangePage(h.Base(c), d))
	}
	return h.Render(c, status, board.NewChange(handlers.ReaderOf(c), d))
}

// termsTimes is what can be chosen: as for a move while the service is the booking's own,
// else as for a new booking, in whose way this one does not stand.
func (h *Handlers) termsTimes(c echo.Context, setup db.Setup, b booking.Booking, t terms, w when) (board.WhenData, error) {
	var data board.WhenData
	var err error
	if t.service == b.Service {
		data, err = h.movingTimes(c, setup, b, w, max(t.lengthFor(setup, b), booking.MinDurationMin))
	} else {
		d := board.BookData{Service: t.service, LengthMin: max(t.length, 0)}
		w.resources = peopleAnd(setup, setup.Linked(t.service), w.resources)
		err = h.bookingTimes(c, setup, &d, w, b.ID)
		data = d.When
	}
	data.TimesURL, data.Confirm = "/bookings/"+string(b.ID)+"/change/times", booking.Say("acts.change_anyway")
	return data, err
}

// peopleAnd leaves out those of resources, other than people, that are not linked: another
// service is not expected to need the room that the former one took.
func peopleAnd(setup db.Setup, linked, resources []booking.ID) []booking.ID {
	return slices.DeleteFunc(slices.Clone(resources), func(id booking.ID) bool {
		r, _ := setup.Resource(string(id))
		return r.Kind != booking.Staff && !slices.Contains(linked, id)
	})
}
