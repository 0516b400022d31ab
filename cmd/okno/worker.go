package main

import (
	"context"
	"log/slog"

	"golang.org/x/sync/errgroup"

	"okno/booking"
	"okno/notify/telegram"
)

type workerCommand struct{}

// Run works the jobs until it is told to stop. It is woken by what other
// processes commit, and tells them what is done in Telegram.
func (*workerCommand) Run(ctx context.Context, c *Config) error {
	baseURL, err := c.baseURL(addr(c.Addr)) // for the links in messages
	if err != nil {
		return err
	}
	return c.withDatabase(ctx, func(d *database, log *slog.Logger) error {
		if err := d.needSessions(ctx, log); err != nil {
			return err
		}
		w, err := c.sealedWriters(d.DB)
		if err != nil {
			return err
		}
		watched, err := c.openMetrics(d.DB, log)
		if err != nil {
			return err
		}
		if watched.Metrics != nil {
			w.base.Counted = func(act booking.Act) { watched.Acted(string(act)) }
		}
		worker, err := newWorker(c, d.DB, w.desk, baseURL, watched.Metrics, log)
		if err != nil {
			return err
		}
		notifier := d.NewNotifier(log)
		w.base.Committed = func(company booking.CompanyID, _ int64) { notifier.Changed(company); worker.Wake() }
		updates := &telegram.Updates{Bots: w.desk.Bots, BaseURL: baseURL, Handle: w.desk.Telegram.TelegramUpdate, Log: log}
		log.Info("working the notification jobs")
		all, ctx := errgroup.WithContext(ctx)
		all.Go(func() error { return worker.Run(ctx) })
		all.Go(func() error { return watched.Run(ctx) })
		all.Go(func() error { return updates.Run(ctx) })
		all.Go(func() error { notifier.Run(ctx); return nil })
		all.Go(func() error { d.NewListener(log, func(booking.CompanyID) { worker.Wake() }).Run(ctx); return nil })
		return all.Wait()
	})
}
