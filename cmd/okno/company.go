package main

import (
	"context"
	"fmt"
	"log/slog"

	"okno/booking/companies"
)

type companyAddCommand struct {
	Slug     string `required:"" help:"The company's name in web addresses: lower-case Latin letters, digits and hyphens."`
	Name     string `required:"" help:"What clients call it."`
	Timezone string `required:"" help:"An IANA time zone like Europe/Moscow."`
	Locale   string `default:"en" enum:"ru,en" help:"The language for its clients: ru or en."`
	Currency string `help:"ISO 4217 code, such as EUR; by default the currency of the time zone's country."`
}

// Run makes the company. Whoever signs in to it is led through its first steps.
func (a *companyAddCommand) Run(ctx context.Context, c *Config) error {
	return c.withDatabase(ctx, func(d *database, _ *slog.Logger) error {
		w, err := newWriters(d.DB)
		if err != nil {
			return err
		}
		text := companies.CompanyText{Name: a.Name, Zone: a.Timezone, Locale: a.Locale, Currency: a.Currency}
		if err := w.desk.Start.AddCompany(ctx, a.Slug, text); err != nil {
			return err
		}
		fmt.Printf("created %s; next, add its owner: okno user add --company %s --email E --role owner\n", a.Slug, a.Slug)
		return nil
	})
}
