package desk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"okno/booking"
	"okno/db"
)

// LeadRequest is what a visitor sends without a time, as the API takes it.
type LeadRequest struct {
	Form     db.PublicForm
	Settings booking.FormSettings
	Key      string // idempotency key: the same one gets the first answer again
	BodyHash []byte
	Filled   booking.Submission // flat
	Locale   string             // the visitor's language, for the labels that are kept
	Page     string
	Suspect  bool     // a program seems to send it: kept as spam
	Address  []byte   // a keyed hash of where it came from; nil is not counted
	View     ViewUsed // the view token that it brought, if any
}

// ViewUsed is a view token that a submit uses up; the zero one is none.
type ViewUsed struct {
	ID      []byte
	By      []byte // hash of the idempotency key
	Expires time.Time
}

// Leaded is the answer to a LeadRequest.
type Leaded struct {
	ID booking.ID `json:"id"`
}

// Lead keeps a visitor's request, or gives the answer that the key got before.
// What says the same as a lead of the day is that lead; what comes in a flood
// is spam, with all that came before it, and beyond that is refused.
// Errors: Invalid with fields, KeyReused, TooMany.
func (d *Desk) Lead(ctx context.Context, r LeadRequest) (Leaded, error) {
	setup, err := d.Setups.Get(ctx, d.DB.Of(r.Form.Company), r.Form.Setup)
	if err != nil {
		return Leaded{}, err
	}
	checked, err := r.Settings.Check(r.Filled, setup.Company)
	if err != nil {
		return Leaded{}, err
	}
	payload := r.Settings.Payload(r.Filled, r.Locale)
	if len(payload) == 0 {
		return Leaded{}, booking.FailFields(map[string]booking.Sentence{"answers": booking.Say("error.nothing_said")})
	}
	var leaded Leaded
	err = d.act(ctx, r.Form.Company, func(a *db.Act) error {
		leaded, err = d.leadOnce(ctx, a, r, checked, payload)
		return err
	})
	if errors.Is(err, errUnchanged) {
		return leaded, nil
	}
	return leaded, err
}

func (d *Desk) leadOnce(ctx context.Context, a *db.Act, r LeadRequest, checked booking.Submission, payload []booking.Answer) (Leaded, error) {
	now := d.Now()
	before, err := a.Submission(ctx, r.Form.ID, r.Key, now)
	if err != nil {
		return Leaded{}, err
	}
	if before != nil {
		return replayLead(before, r.BodyHash)
	}
	id, err := booking.NewID(d.Random)
	if err != nil {
		return Leaded{}, err
	}
	lead := booking.Lead{
		ID: id, Form: r.Form.ID, Status: booking.LeadNew, Contact: checked.Contact, Payload: payload,
		Consent: r.Settings.Consent.Wording(r.Locale), Page: r.Page, CreatedAt: now,
		Address: r.Address, Fingerprint: fingerprint(payload),
	}
	if same, err := a.SameLead(ctx, r.Form.ID, lead.Fingerprint, now.Add(-booking.LeadSameTime)); err != nil {
		return Leaded{}, err
	} else if same != "" {
		return Leaded{same}, d.rememberLead(ctx, a, r, Leaded{same}, now, nil)
	}
	if r.Suspect {
		lead.Status, lead.Suspect = booking.LeadSpam, true
	}
	flood, err := d.flood(ctx, a, r, now)
	if err != nil {
		return Leaded{}, err
	}
	switch {
	case flood > booking.LeadFlood: // enough of it is kept to be looked at
		return Leaded{}, booking.Fail(booking.TooMany, "error.too_many")
	case flood == booking.LeadFlood:
		lead.Status, lead.Suspect = booking.LeadSpam, true
	}
	return Leaded{id}, d.rememberLead(ctx, a, r, Leaded{id}, now, &lead)
}

// flood is how many leads came before this one from where it comes from. With
// the one that makes it a flood all of them become spam.
func (d *Desk) flood(ctx context.Context, a *db.Act, r LeadRequest, now time.Time) (int, error) {
	if r.Address == nil {
		return 0, nil
	}
	since := now.Add(-booking.LeadFloodTime)
	before, err := a.LeadsFrom(ctx, r.Form.ID, r.Address, since)
	if err != nil || before != booking.LeadFlood {
		return before, err
	}
	marked, err := a.MarkFlood(ctx, r.Form.ID, r.Address, since)
	if err != nil {
		return 0, err
	}
	for _, id := range marked {
		line := booking.HistoryLine{At: now, Act: "flood", Actor: booking.Actor{Kind: booking.System, Origin: "widget"}}
		if err := a.WriteLeadHistory(ctx, id, line); err != nil {
			return 0, err
		}
	}
	return before, nil
}

// rememberLead writes what the key answers, and the lead if there is a new one.
func (d *Desk) rememberLead(ctx context.Context, a *db.Act, r LeadRequest, answer Leaded, now time.Time, lead *booking.Lead) error {
	if lead != nil {
		if err := a.InsertLead(ctx, *lead); err != nil {
			return err
		}
		line := booking.HistoryLine{At: now, Act: "created", Actor: booking.Actor{Kind: booking.Visitor, Name: lead.Contact.Name, Origin: "widget"}}
		if err := a.WriteLeadHistory(ctx, lead.ID, line); err != nil {
			return err
		}
		if lead.Status == booking.LeadNew {
			if err := d.Outbox.LeadCreated(ctx, a, lead.ID); err != nil {
				return err
			}
		}
	}
	if r.View.ID != nil {
		if err := a.UseView(ctx, r.View.ID, r.View.By, r.View.Expires); err != nil {
			return err
		}
	}
	result, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	changed := a.LeadChanged
	if lead != nil && lead.Status == booking.LeadNew {
		changed = func(ctx context.Context, at time.Time) error { return a.LeadArrived(ctx, lead.ID, at) }
	}
	if err := changed(ctx, now); err != nil {
		return err
	}
	return a.RememberSubmission(ctx, r.Form.ID, r.Key, db.Submission{BodyHash: r.BodyHash, Result: result}, now)
}

func replayLead(before *db.Submission, bodyHash []byte) (Leaded, error) {
	if !bytes.Equal(before.BodyHash, bodyHash) {
		return Leaded{}, booking.Fail(booking.KeyReused, "error.key_reused")
	}
	var leaded Leaded
	if err := json.Unmarshal(before.Result, &leaded); err != nil {
		return Leaded{}, err
	}
	return leaded, errUnchanged
}

// fingerprint is the same for the same content, in whatever order it came.
func fingerprint(payload []booking.Answer) []byte {
	parts := make([]string, len(payload))
	for i, a := range payload {
		parts[i] = a.Name + "\x00" + a.Value + "\x00"
	}
	slices.Sort(parts)
	hash := sha256.New()
	for _, part := range parts {
		hash.Write([]byte(part))
	}
	return hash.Sum(nil)[:16]
}
