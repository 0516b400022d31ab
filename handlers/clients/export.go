package clients

import (
	"encoding/json"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/tags"
	"okno/booking/webform"
	"okno/db/clientdb"
	"okno/db/leaddb"
	"okno/handlers"
)

// exportedClient is all that is known of a client, for himself.
type exportedClient struct {
	Client   map[string]any    `json:"client"` // by the names of booking.ClientAttributes
	Bookings []exportedBooking `json:"bookings"`
	Leads    []exportedLead    `json:"leads"`
}

// exportedCard is what a client's card has; what it has not is left out, but for the name.
func exportedCard(client booking.Client, zone *time.Location) map[string]any {
	card := map[string]any{"id": client.ID, "created_at": client.CreatedAt.In(zone).Format(time.RFC3339)}
	for _, a := range booking.ClientAttributes {
		if value := a.Value(&client); a.Text(client) != "" || a.Required {
			card[a.Name] = value
		}
	}
	if client.Tags != "" {
		card["tags"] = tags.List(client.Tags)
	}
	return card
}

type exportedBooking struct {
	Number    int64          `json:"number"`
	Service   string         `json:"service"`
	Resources []string       `json:"resources"`
	Start     string         `json:"start"`
	End       string         `json:"end"`
	Status    booking.Status `json:"status"`
	Source    booking.Source `json:"source"`
	Price     string         `json:"price,omitempty"`
	Paid      string         `json:"paid,omitempty"`
	Name      string         `json:"name"`
	Phone     string         `json:"phone,omitempty"`
	Email     string         `json:"email,omitempty"`
	CreatedAt string         `json:"created_at"`
}

type exportedLead struct {
	Form      string             `json:"form"`
	Status    webform.LeadStatus `json:"status"`
	Answers   []webform.Answer   `json:"answers"`
	Consent   string             `json:"consent,omitempty"`
	Page      string             `json:"page,omitempty"`
	CreatedAt string             `json:"created_at"`
}

// exportEverything bounds one person's export: more than anybody has.
const exportEverything = 100_000

// exportClient gives one person's data as a file, and remembers that it did.
func (h *Handlers) exportClient(c echo.Context) error {
	who, ctx, id := handlers.IdentityOf(c), c.Request().Context(), booking.ID(c.Param("id"))
	if handlers.HidesContacts(c) {
		return booking.Fail(booking.Forbidden, "error.no_right")
	}
	client, err := h.Desk.Clients.ExportClient(ctx, handlers.Member(c), id)
	if err != nil {
		return err
	}
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	scope, zone := h.Scope(c), who.Company.Zone
	out := exportedClient{Client: exportedCard(client, zone), Bookings: []exportedBooking{}, Leads: []exportedLead{}}
	visits, err := clientdb.VisitsOf(ctx, scope, id, exportEverything)
	if err != nil {
		return err
	}
	for _, b := range visits {
		each := exportedBooking{
			Number: b.Number, Service: handlers.ServiceOf(setup.Services, b.Service).Name, Resources: []string{},
			Start: b.Start.In(zone).Format(time.RFC3339), End: b.End.In(zone).Format(time.RFC3339), Status: b.Status, Source: b.Source, Price: b.Price, Paid: b.Paid,
			Name: b.Contact.Name, Phone: b.Contact.Phone, Email: b.Contact.Email, CreatedAt: b.CreatedAt.In(zone).Format(time.RFC3339),
		}
		for _, r := range handlers.ResourcesOf(setup.Resources, b.Resources) {
			each.Resources = append(each.Resources, r.Name)
		}
		out.Bookings = append(out.Bookings, each)
	}
	leads, err := leaddb.LeadsOf(ctx, scope, id, exportEverything)
	if err != nil {
		return err
	}
	for _, l := range leads {
		out.Leads = append(out.Leads, exportedLead{Form: l.FormName, Status: l.Status, Answers: l.Payload, Consent: l.Consent,
			Page: l.Page, CreatedAt: l.CreatedAt.In(zone).Format(time.RFC3339)})
	}
	text, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	return handlers.WriteFile(c, "client-"+string(id)+".json", "application/json; charset=utf-8", text)
}
