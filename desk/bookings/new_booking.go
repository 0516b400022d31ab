package bookings

import (
	"context"
	"errors"
	"strings"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/engine"
	"okno/booking/lookup"
	"okno/booking/nearby"
	"okno/booking/report"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/db/leaddb"
)

// NewBooking is a booking that the desk makes, by telephone or for a lead.
type NewBooking struct {
	ID         booking.ID // that the form came with: sent twice, it makes one booking; "" makes a new one
	Service    string     // id or ref
	Resources  []string   // ids or refs, one of a kind at most; any will do of the others
	Start      time.Time  // the zero Time is none
	Length     int        // in minutes, 0 for what the service usually takes
	Name       string     // one of the two is needed
	Phone      string     // as it was typed
	Email      string
	Notes      string
	Client     booking.ID // whom it is for where no other contact is typed than his card has, "" for whoever it is of
	Lead       booking.ID
	Filled     booking.ID // whose card the program filled the form from, "" for nobody's
	InPerson   bool       // he stands at the desk, and has not telephoned
	WalkIn     bool       // he came without an appointment: he is there, and needs no name
	Sure       booking.Sure
	Anyway     booking.Waiver // what the member was warned of, and goes over
	TellClient bool
	named      bool // a phone alone will not do: whose it is is not for whoever books to know
}

// deskRequest is a NewBooking whose words have been understood.
type deskRequest struct {
	ask       engine.Ask
	start     time.Time
	resources []booking.ID
	length    int
}

// BookByDesk makes the booking, confirmed; of who came without an appointment arrived, unless it begins
// later than anybody arrives. Errors: Invalid with fields, SlotTaken with
// alternatives, NeedsConfirmation with what it would go over, Doubtful where the contact is
// likely not what was meant, Conflict for a lead that has a booking already.
func (d *Desk) BookByDesk(ctx context.Context, m acts.Member, n NewBooking) (Done, error) {
	if err := m.Must(m.Changing()); err != nil {
		return Done{}, err
	}
	var done Done
	var w deskRequest
	err := d.ActAs(ctx, &m, m.Changing(), func(a *db.Act) error {
		setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
		if err != nil {
			return err
		}
		if m.Own {
			if err := m.MustDo(booking.ActCreated, setup.Company.Specialist); err != nil {
				return err
			}
			if n, err = n.asOwn(ctx, a, m); err != nil {
				return err
			}
		}
		if before, err := bookingdb.Booking(ctx, a.Scope, n.ID); err == nil && m.MustTouch(before) == nil && !before.Deleted { // sent before: it stands
			done.Booking = before
			return acts.ErrUnchanged
		} else if err == nil {
			n.ID = ""
		}
		if n.Name, err = n.nameTyped(ctx, a, m); err != nil {
			return err
		}
		if n.WalkIn && strings.TrimSpace(n.Name+n.Phone) == "" && n.Client == "" {
			n.Name = lookup.GuestName(setup.Company.Locale)
		}
		contact, notes, err := n.read(setup, &w)
		if err != nil {
			return err
		}
		c := &change{Desk: d, act: a, setup: setup, actor: m.Actor(), now: d.Now(), target: Target{TellClient: n.TellClient}, member: m}
		done, err = c.book(ctx, m, n, w, contact, notes)
		return err
	})
	switch {
	case errors.Is(err, acts.ErrUnchanged):
		return done, nil
	case booking.CodeOf(err) == booking.SlotTaken:
		return Done{}, d.withNearest(ctx, err, m.Company, w)
	}
	return done, err
}

// nameTyped is the name with what the member may not see of it, where the form was filled
// from a card or a lead.
func (n NewBooking) nameTyped(ctx context.Context, a *db.Act, m acts.Member) (string, error) {
	name := n.Name
	if !m.Masked || !strings.Contains(name, booking.Hidden) {
		return name, nil
	}
	for _, id := range []booking.ID{n.Filled, n.Client} {
		if client, err := clientdb.Client(ctx, a.Scope, id); err == nil {
			name = booking.Unmask(name, client.Name)
		} else if booking.CodeOf(err) != booking.NotFound {
			return "", err
		}
	}
	if n.Lead == "" {
		return name, nil
	}
	_, left, err := leaddb.LeadToBook(ctx, a.Scope, n.Lead)
	return booking.Unmask(name, left.Name), err
}

// read understands what was typed; an Invalid error names every field that
// cannot be accepted.
func (n NewBooking) read(setup db.Setup, w *deskRequest) (booking.Contact, string, error) {
	wrong := map[string]booking.Sentence{}
	service, known := setup.Service(n.Service)
	if !known {
		wrong["service"] = booking.Say("error.desk.choose_service")
	}
	w.ask.Service = service.ID
	for _, name := range n.Resources {
		resource, known := setup.Resource(name)
		if !known {
			wrong["resource"] = booking.Say("error.resource_unknown")
		}
		w.resources = append(w.resources, resource.ID)
	}
	if w.length = n.Length; n.Length != 0 && (n.Length < booking.MinDurationMin || n.Length > booking.MaxDurationMin) {
		wrong["length"] = wrongLength()
	}
	if w.start = n.Start; n.Start.IsZero() {
		wrong["start"] = booking.Say("error.desk.choose_start")
	}
	typed := booking.ContactText{Name: n.Name, Phone: n.Phone, Email: n.Email}
	nameless := strings.TrimSpace(n.Name) == "" && (strings.TrimSpace(n.Phone) != "" && !n.named || n.Client != "")
	if nameless {
		typed.Name = "-" // a phone will do
	}
	contact, err := typed.Contact(setup.Company.Zone)
	if invalid, ok := errors.AsType[*booking.Error](err); ok {
		for name, sentence := range invalid.Fields {
			wrong[name] = sentence
		}
	} else if err != nil {
		return booking.Contact{}, "", err
	}
	if strings.TrimSpace(n.Name+n.Phone) == "" && n.Client == "" {
		wrong["name"] = booking.Say("error.desk.who")
	}
	if nameless {
		contact.Name = ""
	}
	notes, ok := booking.CleanText(n.Notes, booking.MaxText)
	if !ok {
		wrong["notes"] = booking.Say("error.too_long", "Max", booking.MaxText)
	}
	if len(wrong) > 0 {
		return booking.Contact{}, "", booking.FailFields(wrong)
	}
	return contact, notes, nil
}

// book asks the engine and writes all that the booking leaves.
func (c *change) book(ctx context.Context, m acts.Member, n NewBooking, w deskRequest, contact booking.Contact, notes string) (Done, error) {
	since := c.now
	if n.WalkIn && n.Start.Before(c.now) && c.now.Sub(n.Start) <= WalkInPast {
		since = n.Start
	}
	choice, err := c.chosen(ctx, w, since, n.Anyway)
	if err != nil {
		return Done{}, err
	}
	ids, err := c.NewIDs(2)
	if err != nil {
		return Done{}, err
	}
	if booking.IsID(string(n.ID)) {
		ids[0] = n.ID
	}
	contact, client, err := c.whoFor(ctx, n, contact, ids[1])
	if err != nil {
		return Done{}, err
	}
	c.after = booking.Booking{
		ID: ids[0], Service: w.ask.Service, Resources: choice.Resources, Start: choice.Start, End: choice.End, Occupied: choice.Occupied,
		Status: booking.Confirmed, Source: booking.FromPhone, Client: client, Contact: contact, TellNone: !c.target.TellClient, Notes: notes,
		Waived: booking.WaiverOf(booking.Warned(choice.Waived)), CreatedAt: c.now,
	}
	switch {
	case n.Lead != "":
		c.after.Source = booking.FromLead
	case n.WalkIn:
		c.after.Source = booking.FromWalkIn
		if !c.after.Early(booking.Arrived, c.now) {
			c.after.Status = booking.Arrived
		}
	case n.InPerson:
		c.after.Source = booking.FromDesk
	}
	return c.insert(ctx, m, n.Lead)
}

// whoFor is the client that a booking is for, and how he is reached: whoever the
// phone or the e-mail is of; where none was typed, because whoever books may not
// see them, the client or the lead that the form was opened for; and that client where
// they are his, whoever else has them.
func (c *change) whoFor(ctx context.Context, n NewBooking, contact booking.Contact, id booking.ID) (booking.Contact, booking.ID, error) {
	blank := contact.Phone == "" && contact.Email == ""
	if blank && n.Lead != "" {
		_, left, err := leaddb.LeadToBook(ctx, c.act.Scope, n.Lead)
		if err != nil {
			return contact, "", err
		}
		contact.Phone, contact.Email = left.Phone, left.Email
		blank = contact.Phone == "" && contact.Email == ""
	}
	own, err := c.ownContact(ctx, n.Client, contact)
	if err != nil {
		return contact, "", err
	}
	blank = blank || own
	same, err := c.askWhoFor(ctx, n, contact, blank)
	if err != nil {
		return contact, "", err
	}
	switch {
	case same != "":
		id = same
		if err := clientdb.KnowBy(ctx, c.act, id, contact); err != nil {
			return contact, "", err
		}
	case !blank || n.Client == "":
		if id, err = clientdb.ClientFor(ctx, c.act, contact, id, c.now, n.Lead == ""); err != nil {
			return contact, "", err
		}
	default:
		id = n.Client
	}
	known, err := clientdb.Client(ctx, c.act.Scope, id)
	if err != nil {
		return contact, "", err
	}
	if blank {
		contact.Phone, contact.Email = known.Phone, known.Email
	}
	if contact.Name == "" {
		contact.Name = known.Name
	}
	return contact, known.ID, nil
}

// ownContact says whether the contact is the one of a client's card.
func (c *change) ownContact(ctx context.Context, id booking.ID, contact booking.Contact) (bool, error) {
	if id == "" {
		return false, nil
	}
	card, err := clientdb.Client(ctx, c.act.Scope, id)
	if booking.CodeOf(err) == booking.NotFound { // merged into another meanwhile
		return false, nil
	}
	return card.Phone == contact.Phone && card.Email == contact.Email, err
}

// askWhoFor asks what is doubtful about a contact that was typed. It gives the
// client whom the answers name, "" where they name none.
func (c *change) askWhoFor(ctx context.Context, n NewBooking, contact booking.Contact, blank bool) (booking.ID, error) {
	if blank {
		return "", nil
	}
	known, err := clientdb.ClientKnownBy(ctx, c.act, contact)
	if err != nil {
		return "", err
	}
	q := doubts{act: c.act, sure: n.Sure, hide: c.member.Masked || c.member.Own}
	q.values(contact, known.Contact)
	if err := q.mailbox(ctx, contact, known); err != nil {
		return "", err
	}
	if n.Filled != "" && n.Filled != known.ID && contact.Name != "" {
		from, err := clientdb.Client(ctx, c.act.Scope, n.Filled)
		if err != nil && booking.CodeOf(err) != booking.NotFound {
			return "", err
		}
		if err == nil && from.Name == contact.Name && known.ID == "" {
			from.Name = c.member.Sees(from.Name)
			q.person("name", from, sameOrApart(from)...)
		}
	}
	return q.same, q.err()
}

// insert writes the booking with its history, links its lead, and keeps the way back.
func (c *change) insert(ctx context.Context, m acts.Member, lead booking.ID) (Done, error) {
	var from bookingdb.Origin
	if lead != "" {
		form, page, err := leaddb.LeadPage(ctx, c.act.Scope, lead)
		if err != nil {
			return Done{}, err
		}
		from = bookingdb.Origin{Form: form, Campaign: report.Campaign(page)}
	}
	if err := bookingdb.InsertBooking(c.act, &c.after, from); err != nil {
		return Done{}, err
	}
	s := stood{Act: booking.ActCreated, Made: true, Told: c.target.TellClient, Lead: lead}
	if lead != "" {
		was, err := leaddb.WinLead(ctx, c.act, lead, c.after.ID, c.after.Client)
		if err != nil {
			return Done{}, err
		}
		s.LeadWas = was
		if err := c.leadTold(ctx, lead, "booked"); err != nil {
			return Done{}, err
		}
	}
	c.name, c.event = booking.ActCreated, booking.BookingCreated
	c.note("waived", reasonsText(c.after.Waived))
	line := booking.HistoryLine{At: c.now, Act: c.name, Actor: c.actor, Detail: c.detail}
	if err := c.act.WriteHistory(ctx, c.after.ID, line); err != nil {
		return Done{}, err
	}
	if c.after.Status == booking.Arrived {
		line.Act, line.Detail = booking.ActArrived, nil
		if err := c.act.WriteHistory(ctx, c.after.ID, line); err != nil {
			return Done{}, err
		}
	}
	if err := c.act.Changed(ctx, c.after.ID, c.name, &c.after.Occupied, c.now); err != nil {
		return Done{}, err
	}
	if err := c.tell(ctx, c.target.TellClient); err != nil {
		return Done{}, err
	}
	undo, err := c.keepStood(ctx, m, s)
	return Done{Act: c.name, Booking: c.after, Undo: undo}, err
}

// WalkInPast is how long ago the booking of who walks in may begin: half of the longest step.
const WalkInPast = 30 * time.Minute

// chosen is the engine's choice for a new booking, where nothing is gone over
// that the member was not warned of; what begins after since is not past.
func (c *change) chosen(ctx context.Context, w deskRequest, since time.Time, anyway booking.Waiver) (engine.Choice, error) {
	w.ask.Now, w.ask.Waive = c.now, c.waives()
	calendar, no := c.setup.Calendar(nil).Wanting(w.ask.Service, w.resources, w.length)
	if no != nil {
		return engine.Choice{}, c.refused(ctx, no)
	}
	date := booking.DateOf(w.start, c.setup.Company.Zone)
	if err := bookingdb.FillDates(ctx, c.act.Scope, calendar, w.ask, date, date); err != nil {
		return engine.Choice{}, err
	}
	w.ask.Now = since
	choice, no := calendar.At(w.ask, w.start)
	if no != nil {
		return choice, c.refused(ctx, no)
	}
	if over := booking.Warned(choice.Waived); booking.WaiverOf(over)&^anyway != 0 {
		return choice, &booking.Error{Code: booking.NeedsConfirmation, Sentence: booking.Say("error.warned"), Waived: over}
	}
	return choice, nil
}

// withNearest adds the nearest starts that are free for the desk to a SlotTaken
// error. It reads outside the transaction, as withAlternatives does.
func (d *Desk) withNearest(ctx context.Context, err error, company booking.CompanyID, w deskRequest) error {
	taken, ok := errors.AsType[*booking.Error](err)
	if !ok {
		return err
	}
	scope := d.DB.Of(company)
	setup, err := scope.Setup(ctx)
	if err != nil {
		return err
	}
	calendar, no := setup.Calendar(nil).Wanting(w.ask.Service, w.resources, w.length)
	if no != nil {
		return taken
	}
	w.ask.Now, w.ask.Waive = d.Now(), booking.ForVisitors&^booking.Waive(booking.OffGrid)
	if err := bookingdb.FillNear(ctx, scope, calendar, w.ask, w.start); err != nil {
		return err
	}
	found := *taken
	found.Alternatives = nearby.Starts(calendar, w.ask, w.start, Alternatives)
	return &found
}

// giveLeadBack takes the link of an undone booking to its lead away.
func (c *change) giveLeadBack(ctx context.Context, s stood) error {
	if s.Lead == "" {
		return nil
	}
	if err := leaddb.UnwinLead(ctx, c.act, s.Lead, c.after.ID, s.LeadWas); err != nil {
		return err
	}
	return c.leadTold(ctx, s.Lead, "unbooked")
}

// leadTold writes that a booking came of a lead, or does so no longer.
func (c *change) leadTold(ctx context.Context, lead booking.ID, act booking.Act) error {
	if err := c.act.WriteLeadHistory(ctx, lead, booking.HistoryLine{At: c.now, Act: act, Actor: c.actor}); err != nil {
		return err
	}
	if err := c.Outbox.LeadChanged(ctx, c.act, lead); err != nil {
		return err
	}
	return leaddb.LeadChanged(ctx, c.act, c.now)
}

// Alternatives is how many free starts a SlotTaken error offers.
const Alternatives = 6
