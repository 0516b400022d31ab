// Package viewstest renders views for tests.
package viewstest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
	"okno/views"
	"okno/views/day"
)

// Page is rendered HTML that can be asked about.
type Page struct {
	t    *testing.T
	Root *html.Node
	Text string
}

// Render renders a view with the real templates and parses what comes of it; a failure ends the test.
func Render(t *testing.T, view views.View) Page {
	t.Helper()
	var b bytes.Buffer
	if err := NewViews(t).Render(&b, view); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return Page{t, root, b.String()}
}

// All finds elements by a selector of one step: tag, .class, #id or [name=value].
func (p Page) All(selector string) []*html.Node {
	var found []*html.Node
	for n := range p.Root.Descendants() {
		if n.Type == html.ElementNode && Matches(n, selector) {
			found = append(found, n)
		}
	}
	return found
}

// One is the only such element.
func (p Page) One(selector string) *html.Node {
	p.t.Helper()
	found := p.All(selector)
	if len(found) != 1 {
		p.t.Fatalf("%d elements match %s, want one", len(found), selector)
	}
	return found[0]
}

// Matches says whether an element is what a simple selector means: "tag", ".class", "#id", "[name]" or "[name=value]".
func Matches(n *html.Node, selector string) bool {
	switch selector[0] {
	case '.':
		return HasClass(n, selector[1:])
	case '#':
		return Attr(n, "id") == selector[1:]
	case '[':
		name, value, valued := strings.Cut(strings.Trim(selector, "[]"), "=")
		for _, a := range n.Attr {
			if a.Key == name && (!valued || a.Val == value) {
				return true
			}
		}
		return false
	}
	return n.Data == selector
}

// Attr is the value of an attribute, "" where there is none.
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// HasClass says whether an element has a class.
func HasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(Attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// Text is all text in the element, white space made single.
func Text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(b.String(), views.NBSP, " ")), " ")
}

// Within finds elements inside n.
func (p Page) Within(n *html.Node, selector string) []*html.Node {
	return Page{p.t, n, ""}.All(selector)
}

// TestAsset is the address of a file of the panel in tests.
func TestAsset(name string) string { return "/static/" + name + "?v=1" }

// NewViews parses all templates; a failure ends the test.
func NewViews(t *testing.T) *views.Views {
	t.Helper()
	v, err := views.New(TestAsset)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Salon is a small company on Tuesday, 1 December 2026, at 14:20.
func Salon(t *testing.T) day.BoardData {
	z, d := bookingtest.Zone(t, "Europe/Moscow"), bookingtest.Date(t, "2026-12-01")
	at := func(h, m int) time.Time { return engine.Instant(d, booking.Clock(h*60+m), z) }
	span := func(h1, m1, h2, m2 int) booking.Span { return booking.Span{From: at(h1, m1), To: at(h2, m2)} }
	book := func(n int, from, to time.Time, status booking.Status, name string, resources ...booking.ID) booking.Booking {
		return booking.Booking{
			ID: booking.ID(fmt.Sprintf("b%d", n)), Number: int64(n), Service: "cut", Resources: resources,
			Start: from.UTC(), End: to.UTC(), Occupied: booking.Span{From: from, To: to.Add(10 * time.Minute)},
			Status: status, Source: booking.FromWidget, Contact: booking.Contact{Name: name},
		}
	}
	return day.BoardData{
		Company:  booking.Company{Name: "Лотос", Slug: "lotos", Zone: z, Locale: "ru", Currency: "RUB"},
		Date:     d,
		Now:      at(14, 20),
		Services: []booking.Service{{ID: "cut", Name: "Стрижка", Color: "#2f6fd6"}},
		Resources: []day.ResourceDay{
			{
				Resource: booking.Resource{ID: "room", Name: "Кабинет 1", Kind: booking.Room, Active: true},
				Working:  []booking.Span{span(8, 0, 22, 0)},
			},
			{
				Resource: booking.Resource{ID: "anna", Name: "Анна Иванова", Kind: booking.Staff, Color: "#7c5cff", Active: true},
				Working:  []booking.Span{span(9, 0, 13, 0), span(14, 0, 18, 30)},
				Blocked:  []engine.Block{{Span: span(16, 0, 17, 0), Exception: booking.Exception{Reason: "учёба"}}},
			},
		},
		Bookings: []booking.Booking{
			book(2, at(15, 0), at(16, 0), booking.Pending, "Полина Егорова", "anna", "room"),
			book(1, at(10, 0), at(11, 0), booking.Completed, "Иван", "anna"),
			book(3, at(12, 0), at(13, 0), booking.Cancelled, "Олег", "anna"),
		},
		Version:   7,
		CanChange: true,
	}
}

// Member is what a page of somebody signed in at the front desk begins with.
func Member() views.Base {
	return views.Base{Locale: "ru", Theme: "dark", Path: "/bookings?date=2026-12-01&x=\"", Member: views.Member{Name: "Екатерина С.", Role: booking.Desk}, Company: views.Company{Name: "Лотос", Slug: "lotos"}}
}

// Whole is all of a date.
func Whole(d booking.Date, z *time.Location) booking.Span {
	return booking.Span{From: engine.Instant(d, 0, z), To: engine.Instant(d, booking.DayEnd, z)}
}
