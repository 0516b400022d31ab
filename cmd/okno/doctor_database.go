package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"okno/booking"
	"okno/db"
)

// examineDatabase looks at the database and its schema.
func (c *Config) examineDatabase(ctx context.Context, tell func(...finding)) {
	log, err := c.logger()
	if err != nil {
		return // checkConfiguration has said so
	}
	d, err := c.findDatabase(ctx, log)
	if err != nil {
		tell(bad("database", "%v", err))
		return
	}
	defer d.close(log)
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	conn, err := pgx.Connect(ctx, d.at.Session())
	if err != nil {
		named := "DATABASE_URL"
		if d.at.Listen != "" {
			named = "OKNO_DATABASE_LISTEN_URL"
		}
		tell(bad("database", "it does not answer: %s. See that PostgreSQL runs, and that %s has its address, name, user and password", booking.LogText(reasonOf(err)), named))
		return
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	tell(c.checkServer(ctx, conn, d.server != nil)...)
	tell(d.checkPool(ctx, log)...)
	tell(checkSchema(ctx, d))
}

// checkPool opens the database as a serving process does, which may lead through a pooler, and listens at
// OKNO_DATABASE_LISTEN_URL for what is said through DATABASE_URL.
func (d *database) checkPool(ctx context.Context, log *slog.Logger) []finding {
	const what = "pooler"
	var err error
	if d.DB, err = db.OpenAt(ctx, d.at); err == nil {
		err = d.needSessions(ctx, log)
	}
	switch {
	case err != nil && d.DB == nil:
		return []finding{bad(what, "DATABASE_URL: %s", booking.LogText(reasonOf(err)))}
	case err != nil:
		return []finding{bad(what, "%s", booking.LogText(reasonOf(err)))}
	case d.at.Listen != "" && !d.Pooled():
		return []finding{good(what, "none is in between; OKNO_DATABASE_LISTEN_URL leads to the same database")}
	case d.Pooled():
		return []finding{good(what, "DATABASE_URL leads through one, and OKNO_DATABASE_LISTEN_URL past it")}
	}
	return nil
}

// reasonOf is an error in one line.
func reasonOf(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

// facts are what the database server says of itself.
type facts struct {
	version       string
	number        int // 150018 for 15.18
	now           time.Time
	connections   int // that it allows
	fsync         string
	btreeGist     bool
	inRecovery    bool
	size          int64 // of the database, in bytes
	began, answer time.Time
}

func readFacts(ctx context.Context, conn *pgx.Conn) (f facts, err error) {
	f.began = time.Now()
	err = conn.QueryRow(ctx, `
		select current_setting('server_version'), current_setting('server_version_num')::int, clock_timestamp(),
			current_setting('max_connections')::int, current_setting('fsync'),
			exists (select from pg_available_extensions where name = 'btree_gist'), pg_is_in_recovery(), pg_database_size(current_database())`,
	).Scan(&f.version, &f.number, &f.now, &f.connections, &f.fsync, &f.btreeGist, &f.inRecovery, &f.size)
	f.answer = time.Now()
	return f, err
}

// The versions of PostgreSQL that Okno is tested with, and how far its clock may be from ours.
const (
	oldestServer, newestServer = 15, 18
	clocksApart                = 2 * time.Second
)

func (c *Config) checkServer(ctx context.Context, conn *pgx.Conn, private bool) []finding {
	f, err := readFacts(ctx, conn)
	if err != nil {
		return []finding{bad("database", "it answers, but cannot be asked about itself: %s", booking.LogText(reasonOf(err)))}
	}
	return judgeServer(f, private)
}

func judgeServer(f facts, private bool) []finding {
	const what = "database"
	whose := "of DATABASE_URL"
	if private {
		whose = "of our own, in the data directory"
	}
	var all []finding
	if major := f.number / 10000; major < oldestServer || major > newestServer {
		all = append(all, bad(what, "it is PostgreSQL %s, Okno works with %d to %d", f.version, oldestServer, newestServer))
	}
	if !f.btreeGist {
		all = append(all, bad(what, "PostgreSQL has no extension btree_gist: install its contrib modules (postgresql-contrib)"))
	}
	if f.fsync != "on" {
		all = append(all, bad(what, "fsync is %s: a power cut can lose bookings that were acknowledged. Take it out of postgresql.conf", f.fsync))
	}
	if f.inRecovery {
		all = append(all, bad(what, "it is a standby, which takes no writes: let DATABASE_URL name the primary, or both with target_session_attrs=read-write"))
	}
	if f.connections < 30 {
		all = append(all, note(what, "max_connections is %d; one okno serve with its worker may open about 30 (pool_max_conns in DATABASE_URL makes it fewer)", f.connections))
	}
	if apart := f.now.Sub(f.began.Add(f.answer.Sub(f.began) / 2)); apart.Abs() > clocksApart {
		all = append(all, bad("clock", "the database's clock is %v away from ours: let both be kept by NTP", apart.Round(time.Millisecond)))
	}
	if len(all) == 0 {
		all = append(all, good(what, "PostgreSQL %s %s answers in %v; %.1f MB", f.version, whose, f.answer.Sub(f.began).Round(100*time.Microsecond), float64(f.size)/1e6))
	}
	return all
}

func checkSchema(ctx context.Context, d *database) finding {
	const what = "schema"
	switch err := db.CheckSchema(ctx, d.at.Session()); {
	case err == nil:
		return good(what, "it is this program's")
	case errors.Is(err, db.ErrSchema) && d.server != nil:
		return note(what, "%v; okno serve does that by itself on the private server", err)
	case errors.Is(err, db.ErrSchema):
		return bad(what, "%v", err)
	default:
		return bad(what, "its version cannot be read: %s", booking.LogText(fmt.Sprint(err)))
	}
}
