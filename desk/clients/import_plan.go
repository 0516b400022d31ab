package clients

import (
	"context"
	"errors"
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/clientfile"
	"okno/booking/lookup"
	"okno/booking/tags"
	"okno/db"
	"okno/db/clientdb"
)

// ImportPlan is what an import would do.
type ImportPlan struct {
	Rows []PlannedRow // of the clients, without those that come twice
	Plan ImportCount
}

// ImportCount counts rows by what becomes of them.
type ImportCount struct {
	New, Completed, Same, Twice, Wrong, Maybe int
}

// PlannedRow is what becomes of one client of the table.
type PlannedRow struct {
	clientfile.Row
	Known booking.Client   // who it is already, the zero Client for somebody new
	Adds  []string         // the fields that his card lacks and the row has
	New   []string         // likewise the tags
	Maybe []booking.Client // somebody new who has the name or the e-mail of these, or is said to be the first of them
}

// maxMaybe is how many clients one row may be asked to be.
const maxMaybe = 3

// PlanImport compares the rows with the clients that there are: a phone is one client's, an e-mail with no
// phone beside it as well. Who has only the name of a client, or his e-mail and another phone, is asked about.
func PlanImport(ctx context.Context, s db.Scope, rows []clientfile.Row) (ImportPlan, error) {
	var phones, emails, names []string
	for i, row := range rows {
		readTags(&rows[i])
		phones, emails, names = append(phones, row.Client.Phone), append(emails, row.Client.Email), append(names, lookup.Fold(row.Client.Name))
	}
	known, err := clientdb.ClientsFor(ctx, s, full(phones), full(emails), full(names))
	if err != nil {
		return ImportPlan{}, err
	}
	book := bookOf(known)
	var plan ImportPlan
	for _, row := range rows {
		p := PlannedRow{Row: row}
		switch {
		case len(row.Wrong) > 0:
			plan.Plan.Wrong++
		case row.Same > 0:
			plan.Plan.Twice++
			continue
		default:
			p.Known, p.Maybe = book.who(row.Client)
			p.Adds, p.New = lacks(p.Known, row.Client)
			plan.Plan.count(p)
		}
		plan.Rows = append(plan.Rows, p)
	}
	return plan, nil
}

// readTags puts the tags of a row's cells into its client's card.
func readTags(r *clientfile.Row) {
	if strings.Trim(r.Tags, " ,;\n") == "" {
		return
	}
	list, err := tags.Read(r.Tags)
	if err == nil {
		err = tags.Fits(len(list), 0)
	}
	if known, wrong := errors.AsType[*booking.Error](err); wrong {
		r.Wrong = append(r.Wrong, clientfile.Wrong{Field: clientfile.Tags, Value: r.Tags, Sentence: known.Fields["tag"]})
		return
	}
	r.Client.Tags = strings.Join(list, "\n")
}

func (n *ImportCount) count(p PlannedRow) {
	switch {
	case p.Known.ID == "":
		n.New++
		if len(p.Maybe) > 0 {
			n.Maybe++
		}
	case len(p.Adds)+len(p.New) > 0:
		n.Completed++
	default:
		n.Same++
	}
}

// knownBook finds clients by what they are known by, the oldest first.
type knownBook struct {
	phone       map[string]booking.Client
	email, name map[string][]booking.Client
}

func bookOf(known []clientdb.KnownFor) knownBook {
	b := knownBook{map[string]booking.Client{}, map[string][]booking.Client{}, map[string][]booking.Client{}}
	for _, k := range known {
		for _, value := range []string{k.Phone, k.Alias} {
			if _, taken := b.phone[value]; !taken && strings.HasPrefix(value, "+") {
				b.phone[value] = k.Client
			}
		}
		for _, value := range []string{k.Email, k.Left, k.Alias} {
			if strings.Contains(value, "@") && !holds(b.email[value], k.Client) {
				b.email[value] = append(b.email[value], k.Client)
			}
		}
		if key := lookup.Fold(k.Name); strings.Contains(key, " ") && !holds(b.name[key], k.Client) { // there are many Annas
			b.name[key] = append(b.name[key], k.Client)
		}
	}
	return b
}

func (b knownBook) who(c booking.Client) (booking.Client, []booking.Client) {
	if known, ok := b.phone[c.Phone]; ok && c.Phone != "" {
		return known, nil
	}
	var maybe []booking.Client
	for _, known := range b.email[c.Email] {
		if c.Phone == "" || known.Phone == "" && lookup.Fold(known.Name) == lookup.Fold(c.Name) {
			return known, nil
		}
		maybe = append(maybe, known)
	}
	for _, known := range b.name[lookup.Fold(c.Name)] {
		if !holds(maybe, known) {
			maybe = append(maybe, known)
		}
	}
	return booking.Client{}, maybe[:min(len(maybe), maxMaybe)]
}

func holds(list []booking.Client, c booking.Client) bool {
	for _, each := range list {
		if each.ID == c.ID {
			return true
		}
	}
	return false
}

// lacks are the fields of a card that the row could fill, and the tags that it could add.
func lacks(known, row booking.Client) (adds, more []string) {
	if known.ID == "" {
		return nil, nil
	}
	has := tags.List(known.Tags)
	for _, tag := range tags.List(row.Tags) {
		if !slices.ContainsFunc(has, func(own string) bool { return tags.Key(own) == tags.Key(tag) }) {
			more = append(more, tag)
		}
	}
	for _, a := range booking.ClientAttributes.Without("name") {
		if a.Text(known) == "" && a.Text(row) != "" {
			adds = append(adds, a.Name)
		}
	}
	return adds, more
}

func full(list []string) []string {
	kept := []string{}
	for _, each := range list {
		if each != "" {
			kept = append(kept, each)
		}
	}
	return kept
}
