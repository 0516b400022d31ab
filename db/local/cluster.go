package local

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// superuser and databaseName of the private server; the server is the product's
// alone, so its role may create databases (tests) and extensions (migrations).
const superuser, databaseName = "okno", "okno"

// prepare sees to binaries and to a data directory made by the same version of
// PostgreSQL. The caller has the turn and holds the server lock: no process of
// this server lives.
func (p place) prepare(ctx context.Context, held *lock, o Options) (binaries, error) {
	major, err := p.dataVersion()
	if err != nil {
		return binaries{}, err
	}
	b, err := findBinaries(ctx, os.Getenv("OKNO_POSTGRES_BIN"), searchPlaces(ctx), major)
	if ctx.Err() != nil { // the programs were not given the time to answer
		return binaries{}, ctx.Err()
	}
	if err != nil {
		return binaries{}, err
	}
	if b, err = p.reachable(ctx, b); err != nil {
		return binaries{}, err
	}
	if major == 0 {
		o.Log.Info("making a private database", "postgresql", b.version, "dir", p.home)
		err = p.initialise(ctx, b, held, o.Disposable)
	}
	return b, err
}

// dataVersion is the major version that made the data directory; 0 when there is none yet.
func (p place) dataVersion() (int, error) {
	content, err := os.ReadFile(filepath.Join(p.data(), "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		if _, err := os.Lstat(p.data()); err == nil {
			return 0, errorf(nil, "%s is there but is no PostgreSQL data directory; move it away, or start over with: okno demo --fresh", p.data())
		}
		return 0, nil
	}
	if err != nil {
		return 0, p.explain(err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(content)))
	if err != nil {
		return 0, errorf(err, "%s was made by PostgreSQL %s, which is not supported; move it away, or start over with: okno demo --fresh",
			p.data(), strings.TrimSpace(string(content)))
	}
	return major, nil
}

// initialise makes the data directory beside its place and moves it there when it
// is complete, so that an initdb that was killed half way leaves only rubbish.
func (p place) initialise(ctx context.Context, b binaries, held *lock, disposable bool) error {
	if err := os.RemoveAll(p.halfMade()); err != nil {
		return p.explain(err)
	}
	if _, err := keepOnce(p.password()); err != nil {
		return p.explain(err)
	}
	args := []string{"-D", p.halfMade(), "-U", superuser, "--pwfile=" + p.password(), "--auth=scram-sha-256", "--locale=C", "--encoding=UTF8"}
	if disposable {
		args = append(args, "--no-sync")
	}
	cmd := p.account.command(ctx, p.server(), b.initdb(), args...)
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	// An initdb that outlives us keeps the next start waiting rather than writing under its hands.
	cmd.ExtraFiles = []*os.File{held.file}
	if err := cmd.Run(); err != nil {
		_ = os.RemoveAll(p.halfMade())
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return p.explainOutput("initdb", output.String(), err)
	}
	if err := os.Rename(p.halfMade(), p.data()); err != nil {
		return p.explain(err)
	}
	return nil
}

// ensureDatabase creates the database on the first start, and on one after a kill between initdb and here.
func (p place) ensureDatabase(ctx context.Context, url string) error {
	conn, err := connect(ctx, url)
	if err == nil {
		return conn.Close(ctx)
	}
	switch sqlState(err) {
	case invalidCatalogName:
	case tooManyConnections: // it is there, and busy
		return nil
	default:
		return p.explain(err)
	}
	if conn, err = connect(ctx, strings.Replace(url, "/"+databaseName+"?", "/postgres?", 1)); err != nil {
		return p.explain(err)
	}
	defer conn.Close(ctx)
	if err := conn.Exec(ctx, "create database "+databaseName).Close(); err != nil {
		return p.explainSQL(err)
	}
	return nil
}

// requireExtension fails with a sentence where PostgreSQL came without its contrib modules.
func (p place) requireExtension(ctx context.Context, url string, b binaries) error {
	conn, err := connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	results, err := conn.Exec(ctx, "select 1 from pg_available_extensions where name = 'btree_gist'").ReadAll()
	if err != nil {
		return err
	}
	if len(results) != 1 || len(results[0].Rows) != 1 {
		return errorf(nil, "PostgreSQL %s in %s has no btree_gist extension; install its contrib modules (the package postgresql-contrib)", b.version, b.dir)
	}
	return nil
}

func (p place) explainSQL(err error) error {
	if sqlState(err) == diskFullState {
		return errorf(err, diskFull, p.home)
	}
	return fmt.Errorf("private PostgreSQL server in %s: %w", p.dir, err)
}
