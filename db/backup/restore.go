package backup

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pressly/goose/v3/database"
)

// File is a backup that has been opened.
type File struct {
	Manifest Manifest
	Secret   []byte // the private server's key, nil where there is none in it
	parts    *zip.ReadCloser
}

// Open reads what a file says of itself, and refuses one that is no backup or is not complete.
func Open(path string) (*File, error) {
	parts, err := zip.OpenReader(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("%s is no backup of Okno, or is not complete: %w", path, err)
	}
	f := &File{parts: parts}
	if err := f.read(); err != nil {
		_ = parts.Close()
		return nil, fmt.Errorf("%s is no backup of Okno, or is damaged: %w", path, err)
	}
	return f, nil
}

// Close gives the file back.
func (f *File) Close() error { return f.parts.Close() }

func (f *File) read() error {
	text, err := fs.ReadFile(f.parts, manifestName)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &f.Manifest); err != nil {
		return err
	}
	if f.Manifest.Format != format {
		return fmt.Errorf("its layout has the version %d, this program reads %d", f.Manifest.Format, format)
	}
	for _, t := range f.Manifest.Tables {
		if _, err := fs.Stat(f.parts, tableName(t.Name)); err != nil {
			return err
		}
	}
	f.Secret, err = fs.ReadFile(f.parts, secretName)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return err
}

// Check reads the file to its end: it compares the checksums of its parts, and the rows of each table with what the manifest
// says. COPY writes a row a line, and no other end of line.
func (f *File) Check() error {
	lines := map[string]int64{}
	for _, part := range f.parts.File {
		n, err := countLines(part)
		if err != nil {
			return fmt.Errorf("%s: %w", part.Name, err)
		}
		lines[part.Name] = n
	}
	for _, t := range f.Manifest.Tables {
		if got := lines[tableName(t.Name)]; got != t.Rows {
			return fmt.Errorf("the table %s has %d rows instead of %d", t.Name, got, t.Rows)
		}
	}
	return nil
}

// countLines reads a part to its end, where its checksum is compared.
func countLines(part *zip.File) (lines int64, err error) {
	r, err := part.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	piece := make([]byte, 64<<10)
	for {
		n, err := r.Read(piece)
		lines += int64(bytes.Count(piece[:n], []byte("\n")))
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return lines, err
		}
	}
}

// CheckFile is Check of the file at path, which has to say of itself that it is complete.
func CheckFile(path string) error {
	f, err := Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Check()
}

// ErrNotEmpty is the reason for which a database is not filled: it holds companies or users.
var ErrNotEmpty = errors.New("the database is not empty")

// ErrInUse is another: other programs are connected to it.
var ErrInUse = errors.New("other programs are connected to the database")

// Target says what is to become of the database.
type Target struct {
	Overwrite  bool                // what is in it goes
	Migrations fs.FS               // of the program: NUMBER_name.sql
	Progress   func(done, all int) // tables; nil: nobody is told
}

// Restore makes the database at url what it was when the file was made, with a schema brought up to date. It happens
// in one transaction: the database is as it was before, or restored.
func (f *File) Restore(ctx context.Context, url string, t Target) error {
	steps, err := migrations(t.Migrations)
	if err != nil {
		return err
	}
	if newest := steps[len(steps)-1].number; f.Manifest.Schema > newest {
		return fmt.Errorf("the backup was made by a newer program (schema %d, this program knows %d): use that one", f.Manifest.Schema, newest)
	}
	s, err := open(ctx, url)
	if err != nil {
		return err
	}
	defer s.close()
	if err := s.alone(ctx); err != nil { // outside the transaction, which would see the same again and again
		return err
	}
	if err := s.begin(ctx, ""); err != nil {
		return err
	}
	if err := s.mayFill(ctx, t.Overwrite); err != nil {
		return err
	}
	if err := s.clear(ctx); err != nil {
		return fmt.Errorf("clear the database: %w", err)
	}
	if err := s.migrate(ctx, steps, 0, f.Manifest.Schema); err != nil {
		return err
	}
	if err := s.fill(ctx, f, t.Progress); err != nil {
		return err
	}
	if err := s.migrate(ctx, steps, f.Manifest.Schema, steps[len(steps)-1].number); err != nil {
		return err
	}
	return s.exec(ctx, "commit")
}

// mayFill refuses a database that holds something, unless that is to go.
func (s *session) mayFill(ctx context.Context, overwrite bool) error {
	if version, err := s.version(ctx); err != nil || version == 0 || overwrite {
		return err
	}
	var holds bool
	if err := s.conn.QueryRowContext(ctx, `select exists (select from companies) or exists (select from users)`).Scan(&holds); err != nil {
		return err
	}
	if holds {
		return ErrNotEmpty
	}
	return nil
}

// leaving is how long it is waited for connections to go that have just been closed.
const leaving = 3 * time.Second

// alone waits until nobody else is connected, or gives up with ErrInUse.
func (s *session) alone(ctx context.Context) error {
	for waited := time.Duration(0); ; waited += leaving / 30 {
		var others int
		err := s.conn.QueryRowContext(ctx, `select count(*) from pg_stat_activity
			where datname = current_database() and pid <> pg_backend_pid()
				and coalesce(backend_type, 'client backend') = 'client backend'`).Scan(&others)
		if err != nil || others == 0 {
			return err
		}
		if waited >= leaving {
			return ErrInUse
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(leaving / 30):
		}
	}
}

// clear drops the tables and functions, and leaves the schema and the extensions, which may be an administrator's.
func (s *session) clear(ctx context.Context) error {
	rows, err := s.conn.QueryContext(ctx, `
		select format('drop table if exists %s cascade', c.oid::regclass) from pg_class c where c.relkind in ('r', 'p') and `+ours+`
		union all
		select format('drop function if exists %s cascade', p.oid::regprocedure) from pg_proc p
		where p.pronamespace = 'public'::regnamespace
			and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var drops []string
	for rows.Next() {
		var statement string
		if err := rows.Scan(&statement); err != nil {
			return err
		}
		drops = append(drops, statement)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, statement := range drops {
		if err := s.exec(ctx, statement); err != nil {
			return err
		}
	}
	return s.store.CreateVersionTable(ctx, s.conn)
}

// migrate runs the migrations after one and up to another. The first of goose's lines is the number 0.
func (s *session) migrate(ctx context.Context, steps []migration, after, last int64) error {
	if after == 0 {
		if err := s.store.Insert(ctx, s.conn, database.InsertRequest{Version: 0}); err != nil {
			return err
		}
	}
	for _, m := range steps {
		if m.number <= after || m.number > last {
			continue
		}
		err := s.raw(func(conn *pgconn.PgConn) error { return conn.Exec(ctx, m.sql).Close() })
		if err != nil {
			return fmt.Errorf("migration %s: %w", m.name, err)
		}
		if err := s.store.Insert(ctx, s.conn, database.InsertRequest{Version: m.number}); err != nil {
			return err
		}
	}
	return nil
}

// fill empties what the migrations themselves have put into tables, and puts the file's rows there. Triggers rest meanwhile:
// what they made of the rows stands in the file as well.
func (s *session) fill(ctx context.Context, f *File, progress func(done, all int)) error {
	if err := s.triggers(ctx, f, "disable"); err != nil {
		return err
	}
	for i := range f.Manifest.Tables {
		name := f.Manifest.Tables[len(f.Manifest.Tables)-1-i].Name
		if err := s.exec(ctx, "delete from "+pgx.Identifier{"public", name}.Sanitize()); err != nil {
			return err
		}
	}
	for i, t := range f.Manifest.Tables {
		if err := s.fillTable(ctx, f, t); err != nil {
			return fmt.Errorf("fill the table %s: %w", t.Name, err)
		}
		if progress != nil {
			progress(i+1, len(f.Manifest.Tables))
		}
	}
	for _, q := range f.Manifest.Sequences {
		if _, err := s.conn.ExecContext(ctx, "select setval($1::regclass, $2)", pgx.Identifier{"public", q.Name}.Sanitize(), q.Last); err != nil {
			return fmt.Errorf("set the sequence %s: %w", q.Name, err)
		}
	}
	return s.triggers(ctx, f, "enable")
}

// triggers enables or disables those of the file's tables that are no constraints.
func (s *session) triggers(ctx context.Context, f *File, how string) error {
	for _, t := range f.Manifest.Tables {
		if err := s.exec(ctx, "alter table "+pgx.Identifier{"public", t.Name}.Sanitize()+" "+how+" trigger user"); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) fillTable(ctx context.Context, f *File, t Table) error {
	part, err := f.parts.Open(tableName(t.Name))
	if err != nil {
		return err
	}
	defer part.Close()
	return s.raw(func(conn *pgconn.PgConn) error {
		tag, err := conn.CopyFrom(ctx, part, "copy "+t.sql()+" from stdin")
		if err == nil && tag.RowsAffected() != t.Rows {
			err = fmt.Errorf("%d rows instead of %d", tag.RowsAffected(), t.Rows)
		}
		return err
	})
}
