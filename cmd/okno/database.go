package main

import (
	"context"
	"errors"
	"log/slog"

	"okno/db"
	"okno/db/local"
)

// database is an open database, and the private server below it where there is one.
type database struct {
	*db.DB
	url    string
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
		err = db.CheckSchema(ctx, d.url)
	} else if err = db.CheckSchema(ctx, d.url); errors.Is(err, db.ErrSchema) {
		err = db.Migrate(ctx, d.url)
	}
	if err == nil {
		d.DB, err = db.Open(ctx, d.url)
	}
	if err != nil {
		d.close(log)
		return nil, err
	}
	return d, nil
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
		return &database{url: c.DatabaseURL}, nil
	}
	dir, err := c.dataDir()
	if err != nil {
		return nil, err
	}
	server, err := local.Start(ctx, local.Options{Dir: dir, Log: log})
	if err != nil {
		return nil, err
	}
	return &database{url: server.URL(), server: server}, nil
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
