package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db/queue"
)

// Pipeline is the transaction of an act, in which statements that nobody has to wait for are put off
// and sent together: one round trip for all of them, while the company's version row is locked. They go before
// whatever is asked next, in their order, and before the commit. What one of them is refused for
// is the act's error, whatever it gives itself.
type Pipeline struct {
	*sqlx.Tx
	conn  *sqlx.Conn // that it runs on
	batch *pgx.Batch // what is put off; nil for nothing
	err   error      // of what was put off; PostgreSQL takes nothing more then
}

// later puts a statement off.
func (p *Pipeline) later(sql string, arguments ...any) {
	p.queue(sql, arguments)
}

// collect puts a query off; its rows are read by do when it is sent.
func (p *Pipeline) collect(do func(pgx.Rows) error, sql string, arguments ...any) {
	p.queue(sql, arguments).Query(do)
}

func (p *Pipeline) queue(sql string, arguments []any) *pgx.QueuedQuery {
	if p.batch == nil {
		p.batch = &pgx.Batch{}
	}
	return p.batch.Queue(sql, arguments...)
}

// send sends what was put off.
func (p *Pipeline) send(ctx context.Context) error {
	if p.batch == nil || p.err != nil {
		return p.err
	}
	batch := p.batch
	p.batch = nil
	p.err = p.conn.Raw(func(driver any) error {
		own, ok := driver.(*queuedConn)
		if !ok {
			return fmt.Errorf("the connection is a %T", driver)
		}
		return own.Conn.Conn().SendBatch(ctx, batch).Close()
	})
	return p.err
}

// ExecContext sends what was put off, then the statement. The methods below do likewise.
func (p *Pipeline) ExecContext(ctx context.Context, query string, arguments ...any) (sql.Result, error) {
	if err := p.send(ctx); err != nil {
		return nil, err
	}
	return p.Tx.ExecContext(ctx, query, arguments...)
}

// QueryContext sends what was put off, then the query.
func (p *Pipeline) QueryContext(ctx context.Context, query string, arguments ...any) (*sql.Rows, error) {
	if err := p.send(ctx); err != nil {
		return nil, err
	}
	return p.Tx.QueryContext(ctx, query, arguments...)
}

// QueryxContext sends what was put off, then the query.
func (p *Pipeline) QueryxContext(ctx context.Context, query string, arguments ...any) (*sqlx.Rows, error) {
	if err := p.send(ctx); err != nil {
		return nil, err
	}
	return p.Tx.QueryxContext(ctx, query, arguments...)
}

// QueryRowxContext sends what was put off, then the query; an error of the former shows in the row.
func (p *Pipeline) QueryRowxContext(ctx context.Context, query string, arguments ...any) *sqlx.Row {
	_ = p.send(ctx) // a failed transaction answers nothing more, and inAct tells why
	return p.Tx.QueryRowxContext(ctx, query, arguments...)
}

// GetContext reads one row; sql.ErrNoRows where there is none.
func (p *Pipeline) GetContext(ctx context.Context, into any, query string, arguments ...any) error {
	return sqlx.GetContext(ctx, p, into, query, arguments...)
}

// SelectContext reads all rows into a slice.
func (p *Pipeline) SelectContext(ctx context.Context, into any, query string, arguments ...any) error {
	return sqlx.SelectContext(ctx, p, into, query, arguments...)
}

// inPipeline runs do in a transaction as InTx does, and sends what do has put off. It begins when no other of the
// company is under way in this process: PostgreSQL wakes all who wait for a row whenever it is let go, each of them walks
// over what was written to it since, and who comes next is a matter of luck.
func (d *DB) inPipeline(ctx context.Context, company booking.CompanyID, do func(*Pipeline) error) error {
	conn, err := d.Connx(queue.WithTurn(ctx, int64(company)))
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer conn.Close()
	tx, err := conn.BeginTxx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	p := &Pipeline{Tx: tx, conn: conn}
	err = do(p)
	if err == nil {
		err = p.send(ctx)
	}
	if p.err != nil && !errors.Is(err, p.err) { // what do gives comes of it
		err = p.err
	}
	if err != nil {
		return d.failed(ctx, err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", d.failed(ctx, err))
	}
	return nil
}
