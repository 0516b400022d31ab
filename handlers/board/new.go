package board

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
	"okno/db/clientdb"
	"okno/db/leaddb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/views"
	"okno/views/board"
)

// newBooking is GET /bookings/new?resource=&service=&start=&length=&date=&client=&lead=&source=:
// whatever is there fills the form.
func (h *Handlers) newBooking(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	d := board.BookData{Telling: handlers.TellsClient(c), Reach: views.Reach{Mailless: h.MailLogged, SMS: handlers.IdentityOf(c).SMS}, InPerson: c.QueryParam("source") == "desk", WalkIn: isWalkIn(c), Service: serviceNamed(setup, c.QueryParam("service")), LengthMin: ownLength(c)}
	if d.ID, err = booking.NewID(h.Random); err != nil {
		return err
	}
	if err := h.prefill(c, setup, &d); err != nil {
		return err
	}
	w := askedWhen(c, setup.Company.Zone, h.Today(setup.Company))
	if r, known := setup.Resource(c.QueryParam("resource")); known {
		w.resources = []booking.ID{r.ID}
	}
	w.read(setup.Company)
	w.walkIn(c)
	return h.bookingForm(c, http.StatusOK, setup, d, w, c.QueryParam("alone"))
}

// prefill puts the client, or the lead, of the address into the form.
func (h *Handlers) prefill(c echo.Context, setup db.Setup, d *board.BookData) error {
	ctx, scope := c.Request().Context(), h.Scope(c)
	if id := booking.ID(c.QueryParam("client")); id != "" {
		client, err := clientdb.Client(ctx, scope, id)
		if err != nil {
			return err
		}
		d.For, d.Name, d.Phone, d.Email = client.ID, client.Name, client.Phone, client.Email
		d.Filled, d.Known, d.KnownChat = client.ID, client.Contact, client.Chat
		d.From = booking.Contact{Name: d.Name, Phone: d.Phone, Email: d.Email}
		d.Client = &client
		figures, err := clientdb.Figures(ctx, scope, []booking.ID{client.ID}, h.Now())
		if err != nil {
			return err
		}
		d.Figures = figures[client.ID]
	}
	if id := booking.ID(c.QueryParam("lead")); id != "" {
		lead, contact, err := leaddb.LeadToBook(ctx, scope, id)
		if err != nil {
			return err
		}
		d.Lead, d.LeadFrom = id, lead.FormName
		d.Name, d.Phone, d.Email = contact.Name, contact.Phone, contact.Email
		d.Known, d.Given = contact, contact
	}
	if handlers.HidesContacts(c) { // the desk knows them by the client or the lead
		d.Phone, d.Email = "", ""
		d.From.Phone, d.From.Email, d.Given.Phone, d.Given.Email = "", "", "", ""
	}
	return nil
}

// newBookingTimes is POST /bookings/times: the choice of place and time anew,
// after the service, the day or the resource was changed.
func (h *Handlers) newBookingTimes(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	w := h.whenOf(c, setup.Company)
	w.walkIn(c)
	d := board.BookData{Service: serviceNamed(setup, c.FormValue("service")), LengthMin: ownLength(c)}
	if !handlers.IsFragment(c) {
		h.typedInto(c, &d)
		return h.bookingForm(c, http.StatusOK, setup, d, w, "1")
	}
	if err := h.bookingTimes(c, setup, &d, w, ""); err != nil {
		return err
	}
	return h.Render(c, http.StatusOK, board.NewWhen(handlers.ReaderOf(c), d.When))
}

// saveBooking is POST /bookings. What is refused comes back with all that was
// typed; a time that is taken with the nearest that are free; one that is outside
// hours or over an exception with a warning, and the button that goes over it.
func (h *Handlers) saveBooking(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	w := h.whenOf(c, setup.Company)
	n := bookings.NewBooking{
		ID: booking.ID(c.FormValue("id")), Service: c.FormValue("service"), Start: w.start, Length: ownLength(c),
		Name: c.FormValue("name"), Phone: c.FormValue("phone"), Email: c.FormValue("email"), Notes: c.FormValue("notes"),
		Client: booking.ID(handlers.FirstValue(c, "found", "client")), Lead: booking.ID(c.FormValue("lead")), Anyway: waiverOf(c), TellClient: handlers.TellsClient(c) && !isWalkIn(c),
		Filled: booking.ID(c.FormValue("filled")), InPerson: c.FormValue("source") == "desk", WalkIn: isWalkIn(c), Sure: handlers.SureOf(c),
	}
	for _, id := range w.resources {
		n.Resources = append(n.Resources, string(id))
	}
	var done bookings.Done
	if len(w.wrong) > 0 && !w.start.IsZero() { // it can be read, and is to be looked at again
		err = booking.FailFields(map[string]booking.Sentence{})
	} else {
		done, err = h.Desk.Bookings.BookByDesk(c.Request().Context(), handlers.Member(c), n)
	}
	if err == nil {
		return h.booked(c, done, setup.Company)
	}
	known := handlers.AsKnown(err)
	switch known.Code {
	case booking.Invalid, booking.SlotTaken, booking.NeedsConfirmation, booking.Conflict, booking.Doubtful:
	default:
		return err
	}
	for name, sentence := range w.wrong { // a time that cannot be read is told as such, not as none
		if known.Fields == nil {
			known = booking.FailFields(map[string]booking.Sentence{})
		}
		known.Fields[name] = sentence
	}
	d := board.BookData{Service: serviceNamed(setup, n.Service), LengthMin: max(0, n.Length), Error: known}
	h.typedInto(c, &d)
	if err := h.refill(c, &d); err != nil {
		return err
	}
	return h.bookingForm(c, handlers.Statuses[known.Code], setup, d, w, c.FormValue("alone"))
}

func (h *Handlers) typedInto(c echo.Context, d *board.BookData) {
	d.ID, d.For, d.Lead = booking.ID(c.FormValue("id")), booking.ID(c.FormValue("client")), booking.ID(c.FormValue("lead"))
	d.Find, d.Found = c.FormValue("find"), booking.ID(c.FormValue("found"))
	d.Phone, d.Name, d.Email, d.Notes = c.FormValue("phone"), c.FormValue("name"), c.FormValue("email"), c.FormValue("notes")
	d.Filled, d.InPerson, d.WalkIn, d.Sure = booking.ID(c.FormValue("filled")), c.FormValue("source") == "desk", isWalkIn(c), handlers.SureOf(c)
	d.Telling, d.Reach = handlers.TellsClient(c), views.Reach{Mailless: h.MailLogged, SMS: handlers.IdentityOf(c).SMS}
	if phone, ok := booking.ParsePhone(d.Phone, handlers.IdentityOf(c).Company.Zone); ok {
		d.Known.Phone = phone
	}
}

// booked answers with the toast, and closes the modal; from a page of its own it
// leads to the day of the booking.
func (h *Handlers) booked(c echo.Context, done bookings.Done, company booking.Company) error {
	toast, err := h.toast(c, done)
	if err != nil {
		return err
	}
	if !handlers.IsFragment(c) || c.FormValue("alone") != "" {
		return handlers.Redirect(c, "/bookings?date="+booking.DateOf(done.Booking.Start, company.Zone).String())
	}
	c.Response().Header().Set("HX-Trigger", "okno:done")
	return h.RenderAside(c, http.StatusOK, toast)
}

// refill reads again what the form was filled from, and who has the number, for one
// that comes back.
func (h *Handlers) refill(c echo.Context, d *board.BookData) error {
	ctx, scope := c.Request().Context(), h.Scope(c)
	if d.Filled != "" {
		client, err := clientdb.Client(ctx, scope, d.Filled)
		if err != nil && booking.CodeOf(err) != booking.NotFound {
			return err
		}
		d.From = client.Contact
	}
	if d.Lead != "" {
		_, left, err := leaddb.LeadToBook(ctx, scope, d.Lead)
		if code := booking.CodeOf(err); err != nil && code != booking.NotFound && code != booking.Conflict {
			return err
		}
		d.Given = left
	}
	if err := h.refillKnown(c, d); err != nil {
		return err
	}
	if handlers.HidesContacts(c) {
		d.From.Phone, d.From.Email, d.Given.Phone, d.Given.Email = "", "", "", ""
	}
	return nil
}

// refillKnown reads again who has the number, or was found and has none.
func (h *Handlers) refillKnown(c echo.Context, d *board.BookData) error {
	ctx, scope := c.Request().Context(), h.Scope(c)
	var client booking.Client
	var err error
	phone, complete := booking.ParsePhone(d.Phone, handlers.IdentityOf(c).Company.Zone)
	switch {
	case complete:
		client, err = clientdb.ClientByPhone(ctx, scope, phone)
		d.Nobody = booking.CodeOf(err) == booking.NotFound
	case d.Found != "" && strings.TrimSpace(d.Phone) == "":
		client, err = clientdb.Client(ctx, scope, d.Found)
		if err == nil && handlers.HidesContacts(c) {
			d.Known.Email = client.Email // he can be written to
		}
	default:
		return nil
	}
	if err != nil {
		if booking.CodeOf(err) == booking.NotFound {
			err = nil
		}
		return err
	}
	if handlers.HidesContacts(c) {
		client.Email = "" // it would go into the form
	}
	figures, err := clientdb.Figures(ctx, scope, []booking.ID{client.ID}, h.Now())
	d.Client, d.Figures = &client, figures[client.ID]
	return err
}

// bookingForm shows the form, in the modal or as a page.
func (h *Handlers) bookingForm(c echo.Context, status int, setup db.Setup, d board.BookData, w when, alone string) error {
	if err := h.bookingTimes(c, setup, &d, w, ""); err != nil {
		return err
	}
	d.Company, d.People = setup.Company, setup.Resources
	if d.Client == nil && len(handlers.IdentityOf(c).SMS) > 0 { // a new one, whose phone is typed
		d.KnownChat = "sms"
	}
	if d.WalkIn {
		var err error
		if d.Next, err = nextToday(h, c, setup); err != nil {
			return err
		}
	}
	if len(w.resources) == 1 {
		d.Person, _ = setup.Resource(string(w.resources[0]))
	}
	for _, s := range setup.Services {
		if slices.Contains(setup.Linked(s.ID), d.Person.ID) {
			d.Does = append(d.Does, s.ID)
		}
		if s.Active && !s.Archived || s.ID == d.Service {
			d.Services = append(d.Services, s)
		}
	}
	if !handlers.IsFragment(c) {
		return h.Render(c, status, board.NewBookPage(h.Base(c), d))
	}
	form := board.NewBook(handlers.ReaderOf(c), d)
	form.Alone = alone != ""
	return h.Render(c, status, form)
}

// bookingTimes fills in what can be chosen for the service: who does it, and when. The booking own, "" for
// none, does not stand in the way.
func (h *Handlers) bookingTimes(c echo.Context, setup db.Setup, d *board.BookData, w when, own booking.ID) error {
	linked := setup.Linked(d.Service)
	chosen, unable := w.resources, []booking.Resource{} // those of whom it is chosen and who do not do it
	for _, id := range w.resources {
		if r, known := setup.Resource(string(id)); known && d.Service != "" && !slices.Contains(linked, id) {
			unable = append(unable, r)
		}
	}
	w.resources = slices.DeleteFunc(slices.Clone(w.resources), func(id booking.ID) bool { return d.Service != "" && !slices.Contains(linked, id) })
	d.When = board.WhenData{Company: setup.Company, Typed: w.typed, Wrong: w.wrong, Chosen: chosen}
	if d.Service != "" {
		calendar, no := setup.Calendar(nil).Wanting(d.Service, w.resources, d.LengthMin)
		if no != nil {
			calendar = setup.Calendar(nil)
		}
		var err error
		if d.When, err = h.whenData(c, setup, calendar, engine.Ask{Service: d.Service, Booking: own}, w); err != nil {
			return err
		}
	}
	d.When.Chosen, d.When.Unable = chosen, unable
	if len(unable) > 0 { // the time is another's: what he has there is not to be told of him
		d.When.Refused, d.When.Near = booking.Sentence{}, nil
	}
	d.When.Service, _ = setup.Service(string(d.Service))
	d.When.TimesURL, d.When.AnyOf, d.When.Confirm = "/bookings/times", true, booking.Say("acts.book_anyway")
	for _, r := range setup.Resources {
		if r.Active && (slices.Contains(linked, r.ID) || slices.Contains(chosen, r.ID)) {
			d.When.Resources = append(d.When.Resources, r)
		}
	}
	if d.Error != nil && d.Error.Code == booking.NeedsConfirmation {
		d.When.Warned = d.Error.Waived
	}
	return nil
}

// ownLength is the length that a new booking is to have, 0 for the service's;
// what is no length is -1, which the desk refuses.
func ownLength(c echo.Context) int {
	text := c.FormValue("length")
	if text == "" {
		return 0
	}
	length, err := strconv.Atoi(text)
	if err != nil || length < booking.MinDurationMin || length > booking.MaxDurationMin {
		return -1
	}
	return length
}

// serviceNamed is the service of an id or ref, "" where there is none.
func serviceNamed(setup db.Setup, name string) booking.ID {
	s, _ := setup.Service(name)
	return s.ID
}
