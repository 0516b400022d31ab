package accounts

import (
	"context"
	"sync"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
	"okno/db/peopledb"
)

// failures are wrong passwords that have yet to be written into the logs of the companies
// of whom they were tried on. They are written apart from the request, some seconds later
// and together: an answer that waited for them would take longer where there is an
// account, and tell so.
type failures struct {
	mu    sync.Mutex
	lines []failure
	timed bool // something will write them
	tries int
}

type failure struct {
	user booking.UserID
	line booking.AuditLine
}

const (
	failurePause = 5 * time.Second
	maxFailures  = 500 // wait at most; a flood says the same over and over
	failureTries = 3
)

// signInFailed is the answer to a wrong password or code, with a line in the log of the
// company of whom it was tried on, if the address is anybody's.
func (d *Accounts) signInFailed(user peopledb.User, known bool, from peopledb.Browser) error {
	if known {
		p := Person{User: user.ID, Name: user.Name, From: from}
		d.failures.add(failure{user.ID, p.line("sign_in.failed", d.Now(), nil)}, func() {
			ctx, cancel := context.WithTimeout(context.Background(), failurePause)
			defer cancel()
			_ = d.WriteFailures(ctx) // it is tried again, and after that there is no database to write into
		})
	}
	return booking.Fail(booking.Unauthorized, "error.signin")
}

func (f *failures) add(one failure, write func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.lines) < maxFailures {
		f.lines = append(f.lines, one)
	}
	f.arm(write)
}

// arm has the lines written after the pause.
func (f *failures) arm(write func()) {
	if f.timed {
		return
	}
	f.timed = true
	time.AfterFunc(failurePause, func() {
		write()
		f.mu.Lock()
		defer f.mu.Unlock()
		f.timed = false
		if f.tries++; len(f.lines) > 0 && f.tries < failureTries {
			f.arm(write)
			return
		}
		f.tries = 0
	})
}

// WriteFailures writes what is left of failed sign-ins into the companies' logs: before
// the process ends, and by itself every few seconds. What cannot be written stays.
func (d *Accounts) WriteFailures(ctx context.Context) error {
	f := &d.failures
	f.mu.Lock()
	lines := f.lines
	f.lines = nil
	f.mu.Unlock()
	if len(lines) == 0 {
		return nil
	}
	err := d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		for _, each := range lines {
			if err := db.AuditUser(ctx, tx, each.user, each.line); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.lines = append(lines, f.lines...)
	}
	return err
}
