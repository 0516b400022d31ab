// Package backup writes a whole database into one file and fills a database from it. It needs no program of
// PostgreSQL's and no particular version of it: the file holds the rows of every table as COPY writes them, and the
// version of the schema, which the program's own migrations make again.
//
// The file is a ZIP: manifest.json says what is in it, tables/NAME.copy are the rows (COPY's text format, UTF-8), and
// secret is the installation's key, where the database was a private server's. Whoever has it has everything.
package backup

import (
	"archive/zip"
	"compress/flate"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// format is the version of the file's own layout.
const format = 1

// Manifest says what a file holds.
type Manifest struct {
	Format      int        `json:"okno_backup"`
	MadeAt      time.Time  `json:"made_at"`
	Schema      int64      `json:"schema"`     // number of the last migration
	Server      string     `json:"postgresql"` // version of the server that it was read from
	SecretCheck string     `json:"secret_check,omitempty"`
	Tables      []Table    `json:"tables"`
	Sequences   []Sequence `json:"sequences"`
}

// Table is one table of the file, with the columns that are in it, in their order there.
type Table struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Rows    int64    `json:"rows"`
}

// Sequence is the last number that a sequence has given; it is left out where it has given none.
type Sequence struct {
	Name string `json:"name"`
	Last int64  `json:"last"`
}

// Rows are the rows of all tables.
func (m Manifest) Rows() (rows int64) {
	for _, t := range m.Tables {
		rows += t.Rows
	}
	return rows
}

// names of the file's parts
const (
	manifestName = "manifest.json"
	secretName   = "secret"
)

func tableName(table string) string { return "tables/" + table + ".copy" }

// Content is what goes into a file beside the rows.
type Content struct {
	Secret      []byte              // the private server's key; nil where the installation's key is not ours to keep
	SecretCheck string              // by which it is seen later whether the key in force is the same; "" where nobody knows it
	Now         time.Time           // when it is made
	Progress    func(done, all int) // tables; nil: nobody is told
}

// Write writes the database at url, as it stands at one moment, whatever is done to it meanwhile. Whoever writes to it need not wait.
func Write(ctx context.Context, url string, to io.Writer, c Content) (Manifest, error) {
	s, err := open(ctx, url)
	if err != nil {
		return Manifest{}, err
	}
	defer s.close()
	if err := s.begin(ctx, "isolation level repeatable read read only"); err != nil {
		return Manifest{}, err
	}
	m := Manifest{Format: format, MadeAt: c.Now.UTC().Truncate(time.Second), SecretCheck: c.SecretCheck}
	if m.Schema, err = s.version(ctx); err != nil {
		return m, err
	}
	if m.Schema == 0 {
		return m, errors.New("the database has no tables of Okno: there is nothing to back up")
	}
	if err := s.conn.QueryRowContext(ctx, "show server_version").Scan(&m.Server); err != nil {
		return m, err
	}
	if m.Tables, err = s.tables(ctx); err != nil {
		return m, err
	}
	if m.Sequences, err = s.sequences(ctx); err != nil {
		return m, err
	}
	return m, s.write(ctx, to, &m, c)
}

func (s *session) write(ctx context.Context, to io.Writer, m *Manifest, c Content) error {
	file := zip.NewWriter(to)
	file.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for i := range m.Tables {
		t := &m.Tables[i]
		part, err := file.Create(tableName(t.Name))
		if err != nil {
			return err
		}
		err = s.raw(func(conn *pgconn.PgConn) error {
			tag, err := conn.CopyTo(ctx, part, "copy "+t.sql()+" to stdout")
			t.Rows = tag.RowsAffected()
			return err
		})
		if err != nil {
			return fmt.Errorf("read the table %s: %w", t.Name, err)
		}
		if c.Progress != nil {
			c.Progress(i+1, len(m.Tables))
		}
	}
	if c.Secret != nil {
		if err := add(file, secretName, c.Secret); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := add(file, manifestName, append(text, '\n')); err != nil {
		return err
	}
	return file.Close()
}

func add(file *zip.Writer, name string, content []byte) error {
	part, err := file.Create(name)
	if err != nil {
		return err
	}
	_, err = part.Write(content)
	return err
}
