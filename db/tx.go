package db

import (
	"context"
	"database/sql"
	"fmt"

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
		return Translate(err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", Translate(err))
	}
	return nil
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
	_, is := s.q.(*sqlx.Tx)
	return is
}

// Act is the Scope of one transaction that changes a company. It holds the
// company's version row, so no other act of the company runs at the same time.
type Act struct {
	Scope
	tx      *sqlx.Tx
	version int64
	setup   int64
	changes int
	by      booking.Actor // of the line of history that was written last

	countKey []byte
}

// Version is the company's version that this act makes.
func (a *Act) Version() int64 { return a.version }

// SetupVersion is the company's setup version as it stood when the act began;
// nothing can change it meanwhile but the act itself.
func (a *Act) SetupVersion() int64 { return a.setup }

// Tx is the transaction, for enqueueing jobs in it.
func (a *Act) Tx() *sql.Tx { return a.tx.Tx }

// InAct runs do in one transaction that holds the company's version row, raised
// by one. It returns the new version once it is committed. An unknown company is NotFound.
func (d *DB) InAct(ctx context.Context, company booking.CompanyID, do func(*Act) error) (int64, error) {
	var version int64
	err := d.InTx(ctx, func(tx *sqlx.Tx) error {
		act := &Act{Scope: Scope{q: tx, company: company}, tx: tx, countKey: d.CountKey}
		if err := act.lock(ctx); err != nil {
			return err
		}
		version = act.version
		return do(act)
	})
	return version, err
}

func (a *Act) lock(ctx context.Context) error {
	err := a.tx.QueryRowxContext(ctx, `
		update company_versions set version = version + 1 where company_id = $1
		returning version, setup_version`, a.company).Scan(&a.version, &a.setup)
	return orNotFound(err, "error.company_unknown")
}

// SetupChanged says that services, resources, hours, exceptions or forms are
// not what they were, so that every process reads them anew.
func (a *Act) SetupChanged(ctx context.Context) error {
	_, err := a.tx.ExecContext(ctx,
		`update company_versions set setup_version = setup_version + 1 where company_id = $1`, a.company)
	return err
}
