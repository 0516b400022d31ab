package views

import (
	"slices"
	"strings"
	"time"

	"okno/booking"
)

// card is the booking in the column of one resource.
func (b *builder) card(k booking.Booking, resource booking.ID, p Place) Card {
	date := func(t time.Time) booking.Date { return booking.DateOf(t, b.Company.Zone) }
	all := b.inOrder(k.Resources)
	c := Card{
		Place:   p,
		Booking: k.ID,
		ID:      "card-" + string(k.ID) + "-" + string(resource),
		Hue:     b.hues.of(k.Service),
		Status:  statusOf(b.w, k.Status),
		Heading: b.person(k),
		From:    b.w.Time(k.Start),
		To:      b.w.Time(k.End),
		Service: b.services[k.Service].Name,
		Joined:  b.joined(all, resource),
		Who:     b.listed(all),
		Awaits:  b.awaits(k),
		Notes:   b.notes(k),
		Lines:   linesIn((p.To - p.From) * b.timeline.Scale),
		Second:  len(all) > 0 && all[0] != resource,
		Past:    !k.End.After(b.Now),
		EndUnix: k.End.Unix(),
		Early:   date(k.Start).Before(b.Date),
		Late:    b.Date.Before(date(k.End.Add(-time.Second))),
	}
	c.Label = strings.Join(slices.DeleteFunc([]string{
		c.Heading, b.w.Times(k.Start, k.End), c.Service, c.Who, c.Status.Word, b.origin(k),
	}, func(s string) bool { return s == "" }), ", ")
	return c
}

// linesIn is how many lines of text a card of that height holds: 16 px each,
// with 6 px of padding together.
func linesIn(px int) int { return max(1, min((px-6)/16, 7)) }

// person is the client's name, or what else is known of him.
func (b *builder) person(k booking.Booking) string {
	switch {
	case k.Contact.Name != "":
		return k.Contact.Name
	case k.Contact.Phone != "":
		return b.w.Phone(k.Contact.Phone)
	case k.Contact.Email != "":
		return k.Contact.Email
	}
	return b.w.T("booking.nobody")
}

// origin is «с сайта» for a booking that a visitor made, else "".
func (b *builder) origin(k booking.Booking) string {
	if k.Source == booking.FromWidget {
		return b.w.T("source.widget")
	}
	return ""
}

func (b *builder) awaits(k booking.Booking) string {
	if k.Status == booking.Pending {
		return b.w.T("board.awaits")
	}
	return ""
}

func (b *builder) notes(k booking.Booking) []string {
	if from := b.origin(k); from != "" {
		return []string{from}
	}
	return nil
}

// inOrder are the resources in the order of the columns, people first: that is
// the column where one looks for a booking.
func (b *builder) inOrder(ids []booking.ID) []booking.ID {
	var all []booking.ID
	for _, kind := range booking.Kinds {
		for _, r := range b.Resources {
			if r.Kind == kind && slices.Contains(ids, r.ID) {
				all = append(all, r.ID)
			}
		}
	}
	return all
}

// listed are all names: «Анна Иванова, Кабинет 1».
func (b *builder) listed(ids []booking.ID) string {
	var all []string
	for _, id := range ids {
		all = append(all, b.names[id])
	}
	return strings.Join(all, ", ")
}

// joined are the short names of the others: «Елена П., Кабинет 1».
func (b *builder) joined(ids []booking.ID, resource booking.ID) string {
	var all []string
	for _, r := range b.Resources {
		if r.ID != resource && slices.Contains(ids, r.ID) {
			all = append(all, shortName(r.Resource))
		}
	}
	return strings.Join(all, ", ")
}

// shortName is «Елена П.» for a person of two names; things keep theirs.
func shortName(r booking.Resource) string {
	words := strings.Fields(r.Name)
	if r.Kind != booking.Staff || len(words) < 2 {
		return r.Name
	}
	return words[0] + " " + string([]rune(words[1])[0]) + "."
}
