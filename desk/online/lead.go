package online

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/webform"
	"okno/db"
	"okno/db/leaddb"
	"okno/db/setupdb"
	"okno/db/strangerdb"
)

// LeadRequest is what a visitor sends without a time, as the API takes it.
type LeadRequest struct {
	Form     setupdb.PublicForm
	Settings webform.FormSettings
	Key      string // idempotency key: the same one gets the first answer again
	BodyHash []byte
	Filled   webform.Submission // flat
	Locale   string             // the visitor's language, for the labels that are kept
	Page     string
	From     Sender
	View     ViewUsed // the view token that it brought, if any
}

// ViewUsed is a view token that a submit uses up; the zero one is none.
type ViewUsed struct {
	ID      []byte
	By      []byte // hash of the idempotency key
	Expires time.Time
}

// LeadResult is the answer to a LeadRequest.
type LeadResult struct {
	ID booking.ID `json:"id"`
}

// Lead keeps a visitor's request, or gives the answer that the key got before.
// What says the same as a lead of the day is that lead. What a program seems to send is
// spam, and so is what whoever is blocked sends; what comes from where much comes from is
// marked, and beyond that refused. Errors: Invalid with fields, KeyReused, TooMany.
func (d *Desk) Lead(ctx context.Context, r LeadRequest) (LeadResult, error) {
	setup, err := d.Setups.Get(ctx, d.DB.Of(r.Form.Company), r.Form.Setup)
	if err != nil {
		return LeadResult{}, err
	}
	checked, err := r.Settings.Check(r.Filled, setup.Company)
	if err != nil {
		return LeadResult{}, err
	}
	payload := r.Settings.Payload(r.Filled, r.Locale)
	if len(payload) == 0 {
		return LeadResult{}, booking.FailFields(map[string]booking.Sentence{"answers": booking.Say("error.nothing_said")})
	}
	var leaded LeadResult
	err = d.Act(ctx, r.Form.Company, func(a *db.Act) error {
		leaded, err = d.leadOnce(ctx, a, r, checked, payload)
		return err
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return leaded, nil
	}
	return leaded, err
}

func (d *Desk) leadOnce(ctx context.Context, a *db.Act, r LeadRequest, checked webform.Submission, payload []webform.Answer) (LeadResult, error) {
	now := d.Now()
	before, err := strangerdb.FindSubmission(ctx, a, r.Form.ID, r.Key, now)
	if err != nil {
		return LeadResult{}, err
	}
	if before != nil {
		return replayLead(before, r.BodyHash)
	}
	id, err := booking.NewID(d.Random)
	if err != nil {
		return LeadResult{}, err
	}
	lead := webform.Lead{
		ID: id, Form: r.Form.ID, Status: webform.LeadNew, Contact: checked.Contact, Payload: payload,
		Consent: r.Settings.Consent.Wording(r.Locale), Page: r.Page, CreatedAt: now,
		Fingerprint: fingerprint(payload),
	}
	if same, err := leaddb.SameLead(ctx, a.Scope, r.Form.ID, lead.Fingerprint, now.Add(-webform.LeadSameTime)); err != nil {
		return LeadResult{}, err
	} else if same != "" {
		return LeadResult{same}, d.rememberLead(ctx, a, r, LeadResult{same}, now, nil)
	}
	if err := d.judgeLead(ctx, a, r, &lead, now); err != nil {
		return LeadResult{}, err
	}
	return LeadResult{id}, d.rememberLead(ctx, a, r, LeadResult{id}, now, &lead)
}

// judgeLead holds a request against the rules (booking/abuse). What others send from the
// same address changes nothing for whoever has opened the form.
func (d *Desk) judgeLead(ctx context.Context, a *db.Act, r LeadRequest, lead *webform.Lead, now time.Time) error {
	st, err := strangerdb.ReadClientStanding(ctx, a.Scope, lead.Contact, now)
	if err != nil {
		return err
	}
	spam := func() { lead.Status, lead.Suspect = webform.LeadSpam, true }
	if st.Blocked || r.From.Hasty || r.From.Trapped {
		spam()
	}
	if r.From.Network == nil {
		return nil
	}
	since := now.Add(-abuse.LeadMost.Per)
	n, err := strangerdb.LeadsArrived(ctx, a.Scope, r.Form.ID, r.From.Network, r.From.Site, since)
	if err != nil {
		return err
	}
	switch n.Then(r.From.Clean) {
	case abuse.Refused:
		refused := booking.Fail(booking.TooMany, "error.too_many")
		refused.Wait = abuse.LeadMost.Per
		return refused
	case abuse.Marked:
		lead.Suspect = true
	case abuse.Spam:
		spam()
		return markFlood(ctx, a, r, since, now)
	}
	return nil
}

// markFlood makes spam of what came from the same place before, too.
func markFlood(ctx context.Context, a *db.Act, r LeadRequest, since, now time.Time) error {
	marked, err := leaddb.MarkFlood(ctx, a, r.Form.ID, r.From.Network, since)
	if err != nil {
		return err
	}
	for _, id := range marked {
		line := booking.HistoryLine{At: now, Act: "flood", Actor: booking.Actor{Kind: booking.System, Origin: "widget"}}
		if err := a.WriteLeadHistory(ctx, id, line); err != nil {
			return err
		}
	}
	return nil
}

// rememberLead writes what the key answers, and the lead if there is a new one.
func (d *Desk) rememberLead(ctx context.Context, a *db.Act, r LeadRequest, answer LeadResult, now time.Time, lead *webform.Lead) error {
	if lead != nil {
		if err := leaddb.InsertLead(ctx, a, *lead); err != nil {
			return err
		}
		line := booking.HistoryLine{At: now, Act: booking.ActCreated, Actor: booking.Actor{Kind: booking.Visitor, Name: lead.Contact.Name, Origin: "widget"}}
		if err := a.WriteLeadHistory(ctx, lead.ID, line); err != nil {
			return err
		}
		mark := ""
		if lead.Suspect {
			mark = string(lead.Status)
		}
		flooding, err := d.arrive(ctx, a, strangerdb.Arrival{
			ID: lead.ID, Kind: "lead", Form: r.Form.ID, Network: r.From.Network, Site: r.From.Site, View: r.View.ID, Clean: r.From.Clean, Marked: mark, At: now,
		})
		if err != nil {
			return err
		}
		if lead.Status == webform.LeadNew && !(flooding && lead.Suspect) {
			if err := d.Outbox.LeadCreated(ctx, a, lead.ID); err != nil {
				return err
			}
		}
	}
	if r.View.ID != nil {
		if err := strangerdb.UseView(ctx, a, r.View.ID, r.View.By, r.View.Expires); err != nil {
			return err
		}
	}
	result, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	if lead != nil && lead.Status == webform.LeadNew {
		err = leaddb.LeadArrived(ctx, a, lead.ID, now)
	} else {
		err = leaddb.LeadChanged(ctx, a, now)
	}
	if err != nil {
		return err
	}
	return strangerdb.RememberSubmission(ctx, a, r.Form.ID, r.Key, strangerdb.Submission{BodyHash: r.BodyHash, Result: result}, now)
}

func replayLead(before *strangerdb.Submission, bodyHash []byte) (LeadResult, error) {
	if !bytes.Equal(before.BodyHash, bodyHash) {
		return LeadResult{}, booking.Fail(booking.KeyReused, "error.key_reused")
	}
	var leaded LeadResult
	if err := json.Unmarshal(before.Result, &leaded); err != nil {
		return LeadResult{}, err
	}
	return leaded, acts.ErrUnchanged
}

// fingerprint is the same for the same content, in whatever order it came.
func fingerprint(payload []webform.Answer) []byte {
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
