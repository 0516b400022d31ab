package db

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// Lock is an advisory lock of PostgreSQL, held by a connection of its own.
type Lock struct{ conn *pgx.Conn }

// TryLock takes the lock of that name, if no other process holds it.
func (d *DB) TryLock(ctx context.Context, name string) (*Lock, bool, error) {
	conn, err := pgx.ConnectConfig(ctx, sessionConn(d.session))
	if err != nil {
		return nil, false, err
	}
	l := &Lock{conn}
	var mine bool
	if err := conn.QueryRow(ctx, `select pg_try_advisory_lock(hashtextextended($1, 0))`, name).Scan(&mine); err != nil || !mine {
		l.Release()
		return nil, false, err
	}
	return l, true, nil
}

// Held is an error when the connection, and the lock with it, has been lost.
func (l *Lock) Held(ctx context.Context) error { return l.conn.Ping(ctx) }

// Release gives the lock back.
func (l *Lock) Release() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = l.conn.Close(ctx)
}
