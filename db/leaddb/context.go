package leaddb

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/webform"
	"okno/db"
)

// LeadContext is a lead with the names around it as they read now: what a
// message about it needs to know.
type LeadContext struct {
	Company   string
	Zone      *time.Location // the company's; CreatedAt carries it
	Lead      booking.ID
	Form      string
	Status    webform.LeadStatus
	Contact   booking.Contact // as far as it is known
	Payload   []webform.Answer
	Page      string
	CreatedAt time.Time
}

// ReadLeadContext reads it in one query; NotFound when the company has no such lead.
func ReadLeadContext(ctx context.Context, s db.Scope, id booking.ID) (LeadContext, error) {
	var row struct {
		Company, Timezone, Form, Page, Name, Phone, Email string
		Status                                            webform.LeadStatus
		Payload                                           []byte
		CreatedAt                                         time.Time `db:"created_at"`
	}
	err := sqlx.GetContext(ctx, s.Q(), &row, `
		select c.name as company, c.timezone, f.name as form, l.page, l.status, l.payload, l.created_at,
			coalesce(nullif(l.contact_name, ''), k.name, '') as name, coalesce(l.contact_phone, k.phone, '') as phone, coalesce(l.contact_email, k.email, '') as email
		from leads l
			join companies c on c.id = l.company_id
			join forms f on f.company_id = l.company_id and f.id = l.form_id
			left join clients k on k.company_id = l.company_id and k.id = l.client_id
		where l.company_id = $1 and l.id = $2`, s.Company(), id)
	if err != nil {
		return LeadContext{}, db.OrNotFound(err, "error.lead_unknown")
	}
	zone, err := time.LoadLocation(row.Timezone)
	if err != nil {
		return LeadContext{}, fmt.Errorf("zone of company %d: %w", s.Company(), err)
	}
	o := LeadContext{
		Company: row.Company, Zone: zone, Lead: id, Form: row.Form, Status: row.Status, Page: row.Page, CreatedAt: row.CreatedAt.In(zone),
		Contact: booking.Contact{Name: row.Name, Phone: row.Phone, Email: row.Email},
	}
	err = json.Unmarshal(row.Payload, &o.Payload)
	return db.Masked(s, o), err
}

// Masked is the notification for who is not told how whoever left the lead is reached.
func (o LeadContext) Masked() LeadContext {
	o.Contact, o.Payload, o.Page = booking.Contact{Name: o.Contact.Masked().Name}, webform.MaskAnswers(o.Payload), booking.MaskPage(o.Page)
	return o
}
