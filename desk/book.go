package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/db"
)

// BookRequest is what a visitor asks for, as the API takes it.
type BookRequest struct {
	Form     db.PublicForm
	Settings booking.FormSettings
	Key      string // idempotency key: the same one gets the first answer again
	BodyHash []byte // tells a repetition from another request under the same key
	Service  string // id or ref
	Resource string // id or ref, "" lets any do
	Start    string // RFC 3339
	Hold     string // the visitor's own hold, "" without
	Filled   booking.Submission
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
	Quiet     bool               `json:"quiet,omitempty"` // its client is written to only when a person has said that it is real
	Slower    time.Duration      `json:"-"`               // how long the answer is to wait
}

// Alternatives is how many free starts a SlotTaken error offers.
const Alternatives = 6

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
	ask       booking.Ask
	start     time.Time
	submitted booking.Submission // as the form's rules understand it
	typed     booking.Submission // as it came
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
func readSlot(setup db.Setup, form booking.FormSettings, service, resource, start string) (w slotRequest, wrong map[string]booking.Sentence) {
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
	before, err := a.Submission(ctx, r.Form.ID, r.Key, now)
	if err != nil {
		return Booked{}, err
	}
	if before != nil {
		return replay(before, r.BodyHash)
	}
	setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
	if err != nil {
		return Booked{}, err
	}
	w.ask.Now = now
	choice, err := choose(ctx, a.Scope, setup, w)
	if err != nil {
		return Booked{}, err
	}
	judged, err := judge(ctx, a.Scope, r.From, w.submitted.Contact, setup.Company, now)
	if err != nil {
		return Booked{}, err
	}
	booked, err := d.insertBooking(ctx, a, r, w, setup, choice, judged, now)
	if err != nil {
		return Booked{}, err
	}
	if r.View.ID != nil {
		if err := a.UseView(ctx, r.View.ID, r.View.By, r.View.Expires); err != nil {
			return Booked{}, err
		}
	}
	result, err := json.Marshal(booked)
	if err != nil {
		return Booked{}, err
	}
	return booked, a.RememberSubmission(ctx, r.Form.ID, r.Key, db.Submission{BodyHash: r.BodyHash, Result: result}, now)
}

func replay(before *db.Submission, bodyHash []byte) (Booked, error) {
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
func choose(ctx context.Context, s db.Scope, setup db.Setup, w slotRequest) (booking.Choice, error) {
	calendar := setup.Calendar(nil)
	date := booking.DateOf(w.start, setup.Company.Zone)
	occupied, err := s.Occupied(ctx, setup.Linked(w.ask.Service), calendar.Window(w.ask, date, date), w.ask.Now)
	if err != nil {
		return booking.Choice{}, err
	}
	calendar.Occupied = occupied
	choice, no := calendar.At(w.ask, w.start)
	if no != nil {
		return booking.Choice{}, refused(no)
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
	calendar.Occupied, err = scope.Occupied(ctx, setup.Linked(w.ask.Service), calendar.NearWindow(w.ask, w.start), d.Now())
	if err != nil {
		return err
	}
	w.ask.Now = d.Now()
	return &booking.Error{
		Code: booking.SlotTaken, Sentence: booking.Say("error.slot_taken"),
		Alternatives: calendar.Near(w.ask, w.start, Alternatives), Err: taken,
	}
}
