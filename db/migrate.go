package db

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrSchema is what CheckSchema answers when `okno migrate` is called for, or
// when the database is newer than the program.
var ErrSchema = errors.New("schema")

// A migration that waits for a table, behind a long report or a backup, has everybody who comes later wait behind it, and with them
// those acts that hold the table and wait for one of theirs. So it waits for a moment only, shorter than PostgreSQL's deadlock_timeout
// of a second, lets them pass and tries again: nothing of it has been done until then.
const (
	lockTime  = 500 * time.Millisecond
	lockPause = time.Second
	lockTries = 200
)

// Migrate brings the schema up to date; an advisory lock lets several
// processes call it at the same time.
func Migrate(ctx context.Context, url string) error {
	return migrate(ctx, url, Migrations(), lockTime, lockPause)
}

func migrate(ctx context.Context, url string, files fs.FS, lockTime, pause time.Duration) error {
	return withProvider(ctx, url, files, lockTime, func(p *goose.Provider) error {
		for try := 1; ; try++ {
			_, err := p.Up(ctx)
			switch pg, ok := errors.AsType[*pgconn.PgError](err); {
			case err == nil:
				return nil
			case !ok || pg.Code != "55P03" && pg.Code != "40P01": // a lock that was not to be had, or a deadlock
				return fmt.Errorf("migrate: %w", err)
			case try == lockTries:
				return fmt.Errorf("migrate: a table was in use whenever it was to be changed, for %v: end what holds it (a report, pg_dump) and try again: %w",
					(lockTime+pause)*lockTries, err)
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(pause):
			}
		}
	})
}

// CheckSchema compares the schema's version with the program's: an error that
// wraps ErrSchema says which of the two is older.
func CheckSchema(ctx context.Context, url string) error {
	return withProvider(ctx, url, Migrations(), lockTime, func(p *goose.Provider) error {
		have, want, err := p.GetVersions(ctx)
		switch {
		case err != nil:
			return fmt.Errorf("read the schema's version: %w", err)
		case have < want:
			return fmt.Errorf("the database %w has version %d, this program needs %d: run `okno migrate`", ErrSchema, have, want)
		case have > want:
			return fmt.Errorf("the database %w has version %d, newer than the %d of this program: use a newer program", ErrSchema, have, want)
		}
		return nil
	})
}

// Migrations is the folder of SQL files, for what has to know whether it changed.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded by its literal name
	}
	return sub
}

// unbound takes away what the server or the role sets as the time of a statement: an index of a large table takes as long as
// it takes. What has a bound is how long it waits for a table. Behind a pooler the next one to get the connection would have that, too: there all stays.
func unbound(ctx context.Context, conn *pgx.Conn, lockTime time.Duration) error {
	if pooled, err := behindPooler(ctx, conn); err != nil || pooled {
		return err
	}
	_, err := conn.Exec(ctx, `select set_config(name, case name when 'lock_timeout' then $1 else '0' end, false) from pg_settings
		where name in ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout', 'lock_timeout')`,
		strconv.FormatInt(lockTime.Milliseconds(), 10))
	return err
}

func withProvider(ctx context.Context, url string, files fs.FS, lockTime time.Duration, do func(*goose.Provider) error) error {
	config, err := configOf(url)
	if err != nil {
		return err
	}
	pool := stdlib.OpenDB(*sessionConn(config), stdlib.OptionAfterConnect(func(ctx context.Context, conn *pgx.Conn) error { return unbound(ctx, conn, lockTime) }))
	defer pool.Close()
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, pool, files, goose.WithSessionLocker(locker))
	if err != nil {
		return err
	}
	return do(provider)
}
