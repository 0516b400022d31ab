package views

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"okno/booking"
)

// salon is a small company on Tuesday, 1 December 2026, at 14:20.
func salon(t *testing.T) BoardData {
	z, d := zone(t, "Europe/Moscow"), day(t, "2026-12-01")
	at := func(h, m int) time.Time { return booking.Instant(d, booking.Clock(h*60+m), z) }
	span := func(h1, m1, h2, m2 int) booking.Span { return booking.Span{From: at(h1, m1), To: at(h2, m2)} }
	book := func(n int, from, to time.Time, status booking.Status, name string, resources ...booking.ID) booking.Booking {
		return booking.Booking{
			ID: booking.ID(fmt.Sprintf("b%d", n)), Number: int64(n), Service: "cut", Resources: resources,
			Start: from.UTC(), End: to.UTC(), Occupied: booking.Span{From: from, To: to.Add(10 * time.Minute)},
			Status: status, Source: booking.FromWidget, Contact: booking.Contact{Name: name},
		}
	}
	return BoardData{
		Company:  booking.Company{Name: "Лотос", Slug: "lotos", Zone: z, Locale: "ru", Currency: "RUB"},
		Date:     d,
		Now:      at(14, 20),
		Services: []booking.Service{{ID: "cut", Name: "Стрижка", Color: "#2f6fd6"}},
		Resources: []ResourceDay{
			{
				Resource: booking.Resource{ID: "room", Name: "Кабинет 1", Kind: booking.Room, Active: true},
				Working:  []booking.Span{span(8, 0, 22, 0)},
			},
			{
				Resource: booking.Resource{ID: "anna", Name: "Анна Иванова", Kind: booking.Staff, Color: "#7c5cff", Active: true},
				Working:  []booking.Span{span(9, 0, 13, 0), span(14, 0, 18, 30)},
				Blocked:  []booking.Block{{Span: span(16, 0, 17, 0), Exception: booking.Exception{Reason: "учёба"}}},
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

func member() Base {
	return Base{Locale: "ru", Theme: "dark", Path: "/bookings?date=2026-12-01&x=\"", Member: Member{Name: "Екатерина С.", Role: booking.Desk}, Company: Company{"Лотос", "lotos"}}
}

func TestBoardShowsTheDay(t *testing.T) {
	p := render(t, NewBoard(member(), salon(t)))
	if got := text(p.one("h1")); got != "Вторник, 1 декабря 2026" {
		t.Errorf("heading %q", got)
	}
	if got := text(p.one("#totals")); got != "2 записи занято 27 % 1 ждёт ответа" {
		t.Errorf("totals %q", got)
	}
	if got := text(p.one("title")); got != "Записи, вт, 1 декабря · Okno" {
		t.Errorf("title %q", got)
	}
	columns := p.all(".column")
	if len(columns) != 2 || attr(columns[1], "id") != "column-anna" {
		t.Fatalf("columns are not the resources in order")
	}
	if got := text(p.within(columns[1], ".column-hours")[0]); got != "9–13, 14–18:30" {
		t.Errorf("hours %q", got)
	}
	if got := text(p.within(columns[1], ".blocked")[0]); got != "учёба" {
		t.Errorf("exception %q", got)
	}
	if got := attr(p.one(".live"), "hx-ws:connect"); got != "/bookings/live?date=2026-12-01&topic=&version=7" {
		t.Errorf("the socket connects to %q", got)
	}
	html := p.one("html")
	if attr(html, "lang") != "ru" || attr(html, "data-theme") != "dark" {
		t.Errorf("language %q, theme %q", attr(html, "lang"), attr(html, "data-theme"))
	}
}

func TestCardsStandAtTheirTime(t *testing.T) {
	p := render(t, NewDay("ru", salon(t)))
	cards := p.within(p.one("#column-anna"), ".slot")
	if len(cards) != 2 {
		t.Fatalf("%d cards, want 2: the cancelled booking has none", len(cards))
	}
	// The board begins at 8:00: 10:00 is row 24, 15:00 row 84.
	if !hasClass(cards[0], "s24") || !hasClass(cards[0], "e36") || !hasClass(cards[1], "s84") || !hasClass(cards[1], "e96") {
		t.Errorf("cards stand at %q and %q", attr(cards[0], "class"), attr(cards[1], "class"))
	}
	past, next := p.within(cards[0], "a")[0], p.within(cards[1], "a")[0]
	if !hasClass(past, "is-past") || !hasClass(past, "is-completed") || hasClass(next, "is-past") {
		t.Errorf("classes %q and %q", attr(past, "class"), attr(next, "class"))
	}
	if got, want := text(p.within(next, ".hidden")[0]), "Полина Егорова, 15:00–16:00, Стрижка, Анна Иванова, Кабинет 1, ждёт ответа, с сайта"; got != want {
		t.Errorf("the card is named %q, want %q", got, want)
	}
	if got := text(p.within(next, ".mark-joined")[0]); got != "Кабинет 1" {
		t.Errorf("joined with %q", got)
	}
	other := p.within(p.one("#column-room"), ".slot")
	if len(other) != 1 || !hasClass(other[0], "slot-second") || text(p.within(other[0], ".card-name")[0]) != "Полина Егорова" || text(p.within(other[0], ".card-service")[0]) != "Анна И. · Стрижка" {
		t.Error("the room's card must name the client and the person, and be the second")
	}
	if now := p.one(".now-line"); !hasClass(now, "s76") {
		t.Errorf("the now-line stands at %q, want 14:20", attr(now, "class"))
	}
	if buffers := p.within(p.one("#column-anna"), ".buffer"); len(buffers) != 2 || !hasClass(buffers[1], "s96") || !hasClass(buffers[1], "e98") {
		t.Error("the buffer after 16:00 is not at its place")
	}
}

func TestCancelledBookingsStayFindable(t *testing.T) {
	p := render(t, NewDay("ru", salon(t)))
	chips := p.all(".chip")
	if len(chips) != 1 || text(chips[0]) != "12:00 Олег отменена" || attr(chips[0], "href") != "/bookings/b3" {
		t.Errorf("chips %v", chips)
	}
	d := salon(t)
	d.Bookings = d.Bookings[:2]
	if p := render(t, NewDay("ru", d)); !matches(p.one("#withdrawn"), "[hidden]") {
		t.Error("an empty strip must be hidden, and there for a live message to fill")
	}
}

func TestBoardsWithNothingToShow(t *testing.T) {
	d := salon(t)
	d.Resources, d.Bookings = nil, nil
	for _, can := range []bool{true, false} {
		d.CanSetUp = can
		if p := render(t, NewDay("en", d)); len(p.all(".grid")) != 0 || strings.Contains(text(p.one(".empty")), "Set up") != can {
			t.Errorf("a company without resources, who may set it up %v: %s", can, text(p.one(".empty")))
		}
	}
	d = salon(t)
	d.Bookings = nil
	for i := range d.Resources {
		d.Resources[i].Blocked = []booking.Block{{Span: whole(d.Date, d.Company.Zone), Exception: booking.Exception{Reason: "Новый год"}}}
	}
	if p := render(t, NewDay("ru", d)); strings.Count(text(p.one(".empty")), "Новый год") != 1 {
		t.Error("a closed day must say why, once")
	}
	d = salon(t)
	d.Bookings = nil
	if p := render(t, NewDay("ru", d)); len(p.all(".grid")) != 1 || len(p.all(".day-hint")) != 1 {
		t.Error("a day without bookings is a grid with a hint")
	}
}

// What a visitor typed is text and nothing else, wherever it is shown.
func TestHostileNamesAreText(t *testing.T) {
	for _, name := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'--></hx-partial><hx-partial hx-target="body">`,
		"\u202eгнорв \u200f", "👩‍👩‍👧‍👦 Ёж", `{{.W}}`, strings.Repeat("Ж", 200),
	} {
		d := salon(t)
		d.Bookings[0].Contact.Name = name
		d.Resources[1].Name = name
		d.Services[0].Name = name
		for _, view := range []View{
			NewBoard(member(), d), NewLive("ru", d, []Change{{Version: 7, Booking: "b2", What: "created"}}, nil),
			NewDetails("ru", DetailsData{Company: d.Company, Booking: d.Bookings[0], Reason: name, Answers: []Answer{{name, name}}}),
		} {
			p := render(t, view)
			for _, n := range append(p.all("script"), p.all("img")...) {
				if src := attr(n, "src"); !strings.HasPrefix(src, "/static/") {
					t.Errorf("%q made an element %s of %T", name, n.Data, view)
				}
			}
			if strings.Contains(p.text, "<hx-partial hx-target=\"body\"") {
				t.Errorf("%q made a partial of %T", name, view)
			}
			if !strings.Contains(text(p.root), strings.Join(strings.Fields(name), " ")) {
				t.Errorf("%q is not shown as typed in %T", name, view)
			}
			for _, forbidden := range []string{" style=", " onclick", "hx-on", "js:", "javascript:"} {
				if strings.Contains(strings.ReplaceAll(p.text, "onerror", ""), forbidden) {
					t.Errorf("%T has %q, which the CSP forbids", view, forbidden)
				}
			}
		}
	}
}
