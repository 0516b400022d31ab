package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/db/bookingdb"
)

// random is a random company on the server, and its owner.
type random struct {
	slug     string
	calendar *engine.Calendar
	from, to booking.Date
	boss     browser
}

// offered is what the widget's API says of a date.
func (r random) offered(h *house, service booking.Service, resource booking.ID, date booking.Date) []string {
	h.t.Helper()
	var body struct {
		Days []struct{ Slots []struct{ Start string } }
	}
	h.get(fmt.Sprintf("/api/v1/widget/%s/slots?service=%s&resource=%s&from=%s&to=%s", r.slug, service.ID, resource, date, date)).json(&body)
	var starts []string
	for _, s := range body.Days[0].Slots {
		starts = append(starts, s.Start)
	}
	return starts
}

// clockChanges are dates around which a naive reckoning goes wrong.
var clockChanges = []struct{ zone, date string }{
	{"Europe/Moscow", "2026-12-07"}, {"Europe/London", "2027-03-28"}, {"America/New_York", "2026-11-01"}, {"Australia/Lord_Howe", "2027-04-04"},
}

type object = map[string]any

// randomCompany imports a small, crowded company and signs its owner in. The
// same seed makes the same one.
func randomCompany(t *testing.T, h *house, seed uint64) random {
	t.Helper()
	dice := rand.New(rand.NewPCG(seed, 3))
	change := clockChanges[seed%uint64(len(clockChanges))]
	zone, err := time.LoadLocation(change.zone)
	h.must(err)
	date, err := booking.ParseDate(change.date)
	h.must(err)
	r := random{slug: fmt.Sprint("random-", seed), from: date.AddDays(-1), to: date.AddDays(1)}
	h.clock.set(engine.Instant(r.from, 0, zone).Add(time.Duration(dice.IntN(30)) * time.Hour))

	clock := func() string { return booking.Clock(15 * dice.IntN(96)).String() }
	var resources, services, exceptions, bookings []object
	var refs []string
	for i := range 2 + dice.IntN(3) {
		ref := fmt.Sprint("r", i)
		var week []object
		for range 1 + dice.IntN(2) {
			from, to := clock(), clock()
			for weekday := 1; weekday <= 7; weekday++ {
				if dice.IntN(5) > 0 {
					week = append(week, object{"weekday": weekday, "from": from, "to": to})
				}
			}
		}
		refs = append(refs, ref)
		resources = append(resources, object{"ref": ref, "name": ref, "kind": booking.Kinds[dice.IntN(2)], "active": dice.IntN(9) > 0, "weekly": week})
	}
	for i := range 2 {
		linked := refs[dice.IntN(2):]
		services = append(services, object{"ref": fmt.Sprint("s", i), "name": fmt.Sprint("s", i), "duration_min": 15 + 15*dice.IntN(8), "active": dice.IntN(9) > 0,
			"buffer_before_min": []int{0, 0, 10}[dice.IntN(3)], "buffer_after_min": []int{0, 5, 20}[dice.IntN(3)], "resources": linked})
	}
	for range dice.IntN(4) {
		e := object{"from_date": date.AddDays(dice.IntN(4) - 2).String(), "reason": "r"}
		if to := date.AddDays(2); dice.IntN(2) == 0 {
			e["to_date"] = to.String()
		} else {
			e["to_date"] = e["from_date"]
		}
		if dice.IntN(2) == 0 {
			e["from"], e["to"] = clock(), clock()
		}
		switch dice.IntN(3) {
		case 0:
			e["resource"] = refs[dice.IntN(len(refs))]
		case 1:
			e["service"] = "s0"
		}
		exceptions = append(exceptions, e)
	}
	// Bookings of one resource each, far enough apart that none overlaps.
	for i, ref := range refs {
		for n := range 3 {
			start := engine.Instant(date.AddDays(n-1), 0, zone).Add(time.Duration(dice.IntN(72)) * 15 * time.Minute)
			bookings = append(bookings, object{"ref": fmt.Sprint("b", i, n), "service": "s1", "resources": []string{ref}, "status": "confirmed",
				"start": start.Format(time.RFC3339), "client": object{"name": "C", "phone": fmt.Sprintf("+7916%07d", i*10+n)}})
		}
	}
	file, err := json.Marshal(object{"okno": 1,
		"company": object{"slug": r.slug, "name": r.slug, "timezone": change.zone, "step_min": booking.Steps[2+dice.IntN(4)],
			"min_notice_min": 30 * dice.IntN(3), "horizon_days": 1 + dice.IntN(3)},
		"resources": resources, "services": services, "exceptions": exceptions, "bookings": bookings,
		"forms": []object{{"ref": "f", "name": "F", "key": r.slug}}})
	h.must(err)
	path := t.TempDir() + "/company.json"
	h.must(os.WriteFile(path, file, 0o600))
	h.load(path)

	h.must(h.accounts.AddMember(context.Background(), r.slug, r.slug+"@random.example", "Boss", password, booking.Owner))
	r.boss = h.signIn(r.slug + "@random.example")
	setup := h.setupOf(r.slug)
	var all []booking.ID
	for _, each := range setup.Resources {
		all = append(all, each.ID)
	}
	occupied, err := bookingdb.OccupiedTimes(context.Background(), h.db.Of(setup.Company.ID), all, booking.Span{
		From: engine.Instant(date.AddDays(-9), 0, zone), To: engine.Instant(date.AddDays(9), 0, zone)}, h.clock.Now())
	h.must(err)
	r.calendar = setup.Calendar(occupied)
	return r
}
