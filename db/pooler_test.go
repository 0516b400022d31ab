package db_test

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"

	"okno/booking"
	"okno/db"
	"okno/db/dbtest"
)

// Behind PgBouncer each transaction may run on another connection: what was prepared on one is not known on the next.
func TestPoolerInTransactionModeIsRecognised(t *testing.T) {
	t.Parallel()
	direct := dbtest.URL(t)
	d, err := db.OpenAt(t.Context(), db.Address{URL: dbtest.Pooler(t, direct, "transaction"), Listen: direct})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if !d.Pooled() {
		t.Fatal("the pooler was not seen")
	}
	var all sync.WaitGroup
	var failed atomic.Int64
	for asker := range 16 {
		all.Go(func() {
			for i := range 40 {
				var got int
				if err := d.GetContext(t.Context(), &got, fmt.Sprintf("select $1::int + %d", i%20), asker); err != nil || got != asker+i%20 {
					failed.Add(1)
					t.Logf("%d, %v", got, err)
				}
			}
		})
	}
	all.Wait()
	if failed.Load() > 0 {
		t.Errorf("%d of 640 statements failed", failed.Load())
	}
	if err := d.CheckSession(t.Context()); err != nil {
		t.Errorf("with the way past the pooler: %v", err)
	}
	first, mine, err := d.TryLock(t.Context(), "a lock")
	if err != nil || !mine {
		t.Fatalf("the lock was not had: %v", err)
	}
	if _, mine, err := d.TryLock(t.Context(), "a lock"); err != nil || mine {
		t.Errorf("the lock was had twice: %v, %v", mine, err)
	}
	first.Release()
	heard := make(chan booking.CompanyID, 1)
	listener := d.NewListener(slog.New(slog.DiscardHandler), func(c booking.CompanyID) { heard <- c })
	go listener.Run(t.Context())
	dbtest.Await(t, "the listener", func() (bool, any) { return listener.Connected(), nil })
	notifier := d.NewNotifier(slog.New(slog.DiscardHandler))
	notifier.Changed(7)
	notifier.Flush(t.Context())
	if c := <-heard; c != 7 {
		t.Errorf("company %v was heard", c)
	}
}

func TestPoolerThatGivesNoSessionIsToldOf(t *testing.T) {
	t.Parallel()
	direct := dbtest.URL(t)
	for mode, want := range map[string]error{"transaction": db.ErrNoSession, "session": nil} {
		d, err := db.Open(t.Context(), dbtest.Pooler(t, direct, mode))
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if err := d.CheckSession(t.Context()); !errors.Is(err, want) {
			t.Errorf("%s: %v", mode, err)
		}
	}
}

// Sessions have an address of their own: what waits for them is told of the wrong one, with a pooler between and without.
func TestSessionsOfAnotherDatabaseAreToldOf(t *testing.T) {
	t.Parallel()
	direct, other := dbtest.URL(t), dbtest.URL(t)
	for listen, want := range map[string]error{direct: nil, other: db.ErrOtherDatabase} {
		for _, url := range []string{direct, dbtest.Pooler(t, direct, "transaction")} {
			d, err := db.OpenAt(t.Context(), db.Address{URL: url, Listen: listen})
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			if err := d.CheckSession(t.Context()); !errors.Is(err, want) {
				t.Errorf("pooled %v: %v, want %v", d.Pooled(), err, want)
			}
			if d.LongConns().PingTimeout == 0 || d.Pool().Config().PingTimeout == 0 {
				t.Error("a sign of life is waited for without end")
			}
		}
	}
}

func TestNoPoolerIsSeenWhereThereIsNone(t *testing.T) {
	t.Parallel()
	if d := dbtest.New(t); d.Pooled() {
		t.Error("a pooler was seen")
	}
}
