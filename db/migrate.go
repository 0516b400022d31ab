package db

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrSchema is what CheckSchema answers when `okno migrate` is called for, or
// when the database is newer than the program.
var ErrSchema = errors.New("schema")

// Migrate brings the schema up to date; an advisory lock lets several
// processes call it at the same time.
func Migrate(ctx context.Context, url string) error {
	return withProvider(ctx, url, func(p *goose.Provider) error {
		if _, err := p.Up(ctx); err != nil {
			return fmt.Errorf("migrate: %w", err)
		}
		return nil
	})
}

// CheckSchema compares the schema's version with the program's: an error that
// wraps ErrSchema says which of the two is older.
func CheckSchema(ctx context.Context, url string) error {
	return withProvider(ctx, url, func(p *goose.Provider) error {
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
// it takes. Behind a pooler the next one to get the connection would go without, too: there it stays.
func unbound(ctx context.Context, conn *pgx.Conn) error {
	if pooled, err := behindPooler(ctx, conn); err != nil || pooled {
		return err
	}
	_, err := conn.Exec(ctx, `select set_config(name, '0', false) from pg_settings
		where name in ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')`)
	return err
}

func withProvider(ctx context.Context, url string, do func(*goose.Provider) error) error {
	config, err := configOf(url)
	if err != nil {
		return err
	}
	pool := stdlib.OpenDB(*sessionConn(config), stdlib.OptionAfterConnect(unbound))
	defer pool.Close()
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, pool, Migrations(), goose.WithSessionLocker(locker))
	if err != nil {
		return err
	}
	return do(provider)
}
