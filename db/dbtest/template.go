package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"sync"

	"github.com/jackc/pgx/v5"

	"okno/db"
)

// templateLock is the advisory lock under which one process at a time makes a
// template; any number that nobody else uses.
const templateLock = 7_041_987

var (
	templates sync.Mutex
	ready     string // the template that this process knows to be complete
)

// template returns the name of the template of the present migrations, which it
// makes when it is not there. A template is complete when it is marked as one:
// a half-migrated database of a process that was killed is made anew.
func template(ctx context.Context, server string) (string, error) {
	templates.Lock()
	defer templates.Unlock()
	if ready != "" {
		return ready, nil
	}
	name, err := templateName(db.Migrations())
	if err != nil {
		return "", err
	}
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return "", err
	}
	defer conn.Close(ctx) // which also gives the advisory lock back
	if _, err := conn.Exec(ctx, "select pg_advisory_lock($1)", templateLock); err != nil {
		return "", err
	}
	var complete bool
	if err := conn.QueryRow(ctx, "select exists (select from pg_database where datname = $1 and datistemplate)", name).Scan(&complete); err != nil {
		return "", err
	}
	if !complete {
		if err := makeTemplate(ctx, conn, server, name); err != nil {
			return "", err
		}
	}
	ready = name
	return name, nil
}

func forgetTemplate(name string) {
	templates.Lock()
	defer templates.Unlock()
	if ready == name {
		ready = ""
	}
}

func makeTemplate(ctx context.Context, conn *pgx.Conn, server, name string) error {
	if err := dropTemplates(ctx, conn, keptTemplates); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "drop database if exists "+name+" with (force)"); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "create database "+name+" template template0"); err != nil {
		return err
	}
	if err := db.Migrate(ctx, inDatabase(server, name)); err != nil {
		return err
	}
	// The first session after the migrations writes PostgreSQL's cache of the catalogue (pg_internal.init), which is copied too:
	// without it each copy's first session makes its own.
	first, err := pgx.Connect(ctx, inDatabase(server, name))
	if err != nil {
		return err
	}
	if err := first.Close(ctx); err != nil {
		return err
	}
	// A copy is refused while somebody is connected to the original: from now on nobody can be.
	_, err = conn.Exec(ctx, "alter database "+name+" with is_template true allow_connections false")
	return err
}

// keptTemplates is how many templates stay: other checkouts, with migrations of
// their own, may be testing at this moment.
const keptTemplates = 6

// dropTemplates removes what other sets of migrations, and makers that were
// killed, have left, but for the newest ones. One that is being copied stays until next time.
func dropTemplates(ctx context.Context, conn *pgx.Conn, keep int) error {
	names, err := databases(ctx, conn, "where datname like 'template\\_okno\\_%' order by oid desc offset $1", keep)
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := conn.Exec(ctx, "alter database "+name+" with is_template false"); err != nil {
			return err
		}
		if _, err := conn.Exec(ctx, "drop database "+name+" with (force)"); err != nil {
			if _, again := conn.Exec(ctx, "alter database "+name+" with is_template true"); again != nil {
				return fmt.Errorf("%w; and then: %w", err, again)
			}
		}
	}
	return nil
}

// databases are the names of the server's, as far as the end of the query says.
func databases(ctx context.Context, conn *pgx.Conn, end string, args ...any) ([]string, error) {
	rows, err := conn.Query(ctx, "select datname from pg_database "+end, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// templateName names the template by the content of all migration files.
func templateName(migrations fs.FS) (string, error) {
	files, err := fs.Glob(migrations, "*.sql")
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, name := range files { // sorted
		content, err := fs.ReadFile(migrations, name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(content))
		sum.Write(content)
	}
	return "template_okno_" + hex.EncodeToString(sum.Sum(nil)[:8]), nil
}
