package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"time"

	"golang.org/x/sync/errgroup"

	"okno/booking"
	"okno/db/local"
	"okno/desk"
)

type demoCommand struct {
	Fresh    bool   `help:"Throw the demo's data away and start over."`
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
}{
	{"olga@lotos.example", "Ольга Ветрова", booking.Owner},
	{"ekaterina@lotos.example", "Екатерина Сомова", booking.Desk},
	{"pavel@lotos.example", "Павел Громов", booking.Manager},
}

// Run shows the whole product until it is told to stop.
func (m *demoCommand) Run(ctx context.Context, c *Config) error {
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
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
	if m.Fresh && c.DatabaseURL == "" {
		dir, err := c.dataDir()
		if err != nil {
			return err
		}
		if err := local.RemoveData(ctx, dir); err != nil {
			return err
		}
	}
	if c.DatabaseURL != "" {
		return fmt.Errorf("the demo brings its own database: unset DATABASE_URL, or use `okno serve`")
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
	if err := seedDemo(ctx, a.desk); err != nil {
		return err
	}
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return runSite(ctx, site, a.baseURL) })
	all.Go(func() error {
		return a.run(ctx, listener, func() { announce(listener.Addr(), a.baseURL, site.Addr()) })
	})
	return all.Wait()
}

// seedDemo makes the salon and its members, unless they are there from before.
func seedDemo(ctx context.Context, d *desk.Desk) error {
	_, err := d.DB.CompanyBySlug(ctx, demoSlug)
	if booking.CodeOf(err) != booking.NotFound {
		return err
	}
	file, err := demoSalon(time.Now())
	if err != nil {
		return err
	}
	if _, err := d.Import(ctx, file, nil); err != nil {
		return err
	}
	for _, who := range demoMembers {
		if err := d.AddMember(ctx, demoSlug, who.email, who.name, demoPassword, who.role); err != nil {
			return err
		}
	}
	return nil
}

func announce(listening net.Addr, baseURL string, site net.Addr) {
	fmt.Printf("listening on http://%s\n\n", listening)
	fmt.Printf("  The salon's day board   %s\n", baseURL)
	for _, who := range demoMembers {
		fmt.Printf("      %-8s %-26s password %s\n", who.role, who.email, demoPassword)
	}
	fmt.Printf("  The salon's own site    http://%s   with the booking widget\n", site)
	fmt.Printf("  The same, hostile CSS   http://%s/hostile.html\n\n", site)
	fmt.Println("Book on the site and watch the board. Ctrl-C stops it; the data stays until --fresh.")
}
