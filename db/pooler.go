package db

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// A pooler such as PgBouncer may give each transaction another connection to PostgreSQL, on which nothing is as a
// transaction before has left it: no prepared statements, no LISTEN, no advisory locks.

// What CheckSession answers where connections keep no session, and where sessions are another database's than the pool's.
var (
	ErrNoSession     = errors.New("the connections to the database keep no session")
	ErrOtherDatabase = errors.New("the sessions are in another database than the pool")
)

// connect opens the pool and says whether a pooler stands between.
func connect(ctx context.Context, config *pgxpool.Config) (*pgxpool.Pool, bool, error) {
	pool, pooled, err := tryConnect(ctx, config)
	if !pooled {
		return pool, false, err
	}
	if pool != nil {
		pool.Close()
	}
	forPooler(config.ConnConfig)
	pool, _, err = tryConnect(ctx, config)
	return pool, true, err
}

// tryConnect opens the pool as it is configured. Pooled is also true, with no pool, where a pooler has refused a parameter.
func tryConnect(ctx context.Context, config *pgxpool.Config) (*pgxpool.Pool, bool, error) {
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, false, fmt.Errorf("the database cannot be opened: %w", err)
	}
	var pooled bool
	err = pool.AcquireFunc(ctx, func(c *pgxpool.Conn) (err error) {
		ctx, cancel := context.WithTimeout(ctx, greeting)
		defer cancel()
		pooled, err = behindPooler(ctx, c.Conn())
		return err
	})
	if err != nil {
		pool.Close()
		return nil, refusedByPooler(err), fmt.Errorf("the database does not answer: %w", err)
	}
	return pool, pooled, nil
}

// greeting is how long the first answer on a new connection is waited for: a pooler takes it, and may have none of PostgreSQL's to give.
const greeting = 10 * time.Second

// behindPooler compares the process that the other side named when the connection was made with the one that answers.
func behindPooler(ctx context.Context, conn *pgx.Conn) (bool, error) {
	var answers uint32
	err := conn.QueryRow(ctx, "select pg_backend_pid()", pgx.QueryExecModeSimpleProtocol).Scan(&answers)
	return answers != conn.PgConn().PID(), err
}

// refusedByPooler says whether one of our parameters was refused; PostgreSQL knows them.
func refusedByPooler(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && strings.Contains(pg.Message, "unsupported startup parameter")
}

// forPooler has each statement described once and then sent whole, in one message, with nothing prepared on the other side.
func forPooler(c *pgx.ConnConfig) {
	for _, name := range bounded {
		delete(c.RuntimeParams, name)
	}
	c.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe
	c.StatementCacheCapacity = 0
}

// LongConns is how connections are made that hold one of PostgreSQL's for long: jobs that are worked would take a small pooler's
// away from those that wait for them.
func (d *DB) LongConns() *pgxpool.Config { return d.session.Copy() }

// sessionConn is of a connection that is used for little, by whatever way it leads.
func sessionConn(config *pgxpool.Config) *pgx.ConnConfig {
	c := config.ConnConfig.Copy()
	for _, name := range bounded { // it waits for notifications, or holds a lock
		delete(c.RuntimeParams, name)
	}
	c.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	return c
}

// Pooled says whether a pooler stands between.
func (d *DB) Pooled() bool { return d.pooled }

// hearing is how long a notification is waited for.
const hearing = 3 * time.Second

// CheckSession tries whether what is notified through the pool is heard in a session, where a pooler stands between or sessions
// have an address of their own: ErrNoSession or ErrOtherDatabase say that it isn't.
func (d *DB) CheckSession(ctx context.Context) error {
	if !d.pooled && !d.apart {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, greeting)
	defer cancel()
	conn, err := pgx.ConnectConfig(ctx, sessionConn(d.session))
	if err != nil {
		return fmt.Errorf("the database does not answer for a session: %w", err)
	}
	defer closeSoon(ctx, conn)
	channel := "okno_" + strings.ToLower(rand.Text())
	if _, err := conn.Exec(ctx, "listen "+channel); err != nil {
		return err
	}
	if _, err := d.ExecContext(ctx, "select pg_notify($1, '')", channel); err != nil {
		return err
	}
	heard, cancel := context.WithTimeout(ctx, hearing)
	defer cancel()
	if _, err := conn.WaitForNotification(heard); err != nil {
		return fmt.Errorf("%w: %w", d.whySilent(ctx), err)
	}
	return nil
}

// whySilent tells the session's address from the pool's: two databases, or one without sessions.
func (d *DB) whySilent(ctx context.Context) error {
	const which = "select current_database() || ' ' || (select oid from pg_database where datname = current_database()) || ' ' || pg_postmaster_start_time()"
	var here, there string
	conn, err := pgx.ConnectConfig(ctx, sessionConn(d.session))
	if err != nil {
		return ErrNoSession
	}
	defer closeSoon(ctx, conn)
	if conn.QueryRow(ctx, which).Scan(&there) == nil && d.GetContext(ctx, &here, which) == nil && here != there {
		return ErrOtherDatabase
	}
	return ErrNoSession
}

// closeSoon says goodbye on a connection, within a moment.
func closeSoon(ctx context.Context, conn *pgx.Conn) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), retry)
	defer cancel()
	_ = conn.Close(ctx)
}
