package db_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"okno/booking"
	"okno/db"
	"okno/db/dbtest"
)

// What one process names the other hears, also after its connection was cut.
func TestListenerHearsAndComesBack(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	heard := make(chan booking.CompanyID, 100)
	listener := d.NewListener(log, func(c booking.CompanyID) { heard <- c })
	notifier := d.NewNotifier(log)
	go listener.Run(ctx)
	go notifier.Run(ctx)

	connected(t, listener)
	notifier.Changed(7)
	expect(t, heard, 7)
	_, err := d.Exec(`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()`)
	must(t, err)
	for listener.Connected() { // it notices
		time.Sleep(time.Millisecond)
	}
	connected(t, listener)
	for company := range booking.CompanyID(5) {
		notifier.Changed(company + 1)
	}
	expect(t, heard, 1, 2, 3, 4, 5)
	stop()
	for listener.Connected() {
		time.Sleep(time.Millisecond)
	}
}

func connected(t *testing.T, l *db.Listener) {
	t.Helper()
	dbtest.Await(t, "the listener to connect", func() (bool, any) { return l.Connected(), nil })
}

func expect(t *testing.T, heard <-chan booking.CompanyID, want ...booking.CompanyID) {
	t.Helper()
	missing := map[booking.CompanyID]bool{}
	for _, c := range want {
		missing[c] = true
	}
	for len(missing) > 0 {
		select {
		case c := <-heard:
			delete(missing, c)
		case <-time.After(time.Minute):
			t.Fatalf("%v was never heard", missing)
		}
	}
}
