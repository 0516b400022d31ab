package views

import (
	"strings"
	"testing"
	"time"
)

func TestLiveSendsWhatTheChangeTouches(t *testing.T) {
	d := salon(t)
	page, live := render(t, NewDay("ru", d)), render(t, NewLive("ru", d, []Change{{Version: 7, Booking: "b1", What: "confirmed"}}, nil))
	if got := live.all(".column"); len(got) != 1 || attr(got[0], "id") != "column-anna" {
		t.Fatalf("%d columns, want Anna's alone", len(got))
	}
	column := func(text string) string {
		_, rest, _ := strings.Cut(text, `<section class="column" id="column-anna"`)
		inside, _, _ := strings.Cut(rest, "</section>")
		return inside
	}
	if column(page.text) == "" || column(page.text) != column(live.text) {
		t.Error("the column of the message is not the column of the page")
	}
	window := attr(page.one("#day"), "data-window")
	target := "[data-window='" + window + "'] #column-anna"
	if len(live.all("[hx-target="+target+"]")) != 1 {
		t.Errorf("no partial for %s", target)
	}
	if len(live.all("[hx-target=#day:not([data-window='"+window+"']) #refetch]")) != 1 {
		t.Error("a board of another window must fetch itself anew")
	}
	if len(live.all("[hx-target=#modal #booking-b1 .details-refetch]")) != 1 {
		t.Error("an open modal of the booking must fetch itself anew")
	}
}

func TestLiveTellsNews(t *testing.T) {
	d := salon(t)
	changes := []Change{{Version: 6, Booking: "b2", What: "created"}, {Version: 7, Booking: "b3", What: "cancelled"}, {Version: 7, Booking: "b1", What: "resent"}}
	p := render(t, NewLive("ru", d, changes, nil))
	news := p.all(".news")
	if len(news) != 2 {
		t.Fatalf("%d news, want 2: what has no words is not told", len(news))
	}
	if text(news[0]) != "Новая запись: Полина Егорова, 15:00" || attr(news[0], "data-version") != "6" || !matches(news[0], "[data-fresh]") {
		t.Errorf("news %q", text(news[0]))
	}
	if text(news[1]) != "Запись отменена: Олег, 12:00" || matches(news[1], "[data-fresh]") {
		t.Errorf("news %q", text(news[1]))
	}
	if len(p.all(".column")) != 2 {
		t.Error("the booking on two resources touches two columns")
	}
}

func TestLiveWhereABookingHasLeft(t *testing.T) {
	d := salon(t)
	p := render(t, NewLive("ru", d, []Change{{Version: 7, Booking: "gone", What: "moved", StoodOn: d.Bookings[0].Resources[1:], Known: true}}, nil))
	if got := p.all(".column"); len(got) != 1 || attr(got[0], "id") != "column-room" {
		t.Error("the column that a booking has left must be sent")
	}
	if len(p.all(".news")) != 0 {
		t.Error("nothing is known of a booking that is not on this day, so nothing is told")
	}
}

func TestLiveOfTheWholeBoard(t *testing.T) {
	p := render(t, NewLive("ru", salon(t), []Change{{Version: 7}}, nil))
	if len(p.all("#day")) != 1 || len(p.all(".column")) != 2 {
		t.Error("when everything may look different the whole day is sent")
	}
}

// A closed day and one without resources have no columns that a message could
// change: they must fetch themselves anew. A day that is only free has.
func TestLiveChangesHowADayIsShown(t *testing.T) {
	booked := salon(t)
	closed := salon(t)
	closed.Bookings = nil
	for i := range closed.Resources {
		closed.Resources[i].Working = nil
	}
	seen := map[string]bool{}
	for _, d := range []BoardData{booked, closed, {Company: booked.Company, Date: booked.Date, Now: booked.Now}} {
		window := NewDay("ru", d).Window
		if window != NewLive("ru", d, nil, nil).Window {
			t.Error("the message of the same day has another window")
		}
		if seen[window] {
			t.Errorf("the window %s is used for two states", window)
		}
		seen[window] = true
	}
}

func TestPulse(t *testing.T) {
	p := render(t, NewPulse(9, time.Unix(1764588000, 0)))
	pulse := p.one("#pulse")
	if attr(pulse, "data-version") != "9" || attr(pulse, "data-now") != "1764588000" {
		t.Errorf("pulse %v", pulse.Attr)
	}
	if len(p.all("hx-partial")) != 1 {
		t.Error("a heartbeat is one partial")
	}
}
