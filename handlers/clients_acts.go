package handlers

import (
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
	"okno/views"
)

// saveClient writes the card of the path. What was refused comes back with what
// was typed; what somebody else has changed meanwhile comes back beside it.
func (h *Handlers) saveClient(c echo.Context) error {
	var r struct {
		booking.ClientText
		Revision int `form:"revision"`
	}
	if err := c.Bind(&r); err != nil {
		return err
	}
	ctx, id := c.Request().Context(), booking.ID(c.Param("id"))
	stored, err := h.scope(c).Client(ctx, id)
	if err != nil {
		return err
	}
	if hidesContacts(c) { // who cannot see them cannot have typed them
		shown := views.NewClientText(readerOf(c), stored)
		r.Phone, r.Email = shown.Phone, shown.Email
	}
	r.Revision = onTop(c, &r.ClientText, views.NewClientText(readerOf(c), stored), r.Revision, stored.Revision)
	undo, err := h.Desk.SaveClient(ctx, member(c), id, desk.CardEdit{
		Typed: r.ClientText, Revision: r.Revision, Zone: identityOf(c).Company.Zone,
		NameOnly: hidesContacts(c), // who cannot see them cannot have typed them
		Coming:   c.FormValue("coming") != "", Sure: sureOf(c),
	})
	status, problem := http.StatusOK, (*booking.Error)(nil)
	if err != nil {
		problem = asKnown(err)
		if problem.Code != booking.Invalid && problem.Code != booking.Conflict && problem.Code != booking.Doubtful {
			return err
		}
		status = statuses[problem.Code]
	} else if !isFragment(c) {
		return redirect(c, "/clients/"+string(id)+"?said=saved")
	}
	d, err := h.clientData(c)
	if err != nil {
		return err
	}
	if problem == nil {
		return h.renderDone(c, views.NewClient(readerOf(c), d), views.NewDone(readerOf(c), booking.Say("clients.said.saved"), undoOf(undo)))
	}
	if hidesContacts(c) {
		r.Phone, r.Email = d.Typed.Phone, d.Typed.Email
	}
	d.NotComing, d.Sure = c.FormValue("coming") == "", sureOf(c)
	d.Typed, d.Error, d.Began, d.Clash = r.ClientText, problem, keptBegan(c, problem), problem.Code == booking.Conflict && !d.Client.Erased
	return h.showClient(c, status, d)
}

// setClientNote keeps the note of a card alone: it saves itself, and leaves what
// else is being typed there.
func (h *Handlers) setClientNote(c echo.Context) error {
	ctx, id := c.Request().Context(), booking.ID(c.Param("id"))
	stored, err := h.Desk.SetClientNote(ctx, member(c), id, c.FormValue("note_seen"), c.FormValue("note"))
	if !isFragment(c) {
		if err != nil {
			return err
		}
		return redirect(c, "/clients/"+string(id)+"?said=saved")
	}
	return h.noteAnswer(c, "note_seen", stored, err)
}

// askEraseClient says what erasing means.
func (h *Handlers) askEraseClient(c echo.Context) error {
	return h.eraseQuestion(c, http.StatusOK, "", booking.Sentence{})
}

func (h *Handlers) eraseQuestion(c echo.Context, status int, typed string, wrong booking.Sentence) error {
	ctx, id := c.Request().Context(), booking.ID(c.Param("id"))
	scope := h.scope(c)
	client, err := scope.Client(ctx, id)
	if err != nil {
		return err
	}
	if client.Erased {
		return booking.Fail(booking.Conflict, "error.client_erased")
	}
	figures, err := scope.Figures(ctx, []booking.ID{id}, h.Now())
	if err != nil {
		return err
	}
	v := views.NewClientErase(readerOf(c), client, figures[id].Coming, typed, wrong)
	if isFragment(c) {
		return h.render(c, status, v)
	}
	return h.render(c, status, views.NewClientErasePage(h.base(c), v))
}

// eraseClient does it, once the client's name was typed.
func (h *Handlers) eraseClient(c echo.Context) error {
	typed := c.FormValue("typed")
	err := h.Desk.EraseClient(c.Request().Context(), member(c), booking.ID(c.Param("id")), typed)
	if known := asKnown(err); err != nil && known.Code == booking.Invalid {
		return h.eraseQuestion(c, http.StatusUnprocessableEntity, typed, known.Fields["typed"])
	}
	if err != nil {
		return err
	}
	return redirect(c, "/clients/"+c.Param("id")+"?said=erased")
}

// exportedClient is all that is known of a client, for himself.
type exportedClient struct {
	Client struct {
		ID        booking.ID `json:"id"`
		Name      string     `json:"name"`
		Phone     string     `json:"phone,omitempty"`
		Email     string     `json:"email,omitempty"`
		Note      string     `json:"note,omitempty"`
		CreatedAt string     `json:"created_at"`
	} `json:"client"`
	Bookings []exportedBooking `json:"bookings"`
	Leads    []exportedLead    `json:"leads"`
}

type exportedBooking struct {
	Number    int64          `json:"number"`
	Service   string         `json:"service"`
	Resources []string       `json:"resources"`
	Start     string         `json:"start"`
	End       string         `json:"end"`
	Status    booking.Status `json:"status"`
	Source    booking.Source `json:"source"`
	Name      string         `json:"name"`
	Phone     string         `json:"phone,omitempty"`
	Email     string         `json:"email,omitempty"`
	CreatedAt string         `json:"created_at"`
}

type exportedLead struct {
	Form      string             `json:"form"`
	Status    booking.LeadStatus `json:"status"`
	Answers   []booking.Answer   `json:"answers"`
	Consent   string             `json:"consent,omitempty"`
	Page      string             `json:"page,omitempty"`
	CreatedAt string             `json:"created_at"`
}

// exportEverything bounds one person's export: more than anybody has.
const exportEverything = 100_000

// exportClient gives one person's data as a file, and remembers that it did.
func (h *Handlers) exportClient(c echo.Context) error {
	who, ctx, id := identityOf(c), c.Request().Context(), booking.ID(c.Param("id"))
	if hidesContacts(c) {
		return booking.Fail(booking.Forbidden, "error.no_right")
	}
	client, err := h.Desk.ExportClient(ctx, member(c), id)
	if err != nil {
		return err
	}
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	scope, zone := h.scope(c), who.Company.Zone
	out := exportedClient{Bookings: []exportedBooking{}, Leads: []exportedLead{}}
	out.Client.ID, out.Client.Name, out.Client.Phone, out.Client.Email = client.ID, client.Name, client.Phone, client.Email
	out.Client.Note, out.Client.CreatedAt = client.Note, client.CreatedAt.In(zone).Format(rfc3339)
	visits, err := scope.VisitsOf(ctx, id, exportEverything)
	if err != nil {
		return err
	}
	for _, b := range visits {
		each := exportedBooking{
			Number: b.Number, Service: serviceOf(setup.Services, b.Service).Name, Resources: []string{},
			Start: b.Start.In(zone).Format(rfc3339), End: b.End.In(zone).Format(rfc3339), Status: b.Status, Source: b.Source,
			Name: b.Contact.Name, Phone: b.Contact.Phone, Email: b.Contact.Email, CreatedAt: b.CreatedAt.In(zone).Format(rfc3339),
		}
		for _, r := range resourcesOf(setup.Resources, b.Resources) {
			each.Resources = append(each.Resources, r.Name)
		}
		out.Bookings = append(out.Bookings, each)
	}
	leads, err := scope.LeadsOf(ctx, id, exportEverything)
	if err != nil {
		return err
	}
	for _, l := range leads {
		out.Leads = append(out.Leads, exportedLead{Form: l.FormName, Status: l.Status, Answers: l.Payload, Consent: l.Consent,
			Page: l.Page, CreatedAt: l.CreatedAt.In(zone).Format(rfc3339)})
	}
	text, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	return file(c, "client-"+string(id)+".json", "application/json; charset=utf-8", text)
}
