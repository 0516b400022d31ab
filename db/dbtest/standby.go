package dbtest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Standby starts a second server that follows o by PostgreSQL's own synchronous replication: from then on o acknowledges
// nothing that the other one does not have.
func (o *Own) Standby() *Own {
	o.t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, o.URL())
	if err != nil {
		o.t.Fatal(err)
	}
	defer conn.Close(ctx)
	do := func(sql string) {
		o.t.Helper()
		if _, err := conn.Exec(ctx, sql); err != nil {
			o.t.Fatalf("%s: %v", sql, err)
		}
	}
	s := &Own{t: o.t, dir: DataDir(o.t)}
	closeAtEnd(o.t, s)
	do("select pg_backup_start('standby', true)")
	if out, err := exec.Command("cp", "-a", o.dir+"/.", s.dir).CombinedOutput(); err != nil {
		o.t.Fatalf("%v\n%s", err, out)
	}
	var label string
	if err := conn.QueryRow(ctx, "select labelfile from pg_backup_stop(false)").Scan(&label); err != nil {
		o.t.Fatal(err)
	}
	data := filepath.Join(s.dir, "server", "data")
	if err := os.Remove(filepath.Join(data, "postmaster.pid")); err != nil {
		o.t.Fatal(err)
	}
	config := conn.Config()
	put(o.t, data, "backup_label", label)
	put(o.t, data, "standby.signal", "")
	put(o.t, data, "postgresql.auto.conf", fmt.Sprintf("primary_conninfo = 'host=%s port=%d user=%s password=%s application_name=standby'\n",
		config.Host, config.Port, config.User, config.Password))
	s.Start()
	do("alter system set synchronous_standby_names = 'standby'")
	do("select pg_reload_conf()")
	Await(o.t, "the standby to follow", func() (bool, any) {
		var state string
		err := conn.QueryRow(ctx, "select coalesce(min(sync_state), '') from pg_stat_replication").Scan(&state)
		return state == "sync", []any{state, err}
	})
	return s
}

// Promote makes a standby the server that is written to.
func (o *Own) Promote() {
	o.t.Helper()
	conn, err := pgx.Connect(context.Background(), o.URL())
	if err != nil {
		o.t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for _, sql := range []string{"alter system reset synchronous_standby_names", "select pg_reload_conf()"} {
		_, _ = conn.Exec(context.Background(), sql) // it has none of its own
	}
	if _, err := conn.Exec(context.Background(), "select pg_promote()"); err != nil {
		o.t.Fatal(err)
	}
}

// put writes a file of the server's as the server's account has its others.
func put(t testing.TB, data, name, content string) {
	t.Helper()
	path := filepath.Join(data, name)
	out, err := exec.Command("cp", "-a", filepath.Join(data, "PG_VERSION"), path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// closeAtEnd leaves the server with the test, by which it stops.
func closeAtEnd(t testing.TB, o *Own) {
	t.Cleanup(func() {
		for _, s := range o.uses {
			if err := s.Close(); err != nil {
				t.Errorf("the test's server: %v", err)
			}
		}
	})
}
