package clientdb

import (
	"context"
	"encoding/json"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/tags"
	"okno/db"
)

// TagUse is one of the company's tags, with how many clients have it.
type TagUse struct {
	Tag     string
	Clients int
}

// TagUses are all of them, by their words.
func TagUses(ctx context.Context, s db.Scope) (all []TagUse, err error) {
	err = sqlx.SelectContext(ctx, s.Q(), &all, `select min(tag) as tag, count(*) as clients from client_tags where company_id = $1 group by key order by key`, s.Company())
	return all, err
}

// TagsOf are a client's tags and all of the company's, as booking.Client.Tags has them.
func TagsOf(ctx context.Context, s db.Scope, client booking.ID) (own, all string, err error) {
	err = s.Q().QueryRowxContext(ctx, `select `+tagsOf+`, `+companyTags+` from clients c where c.company_id = $1 and c.id = $2`, s.Company(), client).Scan(&own, &all)
	return own, all, db.OrNotFound(err, "error.client_unknown")
}

// TagRename is a tag that has got another name, as its undo needs it.
type TagRename struct {
	From  string       `json:"from"`
	To    string       `json:"to"`
	Moved []booking.ID `json:"moved"` // who had From alone
	Both  []booking.ID `json:"both"`  // who had both: To stays with them
}

// Clients is how many have it under its new name because of the act.
func (r TagRename) Clients() int { return len(r.Moved) + len(r.Both) }

// WayBack is the act as an Undo keeps it.
func (r TagRename) WayBack() ([]byte, error) { return json.Marshal(map[string]TagRename{"renamed": r}) }

// RenameTag gives a tag another name with all who have it. A tag that has the name already takes them in, and keeps its
// spelling. Nobody has it: the TagRename is of no clients.
func RenameTag(ctx context.Context, a *db.Act, from, to string) (TagRename, error) {
	r := TagRename{From: from, To: to}
	var rows []struct {
		Client booking.ID `db:"client_id"`
		From   string
		Both   bool
	}
	err := a.SQLX().SelectContext(ctx, &rows, `
		select t.client_id, t.tag as from, o.client_id is not null as both from client_tags t
			left join client_tags o on o.company_id = $1 and o.client_id = t.client_id and o.key = $3 and $3 <> $2
		where t.company_id = $1 and t.key = $2 order by t.client_id`, a.Company(), tags.Key(from), tags.Key(to))
	if err != nil || len(rows) == 0 {
		return r, err
	}
	for _, row := range rows {
		r.From = row.From
		if row.Both {
			r.Both = append(r.Both, row.Client)
		} else {
			r.Moved = append(r.Moved, row.Client)
		}
	}
	err = a.SQLX().GetContext(ctx, &r.To, `
		select coalesce((select min(tag) from client_tags where company_id = $1 and key = $2 and $2 <> $3), $4)`, a.Company(), tags.Key(to), tags.Key(from), to)
	if err != nil {
		return r, err
	}
	return r, swapTag(ctx, a, r.From, r.To, r.Moved, r.Both)
}

// swapTag has clients lose one tag for another; those of dropped have the other one already.
func swapTag(ctx context.Context, a *db.Act, from, to string, moved, dropped []booking.ID) error {
	_, err := a.SQLX().ExecContext(ctx, `delete from client_tags where company_id = $1 and key = $2 and client_id = any($3::uuid[])`, a.Company(), tags.Key(from), db.IDs(dropped))
	if err != nil {
		return err
	}
	_, err = a.SQLX().ExecContext(ctx, `
		update client_tags t set key = $3, tag = $4 where t.company_id = $1 and t.key = $2 and t.client_id = any($5::uuid[])
			and ($2 = $3 or not exists (select from client_tags o where o.company_id = $1 and o.client_id = t.client_id and o.key = $3))`,
		a.Company(), tags.Key(from), tags.Key(to), to, db.IDs(moved))
	return err
}

// takeRenameBack gives a tag its old name again, with those who had it then and have the new one still. Who has got the tag since keeps it
// under the new name.
func takeRenameBack(ctx context.Context, a *db.Act, r TagRename, line booking.AuditLine) error {
	if err := swapTag(ctx, a, r.To, r.From, r.Moved, nil); err != nil {
		return err
	}
	_, err := a.SQLX().ExecContext(ctx, `
		insert into client_tags (company_id, client_id, key, tag)
		select t.company_id, t.client_id, $2, $3 from client_tags t
		where t.company_id = $1 and t.key = $4 and t.client_id = any($5::uuid[]) on conflict do nothing`,
		a.Company(), tags.Key(r.From), r.From, tags.Key(r.To), db.IDs(r.Both))
	if err != nil {
		return err
	}
	line.Detail = map[string]string{"from": r.To, "to": r.From}
	return a.WriteAudit(ctx, line)
}
