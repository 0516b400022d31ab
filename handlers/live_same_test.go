package handlers_test

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"okno/booking"
)

// filling is a board, or a week, or a specialist's days, that fills in what its messages leave out, as static/js/same.js does in a browser.
type filling struct {
	board
	by   browser
	page *html.Node
	path string
	size int // of what came last
	last string
}

func (b browser) fills(path string) *filling {
	b.h.t.Helper()
	f := &filling{by: b, page: b.page(path), path: path}
	version := cascadia.Query(f.page, cascadia.MustCompile(".live"))
	s, _, err := b.open(strings.Replace(path, "?", "/live?", 1) + "&fills=2&version=" + attribute(version, "data-version"))
	b.h.must(err)
	f.board = s.there()
	return f
}

func (b browser) page(path string) *html.Node {
	b.h.t.Helper()
	page, err := html.Parse(strings.NewReader(string(b.get(path).Body)))
	b.h.must(err)
	return page
}

var pulseSays = regexp.MustCompile(`id="pulse" data-version="(\d+)"`)

// upTo reads messages until the board shows the version.
func (f *filling) upTo(version int64) {
	f.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		_, message, err := f.Read(ctx)
		if err != nil {
			f.t.Fatalf("version %d does not come: %v", version, err)
		}
		said := pulseSays.FindStringSubmatch(string(message))
		if said == nil {
			continue
		}
		f.size, f.last = len(message), string(message)
		f.apply(string(message))
		if now, _ := strconv.ParseInt(said[1], 10, 64); now >= version {
			return
		}
	}
}

// apply swaps what a message brings.
func (f *filling) apply(message string) {
	f.t.Helper()
	m, err := html.Parse(strings.NewReader(message))
	if err != nil {
		f.t.Fatal(err)
	}
	for _, place := range cascadia.QueryAll(m, cascadia.MustCompile("[data-same]")) {
		own := f.has(attribute(place, "data-same"), place.Data)
		last := own
		if until := attribute(place, "data-until"); until != "" {
			last = f.has(until, place.Data)
		}
		for ; ; own = own.NextSibling {
			place.Parent.InsertBefore(copyOf(own), place)
			if own == last {
				break
			}
		}
		place.Parent.RemoveChild(place)
	}
	for _, part := range cascadia.QueryAll(m, cascadia.MustCompile("hx-partial[hx-swap=outerMorph]")) {
		for _, target := range cascadia.QueryAll(f.page, cascadia.MustCompile(attribute(part, "hx-target"))) {
			target.Parent.InsertBefore(copyOf(part.FirstChild), target)
			target.Parent.RemoveChild(target)
		}
	}
}

// has is the element of that kind in which the board has what is named so.
func (f *filling) has(id, kind string) *html.Node {
	f.t.Helper()
	own := cascadia.Query(f.page, cascadia.MustCompile("#"+id))
	for own != nil && own.Data != kind {
		own = own.Parent
	}
	if own == nil {
		f.t.Fatalf("the board %s has no %s", f.path, id)
	}
	return own
}

func copyOf(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Namespace: n.Namespace, Attr: slices.Clone(n.Attr)}
	for child := range n.ChildNodes() {
		c.AppendChild(copyOf(child))
	}
	return c
}

// shows is what a board says of a day, part by part.
func shows(page *html.Node) (all []string) {
	for _, part := range cascadia.QueryAll(page, cascadia.MustCompile(".column, #list, #totals, #withdrawn, .gutter, .own-day, #own-totals")) {
		var text strings.Builder
		_ = html.Render(&text, part)
		all = append(all, text.String())
	}
	return all
}

// However little messages say, a board that fills in the rest shows what a fresh one shows, act after act.
func TestBoardsThatFillInAreEqualToFreshOnes(t *testing.T) {
	h := newHouse(t)
	h.booked("10:00", "13:00")
	before := h.booked("2026-11-24T10:00", "2026-11-23T11:30", "123-45-67", "123-45-70", "ivan@", "lena@")
	h.booked("2026-11-24T10:00", "2026-12-01T11:00", "123-45-67", "123-45-70", "ivan@", "lena@") // who is new no longer
	h.must(h.accounts.AddSpecialist(t.Context(), "studio", "anna@studio.example", "Анна", password, "anna"))
	dasha, anna := h.signIn("dasha@studio.example"), h.signIn("anna@studio.example")
	week := dasha.fills(h.week("anna", "2026-11-24"))
	boards := []*filling{dasha.fills(day + "&view=grid"), dasha.fills(day + "&view=list"), week, dasha.fills(h.week("anna", "2026-12-01")), anna.fills("/own?date=2026-11-24"), anna.fills("/own/week?date=2026-11-24")}
	check := func(what string) {
		t.Helper()
		for _, f := range boards {
			f.upTo(h.version())
			parts := shows(f.by.page(f.path))
			if own := shows(f.page); len(own) != len(parts) || len(parts) < 2 {
				t.Fatalf("after %s the board %s has %d parts, a fresh one %d", what, f.path, len(own), len(parts))
			}
			for i, part := range parts {
				if own := shows(f.page); own[i] != part {
					t.Fatalf("after %s the board %s shows\n%s\na fresh one\n%s\nthe last message was\n%s", what, f.path, own[i], part, f.last)
				}
			}
		}
	}
	act := func(id booking.ID, what string, form url.Values) {
		t.Helper()
		if a := dasha.post("/bookings/"+string(id)+"/"+what, form, fragment...); a.Status != 200 {
			t.Fatalf("%s: %d %.300s", what, a.Status, a.Body)
		}
		check(what)
	}
	first := h.booked()
	check("a booking")
	second := h.booked("10:00", "11:45")
	check("a second one")
	if strings.Contains(boards[0].last, `data-booking="`+string(first)+`"`) || !strings.Contains(boards[0].last, "data-same") {
		t.Errorf("a booking says another one again: %s", boards[0].last)
	}
	for _, f := range []*filling{week, boards[4], boards[5]} {
		if strings.Contains(f.last, `href="/bookings/`+string(first)+`"`) || strings.Contains(f.last, `id="day"`) || !strings.Contains(f.last, "data-same") {
			t.Errorf("a booking says the week %s again: %s", f.path, f.last)
		}
	}
	act(first, "confirmation", nil)
	act(second, "notes", url.Values{"notes": {"окно < & > закрыть"}})
	act(first, "contact", url.Values{"name": {"Ваня"}, "phone": {"8 916 123-45-67"}, "email": {"ivan@example.com"}, "reach": {"booking"}})
	act(second, "cancellation", url.Values{"reason": {"x"}})
	var held struct{ ID string }
	if a := h.holdOf("me", "2026-11-24T11:45:00+03:00"); a.Status != 201 {
		t.Fatalf("a hold: %d %s", a.Status, a.Body)
	} else {
		a.json(&held)
	}
	check("a hold")
	h.do(h.Client(), h.request("DELETE", holds+"/"+held.ID, nil))
	check("a hold that was given back")
	olga := h.signIn("olga@studio.example")
	olga.post("/exceptions", url.Values{"about": {"company"}, "from_date": {"2026-11-24"}, "to_date": {"2026-11-24"}, "from": {"18:00"}, "to": {"19:00"}, "reason": {"учёба"}}, fragment...)
	check("an exception")
	away := h.booked("2026-11-24T10:00", "2026-11-23T13:00", "123-45-67", "123-45-68", "ivan@", "petr@")
	check("a booking of another day")
	third := h.booked("10:00", "11:45")
	check("one of this day")
	if !strings.Contains(boards[0].last, "data-same") {
		t.Errorf("what is said of another day makes it forget the day: %s", boards[0].last)
	}
	act(away, "cancellation", nil)
	act(third, "deletion", nil)
	if strings.Contains(boards[0].last, "data-same") {
		t.Errorf("it leaves something out after what may be turned back elsewhere: %s", boards[0].last)
	}
	act(first, "notes", url.Values{"notes": {"у окна"}})
	if !strings.Contains(boards[0].last, "data-same") {
		t.Errorf("it says again what it has just said: %s", boards[0].last)
	}
	move := func(start string) {
		t.Helper()
		act(first, "move", url.Values{"start": {start}, "seen": attrs(t, dasha.get("/bookings/"+string(first)), "[name=seen]", "value")[:1]})
	}
	move("2026-11-23T12:30:00+03:00")
	if strings.Contains(week.last, `id="day"`) || strings.Count(week.last, `#column-2026-11-`)+strings.Count(week.last, `#cards-2026-11-`) != 2 {
		t.Errorf("a move from one day to another is not that of two days: %s", week.last)
	}
	h.booked("10:00", "11:00", "123-45-67", "123-45-71", "ivan@", "oleg@")
	check("one in its place")
	act(before, "cancellation", nil)
	if !strings.Contains(boards[3].last, "новый клиент") {
		t.Errorf("what happens in another week is not said of a client: %s", boards[3].last)
	}
	move("2026-11-24T12:00:00+03:00")
	act(first, "cancellation", nil)
}

// A booking of a full week says itself, and names the rest.
func TestOneBookingOfAFullWeekIsALittleMessage(t *testing.T) {
	h := newHouse(t)
	var weekly, bookings []string
	for i := range 7 {
		weekly = append(weekly, fmt.Sprintf(`{"weekday": %d, "from": "08:00", "to": "20:00"}`, i+1))
		for n := range 22 {
			minute := 8*60 + n*30
			bookings = append(bookings, fmt.Sprintf(`{"ref": "b%d-%d", "service": "cut", "resources": ["ira"], "start": "2026-11-%dT%02d:%02d:00+03:00", "status": "confirmed", "client": {"name": "Клиент %d", "phone": "+7916%07d"}}`,
				i, n, 23+i, minute/60, minute%60, n, n*10+i))
		}
	}
	h.loadText(fmt.Sprintf(`{"okno": 1, "company": {"slug": "full", "name": "Полная", "timezone": "Europe/Moscow", "locale": "ru", "currency": "RUB"},
		"resources": [{"ref": "ira", "name": "Ира", "kind": "staff", "weekly": [%s]}],
		"services": [{"ref": "cut", "name": "Стрижка", "duration_min": 25, "buffer_after_min": 5, "resources": ["ira"]}], "bookings": [%s], "forms": []}`,
		strings.Join(weekly, ", "), strings.Join(bookings, ", ")))
	h.must(h.accounts.AddMember(t.Context(), "full", "desk@full.example", "Desk", password, booking.Desk))
	h.must(h.accounts.AddSpecialist(t.Context(), "full", "ira@full.example", "Ира", password, "ira"))
	desk, ira := h.signIn("desk@full.example"), h.signIn("ira@full.example")
	weeks := []*filling{desk.fills("/bookings/week?date=2026-11-24"), ira.fills("/own/week?date=2026-11-24"), ira.fills("/own?date=2026-11-24")}
	id := h.one(`select b.id::text from bookings b where b.ref = 'b1-7'`)
	if a := desk.post("/bookings/"+id+"/notes", url.Values{"notes": {"у окна"}}, fragment...); a.Status != 200 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	version, err := strconv.ParseInt(h.one(`select v.version::text from company_versions v join companies c on c.id = v.company_id where c.slug = 'full'`), 10, 64)
	h.must(err)
	for _, f := range weeks {
		f.upTo(version)
		t.Logf("%s: %d bytes", f.path, f.size)
		if f.size > 4096 || !strings.Contains(f.last, "у окна") || strings.Contains(f.last, `id="day"`) {
			t.Errorf("%s is told in %d bytes: %s", f.path, f.size, f.last)
		}
		if own, fresh := shows(f.page), shows(f.by.page(f.path)); !slices.Equal(own, fresh) {
			t.Errorf("%s is not what a fresh one is", f.path)
		}
	}
}
