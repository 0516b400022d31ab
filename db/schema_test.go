package db_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"okno/db"
	"okno/db/dbtest"
)

// installation are the tables that belong to no company.
var installation = []string{
	"companies",        // the tenants themselves
	"users",            // one person may be a member of several companies
	"sessions",         // a user's browser
	"user_tokens",      // what was mailed to a user
	"sign_ups",         // companies that are not there yet
	"recovery_codes",   // a user's
	"account_mails",    // to users, who may be in no company
	"counters",         // of anybody
	"public_keys",      // finds the company of a public key
	"gue_jobs",         // the queue's own table
	"used_views",       // tokens of the installation's secret
	"kept_keys",        // of the installation's secrets
	"push_keys",        // likewise, for push services
	"goose_db_version", // the migrations' own table
}

// catalogue asks PostgreSQL, so that a table of a later migration cannot be forgotten.
func catalogue[T any](t *testing.T, d *db.DB, sql string) []T {
	t.Helper()
	var rows []T
	if err := d.SelectContext(context.Background(), &rows, sql); err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestEveryTableOfACompanySaysWhose(t *testing.T) {
	d := dbtest.New(t)
	tables := catalogue[struct {
		Name    string
		Company bool
	}](t, d, `
		select c.relname as name, exists (select from pg_attribute a
			where a.attrelid = c.oid and a.attname = 'company_id' and a.attnotnull) as company
		from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`)
	if len(tables) < 15 {
		t.Fatalf("only %d tables: is the schema there?", len(tables))
	}
	for _, table := range tables {
		if table.Company == slices.Contains(installation, table.Name) {
			t.Errorf("table %s: company_id not null is %v, listed as the installation's is %v",
				table.Name, table.Company, !table.Company)
		}
	}
}

func TestKeysOfACompanyStartWithIt(t *testing.T) {
	d := dbtest.New(t)
	keys := catalogue[struct{ Table, Name, First string }](t, d, `
		select c.relname as table, k.relname as name, coalesce(a.attname, '') as first
		from pg_index i
		join pg_class c on c.oid = i.indrelid join pg_class k on k.oid = i.indexrelid
		left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
		where (i.indisunique or i.indisexclusion) and c.relnamespace = 'public'::regnamespace
			and exists (select from pg_attribute x where x.attrelid = c.oid and x.attname = 'company_id')`)
	if len(keys) < 20 {
		t.Fatalf("only %d keys were found", len(keys))
	}
	for _, key := range keys {
		if key.First != "company_id" {
			t.Errorf("key %s of table %s starts with %q", key.Name, key.Table, key.First)
		}
	}
}

type foreignKey struct {
	Table, Name, Target  string
	Columns, TargetCols  string // names, joined by commas, in the key's order
	OwnCompany, ToTenant bool
	Indexed              bool
}

func foreignKeys(t *testing.T, d *db.DB) []foreignKey {
	return catalogue[foreignKey](t, d, `
		select f.conrelid::regclass::text as table, f.conname as name, f.confrelid::regclass::text as target,
			(select string_agg(a.attname, ',' order by o) from unnest(f.conkey) with ordinality k(n, o)
				join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.n) as columns,
			(select string_agg(a.attname, ',' order by o) from unnest(f.confkey) with ordinality k(n, o)
				join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.n) as targetcols,
			exists (select from pg_attribute a where a.attrelid = f.conrelid and a.attname = 'company_id') as owncompany,
			exists (select from pg_attribute a where a.attrelid = f.confrelid and a.attname = 'company_id') as totenant,
			exists (select from pg_index i where i.indrelid = f.conrelid and i.indpred is null
				and (select array_agg(n order by n) from unnest((i.indkey::int2[])[0:cardinality(f.conkey) - 1]) n)
					= (select array_agg(n order by n) from unnest(f.conkey) n)) as indexed
		from pg_constraint f where f.contype = 'f' and f.connamespace = 'public'::regnamespace`)
}

func TestForeignKeysHaveAnIndex(t *testing.T) {
	keys := foreignKeys(t, dbtest.New(t))
	if len(keys) < 20 {
		t.Fatalf("only %d foreign keys were found", len(keys))
	}
	for _, key := range keys {
		if !key.Indexed {
			t.Errorf("%s (%s): no index of %s starts with %s", key.Name, key.Target, key.Table, key.Columns)
		}
	}
}

// A foreign key from one company's table to another's must carry the company
// along on both sides: then a reference across companies cannot be stored.
func TestForeignKeysStayWithinTheCompany(t *testing.T) {
	for _, key := range foreignKeys(t, dbtest.New(t)) {
		switch {
		case key.OwnCompany && key.ToTenant:
			if !strings.HasPrefix(key.Columns, "company_id,") || !strings.HasPrefix(key.TargetCols, "company_id,") {
				t.Errorf("%s: %s(%s) refers to %s(%s) and could cross companies", key.Name, key.Table, key.Columns, key.Target, key.TargetCols)
			}
		case key.OwnCompany && key.Target == "public_keys":
			if key.Columns != "company_id,key" || key.TargetCols != "owner,key" {
				t.Errorf("%s: a form may take a key that another company owns", key.Name)
			}
		case key.OwnCompany && key.Target == "sessions": // a browser, which may be told by several companies
		case key.OwnCompany && key.Target == "users": // a member is a user, of whichever companies
		case key.OwnCompany && (key.Target != "companies" || key.Columns != "company_id"):
			t.Errorf("%s: %s(%s) refers to %s, which is no company's", key.Name, key.Table, key.Columns, key.Target)
		}
	}
}
