package backup_test

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/pressly/goose/v3"

	"okno/db"
	"okno/db/backup"
	"okno/db/dbtest"
)

var made = time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)

// run runs statements on a database and leaves no connection behind.
func run(t *testing.T, url string, statements ...string) {
	t.Helper()
	pool, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	for _, s := range statements {
		if _, err := pool.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// value is one value of a database.
func value(t *testing.T, url, query string) (v string) {
	t.Helper()
	pool, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if err := pool.QueryRowContext(t.Context(), query).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return v
}

// salon has what a text can go wrong by.
var salon = []string{
	`insert into companies (slug, name, timezone, locale, currency, step_min, min_notice_min, horizon_days, confirmation)
		values ('lotos', E'Салон «Лотос»\t\\N\nвторая строка', 'Europe/Moscow', 'ru', 'RUB', 15, 60, 60, 'auto')`,
	`insert into company_versions (company_id, version) select id, 7 from companies`,
	`insert into users (email, name, password_hash, locale) values ('olga@lotos.example', 'Ольга', '', 'ru'), ('gone@lotos.example', 'Ушла', '', 'ru')`,
	`delete from users where name = 'Ушла'`,
	`insert into members (company_id, user_id, role) select c.id, u.id, 'owner' from companies c, users u`,
	`insert into resources (company_id, id, ref, name, kind, active, position) select id, '00000000-0000-0000-0000-00000000000a', 'a', 'А', 'staff', true, 1 from companies`,
	`insert into services (company_id, id, ref, name, duration_min, buffer_before_min, buffer_after_min, active, position)
		select id, '00000000-0000-0000-0000-00000000000b', 'b', 'Б', 60, 0, 0, true, 1 from companies`,
	`insert into clients (company_id, id, name, created_at) select id, '00000000-0000-0000-0000-00000000000c', 'В', now() from companies`,
	`insert into bookings (company_id, id, number, service_id, client_id, status, source, starts_at, ends_at, occupied, contact_name, created_at, updated_at)
		select id, '00000000-0000-0000-0000-00000000000d', 1, '00000000-0000-0000-0000-00000000000b', '00000000-0000-0000-0000-00000000000c', 'completed', 'phone',
			'2026-11-23 22:30Z', '2026-11-23 23:30Z', tstzrange('2026-11-23 22:30Z', '2026-11-23 23:30Z'), 'В', now(), now() from companies`,
	`insert into booking_resources (company_id, booking_id, resource_id, status, occupied) select company_id, id, '00000000-0000-0000-0000-00000000000a', status, occupied from bookings`,
}

func full(t *testing.T) string {
	t.Helper()
	url := dbtest.URL(t)
	run(t, url, salon...)
	return url
}

func write(t *testing.T, url string, c backup.Content) (path string, m backup.Manifest) {
	t.Helper()
	c.Now = made
	path = filepath.Join(t.TempDir(), "okno.backup")
	err := backup.Replace(path, func(to io.Writer) (err error) {
		m, err = backup.Write(t.Context(), url, to, c)
		return err
	}, backup.CheckFile)
	if err != nil {
		t.Fatal(err)
	}
	return path, m
}

func restore(t *testing.T, path, url string, overwrite bool) error {
	t.Helper()
	f, err := backup.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Restore(t.Context(), url, backup.Target{Overwrite: overwrite, Migrations: db.Migrations()})
}

// parts are the contents of a file by name.
func parts(t *testing.T, path string) map[string]string {
	t.Helper()
	r, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	all := map[string]string{}
	for _, p := range r.File {
		text, err := fs.ReadFile(r, p.Name)
		if err != nil {
			t.Fatal(err)
		}
		all[p.Name] = string(text)
	}
	return all
}

// shape is the schema as the catalogue tells it.
const shape = `select string_agg(line, E'\n' order by line) from (
	select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
		from information_schema.columns where table_schema = 'public'
	union all select indexdef from pg_indexes where schemaname = 'public'
	union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
	union all select tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
	union all select proname from pg_proc where pronamespace = 'public'::regnamespace) all_of_it`

func TestARestoredDatabaseIsTheSame(t *testing.T) {
	t.Parallel()
	url, other := full(t), dbtest.Empty(t)
	path, m := write(t, url, backup.Content{SecretCheck: "abc", Secret: []byte("key")})
	if err := restore(t, path, other, false); err != nil {
		t.Fatal(err)
	}
	if err := db.CheckSchema(t.Context(), other); err != nil {
		t.Error(err)
	}
	if err := db.Migrate(t.Context(), other); err != nil {
		t.Error(err)
	}
	again, n := write(t, other, backup.Content{SecretCheck: "abc", Secret: []byte("key")})
	before, after := parts(t, path), parts(t, again)
	if len(before) < 40 || len(before) != len(after) {
		t.Errorf("%d parts, then %d", len(before), len(after))
	}
	for name, text := range before {
		if after[name] != text {
			t.Errorf("%s was\n%s\nand is\n%s", name, text, after[name])
		}
	}
	if m.Rows() != n.Rows() || m.Rows() < 4 {
		t.Errorf("%d rows, then %d", m.Rows(), n.Rows())
	}
	if was, is := value(t, url, shape), value(t, other, shape); was != is {
		t.Error("the schema is another one")
	}
	if id := value(t, other, `insert into users (email, name, password_hash, locale) values ('new@lotos.example', 'Новая', '', 'ru') returning id::text`); id != "3" {
		t.Errorf("the next user has the number %s: the sequence was lost", id)
	}
}

// Somebody restores by mistake, or over the wrong database.
func TestADatabaseThatHoldsSomethingIsReplacedOnlyOnDemand(t *testing.T) {
	t.Parallel()
	path, _ := write(t, full(t), backup.Content{})
	target := full(t)
	run(t, target, `update companies set slug = 'precious'`, `create table stranger (id int)`)
	if err := restore(t, path, target, false); !errors.Is(err, backup.ErrNotEmpty) {
		t.Errorf("%v", err)
	}
	if slug := value(t, target, `select slug from companies`); slug != "precious" {
		t.Errorf("it was refused and replaced by %s", slug)
	}
	if err := restore(t, path, target, true); err != nil {
		t.Fatal(err)
	}
	if slug := value(t, target, `select slug from companies`); slug != "lotos" {
		t.Errorf("on demand it is %s", slug)
	}
	fresh := dbtest.URL(t) // migrated, and nobody is there
	if err := restore(t, path, fresh, false); err != nil {
		t.Errorf("an empty database: %v", err)
	}
}

func TestADatabaseInUseIsNotReplaced(t *testing.T) {
	t.Parallel()
	path, _ := write(t, full(t), backup.Content{})
	target := dbtest.URL(t)
	pool, err := sql.Open("pgx", target)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if err := pool.PingContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := restore(t, path, target, true); !errors.Is(err, backup.ErrInUse) {
		t.Errorf("%v", err)
	}
}

// old migrates a database up to a version, as an older program would have.
func old(t *testing.T, last int64) string {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(db.Migrations(), "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names[:last] {
		text, err := fs.ReadFile(db.Migrations(), name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	url := dbtest.Empty(t)
	pool, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	provider, err := goose.NewProvider(goose.DialectPostgres, pool, files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	return url
}

func TestABackupOfAnOlderProgramIsBroughtUpToDate(t *testing.T) {
	t.Parallel()
	url, target := old(t, 20), full(t)
	run(t, url, salon...)
	path, m := write(t, url, backup.Content{})
	if m.Schema < 20 || m.Schema > 25 {
		t.Fatalf("the file's schema is %d", m.Schema)
	}
	if err := restore(t, path, target, true); err != nil {
		t.Fatal(err)
	}
	if err := db.CheckSchema(t.Context(), target); err != nil {
		t.Error(err)
	}
	if was, is := value(t, full(t), shape), value(t, target, shape); was != is {
		t.Error("the schema is another one than the program makes")
	}
	counted := `select string_agg(day || ' ' || visits || ' ' || minutes, ', ') from booking_days`
	if days := value(t, target, counted); days != "2026-11-24 1 60, 2026-11-24 1 60" { // the night in UTC is the next day in Moscow
		t.Errorf("reports count %s", days)
	}
	if name := value(t, target, `select name from companies`); !strings.Contains(name, "\t\\N\n") {
		t.Errorf("%q", name)
	}
}

func TestABackupOfANewerProgramIsRefused(t *testing.T) {
	t.Parallel()
	url := full(t)
	run(t, url, `insert into goose_db_version (version_id, is_applied) values (99999, true)`)
	path, _ := write(t, url, backup.Content{})
	if err := restore(t, path, dbtest.Empty(t), false); err == nil || !strings.Contains(err.Error(), "newer program") {
		t.Errorf("%v", err)
	}
}

func TestADamagedFileChangesNothing(t *testing.T) {
	t.Parallel()
	path, _ := write(t, full(t), backup.Content{})
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	target := full(t)
	run(t, target, `update companies set slug = 'precious'`)
	rows := bytes.Index(whole, []byte("tables/companies.copy")) + len("tables/companies.copy") + 3
	damaged := slices.Clone(whole)
	damaged[rows] ^= 0xff
	for name, content := range map[string][]byte{
		"cut": whole[:len(whole)/2], "empty": nil, "damaged": damaged, "another": []byte(`{"okno": 1}`),
	} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := restore(t, path, target, true); err == nil {
			t.Errorf("a file that is %s was restored", name)
		}
		if f, err := backup.Open(path); err == nil {
			if f.Check() == nil {
				t.Errorf("a file that is %s passes for a good one", name)
			}
			_ = f.Close()
		}
	}
	if slug := value(t, target, `select slug from companies`); slug != "precious" {
		t.Errorf("the database was changed: %s", slug)
	}
}

func TestAFileIsReplacedOnlyByAWholeOne(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "okno.backup")
	good := func(string) error { return nil }
	if err := backup.Replace(path, func(w io.Writer) error { _, err := io.WriteString(w, "good"); return err }, good); err != nil {
		t.Fatal(err)
	}
	stays := func(err error) {
		t.Helper()
		content, _ := os.ReadFile(path)
		files, _ := os.ReadDir(dir)
		if err == nil || string(content) != "good" || len(files) != 1 {
			t.Errorf("%v, %q, %v", err, content, files)
		}
	}
	half := func(w io.Writer) error { _, err := io.WriteString(w, "half of"); return err }
	stays(backup.Replace(path, func(w io.Writer) error { return errors.Join(half(w), context.Canceled) }, good))
	stays(backup.Replace(path, half, backup.CheckFile)) // what cannot be read again
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
}

// A file that is whole as a ZIP and has lost rows is no good one.
func TestAFileThatLacksRowsIsFoundOut(t *testing.T) {
	t.Parallel()
	path, _ := write(t, full(t), backup.Content{})
	if err := backup.CheckFile(path); err != nil {
		t.Fatal(err)
	}
	less := &bytes.Buffer{}
	file := zip.NewWriter(less)
	for name, text := range parts(t, path) {
		part, err := file.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if name == "tables/users.copy" {
			text = ""
		}
		_, _ = io.WriteString(part, text)
	}
	if err := errors.Join(file.Close(), os.WriteFile(path, less.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := backup.CheckFile(path); err == nil || !strings.Contains(err.Error(), "the table users has 0 rows") {
		t.Errorf("%v", err)
	}
}

func TestNothingIsNoBackup(t *testing.T) {
	t.Parallel()
	if _, err := backup.Write(t.Context(), dbtest.Empty(t), io.Discard, backup.Content{}); err == nil || !strings.Contains(err.Error(), "nothing to back up") {
		t.Errorf("%v", err)
	}
}
