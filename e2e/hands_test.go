package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Hands are faster than answers, and rest on what others change: nothing that was
// pressed or typed is dropped, and no row runs away.
func TestQuickHands(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	w := f.open(f.one, "desk", "")
	t.Run("days", func(t *testing.T) { testEveryTurnCounts(t, f.of(t), w.of(t)) })
	t.Run("ticks", func(t *testing.T) { testEveryTickCounts(t, f.of(t), w.of(t)) })
	t.Run("a list under the pointer", func(t *testing.T) { testRowsStay(t, f.of(t), w.of(t)) })
	t.Run("close of day", func(t *testing.T) { testCloseOfDay(t, f.of(t), w.of(t)) })
	t.Run("a typed date", func(t *testing.T) { testTypedDate(t, f.of(t), w.of(t)) })
	w.quiet(tooSoon)
}

// slow makes each answer of the server come late, as from a far one.
func (w *window) slow(path string) {
	w.t.Helper()
	w.exec(`(() => { const real = window.realFetch ??= window.fetch; window.fetch = async (...request) => {
		if (String(request[0]).includes(` + quote(path) + `)) await new Promise(r => setTimeout(r, 150));
		return real(...request) } })()`)
}

// testEveryTurnCounts presses the arrow of the next day faster than days come.
func testEveryTurnCounts(t *testing.T, f *front, w *window) {
	w.slow("/bookings?")
	w.exec(`document.querySelector("#main").focus()`)
	want := f.day
	for range 4 {
		w.press("ArrowRight", 0)
		want = dayAfter(t, want)
	}
	w.settled("the fourth day", `document.querySelector("#day").dataset.date === `+quote(want))
	x, y := w.middle("#day-previous", "nearest")
	for range 3 {
		w.mouse(input.DispatchMouseEventTypeMousePressed, x, y)
		w.resolved(`new Promise(r => setTimeout(() => r(true), 200))`) // a day comes while the button is down
		w.mouse(input.DispatchMouseEventTypeMouseReleased, x, y)
		w.resolved(`new Promise(r => setTimeout(() => r(true), 80))`) // no finger is back sooner
	}
	w.settled("the day after the first one", `document.querySelector("#day").dataset.date === `+quote(dayAfter(t, f.day)))
	// In the form of a new booking as well.
	w.keys("n")
	w.inModal("#when-next")
	date := js[string](w, `document.querySelector("#when-date").value`)
	w.slow("times")
	x, y = w.middle("#when-next", "nearest")
	for range 3 {
		w.mouse(input.DispatchMouseEventTypeMousePressed, x, y)
		w.mouse(input.DispatchMouseEventTypeMouseReleased, x, y)
		date = dayAfter(t, date)
	}
	w.wait("three days on", `document.querySelector("#when-date").value === `+quote(date))
	w.keys(kb.Escape)
	w.wait("it to close", closed)
	w.exec(`localStorage.clear()`)
}

// testEveryTickCounts ticks three people before the first answer has come.
func testEveryTickCounts(t *testing.T, f *front, w *window) {
	w.do(chromedp.Navigate(f.one + "/bookings?date=" + f.day))
	w.settled("the board", `document.querySelectorAll("#grid .column").length === 4`)
	w.online()
	w.slow("/bookings?")
	w.tap("#filter-resource summary")
	for _, ref := range []string{"anna", "maria", "olga"} {
		w.tap("#pick-" + f.resource(ref))
	}
	w.settled("three columns", `document.querySelectorAll("#grid .column").length === 3 && document.querySelectorAll("#filter-resource input:checked").length === 3`)
	w.tap("#filter-all")
	w.settled("all of them", `!document.querySelector("#filter-all")`)
	w.tap("#only-people")
	w.settled("people alone", `document.querySelectorAll("#grid .column").length === 3 && document.querySelector("#only-people[aria-checked=true]")`)
	w.tap("#only-people")
	w.settled("the room again", `document.querySelectorAll("#grid .column").length === 4`)
}

// scrolled is how far the page is scrolled, whatever scrolls in it.
const scrolled = `[...document.querySelectorAll("*")].reduce((sum, e) => sum + e.scrollTop, 0)`

// testRowsStay has bookings come in above the row that the pointer is on.
func testRowsStay(t *testing.T, f *front, w *window) {
	last := f.book("cut", "anna", "17:00", "Под Рукой")
	w.size(1440, 300) // a page that scrolls, so that it has to be scrolled back
	defer w.size(1440, 900)
	for _, page := range []struct{ path, row string }{ // first that whose row is above those that come in on the other
		{"/overview", "#overview-waiting li"},
		{"/bookings?view=list&date=" + f.day, "#row-" + last},
	} {
		path, row := page.path, page.row
		w.do(chromedp.Navigate(f.one + path))
		w.settled("the row on "+path, `document.querySelector(`+quote(row)+`)`)
		w.online()
		w.exec(`window.row = document.querySelector(` + quote(row) + `); window.rowID = row.id || row.querySelector("[id]").id`)
		x, y := w.middle(row, "nearest")
		w.hover(5, 5)
		w.hover(x, y)
		from := js[float64](w, scrolled)
		top := js[float64](w, `document.getElementById(rowID).getBoundingClientRect().top`)
		for i, at := range []string{"09:00", "10:00"} {
			name := fmt.Sprint("Ранняя ", i, path[1:3])
			f.book("cut", map[string]string{"/overview": "maria"}[path]+map[bool]string{true: "olga"}[path != "/overview"], at, name)
			w.wait("what has come in on "+path, `document.querySelector("#list, #overview").textContent.includes(`+quote(name)+`)`)
		}
		w.twoFrames()
		if now := js[float64](w, `document.getElementById(rowID).getBoundingClientRect().top`); now < top-3 || now > top+3 { // a page scrolls by whole pixels
			t.Errorf("%s: the row has gone from %v to %v", path, top, now)
		}
		if js[float64](w, scrolled) == from {
			t.Errorf("%s: nothing was scrolled past", path)
		}
		w.hover(5, 5)
		w.wait("the page to be where it was, when the pointer has gone", scrolled+fmt.Sprintf(` === %v`, from))
	}
}

// testTypedDate types the date of a lead's next step, and another one over it.
func testTypedDate(t *testing.T, f *front, w *window) {
	a := post(f.two+"/api/v1/widget/front-site/leads", "typed-date", `{"answers": {"name": "Дата Набранная", "phone": "+79161234567"}, "consent": true}`)
	if a.status != 201 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	w.do(chromedp.Navigate(f.one + "/leads"))
	w.settled("the lead", row("Дата Набранная"))
	w.online()
	w.exec(row("Дата Набранная") + `.querySelector("a").click()`)
	w.settled("its sheet", `document.querySelector("#lead-next")`)
	planned := func() string {
		var next string
		if err := f.db.Get(&next, `select coalesce(next_on::text, '') from leads where company_id = $1 and payload::text like '%Набранная%'`, f.company); err != nil {
			t.Fatal(err)
		}
		return next
	}
	for _, typed := range []struct{ keys, date string }{{"11112031", "2031-11-11"}, {"12122032", "2032-12-12"}, {"1" + kb.ArrowRight + "2" + kb.ArrowRight + "2033", "2033-01-02"}} {
		w.exec(`document.querySelector("#lead-next").focus(); window.sent = 0; document.addEventListener("htmx:before:request", e => { window.sent += e.detail.ctx.request.action.endsWith("/next") })`)
		for i, key := range typed.keys {
			if i == len("1212") && typed.keys[0:4] == "1212" { // which with the year that stands there is a date already
				w.resolved(`new Promise(r => setTimeout(() => r(true), 1000))`)
			}
			w.keys(string(key))
		}
		if !strings.Contains(typed.keys, kb.ArrowRight) { // a year of its own ends the date; otherwise whoever leaves the field does
			w.keys(kb.Tab + kb.Tab + kb.Tab + kb.Tab)
		}
		await(t, typed.keys+" to be the next step", func() (bool, any) { return planned() == typed.date, planned() })
		w.wait("no complaint", `!document.querySelector("#error-next, .htmx-request")`)
	}
}

// testCloseOfDay decides what is over, a key each, while somebody else looks on.
func testCloseOfDay(t *testing.T, f *front, w *window) {
	first, second := f.book("cut", "maria", "12:00", "Вчерашняя Первая"), f.book("cut", "maria", "14:00", "Вчерашняя Вторая")
	for _, query := range []string{
		`update booking_resources set occupied = tstzrange(lower(occupied) - interval '3 days', upper(occupied) - interval '3 days') where booking_id in ($1, $2)`,
		`update bookings set starts_at = starts_at - interval '3 days', ends_at = ends_at - interval '3 days', status = 'confirmed',
			occupied = tstzrange(lower(occupied) - interval '3 days', upper(occupied) - interval '3 days') where id in ($1, $2)`,
	} {
		if _, err := f.db.Exec(query, first, second); err != nil {
			t.Fatal(err)
		}
	}
	other := f.open(f.two, "dora", "")
	if got := js[string](other, `document.querySelector(".totals-undecided")?.textContent ?? ""`); got != "не закрыты 2 записи" {
		t.Errorf("the board counts %q", got)
	}
	for _, each := range []*window{w, other} {
		each.do(chromedp.Navigate(map[*window]string{w: f.one, other: f.two}[each] + "/bookings/undecided"))
		each.settled("the list", `document.querySelectorAll(".undecided-row").length === 2`)
		each.online()
	}
	w.still()
	w.accessible("close of day")
	w.exec(`document.querySelector("#main").focus()`)
	w.press("ArrowDown", 0)
	w.wait("the first row", `document.activeElement.id === "undecided-open-`+first+`"`)
	w.keys("d")
	other.wait("it gone for the other desk", `document.querySelectorAll(".undecided-row").length === 1`)
	w.wait("the focus on the next", `document.activeElement.id === "undecided-open-`+second+`"`)
	w.keys("l")
	for _, each := range []*window{w, other} {
		each.wait("nothing left", `document.querySelector("#undecided .empty")`)
	}
	w.still()
	w.accessible("day closed")
	w.takeBack("оставлено как есть")
	for _, each := range []*window{w, other} {
		each.wait("it asked about again", `document.querySelector("#undecided-`+second+`")`)
	}
	w.exec(`document.querySelector("#undecided-` + second + ` [data-act=no_show]").click()`)
	other.wait("nothing left", `document.querySelector("#undecided .empty")`)
	other.quiet(tooSoon)
}
