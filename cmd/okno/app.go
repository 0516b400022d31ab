package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"okno/booking"
	"okno/booking/secret"
	"okno/booking/telling"
	"okno/db"
	"okno/desk"
	"okno/handlers"
	"okno/handlers/site"
	"okno/handlers/token"
	"okno/live"
	"okno/metrics"
	"okno/notify"
	"okno/notify/channel"
	"okno/notify/email"
	"okno/notify/push"
	"okno/notify/sms"
	"okno/notify/telegram"
)

// app is a process that serves: everything wired together.
type app struct {
	config   *Config
	log      *slog.Logger
	database *database
	writers
	hub      *live.Hub
	handlers *handlers.Kit
	listener *db.Listener
	notifier *db.Notifier
	watched  watched
	worker   *notify.Worker // nil where another process works
	baseURL  string
	checkout *checkout // nil: pages are made from what the binary carries
}

// newBots are the Telegram bots of the installation and its companies.
func (c *Config) newBots(d *db.DB, seal *secret.Seal) (*telegram.Bots, error) {
	if c.TelegramAPI != "" {
		if u, err := url.Parse(c.TelegramAPI); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return nil, fmt.Errorf("OKNO_TELEGRAM_API is %q, not an address like %s", c.TelegramAPI, telegram.PublicAPI)
		}
	}
	return &telegram.Bots{DB: d, API: c.TelegramAPI, Token: c.Telegram, Seal: seal}, nil
}

func newWorker(c *Config, d *db.DB, acts *desk.Desk, baseURL string, m *metrics.Metrics, log *slog.Logger) (*notify.Worker, error) {
	mail, err := email.Open(c.SMTPURL, c.MailFrom, time.Now, log)
	if err != nil {
		return nil, fmt.Errorf("OKNO_SMTP_URL or OKNO_MAIL_FROM: %w", err)
	}
	secret, err := c.secret()
	if err != nil {
		return nil, err
	}
	links := token.NewLinks(baseURL, secret)
	retry := notify.PatientRetry(mathrand.Float64)
	retry.Lease = c.Lease
	return notify.NewWorker(notify.Options{
		DB: d, Channels: map[telling.Channel]channel.Channel{telling.Email: mail, telling.Telegram: telegram.New(acts.Bots), telling.Push: push.New(&push.Keys{DB: d, Seal: acts.Seal}, baseURL, time.Now), telling.SMS: c.newSMS(acts.SMS)},
		BaseURL: baseURL, Log: log, Metrics: m, Seal: acts.Seal, Retry: retry, LetGo: acts.Bookings.LetGo, NoSignUp: c.SignUp == "off",
		Links: notify.Links{Visit: links.Visit, Mailed: links.Mailed, Reminders: links.Reminders},
	}), nil
}

// newSMS is the channel to clients' phones.
func (c *Config) newSMS(secrets *sms.Secrets) *sms.Channel {
	if c.OwnNetwork == "on" {
		return sms.NewUnguarded(secrets, time.Now, &http.Client{})
	}
	return sms.New(secrets, time.Now)
}

// newApp wires a serving process. listening is where it will be reached.
func newApp(c *Config, d *database, listening net.Addr, work bool, log *slog.Logger) (*app, error) {
	a := &app{config: c, log: log, database: d, hub: &live.Hub{}}
	secret, err := c.secret()
	if err != nil {
		return nil, err
	}
	if a.baseURL, err = c.baseURL(listening); err != nil {
		return nil, err
	}
	older, err := c.oldSecrets()
	if err != nil {
		return nil, err
	}
	proxies, err := c.proxies()
	if err != nil {
		return nil, err
	}
	if a.writers, err = c.sealedWriters(d.DB); err != nil {
		return nil, err
	}
	if u, err := url.Parse(a.baseURL); err == nil {
		a.desk.Host = u.Host
	}
	if a.watched, err = c.openMetrics(d.DB, log); err != nil {
		return nil, err
	}
	a.watch()
	if work {
		if a.worker, err = newWorker(c, d.DB, a.desk, a.baseURL, a.watched.Metrics, log); err != nil {
			return nil, err
		}
	}
	a.notifier = d.NewNotifier(log)
	a.listener = d.NewListener(log, a.heard)
	a.base.Committed = a.committed
	a.handlers, err = handlers.New(handlers.Options{
		DB: d.DB, Desk: a.desk, Accounts: a.accounts, Hub: a.hub, Log: log, Now: time.Now, Random: rand.Reader,
		BaseURL: a.baseURL, Secret: secret, OldSecrets: older, Ready: a.listener.Connected,
		Metrics: a.watched.Metrics, Pinned: c.BaseURL != "", PublicLimits: c.PublicLimits != "off", MailLogged: c.SMTPURL == "", Proxies: proxies,
		ReadTime: c.ReadTime, ActTime: c.ActTime,
		SnapshotBytes: c.SnapshotBytes,
	})
	return a, err
}

// watch lets what the process does and keeps be counted.
func (a *app) watch() {
	if a.watched.Metrics == nil {
		return
	}
	a.base.Counted = func(act booking.Act) { a.watched.Acted(string(act)) }
	a.watched.Cache("setups", func() metrics.CacheStat {
		entries, hits, misses := a.desk.Setups.Stat()
		return metrics.CacheStat{Entries: entries, Hits: hits, Misses: misses}
	})
	a.watched.Cache("pages", func() metrics.CacheStat {
		s := a.handlers.Kept()
		return metrics.CacheStat{Entries: s.Entries, Bytes: s.Bytes, Budget: s.Budget, Hits: s.Hits, Misses: s.Misses}
	})
	a.watched.Cache("snapshots", func() metrics.CacheStat {
		s := a.handlers.Snapshots.Stats()
		return metrics.CacheStat{Entries: s.Companies, Bytes: s.Bytes, Budget: s.Budget, Hits: s.Hits, Misses: s.Loads}
	})
}

// committed tells this process's boards and worker, and the other processes.
func (a *app) committed(company booking.CompanyID, _ int64) {
	a.handlers.Feed.Changed(company)
	a.notifier.Changed(company)
	if a.worker != nil {
		a.worker.Wake()
	}
}

// heard is told of what other processes have committed.
func (a *app) heard(company booking.CompanyID) {
	a.handlers.Snapshots.Changed(company)
	a.handlers.Feed.Changed(company)
	if a.worker != nil {
		a.worker.Wake()
	}
}

// stopTime is how long requests in flight may take when the process is to stop.
const stopTime = 10 * time.Second

// run serves on the listener until ctx ends, then lets what has begun finish.
// ready is called once requests are answered.
func (a *app) run(ctx context.Context, listener net.Listener, ready func()) error {
	var handler http.Handler = site.Routes(a.handlers)
	if a.checkout != nil {
		handler = a.checkout.serve(handler)
	}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(a.log.Handler(), slog.LevelDebug),
	}
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	all.Go(func() error {
		<-ctx.Done()
		a.hub.Close() // Shutdown does not wait for sockets, nor close them
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
		defer cancel()
		err := server.Shutdown(ctx)
		if err := a.accounts.WriteFailures(ctx); err != nil {
			a.log.Warn("the last failed sign-ins could not be written down", "error", err)
		}
		return err
	})
	all.Go(func() error { return a.watched.Run(ctx) })
	all.Go(func() error { a.listener.Run(ctx); return nil })
	all.Go(func() error { a.notifier.Run(ctx); return nil })
	all.Go(func() error { a.handlers.Feed.Run(ctx); return nil })
	all.Go(func() error {
		if err := a.handlers.Funnel.Run(ctx); err != nil {
			a.log.Warn("the last counts of forms could not be written", "error", err)
		}
		return nil
	})
	all.Go(func() error { newCaretaker(a.desk, a.log).run(ctx); return nil })
	if a.worker != nil {
		all.Go(func() error { return a.worker.Run(ctx) })
		updates := &telegram.Updates{Bots: a.desk.Bots, BaseURL: a.baseURL, Handle: a.desk.Telegram.TelegramUpdate, Log: a.log}
		all.Go(func() error { return updates.Run(ctx) })
	}
	ready()
	return all.Wait()
}

// listen takes the address, or says in one sentence why it cannot be had.
func listen(addr, variable string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is in use by another program: stop it, or choose another address with %s", addr, variable)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("this user can't listen on %s: choose a port from 1024 up with %s", addr, variable)
	case err != nil:
		return nil, fmt.Errorf("can't listen on %s (%v): choose another address with %s", addr, err, variable)
	}
	return listener, nil
}
