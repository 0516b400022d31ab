// Package filedb reads a company for its file and for tables, and writes the bookings of a file.
package filedb

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/companyfile"
	"okno/booking/lookup"
	"okno/booking/webform"
	"okno/db"
	"okno/db/setupdb"
)

// CompanyFile is the whole company as its file tells it, from one snapshot.
// Bookings stand in the order of their numbers, by which an import numbers them
// again, and all else in the panel's order.
func CompanyFile(ctx context.Context, s db.Scope) (*companyfile.File, error) {
	pool, ok := s.Q().(*sqlx.DB)
	if !ok { // inside an act already: nothing of this company changes beside it
		return companyFile(ctx, s)
	}
	tx, err := pool.BeginTxx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // it has only read
	return companyFile(ctx, db.In(tx, s.Company()))
}

func companyFile(ctx context.Context, s db.Scope) (*companyfile.File, error) {
	setup, err := s.Setup(ctx)
	if err != nil {
		return nil, err
	}
	f := &companyfile.File{Company: setup.Company}
	f.Company.ID = 0
	refs := map[booking.ID]string{}
	f.Resources = fileResources(setup.Resources, refs)
	f.Services = fileServices(setup.Services, refs)
	f.Exceptions = fileExceptions(setup.Exceptions, refs)
	forms, err := FormsForFile(ctx, s)
	if err != nil {
		return nil, fmt.Errorf("forms: %w", err)
	}
	f.Forms = make([]companyfile.Form, len(forms))
	for i, form := range forms {
		f.Forms[i] = companyfile.Form{Ref: form.Ref, Name: form.Name, Key: form.Key, Active: form.Active, Settings: form.Settings}
	}
	if f.SMS, err = SMS(ctx, s); err != nil {
		return nil, fmt.Errorf("SMS: %w", err)
	}
	if f.Bookings, err = fileBookings(ctx, s, refs, setup.Company.Locale); err != nil {
		return nil, fmt.Errorf("bookings: %w", err)
	}
	return f, nil
}

// fileResources and fileServices leave out what only this database knows of them.
func fileResources(resources []booking.Resource, refs map[booking.ID]string) []companyfile.Resource {
	list := make([]companyfile.Resource, len(resources))
	for i, r := range resources {
		refs[r.ID] = r.Ref
		r.ID, r.Archived, r.Revision, r.Photo, r.Nth = "", false, 0, "", 0
		if len(r.Schedules) == 0 { // a file without them is as it always was
			r.Schedules = nil
		}
		if len(r.Days) == 0 {
			r.Days = nil
		}
		list[i] = r
	}
	return list
}

func fileServices(services []booking.Service, refs map[booking.ID]string) []companyfile.Service {
	list := make([]companyfile.Service, len(services))
	for i, s := range services {
		refs[s.ID] = s.Ref
		linked := db.Column(s.Resources, func(id booking.ID) string { return refs[id] })
		s.ID, s.Archived, s.Revision, s.Resources = "", false, 0, nil
		s.Terms = slices.Clone(s.Terms)
		for t := range s.Terms {
			s.Terms[t].Resource = booking.ID(refs[s.Terms[t].Resource])
		}
		list[i] = companyfile.Service{Service: s, Resources: linked}
	}
	return list
}

func fileExceptions(exceptions []booking.Exception, refs map[booking.ID]string) []companyfile.Exception {
	list := make([]companyfile.Exception, len(exceptions))
	for i, e := range exceptions {
		list[i] = companyfile.Exception{
			Service: refs[e.Service], Resource: refs[e.Resource], FromDate: e.FromDate, ToDate: e.ToDate,
			WholeDay: e.WholeDay, From: e.From, To: e.To, Reason: e.Reason,
		}
		if len(e.Weekdays) > 0 {
			list[i].Weekdays = e.Weekdays
		}
	}
	return list
}

// FormsForFile are all forms in the panel's order, with what a company file
// spells out although the panel may leave it unsaid.
func FormsForFile(ctx context.Context, s db.Scope) ([]webform.Form, error) {
	forms, err := setupdb.Forms(ctx, s)
	if err != nil {
		return nil, err
	}
	for i := range forms {
		forms[i].Settings.Widget.Mode = forms[i].Settings.Widget.Whole().Mode
	}
	return forms, nil
}

// IDRef is what a company file calls a booking that has no ref of its own.
func IDRef(id booking.ID) string { return idRef + string(id) }

const idRef = "id-"

func fileBookings(ctx context.Context, s db.Scope, refs map[booking.ID]string, locale string) ([]companyfile.Booking, error) {
	rows := []struct {
		Ref       string
		Service   booking.ID `db:"service_id"`
		Status    booking.Status
		StartsAt  time.Time `db:"starts_at"`
		EndsAt    time.Time `db:"ends_at"`
		From      time.Time
		To        time.Time
		Name      string `db:"contact_name"`
		Phone     string `db:"contact_phone"`
		Email     string `db:"contact_email"`
		EmailLeft bool   `db:"email_left"`
		Resources []byte
		Payments  []byte
	}{}
	// A booking's resources are looked up by its key: a join of the two lists was planned
	// as a nested loop over all of them right after an import, before anybody had analysed the tables.
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select coalesce(b.ref, $2 || b.id) as ref, b.service_id, b.status, b.starts_at, b.ends_at,
			lower(b.occupied) as from, upper(b.occupied) as to, b.contact_name,
			coalesce(b.contact_phone, '') as contact_phone, coalesce(b.contact_email, '') as contact_email,
			coalesce(b.contact_email <> coalesce(k.email, '') and (b.contact_email = k.left_email or b.source in ('widget', 'lead')), false) as email_left,
			(select coalesce(json_agg(r.ref order by r.position, r.id), '[]')
				from booking_resources br join resources r on r.company_id = br.company_id and r.id = br.resource_id
				where br.company_id = b.company_id and br.booking_id = b.id) as resources,
			case when b.paid is not null then (select json_agg(json_build_object('Way', p.way, 'Amount', p.amount::text, 'At', p.at, 'Note', p.note, 'By', p.by_name)
					order by p.at, p.way collate "C", p.amount::text collate "C", p.note collate "C", p.by_name collate "C")
				from payments p where p.company_id = b.company_id and p.booking_id = b.id) end as payments
		from bookings b join clients k on k.company_id = b.company_id and k.id = b.client_id
		where b.company_id = $1 and b.deleted_at is null order by b.number`, s.Company(), idRef)
	if err != nil {
		return nil, err
	}
	list := make([]companyfile.Booking, len(rows))
	for i, row := range rows {
		list[i] = companyfile.Booking{
			Ref: row.Ref, Service: refs[row.Service], Start: row.StartsAt.UTC(), Status: row.Status,
			DurationMin:     wholeMinutes(row.StartsAt, row.EndsAt),
			BufferBeforeMin: wholeMinutes(row.From, row.StartsAt), BufferAfterMin: wholeMinutes(row.EndsAt, row.To),
			Client: booking.Contact{Name: cmp.Or(row.Name, lookup.GuestName(locale)), Phone: row.Phone, Email: row.Email}, EmailLeft: row.EmailLeft,
		}
		if err := json.Unmarshal(row.Resources, &list[i].Resources); err != nil {
			return nil, err
		}
		if row.Payments == nil {
			continue
		}
		if err := json.Unmarshal(row.Payments, &list[i].Payments); err != nil {
			return nil, err
		}
		for n := range list[i].Payments {
			list[i].Payments[n].At = list[i].Payments[n].At.UTC()
		}
	}
	return list, nil
}

// wholeMinutes is the length of what every act makes whole minutes long.
func wholeMinutes(from, to time.Time) int { return int(to.Sub(from) / time.Minute) }
