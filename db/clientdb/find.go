package clientdb

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/lookup"
	"okno/booking/tags"
	"okno/db"
	"okno/db/bookingdb"
)

// ClientOrder is how a list of clients is sorted.
type ClientOrder string

const (
	ByName ClientOrder = "name"
	ByAge  ClientOrder = "new" // newest first
)

// ClientPage says which clients a list wants: those that the search finds (all,
// where it has no words), from behind the client After on.
type ClientPage struct {
	Search lookup.Search
	Order  ClientOrder
	After  booking.ID // "" for the first page
	Born   []string   // the days of birthdays, DD.MM; nil for all clients
	Tag    string     // which they have, in whatever spelling; "" for all clients
	Of     booking.ID // a resource whose clients they are: see MustBeOf; "" for all clients
	Limit  int
}

// FindClients are the clients of a page, and whether there are more behind it.
// Erased clients are in no list, nor are guests.
func FindClients(ctx context.Context, s db.Scope, p ClientPage) (found []booking.Client, more bool, err error) {
	q := query{args: []any{s.Company()}}
	where := `where c.company_id = $1 and c.erased_at is null` + db.SomebodyOnly + q.matching(s, p.Search)
	if p.Born != nil {
		where += ` and c.birthday <> '' and left(c.birthday, 5) = any(` + q.arg(p.Born) + `)`
	}
	if p.Tag != "" {
		where += ` and exists (select from client_tags t where t.company_id = $1 and t.client_id = c.id and t.key = ` + q.arg(tags.Key(p.Tag)) + `)`
	}
	if p.Of != "" {
		where += ` and ` + bookedWith(q.arg(string(p.Of)))
	}
	order, behind := `c.name_key, c.id`, ` and (c.name_key, c.id) > (select name_key, id from clients where company_id = $1 and id = %s)`
	if p.Order == ByAge {
		order, behind = `c.created_at desc, c.id desc`, ` and (c.created_at, c.id) < (select created_at, id from clients where company_id = $1 and id = %s)`
	}
	if booking.IsID(string(p.After)) {
		where += fmt.Sprintf(behind, q.arg(string(p.After)))
	}
	var rows []booking.Client
	err = sqlx.SelectContext(ctx, s.Q(), &rows, `select `+clientColumns+` from clients c `+where+` order by `+order+` limit `+q.arg(p.Limit+1), q.args...)
	if err != nil {
		return nil, false, err
	}
	for _, row := range rows[:min(len(rows), p.Limit)] {
		found = append(found, db.Masked(s, row))
	}
	return found, len(rows) > p.Limit, nil
}

// CountClients is how many there are, and the tags that they have (tags.List).
func CountClients(ctx context.Context, s db.Scope) (n int, tags string, err error) {
	err = s.Q().QueryRowxContext(ctx, `select count(*), `+companyTags+` from clients c where company_id = $1 and erased_at is null`+db.SomebodyOnly, s.Company()).Scan(&n, &tags)
	return n, tags, err
}

// query collects the arguments of a query that is put together.
type query struct{ args []any }

func (q *query) arg(value any) string {
	q.args = append(q.args, value)
	return fmt.Sprintf("$%d", len(q.args))
}

// matching is the condition that a search puts on clients c. The arrays keep the
// planner on the indexes: it takes them for short, as they nearly always are.
func (q *query) matching(s db.Scope, search lookup.Search) string {
	if s.Hidden() {
		return q.matchingNames(search)
	}
	var sql strings.Builder
	for _, spellings := range search.Words {
		var ranges []string
		for _, word := range spellings {
			ranges = append(ranges, fmt.Sprintf(`key >= %s and key < %s`, q.arg(word), q.arg(word+string(unicode.MaxRune))))
		}
		fmt.Fprintf(&sql, ` and c.id = any(array(select client_id from client_keys where company_id = $1 and (%s)))`, strings.Join(ranges, " or "))
	}
	return sql.String()
}

// matchingNames is matching for who may not see contacts: the words are of names, and a
// phone or an e-mail finds its owner when it is complete. The keys of a phone are digits,
// those of an e-mail have an @.
func (q *query) matchingNames(search lookup.Search) string {
	const with = ` and c.id = any(array(select client_id from client_keys where company_id = $1 and `
	if whole := search.Key(); whole != "" {
		return with + `key = ` + q.arg(whole) + `))`
	}
	words, ok := search.Names()
	if !ok && search.Text != "" {
		return ` and false`
	}
	var sql strings.Builder
	for _, word := range words {
		fmt.Fprintf(&sql, with+`key >= %s and key < %s and key !~ '@|^[0-9]*$'))`, q.arg(word), q.arg(word+string(unicode.MaxRune)))
	}
	return sql.String()
}

// Figures are the visits of clients in numbers, and whether they are blocked, for those who have any booking or are.
func Figures(ctx context.Context, s db.Scope, clients []booking.ID, now time.Time) (map[booking.ID]booking.Figures, error) {
	return figures(ctx, s, clients, now, "true")
}

// FiguresWith are those of the bookings with a resource alone. Whether the company books a client online is not among them.
func FiguresWith(ctx context.Context, s db.Scope, resource booking.ID, clients []booking.ID, now time.Time) (map[booking.ID]booking.Figures, error) {
	all, err := figures(ctx, s, clients, now, bookingdb.OnResource("bookings", "$4"), resource)
	for id, f := range all {
		f.Blocked, f.Why = false, ""
		all[id] = f
	}
	return all, err
}

func figures(ctx context.Context, s db.Scope, clients []booking.ID, now time.Time, counted string, more ...any) (map[booking.ID]booking.Figures, error) {
	var known []booking.ID
	for _, id := range clients {
		if booking.IsID(string(id)) {
			known = append(known, id)
		}
	}
	if len(known) == 0 {
		return nil, nil
	}
	var rows []struct {
		Client    booking.ID `db:"client_id"`
		Visits    int
		Coming    int
		NoShows   int `db:"no_shows"`
		Cancelled int
		LastVisit *time.Time `db:"last_visit"`
		Blocked   bool
		Why       string
	}
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select k.id as client_id, f.*, block.reason is not null as blocked, coalesce(block.reason, '') as why
		from clients k cross join lateral (select
			count(*) filter (where `+visited+`) as visits,
			count(*) filter (where status in ('pending', 'confirmed') and ends_at > $3) as coming,
			count(*) filter (where status = 'no_show') as no_shows,
			count(*) filter (where status in ('cancelled', 'rejected')) as cancelled,
			max(starts_at) filter (where `+visited+`) as last_visit
			from bookings where company_id = $1 and client_id = k.id and deleted_at is null and `+counted+`) f
		left join lateral (select b.reason from blocks b where b.company_id = $1
			and (b.phone <> '' and b.phone = k.phone or b.email <> '' and b.email = k.email) order by b.at desc limit 1) block on true
		where k.company_id = $1 and k.id = any($2::uuid[])`,
		append([]any{s.Company(), db.IDs(known), now}, more...)...)
	if err != nil {
		return nil, err
	}
	figures := make(map[booking.ID]booking.Figures, len(rows))
	for _, r := range rows {
		f := booking.Figures{Visits: r.Visits, Coming: r.Coming, NoShows: r.NoShows, Cancelled: r.Cancelled, Blocked: r.Blocked, Why: r.Why}
		if s.Hidden() {
			f.Why = booking.MaskText(f.Why)
		}
		if r.LastVisit != nil {
			f.LastVisit = *r.LastVisit
		}
		figures[r.Client] = f
	}
	return figures, nil
}

// visited is what booking.Figures counts as a visit, now being $3.
const visited = `(status in ('arrived', 'completed') or status = 'confirmed' and ends_at <= $3)`
