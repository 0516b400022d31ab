package main

import (
	"context"
	"fmt"
	"log/slog"

	"okno/db"
)

type serveCommand struct {
	NoWorker bool `help:"Leave the notification jobs to okno worker."`
}

// Run serves until it is told to stop.
func (s *serveCommand) Run(ctx context.Context, c *Config) error {
	listener, err := listen(c.Addr, "OKNO_ADDR")
	if err != nil {
		return err
	}
	defer listener.Close()
	return c.withDatabase(ctx, func(d *database, log *slog.Logger) error {
		if err := d.needSessions(ctx, log); err != nil {
			return err
		}
		a, err := newApp(c, d, listener.Addr(), !s.NoWorker, log)
		if err != nil {
			return err
		}
		return a.run(ctx, listener, func() { fmt.Printf("listening on http://%s\n", listener.Addr()) })
	})
}

// addr is an address that nobody listens on here.
type addr string

func (a addr) Network() string { return "tcp" }
func (a addr) String() string  { return string(a) }

type migrateCommand struct{}

// Run brings the schema up to date.
func (*migrateCommand) Run(ctx context.Context, c *Config) error {
	log, err := c.logger()
	if err != nil {
		return err
	}
	d, err := c.findDatabase(ctx, log)
	if err != nil {
		return err
	}
	defer d.close(log)
	if err := db.Migrate(ctx, d.at.Session()); err != nil {
		return err
	}
	fmt.Println("the schema is up to date")
	return nil
}
