package main

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// model is the command with its flags.
func model(t *testing.T, flags ...string) capacityCommand {
	t.Helper()
	var p capacityCommand
	parser, err := kong.New(&p)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(flags); err != nil {
		t.Fatal(err)
	}
	return p
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), 1) }

// The sum by hand: 36 bookings an hour, each of them seen ten times before, each costs 10 ms here and 20 there.
func TestTheModelCalculatesWhatASheetWould(t *testing.T) {
	t.Parallel()
	p := model(t, "--companies=36", "--bookings=10", "--hours=10", "--peak=1", "--online=1", "--looks=10", "--months=1", "--days=0", "--acts=0", "--boards=0", "--load=0.5",
		"--config-ms=1", "--month-ms=2", "--booking-ms=8", "--change-ms=2", "--db-config-ms=0", "--db-month-ms=1", "--db-booking-ms=20", "--booking-kb=10")
	n := p.needs()
	for what, pair := range map[string][2]float64{
		"bookings a second":   {n.bookings, 0.01},
		"requests a second":   {n.requests, 0.01 + 0.1*2},
		"cores of okno":       {n.program, (0.1*3 + 0.01*10) / 1000 / 0.5},
		"cores of PostgreSQL": {n.server, (0.1*1 + 0.01*20) / 1000 / 0.5},
		"GB a year":           {n.disk, 36 * 10 * 365 * 10 / 1e6},
		"connections":         {n.connections, 30},
	} {
		if !near(pair[0], pair[1]) {
			t.Errorf("%s: %v, by hand %v", what, pair[0], pair[1])
		}
	}
}

func TestTwiceTheCompaniesNeedTwice(t *testing.T) {
	t.Parallel()
	one, two := model(t, "--companies=100"), model(t, "--companies=200")
	a, b := one.needs(), two.needs()
	if !near(b.program, 2*a.program) || !near(b.server, 2*a.server) || !near(b.requests, 2*a.requests) || !near(b.disk, 2*a.disk) || b.memory <= a.memory {
		t.Errorf("%+v\n%+v", a, b)
	}
}

func TestTheModelRefusesNonsense(t *testing.T) {
	t.Parallel()
	for _, flag := range []string{"--hours=0", "--hours=25", "--load=0", "--load=2", "--online=3", "--processes=0"} {
		p := model(t, flag)
		if err := p.check(); err == nil || !strings.Contains(err.Error(), strings.Split(flag, "=")[0]) {
			t.Errorf("%s: %v", flag, err)
		}
	}
	p := model(t)
	var out bytes.Buffer
	if err := p.check(); err != nil {
		t.Error(err)
	}
	if err := p.needs().write(&out, p); err != nil || strings.Contains(out.String(), "NaN") || strings.Contains(out.String(), "Inf") {
		t.Errorf("%v\n%s", err, out.String())
	}
}
