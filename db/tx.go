package db

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// InTx runs do in one transaction: committed when do returns nil, rolled back
// on an error and on a panic, which goes on. Errors come back as Translate puts them.
func (d *DB) InTx(ctx context.Context, do func(*sqlx.Tx) error) (err error) {
	tx, err := d.BeginTxx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	if err := do(tx); err != nil {
		return d.failed(ctx, err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", d.failed(ctx, err))
	}
	return nil
}

// failed is err as Translate puts it. A transaction whose time was over has been ended beside it, which is all that err
// would say. Connections to a server that has become a standby are left.
func (d *DB) failed(ctx context.Context, err error) error {
	if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
		return ctx.Err()
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok && pg.Code == readOnly {
		d.pool.Reset()
	}
	return Translate(err)
}

// Scope is the queries of one company. It cannot be made without a company, and
// every query of it names that company, so what it gives is never another's.
type Scope struct {
	q       sqlx.ExtContext
	company booking.CompanyID
	hidden  bool // see Seen
}

// Of is the company's Scope for reading, outside any transaction.
func (d *DB) Of(company booking.CompanyID) Scope { return Scope{q: d.DB, company: company} }

// Company is whose scope it is.
func (s Scope) Company() booking.CompanyID { return s.company }

// inTransaction says whether what is read may be what nobody else will ever see.
func (s Scope) inTransaction() bool {
	switch s.q.(type) {
	case *sqlx.Tx, *Pipeline:
		return true
	}
	return false
}

// Act is the Scope of one transaction that changes a company. It holds the
// company's version row, so no other act of the company runs at the same time.
type Act struct {
	Scope
	tx      *Pipeline
	version int64
	setup   int64
	number  int64 // of the booking that was made last
	told    ToldWhen
	changes int
	acts    []booking.Act
	by      booking.Actor // of the line of history that was written last

	countKey []byte
}

// Version is the company's version that this act makes.
func (a *Act) Version() int64 { return a.version }

// SetupVersion is the company's setup version as it stood when the act began;
// nothing can change it meanwhile but the act itself.
func (a *Act) SetupVersion() int64 { return a.setup }

// Acts are what the act has written into the change feed.
func (a *Act) Acts() []booking.Act { return a.acts }

// Tx is the transaction without what the act has put off.
func (a *Act) Tx() *sql.Tx { return a.tx.Tx.Tx }

// Later puts a statement off until something is asked, or the act ends: nobody has to wait for what it gives. What it
// is refused for is the act's error.
func (a *Act) Later(sql string, arguments ...any) { a.tx.later(sql, arguments...) }

// Collect puts a query off likewise; do reads its rows.
func (a *Act) Collect(do func(pgx.Rows) error, sql string, arguments ...any) {
	a.tx.collect(do, sql, arguments...)
}

// Send sends what was put off, in one round trip.
func (a *Act) Send(ctx context.Context) error { return a.tx.send(ctx) }

// NextNumber is the company's next booking number. It is written with what is put off.
func (a *Act) NextNumber() int64 {
	a.number++
	a.Later(`update company_versions set last_booking_number = $2 where company_id = $1`, a.company, a.number)
	return a.number
}

// TookNumbers says that booking numbers up to this one were taken and written.
func (a *Act) TookNumbers(last int64) { a.number = last }

// ToldWhen is when the team may be told: its quiet hours, and the time that the transaction goes by.
type ToldWhen struct {
	Zone     string
	From, To booking.Clock
	Now      time.Time
}

const readToldWhen = `
	select c.timezone, coalesce(s.quiet_from, 0), coalesce(s.quiet_to, 0), now()
	from companies c left join notification_settings s on s.company_id = c.id where c.id = $1`

// ToldWhen is that of the act's company.
func (a *Act) ToldWhen() ToldWhen { return a.told }

// InAct runs do in one transaction that holds the company's version row, raised
// by one; those of this process wait for it in the queue, without a connection. It returns the new version once it is committed. An unknown company is NotFound,
// an attempt that was done before (WithAttempt) Repeated.
func (d *DB) InAct(ctx context.Context, company booking.CompanyID, do func(*Act) error) (int64, error) {
	var version int64
	once := attemptOf(ctx)
	err := d.inPipeline(ctx, company, func(tx *Pipeline) error {
		act := &Act{Scope: Scope{q: tx, company: company}, tx: tx, countKey: d.CountKey}
		if err := act.lock(ctx, once); err != nil {
			return err
		}
		version = act.version
		return do(act)
	})
	d.tell(company)
	if err == nil && once != nil {
		once.done = true
	}
	return version, err
}

// OnAct has told be called after each act of this DB, before whoever asked for it hears of it:
// also after one that has failed, since a lost connection does not say whether it was committed.
// It is to be called before the first act.
func (d *DB) OnAct(told func(booking.CompanyID)) { d.told = append(d.told, told) }

func (d *DB) tell(company booking.CompanyID) {
	for _, told := range d.told {
		told(company)
	}
}

// lock takes the company's version row, and reads in the same round trip what every act may need.
func (a *Act) lock(ctx context.Context, once *attempt) error {
	first := 1
	into := []any{&a.version, &a.setup, &a.number, &first}
	if once != nil {
		a.tx.collect(oneRow(into), lockOnce, a.company, once.key)
	} else {
		a.tx.collect(oneRow(into[:3]), `
			update company_versions set version = version + 1 where company_id = $1
			returning version, setup_version, last_booking_number`, a.company)
	}
	a.tx.collect(oneRow([]any{&a.told.Zone, &a.told.From, &a.told.To, &a.told.Now}), readToldWhen, a.company)
	err := a.tx.send(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		a.tx.err = nil // it is no failure of the transaction
	}
	if err == nil && first == 0 {
		return booking.Fail(booking.Repeated, "error.repeated")
	}
	return OrNotFound(err, "error.company_unknown")
}

// oneRow reads the only row that there is, or sql.ErrNoRows.
func oneRow(into []any) func(pgx.Rows) error {
	return func(rows pgx.Rows) error {
		if !rows.Next() {
			return cmp.Or(rows.Err(), sql.ErrNoRows)
		}
		return rows.Scan(into...)
	}
}

// SetupChanged says that services, resources, hours, exceptions or forms are
// not what they were, so that every process reads them anew.
func (a *Act) SetupChanged(ctx context.Context) error {
	_, err := a.tx.ExecContext(ctx,
		`update company_versions set setup_version = setup_version + 1 where company_id = $1`, a.company)
	return err
}

// SQLX is the act's transaction; what is asked of it comes behind what was put off.
func (a *Act) SQLX() *Pipeline { return a.tx }

// Q is what the queries of the scope run on: the pool, or the act's transaction. Every one of them names Company.
func (s Scope) Q() sqlx.ExtContext { return s.q }

// In is the company's Scope for reading in a transaction that has begun.
func In(tx *sqlx.Tx, company booking.CompanyID) Scope { return Scope{q: tx, company: company} }
