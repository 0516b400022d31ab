package db_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"syscall"
	"testing"
	"time"

	"okno/db"
	"okno/db/dbtest"
)

// What fails on a connection to PostgreSQL passes; the same on another connection is no word about the database.
func TestOnlyTheDatabaseIsPassing(t *testing.T) {
	t.Parallel()
	own := dbtest.NewOwn(t)
	d, err := db.Open(t.Context(), own.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	tx, err := d.Beginx()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	own.Crash()
	if _, err := tx.Exec("select 1"); err == nil || !db.Passing(err) {
		t.Errorf("a connection that broke: %v", err)
	}
	own.Stop()
	if _, err := d.ExecContext(t.Context(), "select 1"); err == nil || !db.Passing(err) {
		t.Errorf("a server that is gone: %v", err)
	}
	thing := &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
	_, away := (&http.Client{Timeout: time.Nanosecond}).Get("http://127.0.0.1:1/")
	for what, err := range map[string]error{
		"a browser's connection": thing, "its end": io.ErrUnexpectedEOF, "a pipe": syscall.EPIPE, "too slow": os.ErrDeadlineExceeded, "closed": net.ErrClosed,
		"another server": away, "its time": &url.Error{Op: "Get", URL: "http://telegram", Err: context.DeadlineExceeded},
	} {
		if err == nil || db.Passing(err) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
