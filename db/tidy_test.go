package db_test

import (
	"context"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/abuse"
	"okno/db"
	"okno/db/dbtest"
	"okno/db/strangerdb"
)

// From where something came, and how often, is forgotten after a time.
func TestTidyForgetsWhereThingsCameFrom(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx, now := context.Background(), time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	d.MustExec(`with c as (insert into companies (slug, name, timezone, locale, currency, step_min, min_notice_min, horizon_days, confirmation, created_at)
			values ('a', 'A', 'UTC', 'en', 'USD', 15, 60, 60, 'auto', now()) returning id)
		insert into company_versions (company_id) select id from c`)
	var company booking.CompanyID
	if err := d.Get(&company, `select id from companies`); err != nil {
		t.Fatal(err)
	}
	id := booking.ID("01985a6e-0000-7000-8000-000000000000")
	_, err := d.InAct(ctx, company, func(a *db.Act) error {
		r := strangerdb.Arrival{ID: id, Kind: "hold", Form: id, Network: []byte{1}, Site: []byte{2}, At: now}
		if err := strangerdb.Arrive(ctx, a, r); err != nil {
			return err
		}
		_, _, err := strangerdb.Flooding(ctx, a, r, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for range abuse.MailTo.Most {
		if beyond, err := d.Count(ctx, now, abuse.MailTo.By("a@example.com")); err != nil || len(beyond) > 0 {
			t.Fatalf("%v %v", beyond, err)
		}
	}
	if beyond, err := d.Count(ctx, now, abuse.MailFrom.By("x"), abuse.MailTo.By("a@example.com")); err != nil || len(beyond) != 1 || beyond[0].Name != abuse.MailTo.Name {
		t.Errorf("beyond %v, %v", beyond, err)
	}
	for _, step := range []struct {
		after              time.Duration
		arrivals, counters int
	}{{30 * time.Minute, 1, 1}, {time.Hour, 1, 0}, {db.ArrivalAge + time.Minute, 0, 0}} {
		if _, err := d.Tidy(ctx, now.Add(step.after)); err != nil {
			t.Fatal(err)
		}
		var n struct{ Arrivals, Counters int }
		if err := d.Get(&n, `select (select count(*) from arrivals) as arrivals, (select count(*) from counters) as counters`); err != nil {
			t.Fatal(err)
		}
		if n.Arrivals != step.arrivals || n.Counters != step.counters {
			t.Errorf("after %v: %+v", step.after, n)
		}
	}
}
