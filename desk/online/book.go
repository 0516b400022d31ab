package online

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/engine"
	"okno/booking/nearby"
	"okno/booking/webform"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/db/messagedb"
	"okno/db/setupdb"
	"okno/db/strangerdb"
	"okno/desk/bookings"
)

// BookRequest is what a visitor asks for, as the API takes it.
type BookRequest struct {
	Form     setupdb.PublicForm
	Settings webform.FormSettings
	Key      string // idempotency key: the same one gets the first answer again
	BodyHash []byte // tells a repetition from another request under the same key
	Service  string // id or ref
	Resource string // id or ref, "" lets any do
	Start    string // RFC 3339
	Hold     string // the visitor's own hold, "" without
	Filled   webform.Submission
	Locale   string // the visitor's language, for the labels that are kept
	Page     string // address of the page that the widget stands on
	View     ViewUsed
	From     Sender
}

// Booked is the answer to a BookRequest; a repeated request gets the first one
// as it was, whatever became of the booking since.
type Booked struct {
	ID        booking.ID         `json:"id"`
	Number    int64              `json:"number"`
	Company   booking.CompanyID  `json:"company"`
	Status    booking.Status     `json:"status"`
	Start     time.Time          `json:"start"`
	End       time.Time          `json:"end"`
	Resources []booking.Resource `json:"resources"`
	Price     string             `json:"price,omitempty"` // decimal, "" where none is shown
	Quiet     bool               `json:"quiet,omitempty"` // its client is written to only when a person has said that it is real
	Chat      bool               `json:"chat,omitempty"`  // its client can be told in Telegram
	Slower    time.Duration      `json:"-"`               // how long the answer is to wait
}

// Book makes a booking with its lead, or gives the answer that the key got
// before. Errors: Invalid with fields, KeyReused, SlotTaken with alternatives,
// TooMany and ByPhone by the rules of booking/abuse.
func (d *Desk) Book(ctx context.Context, r BookRequest) (Booked, error) {
	setup, err := d.Setups.Get(ctx, d.DB.Of(r.Form.Company), r.Form.Setup)
	if err != nil {
		return Booked{}, err
	}
	w, err := r.read(setup)
	if err != nil {
		return Booked{}, err
	}
	var booked Booked
	err = d.Act(ctx, r.Form.Company, func(a *db.Act) error {
		booked, err = d.bookOnce(ctx, a, r, w)
		return err
	})
	if errors.Is(err, acts.ErrUnchanged) { // rolled back: a repetition makes no new version
		return booked, nil
	}
	if booking.CodeOf(err) == booking.SlotTaken {
		return Booked{}, d.withAlternatives(ctx, err, r.Form.Company, w)
	}
	return booked, err
}

// slotRequest is a BookRequest whose words have been understood.
type slotRequest struct {
	ask       engine.Ask
	start     time.Time
	submitted webform.Submission // as the form's rules understand it
	typed     webform.Submission // as it came
}

// read understands the request by the setup; an Invalid error names every
// field that cannot be accepted.
func (r BookRequest) read(setup db.Setup) (slotRequest, error) {
	w, wrong := readSlot(setup, r.Settings, r.Service, r.Resource, r.Start)
	w.ask.Hold = booking.ID(r.Hold)
	submitted, err := r.Settings.Check(r.Filled, setup.Company)
	if invalid, ok := errors.AsType[*booking.Error](err); ok {
		for name, sentence := range invalid.Fields {
			wrong[name] = sentence
		}
	} else if err != nil {
		return slotRequest{}, err
	}
	w.submitted, w.typed = submitted, r.Filled
	if len(wrong) > 0 {
		return slotRequest{}, booking.FailFields(wrong)
	}
	return w, nil
}

// readSlot understands which slot is asked for, and says what is wrong with it by field.
func readSlot(setup db.Setup, form webform.FormSettings, service, resource, start string) (w slotRequest, wrong map[string]booking.Sentence) {
	wrong = map[string]booking.Sentence{}
	s, known := setup.Service(service)
	if !known || !form.Offers(s) {
		wrong["service"] = booking.Say("error.service_unknown")
	}
	w.ask.Service = s.ID
	if resource != "" {
		r, known := setup.Resource(resource)
		if !known {
			wrong["resource"] = booking.Say("error.resource_unknown")
		}
		w.ask.Resource = r.ID
	}
	at, problem := booking.ParseStart(start, setup.Company.Zone)
	if problem != nil {
		wrong["start"] = *problem
	}
	w.start = at
	return w, wrong
}

func (d *Desk) bookOnce(ctx context.Context, a *db.Act, r BookRequest, w slotRequest) (Booked, error) {
	now := d.Now()
	setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
	if err != nil {
		return Booked{}, err
	}
	w.ask.Now = now
	calendar := setup.Calendar(nil)
	told, err := askToBook(ctx, a, r, w, calendar, booking.DateOf(w.start, setup.Company.Zone))
	if err != nil {
		return Booked{}, err
	}
	if told.before != nil {
		return replay(told.before, r.BodyHash)
	}
	choice, no := calendar.At(w.ask, w.start)
	if no != nil {
		return Booked{}, bookings.Refused(no)
	}
	judged, err := judge(told, r.From, w.submitted.Contact, setup.Company)
	if err != nil {
		return Booked{}, err
	}
	booked, err := d.insertBooking(ctx, a, r, w, setup, choice, judged, told.known, now)
	if err != nil {
		return Booked{}, err
	}
	booked.Chat = d.Bots.Offered(told.ownBot, told.chats)
	if r.View.ID != nil {
		if err := strangerdb.UseView(ctx, a, r.View.ID, r.View.By, r.View.Expires); err != nil {
			return Booked{}, err
		}
	}
	result, err := json.Marshal(booked)
	if err != nil {
		return Booked{}, err
	}
	return booked, strangerdb.RememberSubmission(ctx, a, r.Form.ID, r.Key, strangerdb.Submission{BodyHash: r.BodyHash, Result: result}, now)
}

// toldToBook is what a visitor's booking has to be held against, beside who is occupied.
type toldToBook struct {
	before   *strangerdb.Submission // what the key answered; nil when it is new or forgotten by now
	standing strangerdb.ClientStanding
	arrived  abuse.Arrivals // none where it is not known where it comes from
	known    booking.Client // by the contact; the zero Client for nobody
	ownBot   bool
	chats    string // see telling.ClientChats
}

// askToBook reads it, and who is occupied on the date into the calendar, in one round trip.
func askToBook(ctx context.Context, a *db.Act, r BookRequest, w slotRequest, calendar *engine.Calendar, date booking.Date) (t toldToBook, err error) {
	contact, now := w.submitted.Contact, w.ask.Now
	strangerdb.AskSubmission(a, r.Form.ID, r.Key, now, &t.before)
	bookingdb.AskDate(a, calendar, w.ask, date)
	strangerdb.AskClientStanding(a, contact, now, &t.standing)
	if r.From.Network != nil {
		strangerdb.AskArrived(a, r.From.Network, r.From.Site, now, &t.arrived)
	}
	clientdb.AskKnown(a, contact, &t.known)
	messagedb.AskChats(a, &t.ownBot, &t.chats)
	err = a.Send(ctx)
	return t, err
}

func replay(before *strangerdb.Submission, bodyHash []byte) (Booked, error) {
	if !bytes.Equal(before.BodyHash, bodyHash) {
		return Booked{}, booking.Fail(booking.KeyReused, "error.key_reused")
	}
	var booked Booked
	if err := json.Unmarshal(before.Result, &booked); err != nil {
		return Booked{}, err
	}
	return booked, acts.ErrUnchanged
}

// choose asks the engine with the occupancies of that day.
func choose(ctx context.Context, s db.Scope, setup db.Setup, w slotRequest) (engine.Choice, error) {
	calendar := setup.Calendar(nil)
	date := booking.DateOf(w.start, setup.Company.Zone)
	if err := bookingdb.FillDates(ctx, s, calendar, w.ask, date, date); err != nil {
		return engine.Choice{}, err
	}
	choice, no := calendar.At(w.ask, w.start)
	if no != nil {
		return engine.Choice{}, bookings.Refused(no)
	}
	return choice, nil
}

// withAlternatives adds the nearest free starts to a SlotTaken error. It reads
// outside the transaction, so that the company is not kept waiting for it.
func (d *Desk) withAlternatives(ctx context.Context, taken error, company booking.CompanyID, w slotRequest) error {
	scope := d.DB.Of(company)
	setup, err := scope.Setup(ctx)
	if err != nil {
		return err
	}
	calendar := setup.Calendar(nil)
	w.ask.Now = d.Now()
	if err := bookingdb.FillNear(ctx, scope, calendar, w.ask, w.start); err != nil {
		return err
	}
	return &booking.Error{
		Code: booking.SlotTaken, Sentence: booking.Say("error.slot_taken"),
		Alternatives: nearby.Starts(calendar, w.ask, w.start, bookings.Alternatives), Err: taken,
	}
}
