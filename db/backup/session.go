package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3/database"
)

// session is one connection, on which everything runs in one transaction.
type session struct {
	pool  *sql.DB
	conn  *sql.Conn
	store database.Store // the migrations' own table
}

func open(ctx context.Context, url string) (*session, error) {
	pool, err := sql.Open("pgx", url)
	if err != nil {
		return nil, fmt.Errorf("the database address cannot be read: %w", err)
	}
	s := &session{pool: pool}
	if s.store, err = database.NewStore(database.DialectPostgres, versionTable); err == nil {
		s.conn, err = pool.Conn(ctx)
	}
	if err != nil {
		_ = pool.Close()
		return nil, fmt.Errorf("the database does not answer: %w", err)
	}
	return s, nil
}

// begin begins the transaction in which all is read or written. What the server, the role or the address sets as the time of a
// statement or a transaction does not hold in it: a large table takes as long as it takes. transaction_timeout is
// PostgreSQL's from 17 on.
func (s *session) begin(ctx context.Context, how string) error {
	if err := s.exec(ctx, "begin "+how); err != nil {
		return err
	}
	return s.exec(ctx, `select set_config(name, '0', true) from pg_settings
		where name in ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')`)
}

// versionTable is where goose keeps which migrations have run. A file does not hold it: its manifest does.
const versionTable = "goose_db_version"

// close ends the connection, and with it a transaction that was not committed.
func (s *session) close() {
	_ = s.conn.Raw(func(any) error { return errors.New("it is not to be used again") })
	_ = s.conn.Close()
	_ = s.pool.Close()
}

func (s *session) exec(ctx context.Context, statement string) error {
	_, err := s.conn.ExecContext(ctx, statement)
	return err
}

// raw is the connection below, for COPY and for several statements at once.
func (s *session) raw(do func(*pgconn.PgConn) error) error {
	return s.conn.Raw(func(driver any) error {
		conn, ok := driver.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("the driver is %T", driver)
		}
		return do(conn.Conn().PgConn())
	})
}

// ours is a condition on pg_class c: what stands in public and belongs to no extension.
const ours = `c.relnamespace = 'public'::regnamespace
	and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

// version is the number of the last migration, 0 where there is no schema.
func (s *session) version(ctx context.Context) (version int64, err error) {
	var there bool
	if err := s.conn.QueryRowContext(ctx, "select to_regclass('public."+versionTable+"') is not null").Scan(&there); err != nil || !there {
		return 0, err
	}
	return s.store.GetLatestVersion(ctx, s.conn)
}

// tables are all but the migrations' own, in an order in which each may be filled: what a table refers to comes before it.
func (s *session) tables(ctx context.Context) ([]Table, error) {
	rows, err := s.conn.QueryContext(ctx, `
		select c.relname, string_agg(a.attname, ',' order by a.attnum)
		from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
		where c.relkind = 'r' and c.relname <> '`+versionTable+`' and `+ours+` group by c.relname order by c.relname`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Table
	for rows.Next() {
		var t Table
		var columns string
		if err := rows.Scan(&t.Name, &columns); err != nil {
			return nil, err
		}
		t.Columns = strings.Split(columns, ",")
		all = append(all, t)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	needs, err := s.references(ctx)
	if err != nil {
		return nil, err
	}
	return inOrder(all, needs)
}

// references are the tables that each table refers to, itself left out.
func (s *session) references(ctx context.Context) (map[string][]string, error) {
	rows, err := s.conn.QueryContext(ctx, `
		select distinct c.relname, f.relname from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
		where k.contype = 'f' and c.oid <> f.oid and `+ours)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	needs := map[string][]string{}
	for rows.Next() {
		var from, to string
		if err := rows.Scan(&from, &to); err != nil {
			return nil, err
		}
		needs[from] = append(needs[from], to)
	}
	return needs, rows.Err()
}

// inOrder puts what is needed before what needs it.
func inOrder(all []Table, needs map[string][]string) ([]Table, error) {
	var sorted []Table
	placed := map[string]bool{}
	for len(sorted) < len(all) {
		before := len(sorted)
		for _, t := range all {
			if !placed[t.Name] && !slices.ContainsFunc(needs[t.Name], func(other string) bool { return !placed[other] }) {
				placed[t.Name] = true
				sorted = append(sorted, t)
			}
		}
		if len(sorted) == before {
			return nil, errors.New("tables refer to each other in a circle")
		}
	}
	return sorted, nil
}

func (s *session) sequences(ctx context.Context) ([]Sequence, error) {
	rows, err := s.conn.QueryContext(ctx, `select sequencename, last_value from pg_sequences
		where schemaname = 'public' and last_value is not null and sequencename not like '`+versionTable+`%' order by 1`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []Sequence{}
	for rows.Next() {
		var q Sequence
		if err := rows.Scan(&q.Name, &q.Last); err != nil {
			return nil, err
		}
		all = append(all, q)
	}
	return all, rows.Err()
}

// sql names the table and its columns for COPY.
func (t Table) sql() string {
	columns := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = pgx.Identifier{c}.Sanitize()
	}
	return pgx.Identifier{"public", t.Name}.Sanitize() + " (" + strings.Join(columns, ", ") + ")"
}
