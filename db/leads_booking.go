package db

import (
	"context"

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
	line, err := s.LeadLine(ctx, id)
	if err == nil && line.Booking != "" {
		err = booking.Fail(booking.Conflict, "error.lead_booked")
	}
	return line.Lead, line.Contact, err
}
