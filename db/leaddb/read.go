package leaddb

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/lookup"
	"okno/booking/webform"
	"okno/db"
)

// LeadFilter is which leads are wanted, newest first.
type LeadFilter struct {
	Statuses []webform.LeadStatus // none: all
	Form     booking.ID
	Assignee booking.UserID // 0: whoever
	Nobody   bool           // those that nobody has taken
	From, To time.Time      // zero: no bound
	Query    string         // every word of it is in the contact or the payload; digits are of the phone
	Search   lookup.Search  // the same as it is understood, for who may not see contacts
	Before   booking.ID     // the last one of the page before
	Limit    int
}

// LeadLine is a lead with the names around it.
type LeadLine struct {
	webform.Lead
	AssigneeName  string
	BookingNumber int64
	BookingStart  time.Time // zero where it has no booking
	BookingStatus booking.Status
}

type leadRow struct {
	ID            booking.ID
	Form          booking.ID `db:"form_id"`
	FormName      string     `db:"form_name"`
	Client        booking.ID `db:"client_id"`
	Booking       booking.ID `db:"booking_id"`
	Status        webform.LeadStatus
	Name          string `db:"contact_name"`
	Phone         string `db:"contact_phone"`
	Email         string `db:"contact_email"`
	Payload       []byte
	Consent       string
	ConsentAt     *time.Time `db:"consent_at"`
	Page          string
	Assignee      booking.UserID
	AssigneeName  string     `db:"assignee_name"`
	NextOn        *string    `db:"next_on"`
	CreatedAt     time.Time  `db:"created_at"`
	TakenAt       *time.Time `db:"taken_at"`
	Revision      int
	Suspect       bool
	BookingNumber int64          `db:"booking_number"`
	BookingStart  *time.Time     `db:"booking_start"`
	BookingStatus booking.Status `db:"booking_status"`
}

const selectLeads = `
	select l.id, l.form_id, f.name as form_name, coalesce(l.client_id::text, '') as client_id, coalesce(l.booking_id::text, '') as booking_id, l.status,
		l.contact_name, coalesce(l.contact_phone, '') as contact_phone, coalesce(l.contact_email, '') as contact_email, l.payload,
		coalesce(l.consent, '') as consent, l.consent_at, l.page, coalesce(l.assignee, 0) as assignee, coalesce(u.name, '') as assignee_name,
		l.next_on::text as next_on, l.created_at, l.taken_at, l.revision, l.suspect, coalesce(b.number, 0) as booking_number, b.starts_at as booking_start,
		coalesce(b.status, '') as booking_status
	from leads l join forms f on f.company_id = l.company_id and f.id = l.form_id
	left join users u on u.id = l.assignee
	left join bookings b on b.company_id = l.company_id and b.id = l.booking_id`

func (r leadRow) line() (LeadLine, error) {
	l := LeadLine{
		Lead: webform.Lead{
			ID: r.ID, Form: r.Form, FormName: r.FormName, Client: r.Client, Booking: r.Booking, Status: r.Status,
			Contact: booking.Contact{Name: r.Name, Phone: r.Phone, Email: r.Email}, Consent: r.Consent, Page: r.Page,
			Assignee: r.Assignee, CreatedAt: r.CreatedAt, Revision: r.Revision, Suspect: r.Suspect,
		},
		AssigneeName: r.AssigneeName, BookingNumber: r.BookingNumber, BookingStatus: r.BookingStatus,
	}
	for at, to := range map[*time.Time]*time.Time{r.ConsentAt: &l.ConsentAt, r.TakenAt: &l.TakenAt, r.BookingStart: &l.BookingStart} {
		if at != nil {
			*to = *at
		}
	}
	if r.NextOn != nil {
		date, err := booking.ParseDate(*r.NextOn)
		if err != nil {
			return LeadLine{}, err
		}
		l.NextOn = &date
	}
	return l, json.Unmarshal(r.Payload, &l.Payload)
}

func lineOf(s db.Scope, r leadRow) (LeadLine, error) {
	l, err := r.line()
	l.Lead = db.Masked(s, l.Lead)
	return l, err
}

// Leads are those that the filter wants, the newest first.
func Leads(ctx context.Context, s db.Scope, f LeadFilter) ([]LeadLine, error) {
	where, args := f.where(s)
	var rows []leadRow
	if err := sqlx.SelectContext(ctx, s.Q(), &rows, selectLeads+where, args...); err != nil {
		return nil, err
	}
	lines := make([]LeadLine, len(rows))
	for i, row := range rows {
		var err error
		if lines[i], err = lineOf(s, row); err != nil {
			return nil, err
		}
	}
	return lines, nil
}

// LeadsByID are the company's leads of these ids, as they came.
func LeadsByID(ctx context.Context, s db.Scope, of []booking.ID) ([]webform.Lead, error) {
	var rows []leadRow
	if err := sqlx.SelectContext(ctx, s.Q(), &rows, selectLeads+` where l.company_id = $1 and l.id = any($2::uuid[])`, s.Company(), db.IDs(of)); err != nil {
		return nil, err
	}
	leads := make([]webform.Lead, len(rows))
	for i, row := range rows {
		line, err := lineOf(s, row)
		if err != nil {
			return nil, err
		}
		leads[i] = line.Lead
	}
	return leads, nil
}

func (f LeadFilter) where(s db.Scope) (string, []any) {
	args := []any{s.Company()}
	where := " where l.company_id = $1"
	and := func(condition string, value any) {
		args = append(args, value)
		where += " and " + strings.ReplaceAll(condition, "?", fmt.Sprintf("$%d", len(args)))
	}
	if len(f.Statuses) > 0 {
		and("l.status = any(?::text[])", db.Column(f.Statuses, func(s webform.LeadStatus) string { return string(s) }))
	}
	if f.Form != "" {
		and("l.form_id = ?::uuid", f.Form)
	}
	if f.Nobody {
		where += " and l.assignee is null"
	} else if f.Assignee != 0 {
		and("l.assignee = ?", f.Assignee)
	}
	if !f.From.IsZero() {
		and("l.created_at >= ?", f.From)
	}
	if !f.To.IsZero() {
		and("l.created_at < ?", f.To)
	}
	if s.Hidden() && f.Query != "" {
		f.names(and, &where)
		f.Query = ""
	}
	for _, word := range strings.Fields(f.Query) {
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, word)
		like := "%" + escapeLike.Replace(lookup.Fold(word)) + "%"
		if len(digits) >= 3 {
			args = append(args, "%"+digits+"%")
			and(fmt.Sprintf("(l.contact_phone like $%d or l.search like ?)", len(args)), like)
		} else {
			and("l.search like ?", like)
		}
	}
	if f.Before != "" {
		and("(l.created_at, l.id) < (select created_at, id from leads where company_id = $1 and id = ?::uuid)", f.Before)
	}
	args = append(args, f.Limit)
	return where + fmt.Sprintf(" order by l.created_at desc, l.id desc limit $%d", len(args)), args
}

// foldedName is booking.Fold of a lead's name, as far as SQL goes: lower() alone knows no letters
// but those of English where the database's locale is C.
const foldedName = `translate(regexp_replace(normalize(lower(l.contact_name), NFKD), '[\u0300-\u036f]', '', 'g'),
	'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЄІҐЂЈЉЊЋЏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ', 'абвгдежзиклмнопрстуфхцчшщъыьэюяєіґђјљњћџαβγδεζηθικλμνξοπρστυφχψω')`

// names is the condition of a search by who may not see contacts: words of the name, or a
// phone or an e-mail that is complete. A name that holds an e-mail is found by none of its words.
func (f LeadFilter) names(and func(string, any), where *string) {
	switch words, ok := f.Search.Names(); {
	case f.Search.Phone != "":
		and("l.contact_phone = ?", f.Search.Phone)
	case f.Search.Email != "":
		and("l.contact_email = ?", f.Search.Email)
	case !ok:
		*where += " and false"
	default:
		for _, word := range words {
			and(foldedName+` like ? and l.contact_name !~ '[@＠]'`, "%"+escapeLike.Replace(word)+"%")
		}
	}
}

var escapeLike = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// FindLeadLine is one lead; NotFound when the company has none of that id.
func FindLeadLine(ctx context.Context, s db.Scope, id booking.ID) (LeadLine, error) {
	if !booking.IsID(string(id)) {
		return LeadLine{}, booking.Fail(booking.NotFound, "error.lead_unknown")
	}
	var row leadRow
	err := sqlx.GetContext(ctx, s.Q(), &row, selectLeads+` where l.company_id = $1 and l.id = $2`, s.Company(), id)
	if err != nil {
		return LeadLine{}, db.OrNotFound(err, "error.lead_unknown")
	}
	return lineOf(s, row)
}

// LeadCounts is how many leads stand at each status.
func LeadCounts(ctx context.Context, s db.Scope) (map[webform.LeadStatus]int, error) {
	var rows []struct {
		Status webform.LeadStatus
		N      int
	}
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select status, count(*) as n from leads where company_id = $1 group by status`, s.Company())
	counts := map[webform.LeadStatus]int{}
	for _, r := range rows {
		counts[r.Status] = r.N
	}
	return counts, err
}

// Assignees are the members who may be given a lead, by name.
func Assignees(ctx context.Context, s db.Scope) ([]Assignee, error) {
	var list []Assignee
	err := sqlx.SelectContext(ctx, s.Q(), &list, `
		select m.user_id as id, u.name from members m join users u on u.id = m.user_id
		where m.company_id = $1 and m.disabled_at is null and m.role in ('owner', 'admin', 'desk') order by u.name, u.id`, s.Company())
	return list, err
}

// Assignee is one of them.
type Assignee struct {
	ID   booking.UserID
	Name string
}
