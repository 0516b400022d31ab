package daycards

import (
	"context"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/db/leaddb"
	"okno/db/messagedb"
	"okno/db/paymentdb"
	"okno/handlers"
	"okno/views"
	"okno/views/board"
	"okno/views/clients"
)

// Details reads all about one booking: six queries beside the session's, and one for what was paid, where something was.
func Details(h *handlers.Kit, c echo.Context, id booking.ID) (board.DetailsData, error) {
	ctx := c.Request().Context()
	scope := h.Scope(c)
	setup, err := h.Setup(c)
	if err != nil {
		return board.DetailsData{}, err
	}
	b, err := bookingdb.Booking(ctx, scope, id)
	if err != nil {
		return board.DetailsData{}, err
	}
	d := board.DetailsData{
		Company: setup.Company, Booking: b, Services: setup.Services,
		Service: handlers.ServiceOf(setup.Services, b.Service), Resources: handlers.ResourcesOf(setup.Resources, b.Resources),
		Seen: b.VersionTag(), Now: h.Now(), CanChange: handlers.May(c, booking.ChangeBookings), Telling: handlers.TellsClient(c), Reach: views.Reach{Mailless: h.MailLogged, SMS: handlers.IdentityOf(c).SMS},
	}
	client, dead, err := clientdb.ClientOf(ctx, scope, b)
	if err != nil {
		return d, err
	}
	figures, err := clientdb.Figures(ctx, scope, []booking.ID{client.ID}, d.Now)
	if err != nil {
		return d, err
	}
	d.Dead, d.Left = dead, leftIn(c, b, client)
	d.Client, d.Figures = &client, figures[client.ID]
	lead, err := leaddb.LeadOf(ctx, scope, id)
	if err != nil {
		return d, err
	}
	if lead != nil {
		d.Lead = lead.FormName
		for _, a := range lead.Payload {
			if a.IsContact() && a.Name != "name" && handlers.HidesContacts(c) {
				continue
			}
			d.Answers = append(d.Answers, views.Answer{Label: a.Label, Value: a.Value})
		}
	}
	history, err := scope.History(ctx, id)
	if err != nil {
		return d, err
	}
	if b.Status == booking.Pending && !b.Deleted {
		d.Since = telling.PendingSince(history, b.CreatedAt)
	}
	for _, line := range history {
		d.History = append(d.History, board.Event{
			At: line.At, Act: line.Act, Actor: string(line.Actor.Kind), Name: line.Actor.Name,
			Origin: line.Actor.Origin, Reason: line.Detail["reason"], Detail: line.Detail,
		})
	}
	if b.Paid != "" {
		if d.Payments, err = paymentdb.Of(ctx, scope, id); err != nil {
			return d, err
		}
	}
	deliveries, err := messagedb.Deliveries(ctx, scope, id)
	if err != nil {
		return d, err
	}
	d.Mistaken = telling.Mistaken(deliveries, b, d.Now)
	for _, m := range deliveries {
		d.Deliveries = append(d.Deliveries, views.Delivery{
			Event: string(m.Event), Channel: string(m.Channel), Recipient: m.Name, State: string(m.State), At: m.UpdatedAt, Error: m.Error, Why: m.Why, Held: m.Held,
		})
	}
	return d, nil
}

// ClientData is all about the client of the path.
func ClientData(h *handlers.Kit, c echo.Context) (d clients.ClientData, err error) {
	return ClientDataOf(h, c, booking.ID(c.Param("id")))
}

// ClientDataOf is all about one client, as the signed-in member may see it; NotFound where there is none of that id.
func ClientDataOf(h *handlers.Kit, c echo.Context, id booking.ID) (d clients.ClientData, err error) {
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	scope := h.Scope(c)
	d = clients.ClientData{Company: who.Company, Now: h.Now(), CanChange: handlers.May(c, booking.ChangeBookings)}
	if d.Client, err = clientdb.Client(ctx, scope, id); err != nil {
		return d, err
	}
	standing, err := clientdb.CardStanding(ctx, scope, id, d.Now)
	if err != nil {
		return d, err
	}
	d.Dead, d.Follow, d.CompanyTags, d.SMS, d.NoSMS = standing.Dead, standing.Follow, standing.Tags, standing.SMS, standing.NoSMS
	blocked, err := clientdb.BlockOfClient(ctx, scope, id)
	if err != nil {
		return d, err
	}
	d.Blocked = blocked
	d.ContactsHidden = handlers.HidesContacts(c)
	card := d.Client
	d.Typed = clients.Typed(handlers.ReaderOf(c), d.Client)
	setup, err := h.Setup(c)
	if err != nil {
		return d, err
	}
	d.Services, d.Resources = setup.Services, setup.Resources
	figures, err := clientdb.Figures(ctx, scope, []booking.ID{id}, d.Now)
	if err != nil {
		return d, err
	}
	d.Figures = figures[id]
	if d.Chats, err = chatsOf(ctx, scope, id); err != nil {
		return d, err
	}
	if d.Visits, err = clientdb.VisitsOf(ctx, scope, id, visitsShown+1); err != nil {
		return d, err
	}
	if d.MoreThan = len(d.Visits) > visitsShown; d.MoreThan {
		d.Visits = d.Visits[:visitsShown]
	}
	d.Left = newestLeft(c, d.Visits, card)
	if d.Leads, err = leaddb.LeadsOf(ctx, scope, id, visitsShown); err != nil {
		return d, err
	}
	d.History, err = scope.ClientHistory(ctx, id)
	return d, err
}

// chatsOf are the Telegram chats of a client.
func chatsOf(ctx context.Context, s db.Scope, id booking.ID) ([]clients.Chat, error) {
	list, err := messagedb.ChatsOfClient(ctx, s, id)
	all := make([]clients.Chat, len(list))
	for i, k := range list {
		all[i] = clients.Chat{ID: k.ID, Name: k.Name, Booking: k.Booking, Broken: telling.Why(k.Broken), Connected: k.Connected}
	}
	return all, err
}

// leftIn says whether a visitor left something in a booking that does not stand on its
// client's card, and whoever is signed in may say that it is his.
func leftIn(c echo.Context, b booking.Booking, client booking.Client) bool {
	byVisitor := b.Source == booking.FromWidget || b.Source == booking.FromLead
	return byVisitor && !b.Deleted && !client.Erased && handlers.May(c, booking.ChangeBookings) && !handlers.HidesContacts(c) &&
		client.Contact.Taking(b.Contact) != client.Contact
}

// newestLeft is the booking in which a client has left something last, where the card has something else.
func newestLeft(c echo.Context, visits []booking.Booking, client booking.Client) *booking.Booking {
	var newest *booking.Booking
	for i, b := range visits {
		if b.Contact.Email+b.Contact.Phone != "" && (newest == nil || b.CreatedAt.After(newest.CreatedAt)) {
			newest = &visits[i]
		}
	}
	if newest == nil || !leftIn(c, *newest, client) {
		return nil
	}
	return newest
}

// clientsShown on a page of the list; visitsShown on a card.
const (
	ClientsShown = 50
	visitsShown  = 200
)
