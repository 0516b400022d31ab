package board

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/pricelist"
	"okno/db"
	"okno/db/bookingdb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/views"
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
	if usual, _ := usualOf(setup, b.Service, b.Resources); usual == t.length {
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
	usual   string // in words, where it is left open because it depends on who will do it
}

// termsOf reads them. The price goes with the service, and with who does it, while nobody has typed another one.
func termsOf(c echo.Context, setup db.Setup, b booking.Booking, w when) terms {
	t := terms{service: serviceNamed(setup, c.FormValue("service")), length: ownLength(c), price: c.FormValue("price"), priced: c.FormValue("priced")}
	s, known := setup.Service(string(t.service))
	reader := handlers.ReaderOf(c)
	_, was := usualOf(setup, b.Service, b.Resources)
	price := b.Price
	switch r := pricelist.Of(&s, peopleOf(setup, w.resources)); {
	case !known || s.ID == b.Service && b.Price != was: // somebody has named it
	case r.From:
		price, t.usual = "", views.In(reader).Price(r, setup.Company.Currency)
	default:
		price = r.Price
	}
	if t.price != t.priced {
		return t
	}
	t.price = board.PriceText(reader, price)
	t.priced = t.price
	return t
}

// usualOf is how long a service takes with those resources, and what it costs.
func usualOf(setup db.Setup, service booking.ID, resources []booking.ID) (length int, price string) {
	s, _ := setup.Service(string(service))
	return s.With(resources...)
}

// peopleOf are the people among the resources, all of the company where none is.
func peopleOf(setup db.Setup, resources []booking.ID) []booking.Resource {
	chosen := slices.DeleteFunc(handlers.ResourcesOf(setup.Resources, resources), func(r booking.Resource) bool { return r.Kind != booking.Staff })
	if len(chosen) == 0 {
		return setup.Resources
	}
	return chosen
}

// lengthFor is the length in minutes, 0 for what another service usually takes.
func (t terms) lengthFor(setup db.Setup, b booking.Booking, w when) int {
	if t.length == 0 && t.service == b.Service {
		length, _ := usualOf(setup, t.service, w.resources)
		return length
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
	w := h.whenOf(c, setup.Company)
	t := termsOf(c, setup, b, w)
	if !handlers.IsFragment(c) {
		return h.termsForm(c, http.StatusOK, setup, b, t, w, nil)
	}
	data, err := h.termsTimes(c, setup, b, t, w)
	if err != nil {
		return err
	}
	reader := handlers.ReaderOf(c)
	return h.Render(c, http.StatusOK, board.NewWhen(reader, data), board.NewPriceAnew(reader, t.price, t.priced, t.usual))
}

// changeTerms is POST /bookings/:id/change. What is refused comes back with what was typed; a
// time that is taken with the nearest that are free, one outside hours with a warning.
func (h *Handlers) changeTerms(c echo.Context) error {
	setup, b, err := h.toMove(c)
	if err != nil {
		return err
	}
	w := h.whenOf(c, setup.Company)
	t := termsOf(c, setup, b, w)
	if w.start.IsZero() && len(w.wrong) == 0 {
		w.wrong["start"] = booking.Say("error.desk.choose_start")
	}
	if len(w.wrong) > 0 {
		return h.termsAnswer(c, setup, t, w, bookings.Done{}, booking.FailFields(w.wrong))
	}
	request := bookings.MoveRequest{
		Target: h.target(c), Start: w.start, Length: t.lengthFor(setup, b, w), Anyway: waiverOf(c),
		Terms: &bookings.Terms{Service: string(t.service), Price: t.price, Usual: t.usual != "" && t.price == "", Resources: w.resources},
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
		Service: t.service, LengthMin: t.length, Price: t.price, Priced: t.priced, Usual: t.usual, People: setup.Resources,
		Telling: handlers.TellsClient(c), Reach: views.Reach{Mailless: h.MailLogged, SMS: handlers.IdentityOf(c).SMS}, Error: refused,
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
		data, err = h.movingTimes(c, setup, b, w, max(t.lengthFor(setup, b, w), booking.MinDurationMin))
	} else {
		d := board.BookData{Service: t.service, LengthMin: max(t.length, 0)}
		w.resources = peopleAnd(setup, setup.Linked(t.service), w.resources)
		err = h.bookingTimes(c, setup, &d, w, b.ID)
		data = d.When
	}
	data.Service, _ = setup.Service(string(t.service))
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
