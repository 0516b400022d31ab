package db_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"okno/db"
	"okno/db/dbtest"
)

// judged is the first migration that is held to the rule of docs/operations.md, «Upgrade»: what was there
// before was not released step by step.
const judged = 80

// agreed are migrations that don't keep to it, with the reason why that is right.
var agreed = map[string]string{}

// large are the tables that grow with the bookings: reading or writing one of them whole takes a while.
var large = []string{
	"bookings", "booking_resources", "booking_history", "changes", "clients", "client_visits", "deliveries", "leads", "payments", "gue_jobs", "submissions", "sessions",
}

// While a migration is done, and until the last process has been restarted, the program of the version before reads and writes
// under the new schema, and nobody may wait for long.
func TestMigrationsLetTheVersionBeforeGoOn(t *testing.T) {
	t.Parallel()
	conn := connect(t, dbtest.Empty(t))
	names, err := fs.Glob(db.Migrations(), "*.sql")
	if err != nil || !slices.IsSorted(names) {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(db.Migrations(), name)
		if err != nil {
			t.Fatal(err)
		}
		var number int
		if _, err := fmt.Sscanf(name, "%d", &number); err != nil {
			t.Fatal(err)
		}
		if number < judged {
			if err := run(t.Context(), conn, string(text)); err != nil {
				t.Fatal(name, err)
			}
			continue
		}
		faults, err := faultsOf(t.Context(), conn, string(text))
		if err != nil {
			t.Fatal(name, err)
		}
		if _, ok := agreed[name]; ok != (len(faults) > 0) {
			t.Errorf("%s, agreed %v: %s", name, ok, strings.Join(faults, "; "))
		}
	}
}

func TestTheRuleForMigrationsIsHeld(t *testing.T) {
	t.Parallel()
	conn := connect(t, dbtest.URL(t))
	for sql, want := range map[string]string{
		"alter table bookings drop column contact_phone cascade":              "bookings.contact_phone is gone",
		"alter table leads rename column page to place":                       "leads.page is gone",
		"drop table calendar_feeds":                                           "is gone",
		"alter table companies alter column name type varchar(200)":           "companies.name is of another type",
		"alter table deliveries alter column attempts type bigint":            "deliveries is written anew",
		"alter table companies alter column delete_at set not null":           "companies.delete_at has to be given",
		"alter table companies add column motto text not null":                "companies.motto has to be given",
		"alter table companies alter column languages drop default":           "companies.languages has to be given",
		"create index bookings_tried on bookings (company_id, price)":         "index bookings_tried",
		"alter table companies add constraint named check (name <> '')":       "named may refuse",
		"alter table clients add constraint short check (length(name) < 500)": "short may refuse",
		"create unique index companies_named on companies (name)":             "companies_named may refuse",
		"alter table members drop constraint members_role_check, add constraint members_role_check check (role in ('owner', 'admin', 'desk', 'manager'))": "members_role_check allows less",
		"update bookings set price = 0": "in parts",
		"delete from changes":           "in parts",
		"drop function okno_before_quiet(timestamptz, text, integer, integer)":                                                                                                   "okno_before_quiet",
		"alter table bookings add column tried text, add constraint tried check (tried <> '' or contact_name <> 'x')":                                                            "",
		"alter table companies add column tried text not null default '' check (tried in ('', 'x'))":                                                                             "",
		"create table tried (company_id bigint not null references companies (id), n integer not null, primary key (company_id, n)); create index tried_n on tried (n)":          "",
		"alter table members drop constraint members_role_check, add constraint members_role_check check (role in ('owner', 'admin', 'desk', 'manager', 'specialist', 'guest'))": "",
		"alter table companies alter column motto_tried drop not null":                                                                                                           "error",
	} {
		tx, err := conn.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		faults, err := faultsOf(t.Context(), conn, "-- +goose Up\n"+sql)
		if err != nil {
			faults = []string{"error"}
		}
		if got := strings.Join(faults, "; "); (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s\nis found to have %q, not %q (%v)", sql, got, want, err)
		}
		if err := tx.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// run does what goose would.
func run(ctx context.Context, conn *pgx.Conn, migration string) error {
	up, _, _ := strings.Cut(migration, "-- +goose Down")
	_, err := conn.Exec(ctx, up, pgx.QueryExecModeSimpleProtocol)
	return err
}

// shape is what a program relies on.
type shape struct {
	columns     map[string]columnShape // by table.column
	files       map[string]int64       // of tables: another one has been written anew
	indexes     map[string]indexShape
	constraints map[string]constraintShape // by table.name
	functions   map[string]bool
}

type columnShape struct {
	Name, Type      string
	Needed, Default bool
}

type indexShape struct {
	Name, Table string
	Unique      bool
}

type constraintShape struct {
	Name, Table, Is string
	Columns         []string
	Valid           bool
}

func shapeOf(ctx context.Context, conn *pgx.Conn) (s shape, err error) {
	columns, err := rowsOf[columnShape](ctx, conn, `
		select c.relname || '.' || a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as needed,
			a.atthasdef or a.attidentity <> '' as default
		from pg_attribute a join pg_class c on c.oid = a.attrelid
		where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped`)
	if err != nil {
		return s, err
	}
	files, err := rowsOf[struct {
		Name string
		File int64
	}](ctx, conn, `select relname as name, pg_relation_filenode(oid)::bigint as file from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`)
	if err != nil {
		return s, err
	}
	indexes, err := rowsOf[indexShape](ctx, conn, `
		select k.relname as name, c.relname as table, i.indisunique as unique from pg_index i join pg_class c on c.oid = i.indrelid join pg_class k on k.oid = i.indexrelid
		where c.relnamespace = 'public'::regnamespace`)
	if err != nil {
		return s, err
	}
	constraints, err := rowsOf[constraintShape](ctx, conn, `
		select c.conname as name, c.conrelid::regclass::text as table, pg_get_constraintdef(c.oid) as is, c.convalidated as valid,
			array(select a.attname::text from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any(c.conkey)) as columns
		from pg_constraint c where c.connamespace = 'public'::regnamespace and c.conrelid <> 0 and c.contype in ('c', 'f', 'x', 'u', 'p')`)
	if err != nil {
		return s, err
	}
	functions, err := rowsOf[struct{ Name string }](ctx, conn, `
		select p.oid::regprocedure::text as name from pg_proc p where p.pronamespace = 'public'::regnamespace
			and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`)
	s = shape{map[string]columnShape{}, map[string]int64{}, map[string]indexShape{}, map[string]constraintShape{}, map[string]bool{}}
	for _, c := range columns {
		s.columns[c.Name] = c
	}
	for _, f := range files {
		s.files[f.Name] = f.File
	}
	for _, i := range indexes {
		s.indexes[i.Name] = i
	}
	for _, c := range constraints {
		s.constraints[c.Table+"."+c.Name] = c
	}
	for _, f := range functions {
		s.functions[f.Name] = true
	}
	return s, err
}

func rowsOf[T any](ctx context.Context, conn *pgx.Conn, sql string) ([]T, error) {
	rows, err := conn.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByName[T])
}

var (
	alone  = regexp.MustCompile(`(?m)^-- \+goose NO TRANSACTION`)
	whole  = regexp.MustCompile(`(?im)^\s*(?:update|delete from)\s+(\w+)`)
	values = regexp.MustCompile(`'[^']*'`)
)

// faultsOf does a migration and says in what it breaks the rule.
func faultsOf(ctx context.Context, conn *pgx.Conn, migration string) (faults []string, err error) {
	before, err := shapeOf(ctx, conn)
	if err != nil {
		return nil, err
	}
	if err := run(ctx, conn, migration); err != nil {
		return nil, err
	}
	after, err := shapeOf(ctx, conn)
	if err != nil {
		return nil, err
	}
	find := func(format string, about ...any) { faults = append(faults, fmt.Sprintf(format, about...)) }
	for _, name := range slices.Sorted(maps.Keys(before.columns)) {
		was, is := before.columns[name], after.columns[name]
		switch {
		case is.Name == "":
			find("%s is gone, and the version before reads it", name)
		case is.Type != was.Type:
			find("%s is of another type", name)
		case is.Needed && !is.Default && (!was.Needed || was.Default):
			find("%s has to be given, and the version before does not always give it", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(after.columns)) {
		table, _, _ := strings.Cut(name, ".")
		_, old := before.files[table]
		if is := after.columns[name]; old && before.columns[name].Name == "" && is.Needed && !is.Default {
			find("%s has to be given, and the version before does not know it", name)
		}
	}
	for function := range before.functions {
		if !after.functions[function] {
			find("%s is gone", function)
		}
	}
	inTransaction := !alone.MatchString(migration)
	for _, table := range large {
		if before.files[table] != after.files[table] && after.files[table] != 0 {
			find("%s is written anew while nobody may read it", table)
		}
	}
	for _, m := range whole.FindAllStringSubmatch(migration, -1) {
		if inTransaction && slices.Contains(large, m[1]) {
			find("what is changed of %s is to be changed in parts", m[1])
		}
	}
	return append(faults, narrower(before, after, inTransaction)...), nil
}

// narrower are indexes and constraints that take long to make, or let in less than before.
func narrower(before, after shape, inTransaction bool) (faults []string) {
	find := func(format string, about ...any) { faults = append(faults, fmt.Sprintf(format, about...)) }
	isNew := func(table string) bool { _, old := before.files[table]; return !old }
	for name, i := range after.indexes {
		if _, old := before.indexes[name]; old || isNew(i.Table) {
			continue
		}
		if inTransaction && slices.Contains(large, i.Table) {
			find("index %s is made while nobody may write to %s: concurrently, in a file without a transaction", name, i.Table)
		}
		if _, checked := after.constraints[i.Table+"."+name]; i.Unique && !checked {
			find("%s may refuse what the version before writes", name)
		}
	}
	for name, c := range after.constraints {
		was, old := before.constraints[name]
		newColumn := slices.ContainsFunc(c.Columns, func(column string) bool { return before.columns[c.Table+"."+column].Name == "" })
		switch {
		case isNew(c.Table), old && was.Is == c.Is, newColumn:
		case !old:
			find("%s may refuse what the version before writes", c.Name)
		case slices.ContainsFunc(values.FindAllString(was.Is, -1), func(value string) bool { return !strings.Contains(c.Is, value) }):
			find("%s allows less than before", c.Name)
		case c.Valid && slices.Contains(large, c.Table):
			find("%s reads all of %s while nobody may use it: not valid, and validated in another file", c.Name, c.Table)
		}
	}
	return faults
}
