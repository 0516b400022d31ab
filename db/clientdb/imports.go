package clientdb

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/tags"
	"okno/db"
)

// Import is a file of clients that a member has brought along.
type Import struct {
	ID     booking.ID
	Name   string     // of the file
	Cells  [][]string // its table; nil once it is imported
	Made   *ImportMade
	Undone bool
	At     time.Time // of the file, then of the import
}

// ImportMade is what an import has done, as its undo needs it.
type ImportMade struct {
	Made      []booking.ID `json:"made"`
	Completed []Completed  `json:"completed"`
	Same      int          `json:"same"` // rows whose clients were known with all that they say
	Left      int          `json:"left"` // rows that were wrong, and left out
	Kept      int          `json:"kept"` // cards that an undo has left, since something was done with them meanwhile
}

// Completed is a card that has got what it lacked.
type Completed struct {
	ID       booking.ID `json:"id"`
	Revision int        `json:"revision"` // at which it stands since
	Fields   []string   `json:"fields"`
	Tags     []string   `json:"tags,omitempty"`
}

// importAge is how long a file waits to be imported, and how long it is kept what an import has made.
const importAge = 24 * time.Hour

// PutImport keeps a file.
func PutImport(ctx context.Context, a *db.Act, i Import, user booking.UserID) error {
	cells, err := json.Marshal(i.Cells)
	if err != nil {
		return err
	}
	_, err = a.SQLX().ExecContext(ctx, `insert into client_imports (company_id, id, user_id, name, cells, at) values ($1, $2, $3, $4, $5, $6)`,
		a.Company(), i.ID, user, i.Name, cells, i.At)
	return err
}

// ForgetImports takes away what is too old, of all companies.
func ForgetImports(ctx context.Context, d *db.DB, now time.Time) error {
	_, err := d.ExecContext(ctx, `delete from client_imports where at < $1`, now.Add(-importAge))
	return err
}

// ReadImport is a member's own file; NotFound where there is none of that id.
func ReadImport(ctx context.Context, s db.Scope, id booking.ID, user booking.UserID) (Import, error) {
	var row struct {
		Name        string
		Cells, Made []byte
		Undone      bool
		At          time.Time
	}
	err := sqlx.GetContext(ctx, s.Q(), &row, `select name, cells, made, undone, at from client_imports where company_id = $1 and id = $2 and user_id = $3`, s.Company(), id, user)
	if err != nil {
		return Import{}, db.OrNotFound(err, "error.import.gone")
	}
	i := Import{ID: id, Name: row.Name, Undone: row.Undone, At: row.At}
	if row.Cells != nil {
		if err := json.Unmarshal(row.Cells, &i.Cells); err != nil {
			return i, err
		}
	}
	if row.Made != nil {
		err = json.Unmarshal(row.Made, &i.Made)
	}
	return i, err
}

// ImportDone keeps what a file has become, and forgets its table.
func ImportDone(ctx context.Context, a *db.Act, id booking.ID, made ImportMade, undone bool, at time.Time) error {
	text, err := json.Marshal(made)
	if err != nil {
		return err
	}
	_, err = a.SQLX().ExecContext(ctx, `update client_imports set cells = null, made = $3, undone = $4, at = $5 where company_id = $1 and id = $2`, a.Company(), id, text, undone, at)
	return err
}

// KnownFor is a client who may be meant by a row, and one of the values that he is known by beside his card.
type KnownFor struct {
	booking.Client
	Alias string
}

// ClientsFor are the clients whom any of the phones, e-mails or folded names are of, oldest first.
func ClientsFor(ctx context.Context, s db.Scope, phones, emails, names []string) (all []KnownFor, err error) {
	err = sqlx.SelectContext(ctx, s.Q(), &all, `
		with found as (
			select id from clients where company_id = $1 and phone = any($2)
			union select id from clients where company_id = $1 and email = any($3)
			union select id from clients where company_id = $1 and left_email = any($3)
			union select id from clients where company_id = $1 and name_key = any($4)
			union select client_id from client_aliases where company_id = $1 and value = any($2::text[] || $3::text[]))
		select `+clientColumns+`, coalesce(a.value, '') as alias
		from clients c left join client_aliases a on a.company_id = $1 and a.client_id = c.id and a.value = any($2::text[] || $3::text[])
		where c.company_id = $1 and c.id in (select id from found) and c.erased_at is null`+db.SomebodyOnly+` order by c.created_at, c.id`, s.Company(), phones, emails, names)
	return all, err
}

// InsertClients writes the cards of new clients, what they are found by, and the first line of their history.
func InsertClients(ctx context.Context, a *db.Act, list []booking.Client, by booking.Actor, at time.Time) error {
	known := make([]KnownClient, len(list))
	for i, c := range list {
		known[i] = KnownClient{ID: c.ID, Name: c.Name, Phone: c.Phone, Email: c.Email}
	}
	if err := PutClients(ctx, a, known, at); err != nil {
		return err
	}
	ids := db.Column(list, func(c booking.Client) string { return string(c.ID) })
	_, err := a.SQLX().ExecContext(ctx, `
		update clients c set note = n.note from unnest($2::text[], $3::text[]) as n (id, note)
		where c.company_id = $1 and c.id = n.id::uuid and n.note <> ''`, a.Company(), ids, db.Column(list, func(c booking.Client) string { return c.Note }))
	if err != nil {
		return err
	}
	return a.WriteAll(ctx, db.ClientStory, ids, string(booking.ActCreated), by, at)
}

// PutTagsOfMany gives clients the tags of their cards, spelled as the company has them already, and says which are new to whom. More
// than the company may have, or a client, are Invalid.
func PutTagsOfMany(ctx context.Context, a *db.Act, list []booking.Client) (map[booking.ID][]string, error) {
	var clients, keys, words []string
	spelled := map[string]string{} // within the file the first spelling counts
	for _, c := range list {
		for _, tag := range tags.List(c.Tags) {
			key := tags.Key(tag)
			if _, known := spelled[key]; !known {
				spelled[key] = tag
			}
			clients, keys, words = append(clients, string(c.ID)), append(keys, key), append(words, spelled[key])
		}
	}
	added := map[booking.ID][]string{}
	if len(clients) == 0 {
		return added, nil
	}
	var rows []struct {
		Client booking.ID `db:"client_id"`
		Tag    string
	}
	err := a.SQLX().SelectContext(ctx, &rows, `
		with had as (select key, min(tag) as tag from client_tags where company_id = $1 group by key)
		insert into client_tags (company_id, client_id, key, tag)
		select $1, n.client::uuid, n.key, coalesce(h.tag, n.tag)
		from unnest($2::text[], $3::text[], $4::text[]) as n (client, key, tag) left join had h on h.key = n.key
		on conflict do nothing returning client_id, tag`, a.Company(), clients, keys, words)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		added[row.Client] = append(added[row.Client], row.Tag)
	}
	var most, all int
	err = a.SQLX().QueryRowxContext(ctx, `
		select coalesce((select count(*) from client_tags where company_id = $1 and client_id = any($2::uuid[]) group by client_id order by 1 desc limit 1), 0),
			(select count(distinct key) from client_tags where company_id = $1)`, a.Company(), clients).Scan(&most, &all)
	if err != nil {
		return nil, err
	}
	return added, tags.Fits(most, all)
}

// TakeImportedBack takes the cards away that an import has made, but for those with which something was done
// since. It gives how many went.
func TakeImportedBack(ctx context.Context, a *db.Act, made []booking.ID) (int, error) {
	result, err := a.SQLX().ExecContext(ctx, `
		delete from clients c where c.company_id = $1 and c.id = any($2::uuid[]) and c.revision = 1
			and not exists (select from bookings b where b.company_id = $1 and b.client_id = c.id)
			and not exists (select from leads l where l.company_id = $1 and l.client_id = c.id)
			and not exists (select from client_aliases x where x.company_id = $1 and x.client_id = c.id)
			and not exists (select from client_history h where h.company_id = $1 and h.client_id = c.id and h.n > 1)`, a.Company(), db.IDs(made))
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}
