package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
)

type secretRotateCommand struct{}

// Run seals anew what is stored sealed; docs/secrets.md says what comes before and after.
func (*secretRotateCommand) Run(ctx context.Context, c *Config) error {
	if c.OldSecret == "" {
		return errors.New("OKNO_SECRET_OLD is not set: it holds the key that was in force until now, and OKNO_SECRET the new one (docs/secrets.md)")
	}
	return c.withDatabase(ctx, func(d *database, _ *slog.Logger) error {
		w, err := c.sealedWriters(d.DB)
		if err != nil {
			return err
		}
		all, err := w.accounts.Reseal(ctx)
		if err != nil {
			return err
		}
		lost := 0
		for _, r := range all {
			fmt.Printf("%-26s sealed anew: %d, already: %d, unreadable: %d\n", r.Name, r.Done, r.Before, r.Lost)
			lost += r.Lost
		}
		if lost > 0 {
			return fmt.Errorf("%d are sealed under neither key: is OKNO_SECRET_OLD the one that was in force until now?", lost)
		}
		return nil
	})
}
