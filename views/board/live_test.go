package board_test

import (
	"strings"
	"testing"
	"time"

	"okno/views"
	_ "okno/views/all"
	"okno/views/board"
	"okno/views/day"
	"okno/views/viewstest"
)

func TestLiveSendsWhatTheChangeTouches(t *testing.T) {
	d := viewstest.Salon(t)
	page, live := viewstest.Render(t, board.NewDay("ru", d)), viewstest.Render(t, board.NewLive("ru", d, []views.Change{{Version: 7, Booking: "b1", Act: "confirmed"}}, nil))
	if got := live.All(".column"); len(got) != 1 || viewstest.Attr(got[0], "id") != "column-anna" {
		t.Fatalf("%d columns, want Anna's alone", len(got))
	}
	column := func(text string) string {
		_, rest, _ := strings.Cut(text, `<section class="column" id="column-anna"`)
		inside, _, _ := strings.Cut(rest, "</section>")
		return inside
	}
	if column(page.Text) == "" || column(page.Text) != column(live.Text) {
		t.Error("the column of the message is not the column of the page")
	}
	window := viewstest.Attr(page.One("#day"), "data-window")
	target := "[data-window='" + window + "'] #column-anna"
	if len(live.All("[hx-target="+target+"]")) != 1 {
		t.Errorf("no partial for %s", target)
	}
	if len(live.All("[hx-target=#day:not([data-window='"+window+"']) #refetch]")) != 1 {
		t.Error("a board of another window must fetch itself anew")
	}
	if len(live.All("[hx-target=#modal #booking-b1 .details-refetch]")) != 1 {
		t.Error("an open modal of the booking must fetch itself anew")
	}
}

// A booking that was made out of a hold comes with the hold's own change: one that was not touches no other column.
func TestLiveSendsWhereSlotsAreHeldOnlyWhenOneIsTakenOrLeft(t *testing.T) {
	d := viewstest.Salon(t)
	held := func(changes ...views.Change) int {
		return len(viewstest.Render(t, board.NewLive("ru", d, changes, nil)).All(".ghosts")) // with those of whole columns
	}
	created := views.Change{Version: 7, Booking: "b2", Act: "created", Known: true}
	if got := held(created); got != 2 {
		t.Errorf("a new booking sends where slots are held in %d columns, want its own two", got)
	}
	if got := held(created, views.Change{Version: 7, Act: "released"}); got != len(d.Resources) {
		t.Errorf("one out of a hold sends it in %d columns, want %d", got, len(d.Resources))
	}
}

func TestLiveTellsNews(t *testing.T) {
	d := viewstest.Salon(t)
	changes := []views.Change{{Version: 6, Booking: "b2", Act: "created"}, {Version: 7, Booking: "b3", Act: "cancelled"}, {Version: 7, Booking: "b1", Act: "resent"}}
	p := viewstest.Render(t, board.NewLive("ru", d, changes, nil))
	news := p.All(".news")
	if len(news) != 2 {
		t.Fatalf("%d news, want 2: what has no words is not told", len(news))
	}
	if viewstest.Text(news[0]) != "Новая запись: Полина Егорова, 15:00" || viewstest.Attr(news[0], "data-version") != "6" || !viewstest.Matches(news[0], "[data-fresh]") {
		t.Errorf("news %q", viewstest.Text(news[0]))
	}
	if viewstest.Text(news[1]) != "Запись отменена: Олег, 12:00" || viewstest.Matches(news[1], "[data-fresh]") {
		t.Errorf("news %q", viewstest.Text(news[1]))
	}
	if len(p.All(".column")) != 2 {
		t.Error("the booking on two resources touches two columns")
	}
}

func TestLiveWhereABookingHasLeft(t *testing.T) {
	d := viewstest.Salon(t)
	p := viewstest.Render(t, board.NewLive("ru", d, []views.Change{{Version: 7, Booking: "gone", Act: "moved", StoodOn: d.Bookings[0].Resources[1:], Known: true}}, nil))
	if got := p.All(".column"); len(got) != 1 || viewstest.Attr(got[0], "id") != "column-room" {
		t.Error("the column that a booking has left must be sent")
	}
	if len(p.All(".news")) != 0 {
		t.Error("nothing is known of a booking that is not on this day, so nothing is told")
	}
}

func TestLiveOfTheWholeBoard(t *testing.T) {
	p := viewstest.Render(t, board.NewLive("ru", viewstest.Salon(t), []views.Change{{Version: 7}}, nil))
	if len(p.All("#day")) != 1 || len(p.All(".column")) != 2 {
		t.Error("when everything may look different the whole day is sent")
	}
}

// A closed day and one without resources have no columns that a message could
// change: they must fetch themselves anew. A day that is only free has.
func TestLiveChangesHowADayIsShown(t *testing.T) {
	booked := viewstest.Salon(t)
	closed := viewstest.Salon(t)
	closed.Bookings = nil
	for i := range closed.Resources {
		closed.Resources[i].Working = nil
	}
	seen := map[string]bool{}
	for _, d := range []day.BoardData{booked, closed, {Company: booked.Company, Date: booked.Date, Now: booked.Now}} {
		window := board.NewDay("ru", d).Window
		if window != board.NewLive("ru", d, nil, nil).Window {
			t.Error("the message of the same day has another window")
		}
		if seen[window] {
			t.Errorf("the window %s is used for two states", window)
		}
		seen[window] = true
	}
}

func TestPulse(t *testing.T) {
	p := viewstest.Render(t, views.NewPulse(9, time.Unix(1764588000, 0)))
	pulse := p.One("#pulse")
	if viewstest.Attr(pulse, "data-version") != "9" || viewstest.Attr(pulse, "data-now") != "1764588000" {
		t.Errorf("pulse %v", pulse.Attr)
	}
	if len(p.All("hx-partial")) != 1 {
		t.Error("a heartbeat is one partial")
	}
}
