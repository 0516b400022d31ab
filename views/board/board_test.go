package board_test

import (
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
	_ "okno/views/all"
	"okno/views/board"
	"okno/views/viewstest"
)

func TestBoardShowsTheDay(t *testing.T) {
	p := viewstest.Render(t, board.NewBoard(viewstest.Member(), viewstest.Salon(t)))
	if got := viewstest.Text(p.One("h1")); got != "Вторник, 1 декабря 2026" {
		t.Errorf("heading %q", got)
	}
	if got := viewstest.Text(p.One("#totals")); got != "2 записи занято 27 % 1 ждёт ответа" {
		t.Errorf("totals %q", got)
	}
	if got := viewstest.Text(p.One("title")); got != "Записи, вт, 1 декабря · Okno" {
		t.Errorf("title %q", got)
	}
	columns := p.All(".column")
	if len(columns) != 2 || viewstest.Attr(columns[1], "id") != "column-anna" {
		t.Fatalf("columns are not the resources in order")
	}
	if got := viewstest.Text(p.Within(columns[1], ".column-hours")[0]); got != "9–13, 14–18:30" {
		t.Errorf("hours %q", got)
	}
	if got := viewstest.Text(p.Within(columns[1], ".blocked")[0]); got != "учёба" {
		t.Errorf("exception %q", got)
	}
	if got := viewstest.Attr(p.One(".live"), "hx-ws:connect"); got != "/bookings/live?date=2026-12-01&topic=&version=7" {
		t.Errorf("the socket connects to %q", got)
	}
	html := p.One("html")
	if viewstest.Attr(html, "lang") != "ru" || viewstest.Attr(html, "data-theme") != "dark" {
		t.Errorf("language %q, theme %q", viewstest.Attr(html, "lang"), viewstest.Attr(html, "data-theme"))
	}
}

func TestCardsStandAtTheirTime(t *testing.T) {
	p := viewstest.Render(t, board.NewDay("ru", viewstest.Salon(t)))
	cards := p.Within(p.One("#column-anna"), ".slot")
	if len(cards) != 2 {
		t.Fatalf("%d cards, want 2: the cancelled booking has none", len(cards))
	}
	// The board begins at 8:00: 10:00 is row 24, 15:00 row 84.
	if !viewstest.HasClass(cards[0], "s24") || !viewstest.HasClass(cards[0], "e36") || !viewstest.HasClass(cards[1], "s84") || !viewstest.HasClass(cards[1], "e96") {
		t.Errorf("cards stand at %q and %q", viewstest.Attr(cards[0], "class"), viewstest.Attr(cards[1], "class"))
	}
	past, next := p.Within(cards[0], "a")[0], p.Within(cards[1], "a")[0]
	if !viewstest.HasClass(past, "is-past") || !viewstest.HasClass(past, "is-completed") || viewstest.HasClass(next, "is-past") {
		t.Errorf("classes %q and %q", viewstest.Attr(past, "class"), viewstest.Attr(next, "class"))
	}
	if got, want := viewstest.Text(p.Within(next, ".hidden")[0]), "Полина Егорова, 15:00–16:00, Стрижка, Анна Иванова, Кабинет 1, ждёт ответа, с сайта"; got != want {
		t.Errorf("the card is named %q, want %q", got, want)
	}
	if got := viewstest.Text(p.Within(next, ".mark-joined")[0]); got != "Кабинет 1" {
		t.Errorf("joined with %q", got)
	}
	other := p.Within(p.One("#column-room"), ".slot")
	if len(other) != 1 || !viewstest.HasClass(other[0], "slot-second") || viewstest.Text(p.Within(other[0], ".card-name")[0]) != "Полина Егорова" || viewstest.Text(p.Within(other[0], ".card-service")[0]) != "Анна И. · Стрижка" {
		t.Error("the room's card must name the client and the person, and be the second")
	}
	if now := p.One(".now-line"); !viewstest.HasClass(now, "s76") {
		t.Errorf("the now-line stands at %q, want 14:20", viewstest.Attr(now, "class"))
	}
	if buffers := p.Within(p.One("#column-anna"), ".buffer"); len(buffers) != 2 || !viewstest.HasClass(buffers[1], "s96") || !viewstest.HasClass(buffers[1], "e98") {
		t.Error("the buffer after 16:00 is not at its place")
	}
}

func TestCancelledBookingsStayFindable(t *testing.T) {
	p := viewstest.Render(t, board.NewDay("ru", viewstest.Salon(t)))
	chips := p.All(".chip")
	if len(chips) != 1 || viewstest.Text(chips[0]) != "12:00 Олег отменена" || viewstest.Attr(chips[0], "href") != "/bookings/b3" {
		t.Errorf("chips %v", chips)
	}
	d := viewstest.Salon(t)
	d.Bookings = d.Bookings[:2]
	if p := viewstest.Render(t, board.NewDay("ru", d)); !viewstest.Matches(p.One("#withdrawn"), "[hidden]") {
		t.Error("an empty strip must be hidden, and there for a live message to fill")
	}
}

func TestBoardsWithNothingToShow(t *testing.T) {
	d := viewstest.Salon(t)
	d.Resources, d.Bookings = nil, nil
	for _, can := range []bool{true, false} {
		d.CanSetUp = can
		if p := viewstest.Render(t, board.NewDay("en", d)); len(p.All(".grid")) != 0 || strings.Contains(viewstest.Text(p.One(".empty")), "Set up") != can {
			t.Errorf("a company without resources, who may set it up %v: %s", can, viewstest.Text(p.One(".empty")))
		}
	}
	d = viewstest.Salon(t)
	d.Bookings = nil
	for i := range d.Resources {
		d.Resources[i].Blocked = []engine.Block{{Span: viewstest.Whole(d.Date, d.Company.Zone), Exception: booking.Exception{Reason: "Новый год"}}}
	}
	if p := viewstest.Render(t, board.NewDay("ru", d)); strings.Count(viewstest.Text(p.One(".empty")), "Новый год") != 1 {
		t.Error("a closed day must say why, once")
	}
	d = viewstest.Salon(t)
	d.Bookings = nil
	if p := viewstest.Render(t, board.NewDay("ru", d)); len(p.All(".grid")) != 1 || len(p.All(".day-hint")) != 1 {
		t.Error("a day without bookings is a grid with a hint")
	}
}

// What a visitor typed is text and nothing else, wherever it is shown.
func TestHostileNamesAreText(t *testing.T) {
	for _, name := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'--></hx-partial><hx-partial hx-target="body">`,
		"\u202eгнорв \u200f", "👩‍👩‍👧‍👦 Ёж", `{{.W}}`, strings.Repeat("Ж", 200),
	} {
		d := viewstest.Salon(t)
		d.Bookings[0].Contact.Name = name
		d.Resources[1].Name = name
		d.Services[0].Name = name
		for _, view := range []views.View{
			board.NewBoard(viewstest.Member(), d), board.NewLive("ru", d, []views.Change{{Version: 7, Booking: "b2", Act: "created"}}, nil),
			board.NewDetails("ru", board.DetailsData{Company: d.Company, Booking: d.Bookings[0], Reason: name, Answers: []views.Answer{{Label: name, Value: name}}}),
		} {
			p := viewstest.Render(t, view)
			for _, n := range append(p.All("script"), p.All("img")...) {
				if src := viewstest.Attr(n, "src"); !strings.HasPrefix(src, "/static/") {
					t.Errorf("%q made an element %s of %T", name, n.Data, view)
				}
			}
			if strings.Contains(p.Text, "<hx-partial hx-target=\"body\"") {
				t.Errorf("%q made a partial of %T", name, view)
			}
			if !strings.Contains(viewstest.Text(p.Root), strings.Join(strings.Fields(name), " ")) {
				t.Errorf("%q is not shown as typed in %T", name, view)
			}
			for _, forbidden := range []string{" style=", " onclick", "hx-on", "js:", "javascript:"} {
				if strings.Contains(strings.ReplaceAll(p.Text, "onerror", ""), forbidden) {
					t.Errorf("%T has %q, which the CSP forbids", view, forbidden)
				}
			}
		}
	}
}
