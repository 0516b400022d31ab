package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"okno/db"
	"okno/db/local"
)

// database is an open database, and the private server below it where there is one.
type database struct {
	*db.DB
	at     db.Address
	server *local.Server
}

// openDatabase opens DATABASE_URL, whose schema must be up to date, or the private
// server, whose schema is brought up to date: nobody else looks after it.
func (c *Config) openDatabase(ctx context.Context, log *slog.Logger) (*database, error) {
	d, err := c.findDatabase(ctx, log)
	if err != nil {
		return nil, err
	}
	if d.server == nil {
		err = db.CheckSchema(ctx, d.at.Session())
	} else if err = db.CheckSchema(ctx, d.at.Session()); errors.Is(err, db.ErrSchema) {
		err = db.Migrate(ctx, d.at.Session())
	}
	if err == nil {
		d.DB, err = db.OpenAt(ctx, d.at)
	}
	if err != nil {
		d.close(log)
		return nil, err
	}
	return d, nil
}

// needSessions refuses a pooler that gives none, in a process that listens for changes and holds locks.
func (d *database) needSessions(ctx context.Context, log *slog.Logger) error {
	err := d.CheckSession(ctx)
	switch {
	case errors.Is(err, db.ErrOtherDatabase):
		return errors.New("OKNO_DATABASE_LISTEN_URL leads to another database than DATABASE_URL: both have to name the same one, of the same server")
	case errors.Is(err, db.ErrNoSession) && d.at.Listen != "":
		return errors.New("OKNO_DATABASE_LISTEN_URL leads through a pooler of connections, such as PgBouncer in transaction mode: set it to the address of PostgreSQL itself")
	case errors.Is(err, db.ErrNoSession):
		return errors.New("DATABASE_URL leads through a pooler of connections, such as PgBouncer in transaction mode: set OKNO_DATABASE_LISTEN_URL to the address of PostgreSQL itself, for the few connections that listen for changes and hold locks")
	}
	if err != nil && d.at.Listen != "" {
		return fmt.Errorf("OKNO_DATABASE_LISTEN_URL cannot be listened at: %w", err)
	}
	if err == nil && d.Pooled() {
		log.Info("the database is reached through a pooler; nothing is prepared there")
	}
	return err
}

// withDatabase opens the log and the database for a command, and closes them after it.
func (c *Config) withDatabase(ctx context.Context, do func(*database, *slog.Logger) error) error {
	log, err := c.logger()
	if err != nil {
		return err
	}
	d, err := c.openDatabase(ctx, log)
	if err != nil {
		return err
	}
	defer d.close(log)
	return do(d, log)
}

// findDatabase knows the database's address, and starts the private server for it.
func (c *Config) findDatabase(ctx context.Context, log *slog.Logger) (*database, error) {
	if c.DatabaseURL != "" {
		return &database{at: db.Address{URL: c.DatabaseURL, Listen: c.ListenURL}}, nil
	}
	dir, err := c.dataDir()
	if err != nil {
		return nil, err
	}
	server, err := local.Start(ctx, local.Options{Dir: dir, Log: log})
	if err != nil {
		return nil, err
	}
	return &database{at: db.Address{URL: server.URL()}, server: server}, nil
}

// close gives everything back; the last process to leave stops the private server.
func (d *database) close(log *slog.Logger) {
	if d.DB != nil {
		d.DB.Close()
	}
	if d.server != nil {
		if err := d.server.Close(); err != nil {
			log.Warn("the private PostgreSQL server did not stop cleanly", "error", err)
		}
	}
}
