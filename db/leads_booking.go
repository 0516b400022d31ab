package db

import (
	"context"
	"encoding/json"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// WinLead links a lead to the booking that came of it and makes it won. It says
// what its status was; a Conflict tells that it has a booking already.
func (a *Act) WinLead(ctx context.Context, lead, b, client booking.ID) (was booking.LeadStatus, err error) {
	var row struct {
		Status  booking.LeadStatus
		Booking *booking.ID `db:"booking_id"`
	}
	if !booking.IsID(string(lead)) {
		return "", booking.Fail(booking.NotFound, "error.lead_unknown")
	}
	err = sqlx.GetContext(ctx, a.tx, &row, `select status, booking_id from leads where company_id = $1 and id = $2`, a.company, lead)
	if err != nil {
		return "", orNotFound(err, "error.lead_unknown")
	}
	if row.Booking != nil {
		return "", booking.Fail(booking.Conflict, "error.lead_booked")
	}
	_, err = a.tx.ExecContext(ctx, `
		update leads set booking_id = $3, status = $4, client_id = coalesce(client_id, $5),
			revision = revision + 1, taken_at = coalesce(taken_at, now()) where company_id = $1 and id = $2`,
		a.company, lead, b, booking.LeadWon, client)
	return row.Status, err
}

// UnwinLead takes WinLead back.
func (a *Act) UnwinLead(ctx context.Context, lead, b booking.ID, was booking.LeadStatus) error {
	_, err := a.tx.ExecContext(ctx, `
		update leads set booking_id = null, status = $4, revision = revision + 1,
			taken_at = case when $4 = 'new' then null else taken_at end where company_id = $1 and id = $2 and booking_id = $3`,
		a.company, lead, b, was)
	return err
}

// LeadToBook is a lead that has no booking yet, and how whoever left it is reached.
func (s Scope) LeadToBook(ctx context.Context, id booking.ID) (booking.Lead, booking.Contact, error) {
	var row struct {
		FormName string `db:"form_name"`
		Payload  []byte
		Booked   bool
	}
	if !booking.IsID(string(id)) {
		return booking.Lead{}, booking.Contact{}, booking.Fail(booking.NotFound, "error.lead_unknown")
	}
	err := sqlx.GetContext(ctx, s.q, &row, `
		select f.name as form_name, l.payload, l.booking_id is not null as booked
		from leads l join forms f on f.company_id = l.company_id and f.id = l.form_id
		where l.company_id = $1 and l.id = $2`, s.company, id)
	if err != nil {
		return booking.Lead{}, booking.Contact{}, orNotFound(err, "error.lead_unknown")
	}
	if row.Booked {
		return booking.Lead{}, booking.Contact{}, booking.Fail(booking.Conflict, "error.lead_booked")
	}
	lead := booking.Lead{ID: id, FormName: row.FormName}
	var contact booking.Contact
	if err := json.Unmarshal(row.Payload, &lead.Payload); err != nil {
		return lead, contact, err
	}
	for _, answer := range lead.Payload {
		switch answer.Name {
		case "name":
			contact.Name = answer.Value
		case "phone":
			contact.Phone = answer.Value
		case "email":
			contact.Email = answer.Value
		}
	}
	return lead, contact, nil
}
