package leaddb

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/webform"
	"okno/db"
)

// WinLead links a lead to the booking that came of it and makes it won. It says
// what its status was; a Conflict tells that it has a booking already.
func WinLead(ctx context.Context, a *db.Act, lead, b, client booking.ID) (was webform.LeadStatus, err error) {
	var row struct {
		Status  webform.LeadStatus
		Booking *booking.ID `db:"booking_id"`
	}
	if !booking.IsID(string(lead)) {
		return "", booking.Fail(booking.NotFound, "error.lead_unknown")
	}
	err = sqlx.GetContext(ctx, a.SQLX(), &row, `select status, booking_id from leads where company_id = $1 and id = $2`, a.Company(), lead)
	if err != nil {
		return "", db.OrNotFound(err, "error.lead_unknown")
	}
	if row.Booking != nil {
		return "", booking.Fail(booking.Conflict, "error.lead_booked")
	}
	_, err = a.SQLX().ExecContext(ctx, `
		update leads set booking_id = $3, status = $4, client_id = coalesce(client_id, $5),
			revision = revision + 1, taken_at = coalesce(taken_at, now()) where company_id = $1 and id = $2`,
		a.Company(), lead, b, webform.LeadWon, client)
	return row.Status, err
}

// UnwinLead takes WinLead back.
func UnwinLead(ctx context.Context, a *db.Act, lead, b booking.ID, was webform.LeadStatus) error {
	_, err := a.SQLX().ExecContext(ctx, `
		update leads set booking_id = null, status = $4, revision = revision + 1,
			taken_at = case when $4 = 'new' then null else taken_at end where company_id = $1 and id = $2 and booking_id = $3`,
		a.Company(), lead, b, was)
	return err
}

// LeadToBook is a lead that has no booking yet, and how whoever left it is reached.
func LeadToBook(ctx context.Context, s db.Scope, id booking.ID) (webform.Lead, booking.Contact, error) {
	line, err := FindLeadLine(ctx, s, id)
	if err == nil && line.Booking != "" {
		err = booking.Fail(booking.Conflict, "error.lead_booked")
	}
	return line.Lead, line.Contact, err
}

// LeadPage is the form that a lead came through and the address of the page that it was on.
func LeadPage(ctx context.Context, s db.Scope, id booking.ID) (form booking.ID, page string, err error) {
	if !booking.IsID(string(id)) {
		return "", "", booking.Fail(booking.NotFound, "error.lead_unknown")
	}
	err = s.Q().QueryRowxContext(ctx, `select form_id, page from leads where company_id = $1 and id = $2`, s.Company(), id).Scan(&form, &page)
	return form, page, db.OrNotFound(err, "error.lead_unknown")
}
