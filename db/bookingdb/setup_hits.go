package bookingdb

import (
	"context"
	"reflect"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/engine"
	"okno/db"
)

// HitBy are the bookings still to come about that a change of the setup from
// before to after hits, by start. One query, none where the change is about
// nothing that a booking depends on.
func HitBy(ctx context.Context, s db.Scope, before, after db.Setup, now time.Time) ([]engine.Misfit, error) {
	services, resources, all := touched(before, after)
	if !all && len(services)+len(resources) == 0 {
		return nil, nil
	}
	var rows []Row
	err := sqlx.SelectContext(ctx, s.Q(), &rows, Select+`
		where b.company_id = $1 and b.status in ('pending', 'confirmed', 'arrived') and b.deleted_at is null
			and b.starts_at > $2 and b.ends_at > $3
			and ($4 or b.service_id = any($5::uuid[]) or exists (select from booking_resources r
				where r.company_id = b.company_id and r.booking_id = b.id and r.resource_id = any($6::uuid[])))
		order by b.starts_at, b.number`,
		s.Company(), now.Add(-booking.MaxDurationMin*time.Minute), now, all, db.IDs(services), db.IDs(resources))
	if err != nil {
		return nil, err
	}
	bookings, err := FromRows(s, rows)
	if err != nil {
		return nil, err
	}
	return engine.HitBy(before.Calendar(nil), after.Calendar(nil), bookings, now), nil
}

// touched are the services and resources whose bookings a change may hit: all
// of them where it is one of the zone, or of what is closed for the company.
func touched(before, after db.Setup) (services, resources []booking.ID, all bool) {
	if before.Company.Zone.String() != after.Company.Zone.String() {
		return nil, nil, true
	}
	for _, s := range after.Services {
		i := slices.IndexFunc(before.Services, func(o booking.Service) bool { return o.ID == s.ID })
		if i >= 0 && (before.Services[i].Active != s.Active || !slices.Equal(before.Services[i].Resources, s.Resources)) {
			services = append(services, s.ID)
		}
	}
	for _, r := range after.Resources {
		i := slices.IndexFunc(before.Resources, func(o booking.Resource) bool { return o.ID == r.ID })
		if i >= 0 && (before.Resources[i].Active != r.Active || !r.SameHours(&before.Resources[i])) {
			resources = append(resources, r.ID)
		}
	}
	for _, e := range after.Exceptions {
		switch {
		case slices.ContainsFunc(before.Exceptions, func(o booking.Exception) bool { return reflect.DeepEqual(o, e) }):
		case e.Service != "":
			services = append(services, e.Service)
		case e.Resource != "":
			resources = append(resources, e.Resource)
		default:
			all = true
		}
	}
	return services, resources, all
}

// ComingOf counts the bookings of a service that are still to come about. One query.
func ComingOf(ctx context.Context, s db.Scope, service booking.ID, now time.Time) (int, error) {
	var n int
	err := sqlx.GetContext(ctx, s.Q(), &n, `
		select count(*) from bookings where company_id = $1 and service_id = $2 and ends_at > $3
			and status in ('pending', 'confirmed', 'arrived') and deleted_at is null`, s.Company(), service, now)
	return n, err
}
