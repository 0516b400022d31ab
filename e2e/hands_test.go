package e2e

import (
	"fmt"
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
	x, y := w.middle("#day-previous")
	for range 3 {
		w.mouse(input.DispatchMouseEventTypeMousePressed, x, y)
		w.wait("a moment", `new Promise(r => setTimeout(() => r(true), 200))`) // a day comes while the button is down
		w.mouse(input.DispatchMouseEventTypeMouseReleased, x, y)
	}
	w.settled("the day after the first one", `document.querySelector("#day").dataset.date === `+quote(dayAfter(t, f.day)))
	// In the form of a new booking as well.
	w.keys("n")
	w.inModal("#when-next")
	date := js[string](w, `document.querySelector("#when-date").value`)
	w.slow("times")
	x, y = w.middle("#when-next")
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
}

// testRowsStay has bookings come in above the row that the pointer is on.
func testRowsStay(t *testing.T, f *front, w *window) {
	last := f.book("cut", "anna", "17:00", "Под Рукой")
	for path, row := range map[string]string{
		"/bookings?view=list&date=" + f.day: "#row-" + last,
		"/overview":                         "#overview-waiting li",
	} {
		w.do(chromedp.Navigate(f.one + path))
		w.settled("the row on "+path, `document.querySelector(`+quote(row)+`)`)
		w.online()
		w.exec(`window.row = document.querySelector(` + quote(row) + `); window.rowID = row.id || row.querySelector("[id]").id`)
		x, y := w.middle(row)
		w.hover(5, 5)
		w.hover(x, y)
		top := js[float64](w, `document.getElementById(rowID).getBoundingClientRect().top`)
		for i, at := range []string{"09:00", "10:00"} {
			name := fmt.Sprint("Ранняя ", i, path[1:3])
			f.book("cut", map[string]string{"/overview": "maria"}[path]+map[bool]string{true: "olga"}[path != "/overview"], at, name)
			w.wait("what has come in on "+path, `document.querySelector("#list, #overview").textContent.includes(`+quote(name)+`)`)
		}
		w.wait("two frames", `new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(true))))`)
		if now := js[float64](w, `document.getElementById(rowID).getBoundingClientRect().top`); now < top-3 || now > top+3 { // a page scrolls by whole pixels
			t.Errorf("%s: the row has gone from %v to %v", path, top, now)
		}
		w.hover(5, 5)
		w.wait("the page to be where it was, when the pointer has gone", `document.querySelector("#main").scrollTop === 0 && scrollY === 0`)
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
	for _, typed := range []struct{ keys, date string }{{"11112031", "2031-11-11"}, {"12122032", "2032-12-12"}} {
		w.exec(`document.querySelector("#lead-next").focus(); window.sent = 0; document.addEventListener("htmx:before:request", e => { window.sent += e.detail.ctx.request.action.endsWith("/next") })`)
		for _, key := range typed.keys {
			w.keys(string(key))
		}
		w.keys(kb.Tab + kb.Tab + kb.Tab + kb.Tab)
		w.wait("a line of it", `document.querySelector(".lead-history").textContent.replace(/\s/g, " ").includes(`+quote(typed.date[8:]+" ")+`) && !document.querySelector("#error-next")`)
		if got := planned(); got != typed.date {
			t.Errorf("%s typed: the next step is on %q", typed.keys, got)
		}
	}
}
