package desk_test

import (
	"context"
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/companyfile"
	"okno/booking/webform"
	"okno/db"
	"okno/db/dbtest"
	"okno/db/setupdb"
	"okno/desk"
	"okno/desk/bookings"
	"okno/desk/online"
	"okno/notify"
)

const studio = `{"okno": 1,
 "company": {"slug": "studio", "name": "Studio", "timezone": "Europe/London", "min_notice_min": 0, "step_min": 30},
 "resources": [
  {"ref": "ann", "name": "Ann", "kind": "staff", "weekly": [{"weekday": 2, "from": "09:00", "to": "13:00"}]},
  {"ref": "bob", "name": "Bob", "kind": "staff", "weekly": [{"weekday": 2, "from": "10:00", "to": "14:00"}]},
  {"ref": "room", "name": "Room", "kind": "room", "weekly": [{"weekday": 2, "from": "00:00", "to": "24:00"}]}],
 "services": [
  {"ref": "cut", "name": "Cut", "duration_min": 60, "buffer_after_min": 10, "resources": ["ann", "bob"]},
  {"ref": "spa", "name": "Spa", "duration_min": 90, "buffer_before_min": 15, "resources": ["ann", "bob", "room"]}],
 "forms": [{"ref": "site", "name": "Site", "key": "studio-site"}]}`

// tuesday is a day of the studio's, and now is the day before.
var (
	tuesday = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	monday  = tuesday.Add(-24 * time.Hour)
)

func newDesk(t *testing.T) *desk.Desk {
	t.Helper()
	outbox, err := notify.NewOutbox()
	if err != nil {
		t.Fatal(err)
	}
	return desk.New(&acts.Base{DB: dbtest.New(t), Outbox: outbox, Now: func() time.Time { return monday }, Random: rand.Reader, Setups: &db.Setups{}})
}

func openStudio(t *testing.T, d *desk.Desk) (setupdb.PublicForm, acts.Member) {
	t.Helper()
	ctx := context.Background()
	file, err := companyfile.Parse(strings.NewReader(studio))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Imports.Import(ctx, file, nil); err != nil {
		t.Fatal(err)
	}
	form, err := setupdb.FormByKey(ctx, d.DB, "studio-site")
	if err != nil {
		t.Fatal(err)
	}
	// Twenty members, of whom Dee is the first.
	d.DB.MustExec(`insert into users (email, name, password_hash, locale) select 'dee' || n || '@studio.example', 'Dee', '', 'en' from generate_series(1, 20) n`)
	d.DB.MustExec(`insert into members (company_id, user_id, role) select $1, id, 'desk' from users`, form.Company)
	return form, acts.Member{Company: form.Company, User: 1, Name: "Dee", Role: booking.Desk}
}

// Many visitors book and several desks confirm, cancel and restore, all at the
// same time and at random. Afterwards nobody overlaps, nothing is half done, and
// the change feed tells every step in order.
func TestAnyActsAtOnceLeaveAWholeCompany(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	form, dee := openStudio(t, d)
	ctx := context.Background()
	var mu sync.Mutex
	var known []booking.ID
	var told int
	d.Committed = func(booking.CompanyID, int64) { mu.Lock(); told++; mu.Unlock() }
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			random := mathrand.New(mathrand.NewPCG(42, uint64(worker)))
			for step := range 40 {
				mu.Lock()
				var some booking.ID
				if len(known) > 0 {
					some = known[random.IntN(len(known))]
				}
				mu.Unlock()
				var err error
				switch kind := random.IntN(6); {
				case kind < 3 || some == "":
					var b online.Booked
					b, err = d.Online.Book(ctx, online.BookRequest{
						Form: form, Key: fmt.Sprint(worker, "-", step), BodyHash: []byte{1}, Service: []string{"cut", "spa"}[random.IntN(2)],
						Start:  tuesday.Add(time.Duration(18+random.IntN(10)) * 30 * time.Minute).Format(time.RFC3339),
						Filled: webform.Submission{Contact: booking.Contact{Name: "V", Phone: fmt.Sprintf("+4477009001%02d", random.IntN(5))}},
					})
					if err == nil {
						mu.Lock()
						known = append(known, b.ID)
						mu.Unlock()
					}
				case kind == 3:
					_, err = d.Bookings.Confirm(ctx, dee, bookings.Target{Booking: some})
				case kind == 4:
					_, err = d.Bookings.Cancel(ctx, dee, bookings.Target{Booking: some}, "at random")
				default:
					_, err = d.Bookings.Restore(ctx, dee, bookings.Target{Booking: some})
				}
				if code := booking.CodeOf(err); err != nil && code != booking.SlotTaken && code != booking.Conflict {
					t.Errorf("worker %d, step %d: %v", worker, step, err)
				}
			}
		})
	}
	all.Wait()
	whole(t, d, form.Company, told)
}

// whole asserts what must hold of a company at any time.
func whole(t *testing.T, d *desk.Desk, company booking.CompanyID, told int) {
	t.Helper()
	for what, sql := range map[string]string{
		"pairs of overlapping bookings": `select count(*) from booking_resources a join booking_resources b using (company_id, resource_id)
			where a.booking_id < b.booking_id and a.occupied && b.occupied
				and a.status not in ('cancelled', 'rejected') and b.status not in ('cancelled', 'rejected')`,
		"bookings whose resources tell another status": `select count(*) from bookings b join booking_resources r on r.booking_id = b.id where r.status <> b.status`,
		"bookings without their resources": `select count(*) from bookings b join services s on s.id = b.service_id
			where (select count(*) from booking_resources r where r.booking_id = b.id) <> case s.ref when 'cut' then 1 else 2 end`,
		"bookings without a lead of their own":    `select count(*) from bookings b where (select count(*) from leads l where l.booking_id = b.id and l.status = 'won') <> 1`,
		"bookings whose history does not end so":  `select count(*) from bookings b where status <> (select case act when 'created' then 'confirmed' when 'restored' then 'confirmed' else act end from booking_history h where h.booking_id = b.id order by n desc limit 1)`,
		"versions that nobody told of":            `select version - (select count(distinct version) from changes) from company_versions`,
		"numbers that are missing":                `select last_booking_number - (select count(*) from bookings) from company_versions`,
		"jobs too many or too few":                `select (select count(*) from gue_jobs) - (select count(*) from booking_history)`,
		"submissions too many or too few":         `select (select count(*) from submissions) - (select count(*) from bookings)`,
		"clients who share a telephone":           `select count(*) - count(distinct phone) from clients`,
		"bookings, were there none (1 is nobody)": `select case when count(*) > 3 then 0 else 1 end from bookings`,
	} {
		var n int
		if err := d.DB.Get(&n, sql); err != nil || n != 0 {
			t.Errorf("%d %s (%v)", n, what, err)
		}
	}
	versions, err := d.DB.Versions(context.Background(), []booking.CompanyID{company})
	if err != nil || int64(told)+1 != versions[company].Board { // the import was the first, before anybody listened
		t.Errorf("%d acts were told of, the version is %d (%v)", told, versions[company].Board, err)
	}
}
