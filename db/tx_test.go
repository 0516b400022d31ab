package db_test

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/dbtest"
)

func id(t *testing.T) booking.ID {
	t.Helper()
	id, err := booking.NewID(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// company makes a company with a client, a service and a resource.
func company(t *testing.T, d *db.DB, slug string) (booking.CompanyID, booking.Booking) {
	t.Helper()
	b := booking.Booking{
		ID: id(t), Service: id(t), Client: id(t), Resources: []booking.ID{id(t)}, Status: booking.Confirmed, Source: booking.FromPhone,
		Start: noon, End: noon.Add(time.Hour), Occupied: booking.Span{From: noon, To: noon.Add(70 * time.Minute)},
		Contact: booking.Contact{Name: "Anna"}, CreatedAt: noon,
	}
	var company booking.CompanyID
	must(t, d.Get(&company, `insert into companies (slug, name, timezone, locale, currency, step_min, min_notice_min, horizon_days, confirmation)
		values ($1, $1, 'Europe/Moscow', 'ru', 'RUB', 15, 0, 60, 'auto') returning id`, slug))
	for _, sql := range []string{
		`insert into company_versions (company_id) values ($1)`,
		`insert into services (company_id, id, ref, name, duration_min, buffer_before_min, buffer_after_min, active, position) values ($1, '` + string(b.Service) + `', 's', 'S', 60, 0, 10, true, 1)`,
		`insert into resources (company_id, id, ref, name, kind, active, position) values ($1, '` + string(b.Resources[0]) + `', 'r', 'R', 'staff', true, 1)`,
		`insert into clients (company_id, id, name, created_at) values ($1, '` + string(b.Client) + `', 'Anna', now())`,
	} {
		_, err := d.Exec(sql, company)
		must(t, err)
	}
	return company, b
}

var noon = time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func users(t *testing.T, d *db.DB) (n int) {
	t.Helper()
	must(t, d.Get(&n, `select count(*) from users`))
	return n
}

const addUser = `insert into users (email, name, password_hash, locale) values ('a@b.example', 'A', '', 'ru')`

func TestInTxIsAllOrNothing(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	broken := errors.New("broken")
	err := d.InTx(context.Background(), func(tx *sqlx.Tx) error {
		tx.MustExec(addUser)
		return broken
	})
	if !errors.Is(err, broken) || users(t, d) != 0 {
		t.Errorf("after an error: %v, %d users", err, users(t, d))
	}
	func() {
		defer func() {
			if recover() != "panic" {
				t.Error("the panic did not go on")
			}
		}()
		_ = d.InTx(context.Background(), func(tx *sqlx.Tx) error {
			tx.MustExec(addUser)
			panic("panic")
		})
	}()
	if users(t, d) != 0 {
		t.Error("a panic has committed")
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = d.InTx(ctx, func(tx *sqlx.Tx) error {
		tx.MustExec(addUser)
		cancel()
		return nil
	})
	if err == nil || users(t, d) != 0 {
		t.Errorf("cancelled before the commit: %v, %d users", err, users(t, d))
	}
	must(t, d.InTx(context.Background(), func(tx *sqlx.Tx) error { tx.MustExec(addUser); return nil }))
	err = d.InTx(context.Background(), func(tx *sqlx.Tx) error { _, err := tx.Exec(addUser); return err })
	if booking.CodeOf(err) != booking.Conflict || users(t, d) != 1 {
		t.Errorf("the same address twice: %v, %d users", err, users(t, d))
	}
}

func TestActsRaiseTheVersionInOrder(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c, _ := company(t, d, "one")
	ctx := context.Background()
	for want := int64(1); want <= 3; want++ {
		got, err := d.InAct(ctx, c, func(a *db.Act) error {
			must(t, a.Changed(ctx, "", "first", nil, noon))
			return a.Changed(ctx, id(t), "second", &booking.Span{From: noon, To: noon.Add(time.Hour)}, noon)
		})
		if err != nil || got != want {
			t.Fatalf("version %d, %v", got, err)
		}
	}
	_, err := d.InAct(ctx, c, func(a *db.Act) error { return errors.New("broken") })
	changes, err2 := d.Of(c).ChangesSince(ctx, 1, 100)
	if err == nil || err2 != nil || len(changes) != 4 || changes[0].Version != 2 || changes[3].Version != 3 ||
		changes[0].Touched != nil || !changes[1].Touched.To.Equal(noon.Add(time.Hour)) {
		t.Errorf("%v %v %+v", err, err2, changes)
	}
	if _, err := d.InAct(ctx, c+1000, func(*db.Act) error { return nil }); booking.CodeOf(err) != booking.NotFound {
		t.Errorf("an act of no company: %v", err)
	}
}

// Whatever path a write takes, PostgreSQL refuses the second of two bookings
// that overlap on a resource, buffers included, and carries the status along.
func TestTheConstraintHasTheLastWord(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c, first := company(t, d, "one")
	ctx := context.Background()
	insert := func(b booking.Booking) error {
		_, err := d.InAct(ctx, c, func(a *db.Act) error { return bookingdb.InsertBooking(a, &b, bookingdb.Origin{}) })
		return err
	}
	set := func(b booking.Booking, from, to booking.Status) error {
		_, err := d.InAct(ctx, c, func(a *db.Act) error { _, err := bookingdb.SetStatus(ctx, a, b.ID, from, to, noon); return err })
		return err
	}
	at := func(minutes time.Duration) booking.Booking {
		b := first
		b.ID = id(t)
		b.Start, b.End = noon.Add(minutes*time.Minute), noon.Add((minutes+60)*time.Minute)
		b.Occupied = booking.Span{From: b.Start, To: b.End.Add(10 * time.Minute)}
		return b
	}
	must(t, insert(first))
	for _, minutes := range []time.Duration{-69, -30, 0, 60, 69} {
		if err := insert(at(minutes)); booking.CodeOf(err) != booking.SlotTaken {
			t.Errorf("%d minutes off: %v", minutes, err)
		}
	}
	must(t, insert(at(70)))
	must(t, insert(at(-70)))
	must(t, set(first, booking.Confirmed, booking.Cancelled))
	second := at(0)
	must(t, insert(second))
	if err := set(first, booking.Cancelled, booking.Confirmed); booking.CodeOf(err) != booking.SlotTaken {
		t.Errorf("restored over another booking: %v", err)
	}
	for _, status := range booking.Statuses { // the constraint's list is booking.Vacant
		_, err := d.Exec(`update bookings set status = $2 where id = $1`, second.ID, status)
		must(t, err)
		third := at(0)
		if taken := insert(third) != nil; taken != status.Occupies() {
			t.Errorf("a %s booking: the database says occupied is %v, booking.Status says %v", status, taken, status.Occupies())
		} else if !taken {
			_, err := d.Exec(`delete from bookings where id = $1`, third.ID)
			must(t, err)
		}
	}
}

func TestAnotherCompanysThingsCannotBeStored(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	one, mine := company(t, d, "one")
	_, theirs := company(t, d, "two")
	ctx := context.Background()
	for name, change := range map[string]func(*booking.Booking){
		"service":  func(b *booking.Booking) { b.Service = theirs.Service },
		"client":   func(b *booking.Booking) { b.Client = theirs.Client },
		"resource": func(b *booking.Booking) { b.Resources = theirs.Resources },
	} {
		b := mine
		b.ID = id(t)
		change(&b)
		if _, err := d.InAct(ctx, one, func(a *db.Act) error { return bookingdb.InsertBooking(a, &b, bookingdb.Origin{}) }); err == nil {
			t.Errorf("a booking with another company's %s is stored", name)
		}
	}
}
