// Package db is PostgreSQL: opening, transactions, queries by noun, the
// translation of SQLSTATE into booking errors, LISTEN, and the migrations.
// It knows no rule; it reads and writes what booking names.
package db

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/jmoiron/sqlx"
)

// DB is one pool of connections, shared by all queries of the process.
type DB struct {
	*sqlx.DB
	pool *pgxpool.Pool
	url  string

	// CountKey is what the keys of counters are hashed with: set once, before the first is counted.
	CountKey []byte
}

// Open connects to the database at url (postgres://...) and checks that it answers.
// The pool's size can be set in the url (pool_max_conns); 16 otherwise. Options
// have the last word on the pool's configuration.
func Open(ctx context.Context, url string, options ...func(*pgxpool.Config)) (*DB, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("the database address cannot be read: %w", err)
	}
	if _, set := config.ConnConfig.RuntimeParams["timezone"]; !set {
		config.ConnConfig.RuntimeParams["timezone"] = "UTC"
	}
	if !strings.Contains(url, "pool_max_conns") {
		config.MaxConns = defaultConns
	}
	config.MaxConnIdleTime = 5 * time.Minute
	for _, option := range options {
		option(config)
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("the database cannot be opened: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("the database does not answer: %w", err)
	}
	return &DB{DB: sqlx.NewDb(stdlib.OpenDBFromPool(pool), "pgx"), pool: pool, url: url}, nil
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
