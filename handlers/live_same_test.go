package handlers_test

import (
	"context"
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

// filling is a board that fills in what its messages leave out, as static/js/same.js does in a browser.
type filling struct {
	board
	page *html.Node
	path string
	size int // of what came last
	last string
}

func (b browser) fills(view string) *filling {
	b.h.t.Helper()
	path := day + "&view=" + view
	f := &filling{page: b.page(path), path: path}
	version := cascadia.Query(f.page, cascadia.MustCompile(".live"))
	s, _, err := b.open(strings.Replace(path, "?", "/live?", 1) + "&fills=1&version=" + attribute(version, "data-version"))
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
		own := cascadia.Query(f.page, cascadia.MustCompile("#"+attribute(place, "data-same")))
		for own != nil && own.Data != place.Data {
			own = own.Parent
		}
		if own == nil {
			f.t.Fatalf("the board has no %s", attribute(place, "data-same"))
		}
		place.Parent.InsertBefore(copyOf(own), place)
		place.Parent.RemoveChild(place)
	}
	for _, part := range cascadia.QueryAll(m, cascadia.MustCompile("hx-partial[hx-swap=outerMorph]")) {
		for _, target := range cascadia.QueryAll(f.page, cascadia.MustCompile(attribute(part, "hx-target"))) {
			target.Parent.InsertBefore(copyOf(part.FirstChild), target)
			target.Parent.RemoveChild(target)
		}
	}
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
	for _, part := range cascadia.QueryAll(page, cascadia.MustCompile(".column, #list, #totals, #withdrawn")) {
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
	dasha := h.signIn("dasha@studio.example")
	boards := []*filling{dasha.fills("grid"), dasha.fills("list")}
	check := func(what string) {
		t.Helper()
		for _, f := range boards {
			f.upTo(h.version())
			for i, part := range shows(dasha.page(f.path)) {
				if own := shows(f.page); len(own) <= i || own[i] != part {
					t.Fatalf("after %s the board %s shows\n%s\na fresh one\n%s\nthe last message was\n%s", what, f.path, strings.Join(own[i:min(i+1, len(own))], ""), part, f.last)
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
	act(first, "cancellation", nil)
}
