package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"okno/booking"
	"okno/db/local"
)

type demoCommand struct {
	Checkout string `hidden:"" help:"Read templates, words and assets from the files of this source tree: for task dev."`
	Fresh    bool   `help:"Delete the demo's data and start over."`
	SiteAddr string `name:"site-addr" env:"OKNO_DEMO_SITE_ADDR" default:"127.0.0.1:8081" help:"Listen address of the sample site."`
}

// The demo's company and who may sign in to it.
const (
	demoSlug     = "lotos"
	demoKey      = "lotos-site"
	demoPassword = "okno-demo"
)

var demoMembers = []struct {
	email, name string
	role        booking.Role
	resource    string // a specialist's own
}{
	{"olga@lotos.example", "Ольга Ветрова", booking.Owner, ""},
	{"ekaterina@lotos.example", "Екатерина Сомова", booking.Desk, ""},
	{"pavel@lotos.example", "Павел Громов", booking.Manager, ""},
	{"anna@lotos.example", "Анна Иванова", booking.Specialist, "anna"},
}

// Run shows the whole product until it is told to stop.
func (m *demoCommand) Run(ctx context.Context, c *Config) error {
	log, err := c.logger()
	if err != nil {
		return err
	}
	listener, err := listen(c.Addr, "OKNO_ADDR")
	if err != nil {
		return err
	}
	defer listener.Close()
	site, err := listen(m.SiteAddr, "--site-addr")
	if err != nil {
		return err
	}
	defer site.Close()
	if c.DatabaseURL != "" {
		return errors.New("the demo brings its own database: unset DATABASE_URL, or use `okno serve`")
	}
	if m.Fresh {
		if err := startOver(ctx, c); err != nil {
			return err
		}
	}
	d, err := c.openDatabase(ctx, log)
	if err != nil {
		return err
	}
	defer d.close(log)
	a, err := newApp(c, d, listener.Addr(), true, log)
	if err != nil {
		return err
	}
	a.handlers.RequestLevel = slog.LevelDebug // the addresses that are told stay in sight
	if m.Checkout != "" {
		if a.checkout, err = openCheckout(m.Checkout, a.handlers.Views, log); err != nil {
			return err
		}
		a.handlers.Changing = true
	}
	if err := seedDemo(ctx, a.writers); err != nil {
		return err
	}
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return runSite(ctx, site, a.baseURL) })
	all.Go(func() error {
		return a.run(ctx, listener, func() { announce(listener.Addr(), a.baseURL, site.Addr()) })
	})
	return all.Wait()
}

// startOver throws the data directory away, unless more than the demo lives there.
func startOver(ctx context.Context, c *Config) error {
	dir, err := c.dataDir()
	if err != nil {
		return err
	}
	var others []string
	if _, err := os.Stat(dir); err == nil {
		err := c.withDatabase(ctx, func(d *database, _ *slog.Logger) (err error) {
			others, err = d.Slugs(ctx)
			return err
		})
		if err != nil {
			return err
		}
	}
	others = slices.DeleteFunc(others, func(slug string) bool { return slug == demoSlug })
	if len(others) > 0 {
		return fmt.Errorf("%s holds other companies too (%s), which --fresh would delete: give the demo its own directory with OKNO_DATA_DIR", dir, strings.Join(others, ", "))
	}
	return local.RemoveData(ctx, dir)
}

// seedDemo makes the salon, unless it is there from before, and its members.
func seedDemo(ctx context.Context, w writers) error {
	_, err := w.base.DB.CompanyBySlug(ctx, demoSlug)
	if booking.CodeOf(err) == booking.NotFound {
		err = seedSalon(ctx, w, time.Now())
	}
	if err != nil {
		return err
	}
	for _, who := range demoMembers {
		var err error
		if who.resource != "" {
			err = w.accounts.AddSpecialist(ctx, demoSlug, who.email, who.name, demoPassword, who.resource)
		} else {
			err = w.accounts.AddMember(ctx, demoSlug, who.email, who.name, demoPassword, who.role)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func seedSalon(ctx context.Context, w writers, now time.Time) error {
	file, err := demoSalon(now)
	if err != nil {
		return err
	}
	if _, err := w.desk.Imports.Import(ctx, file, nil); err != nil {
		return err
	}
	company, err := w.base.DB.CompanyBySlug(ctx, demoSlug)
	if err != nil {
		return err
	}
	return seedVisitors(ctx, w, company, now)
}

func announce(listening net.Addr, baseURL string, site net.Addr) {
	fmt.Printf("listening on http://%s\n\n", listening)
	fmt.Printf("  The salon's day board   %s\n", baseURL)
	for _, who := range demoMembers {
		fmt.Printf("      %-10s %-26s password %s\n", who.role, who.email, demoPassword)
	}
	fmt.Printf("  The salon's own site    http://%s   with the booking widget\n", site)
	fmt.Printf("  The same, hostile CSS   http://%s/hostile.html\n\n", site)
	fmt.Println("Book on the site and watch the board. Ctrl-C stops it; the data stays until --fresh.")
}
