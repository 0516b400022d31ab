package dbtest

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5"
)

func TestATemplateThatOthersDroppedIsMadeAgain(t *testing.T) {
	URL(t)
	server, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), server)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), "select pg_advisory_lock($1)", templateLock); err != nil {
		t.Fatal(err)
	}
	if err := dropTemplates(t.Context(), conn, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "select pg_advisory_unlock($1)", templateLock); err != nil {
		t.Fatal(err)
	}
	New(t)
}

func TestTemplateIsNamedByItsMigrations(t *testing.T) {
	t.Parallel()
	one := fstest.MapFS{"1.sql": {Data: []byte("a")}, "2.sql": {Data: []byte("b")}}
	names := map[string]bool{}
	for _, set := range []fstest.MapFS{
		one,
		{"1.sql": {Data: []byte("a")}, "2.sql": {Data: []byte("c")}},
		{"1.sql": {Data: []byte("a")}, "3.sql": {Data: []byte("b")}},
		{"1.sql": {Data: []byte("ab")}, "2.sql": {Data: []byte("")}},
	} {
		name, err := templateName(set)
		if err != nil {
			t.Fatal(err)
		}
		names[name] = true
	}
	if len(names) != 4 {
		t.Errorf("different migrations share a template: %v", names)
	}
	first, _ := templateName(one)
	if again, _ := templateName(one); again != first {
		t.Error("one set of migrations has two names")
	}
}
