// Package db is PostgreSQL, and what all rooms of queries share: opening, transactions,
// the Scope of a company, its setup, history and changes, the translation of SQLSTATE
// into booking errors, LISTEN, and the migrations. The queries of a noun are functions of a
// room below. It knows no rule; it reads and writes what booking names.
package db

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db/queue"
)

// DB is one pool of connections, shared by all queries of the process.
type DB struct {
	*sqlx.DB
	pool    *pgxpool.Pool
	url     string
	session *pgxpool.Config // of connections that keep their session: for LISTEN, advisory locks, and the jobs that are being worked
	pooled  bool            // a pooler stands between
	apart   bool            // sessions have another address than the pool
	queue   *queue.Queue    // before the pool

	// CountKey is what the keys of counters are hashed with: set once, before the first is counted.
	CountKey []byte

	told []func(booking.CompanyID) // see OnAct
}

// Address is how a database is reached.
type Address struct {
	URL    string // postgres://...; may lead through a pooler such as PgBouncer
	Listen string // past the pooler, for what needs a session of its own; "": URL
}

// Session is where what needs a session of its own connects to.
func (a Address) Session() string {
	if a.Listen != "" {
		return a.Listen
	}
	return a.URL
}

// Open connects to the database at url (postgres://...) and checks that it answers.
// The pool's size can be set in the url (pool_max_conns); 16 otherwise. Options
// have the last word on the pool's configuration.
func Open(ctx context.Context, url string, options ...func(*pgxpool.Config)) (*DB, error) {
	return OpenAt(ctx, Address{URL: url}, options...)
}

// OpenAt is Open for a database that may be reached through a pooler, which it recognises.
func OpenAt(ctx context.Context, at Address, options ...func(*pgxpool.Config)) (*DB, error) {
	config, err := configOf(at.URL)
	if err != nil {
		return nil, err
	}
	if !strings.Contains(at.URL, "pool_max_conns") {
		config.MaxConns = defaultConns
	}
	config.MaxConnIdleTime = 5 * time.Minute
	for _, option := range options {
		option(config)
	}
	session, err := configOf(at.Session())
	if err != nil {
		return nil, err
	}
	pool, pooled, err := connect(ctx, config)
	if err != nil {
		return nil, err
	}
	if at.Listen == "" {
		session = config.Copy()
	}
	places := int(config.MaxConns)
	line := queue.New(places, places*waitingPerPlace)
	conns := sql.OpenDB(queued{stdlib.GetPoolConnector(pool), line})
	conns.SetMaxIdleConns(0) // the pool keeps them
	return &DB{DB: sqlx.NewDb(conns, "pgx"), pool: pool, url: at.URL, session: session, pooled: pooled, apart: at.Listen != "", queue: line}, nil
}

// configOf reads an address; what it doesn't say is as Okno wants it.
func configOf(url string) (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("the database address cannot be read: %w", err)
	}
	bound(config.ConnConfig)
	config.PingTimeout = pingTimeout
	return config, nil
}

const defaultConns = 16

// Pool is the pgx pool below, for the worker, which wants connections of its own kind.
func (d *DB) Pool() *pgxpool.Pool { return d.pool }

// URL is the address that was opened. It carries the password: do not log it.
func (d *DB) URL() string { return d.url }

// Close gives all connections back.
func (d *DB) Close() {
	_ = d.DB.Close()
	d.pool.Close()
}
