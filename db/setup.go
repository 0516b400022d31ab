package db

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// Setup is what a company describes of itself: everything of its Calendar but
// who is occupied, and its forms. It never changes under one Version.
type Setup struct {
	Version    int64
	Company    booking.Company
	Services   []booking.Service
	Resources  []booking.Resource
	Exceptions []booking.Exception
	Forms      []booking.Form
}

// Calendar is the Setup with who is occupied.
func (s Setup) Calendar(occupied []booking.Occupancy) *booking.Calendar {
	return &booking.Calendar{
		Company: s.Company, Services: s.Services, Resources: s.Resources,
		Exceptions: s.Exceptions, Occupied: occupied,
	}
}

// Setup reads the company's setup: four queries. The forms come with the first
// of them, so that a month of a company not yet known takes six in all.
func (s Scope) Setup(ctx context.Context) (Setup, error) {
	var head struct {
		companyRow
		Version int64 `db:"setup_version"`
		Forms   []byte
	}
	err := sqlx.GetContext(ctx, s.q, &head, `
		select `+companyColumns+`, v.setup_version,
			(select coalesce(json_agg(json_build_object('ID', f.id, 'Ref', f.ref, 'Name', f.name, 'Key', f.key, 'Active', f.active and f.archived_at is null,
				'Archived', f.archived_at is not null, 'Revision', f.revision, 'Settings', f.settings) order by f.position, f.id), '[]') from forms f where f.company_id = c.id) as forms
		from companies c join company_versions v on v.company_id = c.id where c.id = $1`, s.company)
	if err != nil {
		return Setup{}, orNotFound(err, "error.company_unknown")
	}
	setup := Setup{Version: head.Version}
	if setup.Company, err = head.company(); err != nil {
		return Setup{}, err
	}
	if setup.Resources, err = s.Resources(ctx); err != nil {
		return Setup{}, fmt.Errorf("resources: %w", err)
	}
	if setup.Services, err = s.Services(ctx); err != nil {
		return Setup{}, fmt.Errorf("services: %w", err)
	}
	if setup.Exceptions, err = s.Exceptions(ctx); err != nil {
		return Setup{}, fmt.Errorf("exceptions: %w", err)
	}
	if err = json.Unmarshal(head.Forms, &setup.Forms); err != nil {
		return Setup{}, fmt.Errorf("forms: %w", err)
	}
	return setup, nil
}

// Resources are all resources in the panel's order, with their weekly intervals.
func (s Scope) Resources(ctx context.Context) ([]booking.Resource, error) {
	rows := []struct {
		booking.Resource
		Week []byte
	}{}
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select r.id, r.ref, r.name, r.kind, coalesce(r.color, '') as color, r.active and r.archived_at is null as active,
			r.archived_at is not null as archived, r.revision, coalesce(p.hash, '') as photo,
			(select coalesce(json_agg(json_build_object('Weekday', w.weekday, 'From', w.from_min, 'To', w.to_min)
				order by w.weekday, w.from_min, w.to_min), '[]')
			from weekly_intervals w where w.company_id = r.company_id and w.resource_id = r.id) as week
		from resources r left join resource_photos p on p.company_id = r.company_id and p.resource_id = r.id and p.removed_at is null
		where r.company_id = $1 order by r.position, r.id`, s.company)
	if err != nil {
		return nil, err
	}
	resources := make([]booking.Resource, len(rows))
	for i, row := range rows {
		resources[i] = row.Resource
		if err := json.Unmarshal(row.Week, &resources[i].Weekly); err != nil {
			return nil, err
		}
	}
	return resources, nil
}

// Services are all services in the panel's order, with their linked resources.
func (s Scope) Services(ctx context.Context) ([]booking.Service, error) {
	rows := []struct {
		booking.Service
		Before int `db:"buffer_before_min"`
		After  int `db:"buffer_after_min"`
		Length int `db:"duration_min"`
		Step   int `db:"step_min"`
		Remind []byte
		Linked []byte
	}{}
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select s.id, s.ref, s.name, s.description, s.duration_min, s.buffer_before_min, s.buffer_after_min,
			coalesce(s.step_min, 0) as step_min, coalesce(s.price::text, '') as price, coalesce(s.color, '') as color,
			s.active and s.archived_at is null as active, s.archived_at is not null as archived, s.revision, s.category, array_to_json(s.reminders_min) as remind,
			(select coalesce(json_agg(l.resource_id order by l.position, l.resource_id), '[]')
			from service_resources l where l.company_id = s.company_id and l.service_id = s.id) as linked
		from services s where s.company_id = $1 order by s.position, s.id`, s.company)
	if err != nil {
		return nil, err
	}
	services := make([]booking.Service, len(rows))
	for i, row := range rows {
		services[i] = row.Service
		services[i].DurationMin, services[i].StepMin = row.Length, row.Step
		services[i].BufferBeforeMin, services[i].BufferAfterMin = row.Before, row.After
		if err := json.Unmarshal(row.Linked, &services[i].Resources); err != nil {
			return nil, err
		}
		if row.Remind == nil {
			continue
		}
		if err := json.Unmarshal(row.Remind, &services[i].RemindersMin); err != nil {
			return nil, err
		}
	}
	return services, nil
}

// Exceptions are all exceptions in the order in which they were made.
func (s Scope) Exceptions(ctx context.Context) ([]booking.Exception, error) {
	return s.exceptions(ctx, false)
}

// DeletedExceptions are those whose deletion can still be undone, likewise.
func (s Scope) DeletedExceptions(ctx context.Context) ([]booking.Exception, error) {
	return s.exceptions(ctx, true)
}

func (s Scope) exceptions(ctx context.Context, deleted bool) ([]booking.Exception, error) {
	rows := []struct {
		ID       booking.ID
		Service  booking.ID `db:"service_id"`
		Resource booking.ID `db:"resource_id"`
		FromDate string     `db:"from_date"`
		ToDate   *string    `db:"to_date"`
		Weekdays []byte
		From     *booking.Clock `db:"from_min"`
		To       *booking.Clock `db:"to_min"`
		Reason   string
		Revision int
	}{}
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select id, coalesce(service_id::text, '') as service_id, coalesce(resource_id::text, '') as resource_id,
			from_date::text, to_date::text, coalesce(array_to_json(weekdays), '[]') as weekdays, from_min, to_min, reason, revision
		from exceptions where company_id = $1 and (deleted_at is not null) = $2 order by position, id`, s.company, deleted)
	if err != nil {
		return nil, err
	}
	exceptions := make([]booking.Exception, len(rows))
	for i, row := range rows {
		e := booking.Exception{ID: row.ID, Service: row.Service, Resource: row.Resource, Reason: row.Reason, Revision: row.Revision, WholeDay: row.From == nil}
		if !e.WholeDay {
			e.From, e.To = *row.From, *row.To
		}
		if e.FromDate, err = booking.ParseDate(row.FromDate); err != nil {
			return nil, err
		}
		if row.ToDate != nil {
			last, err := booking.ParseDate(*row.ToDate)
			if err != nil {
				return nil, err
			}
			e.ToDate = &last
		}
		if err := json.Unmarshal(row.Weekdays, &e.Weekdays); err != nil {
			return nil, err
		}
		exceptions[i] = e
	}
	return exceptions, nil
}

// Setups remembers the setups of companies by their version, so that a request
// that knows the version reads nothing.
type Setups struct {
	mu    sync.Mutex
	known map[booking.CompanyID]Setup
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
		return setup, nil
	}
	setup, err := s.Setup(ctx)
	if err != nil {
		return Setup{}, err
	}
	c.keep(setup)
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
