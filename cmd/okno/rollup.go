package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	"okno/booking"
	"okno/db/reportdb"
)

type rollupCommand struct {
	Company string `help:"The slug of the only company to count; without it all of them." placeholder:"SLUG"`
}

// Run counts anew what reports are made of, one company after the other.
func (r *rollupCommand) Run(ctx context.Context, c *Config) error {
	return c.withDatabase(ctx, func(d *database, _ *slog.Logger) error {
		companies, err := r.companies(ctx, d)
		if err != nil {
			return err
		}
		for i, company := range companies {
			p := newProgress(os.Stderr, "counting "+company.Slug)
			counted := 0
			err := reportdb.Rollup(ctx, d.DB, company.ID, company.Zone, func(done, all int) {
				counted = done
				p.show(done, all)
			})
			p.end()
			if err != nil {
				return fmt.Errorf("%s: %w", company.Slug, err)
			}
			fmt.Printf("%d of %d: %s, bookings counted: %d\n", i+1, len(companies), company.Slug, counted)
		}
		return nil
	})
}

func (r *rollupCommand) companies(ctx context.Context, d *database) ([]booking.Company, error) {
	if r.Company == "" {
		return reportdb.Companies(ctx, d.DB)
	}
	company, err := d.CompanyBySlug(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	return []booking.Company{company}, nil
}
