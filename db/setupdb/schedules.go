package setupdb

import (
	"context"
	"encoding/json"

	"okno/booking"
	"okno/db"
)

// PutSchedules replaces the dated patterns of these resources.
func PutSchedules(ctx context.Context, a *db.Act, list []booking.Resource) error {
	if err := clearHours(ctx, a, "schedules", list); err != nil {
		return err
	}
	return insertSchedules(ctx, a, list)
}

func insertSchedules(ctx context.Context, a *db.Act, list []booking.Resource) error {
	var of, from, anchors, hours []string
	var to []*string
	var cycles []int
	for _, r := range list {
		for _, s := range r.Schedules {
			text, err := hoursJSON(s.Hours)
			if err != nil {
				return err
			}
			of, from, anchors, hours = append(of, string(r.ID)), append(from, s.From.String()), append(anchors, s.Anchor.String()), append(hours, text)
			to, cycles = append(to, dateText(s.To)), append(cycles, s.CycleDays)
		}
	}
	_, err := a.SQLX().ExecContext(ctx, `
		insert into schedules (company_id, resource_id, from_date, to_date, cycle_days, anchor, hours)
		select $1, id::uuid, from_date::date, to_date::date, cycle_days, anchor::date, hours::jsonb
		from unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[])
			as n (id, from_date, to_date, cycle_days, anchor, hours)`,
		a.Company(), of, from, to, cycles, anchors, hours)
	return err
}

// PutDays replaces the dates of these resources that have hours of their own.
func PutDays(ctx context.Context, a *db.Act, list []booking.Resource) error {
	if err := clearHours(ctx, a, "own_days", list); err != nil {
		return err
	}
	return insertDays(ctx, a, list)
}

func insertDays(ctx context.Context, a *db.Act, list []booking.Resource) error {
	var of, dates, hours []string
	for _, r := range list {
		for _, d := range r.Days {
			text, err := hoursJSON(d.Hours)
			if err != nil {
				return err
			}
			of, dates, hours = append(of, string(r.ID)), append(dates, d.Date.String()), append(hours, text)
		}
	}
	_, err := a.SQLX().ExecContext(ctx, `
		insert into own_days (company_id, resource_id, date, hours)
		select $1, id::uuid, date::date, hours::jsonb from unnest($2::text[], $3::text[], $4::text[]) as n (id, date, hours)`,
		a.Company(), of, dates, hours)
	return err
}

// clearHours takes what a table has of these resources.
func clearHours(ctx context.Context, a *db.Act, table string, list []booking.Resource) error {
	_, err := a.SQLX().ExecContext(ctx, `delete from `+table+` where company_id = $1 and resource_id = any($2::text[]::uuid[])`,
		a.Company(), db.Column(list, func(r booking.Resource) string { return string(r.ID) }))
	return err
}

// hoursJSON is a list of intervals as the tables keep it.
func hoursJSON[T any](hours []T) (string, error) {
	if hours == nil {
		hours = []T{}
	}
	text, err := json.Marshal(hours)
	return string(text), err
}

func dateText(d *booking.Date) *string {
	if d == nil {
		return nil
	}
	text := d.String()
	return &text
}

// ChangeHours writes the dated patterns and the days of a resource that somebody has
// changed in the panel, those that differ alone: its revision rises.
func ChangeHours(ctx context.Context, a *db.Act, before, after booking.Resource) error {
	from := func(s booking.Schedule) booking.Date { return s.From }
	date := func(d booking.OwnDay) booking.Date { return d.Date }
	gone, come := before, after
	gone.Schedules, come.Schedules = apart(before.Schedules, after.Schedules, from, booking.SameSchedules)
	gone.Days, come.Days = apart(before.Days, after.Days, date, booking.SameDays)
	for _, each := range []struct {
		query string
		dates []string
	}{
		{`delete from schedules where company_id = $1 and resource_id = $2 and from_date = any($3::text[]::date[])`,
			db.Column(gone.Schedules, func(s booking.Schedule) string { return s.From.String() })},
		{`delete from own_days where company_id = $1 and resource_id = $2 and date = any($3::text[]::date[])`,
			db.Column(gone.Days, func(d booking.OwnDay) string { return d.Date.String() })},
	} {
		if len(each.dates) == 0 {
			continue
		}
		if _, err := a.SQLX().ExecContext(ctx, each.query, a.Company(), before.ID, each.dates); err != nil {
			return err
		}
	}
	if err := insertSchedules(ctx, a, []booking.Resource{come}); err != nil {
		return err
	}
	if err := insertDays(ctx, a, []booking.Resource{come}); err != nil {
		return err
	}
	_, err := a.SQLX().ExecContext(ctx, `update resources set revision = revision + 1 where company_id = $1 and id = $2`, a.Company(), before.ID)
	return err
}

// apart are those that are in one of two lists alone, each known by its date.
func apart[T any](before, after []T, date func(T) booking.Date, same func(a, b []T) bool) (gone, come []T) {
	stood := map[booking.Date]T{}
	for _, each := range before {
		stood[date(each)] = each
	}
	for _, each := range after {
		if was, known := stood[date(each)]; known && same([]T{was}, []T{each}) {
			delete(stood, date(each))
		} else {
			come = append(come, each)
		}
	}
	for _, each := range before {
		if _, left := stood[date(each)]; left {
			gone = append(gone, each)
		}
	}
	return gone, come
}
