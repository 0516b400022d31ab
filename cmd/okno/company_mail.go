package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"okno/db/messagedb"
)

type companyApproveCommand struct {
	Slug string `arg:"" help:"The company's name in addresses."`
}

// Run vouches for the company.
func (a *companyApproveCommand) Run(ctx context.Context, c *Config) error {
	return c.withDatabase(ctx, func(d *database, _ *slog.Logger) error {
		found, err := messagedb.Approve(ctx, d.DB, a.Slug, time.Now())
		return companySet(a.Slug, found, err, "approved")
	})
}

type companyMailsCommand struct {
	Slug   string `arg:"" help:"The company's name in addresses."`
	PerDay int    `default:"-1" help:"So many mails to its clients in a day; 0: none. Left out: by its age and standing."`
}

// Run sets the bound, or takes it away.
func (m *companyMailsCommand) Run(ctx context.Context, c *Config) error {
	var n *int
	said := "bounded by its age and standing"
	if m.PerDay >= 0 {
		n, said = &m.PerDay, fmt.Sprintf("bounded to %d mails a day", m.PerDay)
	}
	return c.withDatabase(ctx, func(d *database, _ *slog.Logger) error {
		found, err := messagedb.SetMailsPerDay(ctx, d.DB, m.Slug, n)
		return companySet(m.Slug, found, err, said)
	})
}

func companySet(slug string, found bool, err error, said string) error {
	if err == nil && !found {
		err = fmt.Errorf("there is no company %q", slug)
	}
	if err == nil {
		fmt.Printf("%s is %s\n", slug, said)
	}
	return err
}
