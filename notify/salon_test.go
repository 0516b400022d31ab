package notify_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/url"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/dbtest"
	"okno/db/messagedb"
	"okno/notify"
	"okno/notify/channel"
)

// salon is a company in a database of its own.
type salon struct {
	*db.DB
	t        testing.TB
	url      string
	company  booking.CompanyID
	outbox   *notify.Outbox
	service  booking.ID
	anna     booking.ID
	bookings int
}

func newSalon(t testing.TB) *salon {
	t.Helper()
	outbox, err := notify.NewOutbox()
	if err != nil {
		t.Fatal(err)
	}
	s := &salon{t: t, url: dbtest.URL(t), outbox: outbox, service: newID(t), anna: newID(t)}
	s.DB = s.open("test")
	s.company = s.addCompany("lotos", "Салон «Лотос»", "Europe/Moscow")
	s.do(`insert into services (company_id, id, ref, name, duration_min, buffer_before_min, buffer_after_min, active, position)
		values ($1, $2, 'cut', 'Стрижка', 60, 0, 0, true, 1)`, s.company, s.service)
	s.do(`insert into resources (company_id, id, ref, name, kind, active, position) values ($1, $2, 'anna', 'Анна', 'staff', true, 1)`,
		s.company, s.anna)
	return s
}

// open connects to the salon's database under a name of its own.
func (s *salon) open(name string) *db.DB {
	s.t.Helper()
	u, err := url.Parse(s.url)
	if err != nil {
		s.t.Fatal(err)
	}
	q := u.Query()
	q.Set("application_name", name)
	u.RawQuery = q.Encode()
	d, err := db.Open(s.t.Context(), u.String())
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(d.Close)
	return d
}

func newID(t testing.TB) booking.ID {
	t.Helper()
	id, err := booking.NewID(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (s *salon) do(sql string, args ...any) {
	s.t.Helper()
	if _, err := s.ExecContext(s.t.Context(), sql, args...); err != nil {
		s.t.Fatal(err)
	}
}

func (s *salon) count(sql string, args ...any) (n int) {
	s.t.Helper()
	if err := s.GetContext(s.t.Context(), &n, sql, args...); err != nil {
		s.t.Fatal(err)
	}
	return n
}

// addCompany makes one that reminds nobody.
func (s *salon) addCompany(slug, name, zone string) (id booking.CompanyID) {
	s.t.Helper()
	if err := s.GetContext(s.t.Context(), &id, `
		insert into companies (slug, name, timezone, locale, currency, step_min, min_notice_min, horizon_days, confirmation, reminders_min)
		values ($1, $2, $3, 'ru', 'RUB', 15, 60, 60, 'auto', '{}') returning id`, slug, name, zone); err != nil {
		s.t.Fatal(err)
	}
	s.do(`insert into company_versions (company_id) values ($1)`, id)
	return id
}

func (s *salon) addMember(company booking.CompanyID, email, locale string, role booking.Role) {
	s.t.Helper()
	s.do(`with u as (insert into users (email, name, password_hash, locale) values ($2, 'Имя', '', $3) returning id)
		insert into members (company_id, user_id, role) select $1, id, $4 from u`, company, email, locale, role)
}

// client is how somebody introduced himself.
var ivan = booking.Contact{Name: "Иван", Phone: "+79161234567", Email: "ivan@example.com"}

// book makes the n-th booking at 2 December 2026, n hours after 09:00 in Moscow, and tells of it.
func (s *salon) book(contact booking.Contact) booking.ID {
	s.t.Helper()
	id, err := s.tryBook(contact, func() error { return nil })
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

// tryBook runs last at the end of the transaction.
func (s *salon) tryBook(contact booking.Contact, last func() error) (booking.ID, error) {
	s.t.Helper()
	s.bookings++
	id, client := newID(s.t), newID(s.t)
	start := time.Date(2026, 12, 2, 6+s.bookings, 0, 0, 0, time.UTC)
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	_, err := s.InAct(s.t.Context(), s.company, func(act *db.Act) error {
		for _, q := range []struct {
			sql  string
			args []any
		}{
			{`insert into clients (company_id, id, name, created_at) values ($1, $2, $3, $4)`,
				[]any{s.company, client, contact.Name, now}},
			{`insert into bookings (company_id, id, number, service_id, client_id, status, source, starts_at, ends_at, occupied,
					contact_name, contact_phone, contact_email, created_at, updated_at)
				values ($1, $2, $3, $4, $5, 'confirmed', 'widget', $6, $7, tstzrange($6, $7), $8, $9, $10, $11, $11)`,
				[]any{s.company, id, s.bookings, s.service, client, start, start.Add(time.Hour),
					contact.Name, contact.Phone, contact.Email, now}},
			{`insert into booking_resources (company_id, booking_id, resource_id, status, occupied)
				values ($1, $2, $3, 'confirmed', tstzrange($4, $5))`,
				[]any{s.company, id, s.anna, start, start.Add(time.Hour)}},
		} {
			if _, err := act.Tx().ExecContext(s.t.Context(), q.sql, q.args...); err != nil {
				return err
			}
		}
		if err := s.outbox.BookingChanged(s.t.Context(), act, notify.BookingNotice{Booking: id, Event: booking.BookingCreated}); err != nil {
			return err
		}
		return last()
	})
	return id, err
}

// deliveries about a booking.
func (s *salon) deliveries(id booking.ID) []telling.Delivery {
	s.t.Helper()
	list, err := messagedb.Deliveries(context.WithoutCancel(s.t.Context()), s.Of(s.company), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}

// only is the one delivery about a booking once it has the state.
func (s *salon) only(id booking.ID, state telling.DeliveryState) telling.Delivery {
	s.t.Helper()
	var d telling.Delivery
	s.await(fmt.Sprintf("the delivery to be %s", state), func() bool {
		list := s.deliveries(id)
		if len(list) != 1 {
			s.t.Fatalf("%d deliveries, want 1: %+v", len(list), list)
		}
		d = list[0]
		return d.State == state
	})
	return d
}

// await waits as long as something happens to the jobs and deliveries, or is going to soon.
func (s *salon) await(what string, done func() bool) {
	s.t.Helper()
	dbtest.Await(s.t, what, func() (bool, any) { return done(), dbtest.Jobs(s.t, s.DB) })
}

func (s *salon) awaitNoJobs() {
	s.t.Helper()
	s.await("the queue to be empty", func() bool { return s.count(`select count(*) from gue_jobs`) == 0 })
}

// impatient retries soon, so that tests need not wait.
var impatient = notify.Retry{
	Attempts: 4, Pause: func(int) time.Duration { return 20 * time.Millisecond }, Lease: 3 * time.Second,
}

func logTo(t testing.TB) *slog.Logger {
	if _, bench := t.(*testing.B); bench {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(t.Output(), nil))
}

// running is a worker at work.
type running struct {
	t      testing.TB
	worker *notify.Worker
	cancel context.CancelFunc
	ended  chan struct{}
	err    error
}

// work runs a worker with that mail channel until the test ends, or is told to stop.
func (s *salon) work(email channel.Channel) *running { s.t.Helper(); return s.workOn(s.DB, email) }

func (s *salon) workOn(d *db.DB, email channel.Channel) *running {
	s.t.Helper()
	return s.workBy(d, map[telling.Channel]channel.Channel{telling.Email: email})
}

func (s *salon) workBy(d *db.DB, channels map[telling.Channel]channel.Channel) *running {
	s.t.Helper()
	return s.workWith(notify.Options{DB: d, Channels: channels})
}

// workWith fills in what every worker of the tests has.
func (s *salon) workWith(o notify.Options) *running {
	s.t.Helper()
	if o.DB == nil {
		o.DB = s.DB
	}
	if o.Retry.Pause == nil {
		o.Retry = impatient
	}
	if o.BaseURL = "https://okno.example"; o.Log == nil {
		o.Log = logTo(s.t)
	}
	o.Links = notify.Links{
		Visit:     func(_ booking.CompanyID, id booking.ID) string { return "https://okno.example/m/" + string(id) },
		Reminders: func(_ booking.CompanyID, id booking.ID) string { return "https://okno.example/u/" + string(id) },
	}
	w := notify.NewWorker(o)
	ctx, cancel := context.WithCancel(context.Background())
	r := &running{t: s.t, worker: w, cancel: cancel, ended: make(chan struct{})}
	go func() { r.err = w.Run(ctx); close(r.ended) }()
	s.t.Cleanup(r.stop)
	return r
}

func (r *running) stop() {
	r.cancel()
	<-r.ended
	if r.err != nil {
		r.t.Errorf("the worker ended with %v", r.err)
	}
}
