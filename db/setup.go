package db

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/webform"
)

// Setup is what a company describes of itself: everything of its Calendar but
// who is occupied, and its forms. It never changes under one Version.
type Setup struct {
	Version    int64
	Company    booking.Company
	Services   []booking.Service
	Resources  []booking.Resource
	Exceptions []booking.Exception
	Forms      []webform.Form
}

// Calendar is the Setup with who is occupied.
func (s Setup) Calendar(occupied []engine.Occupancy) *engine.Calendar {
	return &engine.Calendar{
		Company: s.Company, Services: s.Services, Resources: s.Resources,
		Exceptions: s.Exceptions, Occupied: occupied,
	}
}

// Setup reads the company's setup in one query.
func (s Scope) Setup(ctx context.Context) (Setup, error) {
	var head struct {
		CompanyRow
		Version                                int64 `db:"setup_version"`
		Forms, Resources, Services, Exceptions []byte
	}
	err := sqlx.GetContext(ctx, s.q, &head, `
		select `+CompanyColumns+`, v.setup_version,
			(select coalesce(json_agg(json_build_object('ID', f.id, 'Ref', f.ref, 'Name', f.name, 'Key', f.key, 'Active', f.active and f.archived_at is null,
				'Archived', f.archived_at is not null, 'Revision', f.revision, 'Settings', f.settings) order by f.position, f.id), '[]') from forms f where f.company_id = c.id) as forms,
			`+resourcesJSON+` as resources, `+servicesJSON+` as services, `+exceptionsJSON+` as exceptions
		from companies c join company_versions v on v.company_id = c.id where c.id = $1`, s.company)
	if err != nil {
		return Setup{}, OrNotFound(err, "error.company_unknown")
	}
	setup := Setup{Version: head.Version}
	if setup.Company, err = head.Company(); err != nil {
		return Setup{}, err
	}
	for _, part := range []struct {
		name string
		text []byte
		into any
	}{
		{"forms", head.Forms, &setup.Forms}, {"resources", head.Resources, &setup.Resources},
		{"services", head.Services, &setup.Services}, {"exceptions", head.Exceptions, &setup.Exceptions},
	} {
		if err := json.Unmarshal(part.text, part.into); err != nil {
			return Setup{}, fmt.Errorf("%s: %w", part.name, err)
		}
	}
	number(setup.Resources)
	return setup, nil
}

// Each of these is a list of the company $1 as JSON, in the words of booking.
var (
	resourcesJSON = `(
		select coalesce(json_agg(json_build_object('ID', r.id, 'Ref', r.ref, ` + attributeJSON(booking.ResourceAttributes, "r") + `,
			'Active', r.active and r.archived_at is null, 'Archived', r.archived_at is not null, 'Revision', r.revision, 'Translations', r.translations, 'Photo', coalesce(p.hash, ''),
			'Weekly', (select coalesce(json_agg(json_build_object('Weekday', w.weekday, 'From', w.from_min, 'To', w.to_min)
				order by w.weekday, w.from_min, w.to_min), '[]')
				from weekly_intervals w where w.company_id = r.company_id and w.resource_id = r.id),
			'Schedules', (select coalesce(json_agg(json_build_object('From', ` + jsonDate("s.from_date") + `, 'To', ` + jsonDate("s.to_date") + `,
				'CycleDays', s.cycle_days, 'Anchor', ` + jsonDate("s.anchor") + `, 'Hours', s.hours) order by s.from_date), '[]')
				from schedules s where s.company_id = r.company_id and s.resource_id = r.id),
			'Days', (select coalesce(json_agg(json_build_object('Date', ` + jsonDate("d.date") + `, 'Hours', d.hours) order by d.date), '[]')
				from own_days d where d.company_id = r.company_id and d.resource_id = r.id)) order by r.position, r.id), '[]')
		from resources r left join resource_photos p on p.company_id = r.company_id and p.resource_id = r.id and p.removed_at is null
		where r.company_id = $1)`
	servicesJSON = `(
		select coalesce(json_agg(json_build_object('ID', s.id, 'Ref', s.ref, ` + attributeJSON(booking.ServiceAttributes, "s") + `,
			'Active', s.active and s.archived_at is null, 'Archived', s.archived_at is not null, 'Revision', s.revision, 'Translations', s.translations, 'RemindersMin', s.reminders_min,
			'Resources', (select coalesce(json_agg(l.resource_id order by l.position, l.resource_id), '[]')
				from service_resources l where l.company_id = s.company_id and l.service_id = s.id),
			'Terms', (select json_agg(json_build_object('Resource', l.resource_id, 'DurationMin', coalesce(l.duration_min, 0), 'Price', coalesce(l.price::text, ''))
					order by l.position, l.resource_id)
				from service_resources l join resources r on r.company_id = l.company_id and r.id = l.resource_id and r.kind = 'staff'
				where l.company_id = s.company_id and l.service_id = s.id and (l.duration_min is not null or l.price is not null))) order by s.position, s.id), '[]')
		from services s where s.company_id = $1)`
	exceptionsJSON        = exceptionsWhere + ` and e.deleted_at is null)`
	deletedExceptionsJSON = exceptionsWhere + ` and e.deleted_at is not null)`

	exceptionsWhere = `(
		select coalesce(json_agg(json_build_object('ID', e.id, 'Service', coalesce(e.service_id::text, ''), 'Resource', coalesce(e.resource_id::text, ''),
			'FromDate', json_build_object('Year', extract(year from e.from_date)::int, 'Month', extract(month from e.from_date)::int, 'Day', extract(day from e.from_date)::int), 'ToDate', 
			case when e.to_date is null then null else json_build_object('Year', extract(year from e.to_date)::int, 'Month', extract(month from e.to_date)::int, 'Day', extract(day from e.to_date)::int) end, 'Weekdays', coalesce(array_to_json(e.weekdays), '[]'),
			'WholeDay', e.from_min is null, 'From', coalesce(e.from_min, 0), 'To', coalesce(e.to_min, 0), 'Reason', e.reason, 'Revision', e.revision)
			order by e.position, e.id), '[]')
		from exceptions e where e.company_id = $1`
)

// jsonDate is a booking.Date of a column that holds a date or null.
func jsonDate(column string) string {
	part := func(name, unit string) string {
		return "'" + name + "', extract(" + unit + " from " + column + ")::int"
	}
	return "case when " + column + " is null then null else json_build_object(" + part("Year", "year") + ", " + part("Month", "month") + ", " + part("Day", "day") + ") end"
}

// list reads one of those lists.
func list[T any](ctx context.Context, s Scope, sql string) ([]T, error) {
	var text []byte
	if err := sqlx.GetContext(ctx, s.q, &text, `select `+sql, s.company); err != nil {
		return nil, err
	}
	var all []T
	return all, json.Unmarshal(text, &all)
}

// Resources are all resources in the panel's order, with all their hours.
func (s Scope) Resources(ctx context.Context) ([]booking.Resource, error) {
	all, err := list[booking.Resource](ctx, s, resourcesJSON)
	number(all)
	return all, err
}

// number says of each resource which of all it is.
func number(all []booking.Resource) {
	for i := range all {
		all[i].Nth = i
	}
}

// Services are all services in the panel's order, with their linked resources and the terms of
// people among them: who is no person any longer has none.
func (s Scope) Services(ctx context.Context) ([]booking.Service, error) {
	return list[booking.Service](ctx, s, servicesJSON)
}

// Exceptions are all exceptions in the order in which they were made.
func (s Scope) Exceptions(ctx context.Context) ([]booking.Exception, error) {
	return list[booking.Exception](ctx, s, exceptionsJSON)
}

// DeletedExceptions are those whose deletion can still be undone, likewise.
func (s Scope) DeletedExceptions(ctx context.Context) ([]booking.Exception, error) {
	return list[booking.Exception](ctx, s, deletedExceptionsJSON)
}

// Setups remembers the setups of companies by their version, so that a request
// that knows the version reads nothing.
type Setups struct {
	mu           sync.Mutex
	known        map[booking.CompanyID]Setup
	hits, misses atomic.Int64
}

// Stat is how many setups are remembered, and how often one was and was not when it was asked for.
func (c *Setups) Stat() (entries int, hits, misses int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.known), c.hits.Load(), c.misses.Load()
}

// maxSetups bounds the memory: a company of 1,000 resources is about a megabyte.
const maxSetups = 500

// Get is the company's setup at version, from memory or read through s. What
// is read may be newer than asked for, never older.
func (c *Setups) Get(ctx context.Context, s Scope, version int64) (Setup, error) {
	c.mu.Lock()
	setup, ok := c.known[s.company]
	c.mu.Unlock()
	if ok && setup.Version == version {
		c.hits.Add(1)
		return setup, nil
	}
	c.misses.Add(1)
	setup, err := s.Setup(ctx)
	if err != nil {
		return Setup{}, err
	}
	if !s.inTransaction() { // which may have changed it, and may roll back
		c.keep(setup)
	}
	return setup, nil
}

// Known is the company's setup at version, if it is remembered. It never reads.
func (c *Setups) Known(company booking.CompanyID, version int64) (Setup, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	setup, ok := c.known[company]
	return setup, ok && setup.Version == version
}

func (c *Setups) keep(setup Setup) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil {
		c.known = map[booking.CompanyID]Setup{}
	}
	if len(c.known) >= maxSetups {
		for id := range c.known { // any one will do: it is read again when it is asked for
			delete(c.known, id)
			break
		}
	}
	c.known[setup.Company.ID] = setup
}
