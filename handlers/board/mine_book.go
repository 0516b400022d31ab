package board

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/db/clientdb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/views"
	"okno/views/board"
)

// toBook is who he is, where he may book with himself.
func (h mine) toBook(c echo.Context) (db.Setup, booking.ID, error) {
	setup, resource, err := h.myself(c)
	if err == nil && !setup.Company.Specialist.Books {
		err = booking.Fail(booking.Forbidden, "error.own.books")
	}
	return setup, resource, err
}

// newBooking is GET /own/bookings/new?date=&start=&service=&client=: whatever is there fills the form; the client has to be one
// of his own.
func (h mine) newBooking(c echo.Context) error {
	setup, resource, err := h.toBook(c)
	if err != nil {
		return err
	}
	d := board.BookData{InPerson: true, Service: serviceNamed(setup, c.QueryParam("service"))}
	d.Telling, d.Reach = handlers.TellsClient(c), views.Reach{Mailless: h.MailLogged, SMS: handlers.IdentityOf(c).SMS}
	if d.ID, err = booking.NewID(h.Random); err != nil {
		return err
	}
	if err := h.prefill(c, resource, &d); err != nil {
		return err
	}
	w := askedWhen(c, setup.Company.Zone, h.Today(setup.Company))
	w.read(setup.Company)
	return h.bookingForm(c, http.StatusOK, setup, resource, d, w)
}

// prefill puts a client of his own into the form, with what he may see of him.
func (h mine) prefill(c echo.Context, resource booking.ID, d *board.BookData) error {
	ctx, scope, id := c.Request().Context(), h.Scope(c), booking.ID(c.QueryParam("client"))
	if id == "" {
		return nil
	}
	client, err := clientdb.Client(ctx, scope, id)
	if err != nil {
		return err
	}
	if err := clientdb.MustBeOf(ctx, scope, id, resource); err != nil {
		return err
	}
	if client.Erased {
		return booking.Fail(booking.NotFound, "error.client_unknown")
	}
	d.For, d.Name, d.Known, d.KnownChat = client.ID, client.Name, client.Contact, client.Chat
	if !handlers.HidesContacts(c) {
		d.Phone, d.Email = client.Phone, client.Email
	}
	return nil
}

// newBookingTimes is POST /own/bookings/times: the choice of the time anew, after the service or the day was changed.
func (h mine) newBookingTimes(c echo.Context) error {
	setup, resource, err := h.toBook(c)
	if err != nil {
		return err
	}
	w, d := h.whenOf(c, setup.Company), board.BookData{Service: serviceNamed(setup, c.FormValue("service"))}
	if !handlers.IsFragment(c) {
		h.typedInto(c, &d)
		return h.bookingForm(c, http.StatusOK, setup, resource, d, w)
	}
	if err := h.bookingTimes(c, setup, resource, &d, w); err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, board.NewWhen(handlers.ReaderOf(c), d.When))
}

// saveBooking is POST /own/bookings. What is refused comes back with all that was typed; a time that is taken with the nearest
// that are his and free.
func (h mine) saveBooking(c echo.Context) error {
	setup, resource, err := h.toBook(c)
	if err != nil {
		return err
	}
	w := h.whenOf(c, setup.Company)
	n := bookings.NewBooking{
		ID: booking.ID(c.FormValue("id")), Service: c.FormValue("service"), Start: w.start,
		Name: c.FormValue("name"), Phone: c.FormValue("phone"), Email: c.FormValue("email"), Notes: c.FormValue("notes"),
		Client: booking.ID(handlers.FirstValue(c, "found", "client")), InPerson: c.FormValue("source") == "desk", Sure: handlers.SureOf(c), TellClient: handlers.TellsClient(c),
	}
	var done bookings.Done
	if len(w.wrong) > 0 && !w.start.IsZero() { // it can be read, and is to be looked at again
		err = booking.FailFields(map[string]booking.Sentence{})
	} else {
		done, err = h.Desk.Own.BookOwn(c.Request().Context(), handlers.Member(c), n)
	}
	if err == nil {
		return h.did(c, done, setup.Company)
	}
	known := handlers.AsKnown(err)
	switch known.Code {
	case booking.Invalid, booking.SlotTaken, booking.Conflict, booking.Doubtful, booking.Forbidden:
	default:
		return err
	}
	for name, sentence := range w.wrong {
		if known.Fields == nil {
			known = booking.FailFields(map[string]booking.Sentence{})
		}
		known.Fields[name] = sentence
	}
	d := board.BookData{Service: serviceNamed(setup, n.Service), Error: known}
	h.typedInto(c, &d)
	return h.bookingForm(c, handlers.Statuses[known.Code], setup, resource, d, w)
}

// bookingForm shows the form, in the modal or as a page, with the services that he does.
func (h mine) bookingForm(c echo.Context, status int, setup db.Setup, resource booking.ID, d board.BookData, w when) error {
	if err := h.bookingTimes(c, setup, resource, &d, w); err != nil {
		return err
	}
	d.Root, d.Company, d.Lead, d.Filled, d.WalkIn = "/own", setup.Company, "", "", false
	d.Person, _ = setup.Resource(string(resource))
	for _, s := range setup.Services {
		if !does(setup, resource, s) {
			continue
		}
		if !setup.Company.Specialist.Prices {
			s.Price, s.Terms = "", nil
		}
		d.Services, d.Does = append(d.Services, s), append(d.Does, s.ID)
	}
	if !handlers.IsFragment(c) {
		return h.Render(c, status, board.NewBookPage(h.Base(c), d))
	}
	form := board.NewBook(handlers.ReaderOf(c), d)
	form.Alone = c.FormValue("alone") != ""
	return h.Render(c, status, form)
}

// bookingTimes fills in when he is free for the service.
func (h mine) bookingTimes(c echo.Context, setup db.Setup, resource booking.ID, d *board.BookData, w when) error {
	w.mine, w.resources = true, []booking.ID{resource}
	if s, known := setup.Service(string(d.Service)); !known || !does(setup, resource, s) {
		d.Service = ""
	}
	if err := h.Handlers.bookingTimes(c, setup, d, w, ""); err != nil {
		return err
	}
	d.When.TimesURL, d.When.Mine, d.When.Resources, d.When.Service = "/own/bookings/times", true, nil, booking.Service{}
	return nil
}
