package day

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/payment"
	"okno/views"
)

// card is the booking in the column of one resource.
func (b *Builder) card(k booking.Booking, resource booking.ID, p Place) Card {
	date := func(t time.Time) booking.Date { return booking.DateOf(t, b.Company.Zone) }
	all, joined := b.inOrder(k.Resources), b.joined(k.Resources, resource)
	second := len(all) > 0 && all[0] != resource
	c := Card{
		Place:   p,
		Booking: k.ID,
		ID:      "card-" + string(k.ID) + "-" + b.key(resource),
		Hue:     b.Hues.Of(k.Service),
		Status:  views.StatusOf(b.W, k.Status),
		Heading: b.W.Person(k),
		From:    b.W.Time(k.Start),
		To:      b.W.Time(k.End),
		Service: b.ServiceByID[k.Service].Name,
		Joined:  joined,
		Who:     b.listed(k.Resources),
		Marks:   b.marks(k, joined),
		Second:  second,
		Past:    !k.End.After(b.Now),
		Start:   k.Start.Format(time.RFC3339),
		Minutes: int(k.End.Sub(k.Start) / time.Minute),
		EndUnix: k.End.Unix(),
		Nth:     slices.IndexFunc(b.Services, func(s booking.Service) bool { return s.ID == k.Service }),
		Moves:   b.CanChange && k.Status.Occupies(),
		Early:   date(k.Start).Before(b.Date),
		Late:    b.Date.Before(date(k.End.Add(-time.Second))),
	}
	if second { // whom it is with is said beside the time
		c.Marks = slices.DeleteFunc(c.Marks, func(m Mark) bool { return m.Name == "joined" })
	}
	if b.Seen != nil {
		c.Seen = b.Seen(k)
	}
	c.Label = b.label(k)
	return c
}

// label is all that the card says, for those who do not see it.
func (b *Builder) label(k booking.Booking) string {
	parts := []string{b.W.Person(k), b.W.Times(k.Start, k.End), b.ServiceByID[k.Service].Name, b.listed(k.Resources), b.W.T("status." + string(k.Status))}
	for _, m := range b.marks(k, "") {
		if m.Name != "awaits" { // the status has said it
			parts = append(parts, m.Text)
		}
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// marks are what is worth a line, the most pressing first; joined are the other
// resources, where a card names them in a line of their own.
func (b *Builder) marks(k booking.Booking, joined string) []Mark {
	var all []Mark
	add := func(name, icon, text string) { all = append(all, Mark{Name: name, Icon: icon, Text: text}) }
	if k.Status == booking.Pending {
		add("awaits", "circle-question-mark", b.W.T("board.awaits"))
		if since, known := b.Waits[k.ID]; known {
			all[0].Text, all[0].Unix = b.W.T("board.awaits_for", "time", waitedSaid(b.W, b.Now.Sub(since))), since.Unix()
		}
	}
	if k.Doubtful() {
		add("suspect", "bot", b.W.T("board.suspect"))
	}
	if k.LateMin > 0 {
		add("late", "clock-alert", b.W.T("board.late", "min", k.LateMin))
	}
	if k.WillCome() {
		add("coming", "thumbs-up", b.W.T("board.coming"))
	}
	for _, reason := range k.Waived.Reasons() {
		if !booking.ForVisitors.Covers(reason) {
			add("waived", "triangle-alert", b.W.T("waived."+string(reason)))
		}
	}
	switch payment.StateOf(k.Price, k.Paid) {
	case payment.Fully:
		add("paid", "wallet", b.W.T("board.paid"))
	case payment.Partly:
		add("partly", "wallet", b.W.T("board.paid_partly"))
	}
	if past, known := b.Pasts[k.ID]; known && past.NoShows > 0 {
		add("absent", "user-x", b.W.T("board.absent", "count", past.NoShows))
	} else if known && past.New() && (k.Source != booking.FromWalkIn || k.Contact.Phone+k.Contact.Email != "") {
		add("new", "sparkles", b.W.T("board.new_client"))
	}
	if next, known := nextBirthday(b.Birthdays[k.ID], b.Date); known && next == b.Date {
		add("birthday", "cake", b.W.T("board.birthday"))
	}
	if note, _, _ := strings.Cut(k.Notes, "\n"); note != "" {
		add("note", "sticky-note", firstOf(note, noteShown))
	}
	if joined != "" {
		add("joined", "arrow-left-right", joined)
	}
	if icon, told := originIcons[k.Source]; told {
		add("origin", icon, b.W.T("source."+string(k.Source)))
	}
	return all
}

// noteShown is how much of a note a board shows.
const noteShown = 120

// firstOf are the first n letters, with a sign that there are more.
func firstOf(text string, n int) string {
	letters := []rune(text)
	if len(letters) <= n {
		return text
	}
	return string(letters[:n]) + "…"
}

var originIcons = map[booking.Source]string{booking.FromWidget: "globe", booking.FromPhone: "phone", booking.FromDesk: "user", booking.FromWalkIn: "footprints", booking.FromLead: "inbox"}

// inOrder are the resources in the order of the columns, people first: that is
// the column where one looks for a booking.
func (b *Builder) inOrder(ids []booking.ID) []booking.ID {
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

// everyone are the resources that a name may be asked of, in order.
func (b *Builder) everyone() []booking.Resource {
	if len(b.Everybody) > 0 {
		return b.Everybody
	}
	var all []booking.Resource
	for _, r := range b.Resources {
		all = append(all, r.Resource)
	}
	return all
}

// listed are all names, people first: «Анна Иванова, Кабинет 1».
func (b *Builder) listed(ids []booking.ID) string {
	var all []string
	for _, kind := range booking.Kinds {
		for _, r := range b.everyone() {
			if r.Kind == kind && slices.Contains(ids, r.ID) {
				all = append(all, r.Name)
			}
		}
	}
	return strings.Join(all, ", ")
}

// joined are the short names of the others: «Елена П., Кабинет 1».
func (b *Builder) joined(ids []booking.ID, resource booking.ID) string {
	var all []string
	for _, r := range b.everyone() {
		if r.ID != resource && slices.Contains(ids, r.ID) {
			all = append(all, shortName(r))
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

// waitedSaid is a length of waiting in its largest unit, for a card: «12 мин», «2 ч»,
// «3 дн.». The browser goes on by the same rule (static/js/now.js).
func waitedSaid(w *views.Words, d time.Duration) string {
	switch minutes := max(1, int(d.Minutes())); {
	case minutes < 60:
		return strconv.Itoa(minutes) + views.NBSP + w.MinuteUnit()
	case minutes < 24*60:
		return strconv.Itoa(minutes/60) + views.NBSP + w.HourUnit()
	default:
		return strconv.Itoa(minutes/(24*60)) + views.NBSP + w.DayUnit()
	}
}
