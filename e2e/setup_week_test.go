package e2e

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The week of a resource as its owner paints and types it.
func TestWeek(t *testing.T) {
	t.Parallel()
	p := salon(t)
	importFile(t, p, "testdata/solo.json", "solo", "sam@solo.example")
	importFile(t, p, "testdata/bare.json", "bare", "boris@bare.example")
	chrome := browser(t)
	w := enter(t, chrome, p, "owner", "sam@solo.example", "/schedules?view=week")
	t.Run("painting", func(t *testing.T) { testPainting(t, w.of(t), p) })
	t.Run("mistakes", func(t *testing.T) { testWeekMistakes(t, w.of(t)) })
	t.Run("keyboard", func(t *testing.T) { testWeekKeys(t, w.of(t)) })
	t.Run("finger", func(t *testing.T) { testWeekFinger(t, w.of(t)) })
	t.Run("two admins", func(t *testing.T) { testWeekConflict(t, chrome, p, w.of(t)) })
	t.Run("bookings that are hit", func(t *testing.T) { testWeekHits(t, w.of(t), p) })
	w.quiet("422", "409")
	inRussian(t, func(t *testing.T, lang string) { testWeekLooks(t, chrome, p, lang) })
}

// hour is the place of a moment of the week in the grid, on the screen.
func (w *window) hour(day int, hours float64) [2]float64 {
	w.t.Helper()
	at := js[[]float64](w, fmt.Sprintf(`(() => {
		const column = document.querySelector("#week-grid .week-day[data-day='%d']");
		document.querySelector("#week-grid").scrollIntoView({block: "end"});
		const box = column.getBoundingClientRect();
		return [box.left + box.width / 2, box.top + box.height * %f / 24];
	})()`, day, hours))
	return [2]float64{at[0], at[1]}
}

// paint draws from one place of the grid to another.
func (w *window) paint(from, to [2]float64) {
	w.t.Helper()
	w.mouse(input.DispatchMouseEventTypeMousePressed, from[0], from[1])
	for step := range 4 {
		part := float64(step+1) / 4
		w.mouse(input.DispatchMouseEventTypeMouseMoved, from[0]+(to[0]-from[0])*part, from[1]+(to[1]-from[1])*part)
	}
	w.mouse(input.DispatchMouseEventTypeMouseReleased, to[0], to[1])
}

// week is what the rows say, and what the grid shows of it.
const week = `[...document.querySelectorAll(".week-row")].map(r => r.closest("[data-day]").dataset.day + " " + r.querySelector("[name^=from-]").value + "–" + r.querySelector("[name^=to-]").value).join(", ")`
const drawn = `[...document.querySelectorAll(".week-block:not(.is-continued)")].map(b => b.parentElement.dataset.day + " " + b.textContent).join(", ")`

// days is a week of the same hours on each of the days.
func daysOf(hours string, days ...int) string {
	var all []string
	for _, day := range days {
		all = append(all, fmt.Sprintf("%d %s", day, hours))
	}
	return strings.Join(all, ", ")
}

// offered are the hours of the widget API on a weekday of the week after this one.
func offered(t *testing.T, p product, weekday int) string {
	t.Helper()
	date, err := time.Parse(time.DateOnly, today(t, "Europe/London"))
	if err != nil {
		t.Fatal(err)
	}
	date = date.AddDate(0, 0, 7)
	for int(date.Weekday()+6)%7+1 != weekday {
		date = date.AddDate(0, 0, 1)
	}
	var s slots
	fetch(t, fmt.Sprintf("%s/api/v1/widget/solo-site/slots?service=hour&from=%s&to=%[2]s", p.okno, date.Format(time.DateOnly)), &s)
	var starts []string
	for _, slot := range s.Days[0].Slots {
		starts = append(starts, slot.Start[11:13])
	}
	return strings.Join(starts, " ")
}

func testPainting(t *testing.T, w *window, p product) {
	w.paint(w.hour(1, 12.1), w.hour(1, 12.9)) // closes Monday's noon
	w.paint(w.hour(2, 18), w.hour(2, 20))     // pulls the end of Tuesday
	w.paint(w.hour(3, 20.1), w.hour(4, 21.9)) // opens the evenings of two days
	w.paint(w.hour(6, 8.5), w.hour(7, 18.5))  // must open around, not close: it begins on nothing
	want := "1 09:00–12:00, 1 13:00–18:00, 2 09:00–20:00, 3 09:00–18:00, 3 20:00–22:00, 4 09:00–18:00, 4 20:00–22:00, 5 09:00–18:00, 6 08:30–18:30, 7 08:30–18:30"
	if got := js[string](w, week); got != want {
		t.Errorf("the rows say %s, want %s", got, want)
	}
	if got := js[string](w, drawn); got != strings.ReplaceAll(want, " 0", " ") {
		t.Errorf("the grid shows %s", got)
	}
	if got := offered(t, p, 1); got != "09 10 11 12 13 14 15 16 17" {
		t.Errorf("before saving Monday offers %s", got)
	}
	w.exec(`document.querySelector("#week-save").click()`)
	w.wait("what was saved", `document.querySelector(".toast-undo") && !document.querySelector("#week[data-changed]")`)
	for weekday, want := range map[int]string{1: "09 10 11 13 14 15 16 17", 2: "09 10 11 12 13 14 15 16 17 18 19", 3: "09 10 11 12 13 14 15 16 17 20 21", 7: "09 10 11 12 13 14 15 16 17"} {
		if got := offered(t, p, weekday); got != want {
			t.Errorf("day %d offers %s, want %s", weekday, got, want)
		}
	}
	if got := js[string](w, `document.querySelector(".toast-text").textContent.replace(/\u00a0/g, " ")`); got != "Sam: saved. Was 63 h, now 70 h." {
		t.Errorf("the toast says %q", got)
	}
	w.exec(`document.querySelector(".toast-undo").click()`)
	w.wait("the week before", week+` === `+quote(daysOf("09:00–18:00", 1, 2, 3, 4, 5, 6, 7)))
	if got := offered(t, p, 1); got != "09 10 11 12 13 14 15 16 17" {
		t.Errorf("after the undo Monday offers %s", got)
	}
}

// Hours that are taken from under a booking: it is shown, what was painted stays
// while its owner thinks, and all happens at once when he has decided.
func testWeekHits(t *testing.T, w *window, p product) {
	hours := strings.Fields(offered(t, p, 1))
	last := hours[len(hours)-1]
	date, err := time.Parse(time.DateOnly, today(t, "Europe/London"))
	if err != nil {
		t.Fatal(err)
	}
	for date = date.AddDate(0, 0, 7); date.Weekday() != time.Monday; {
		date = date.AddDate(0, 0, 1)
	}
	a := post(p.okno+"/api/v1/widget/solo-site/bookings", "hit", `{"service": "hour", "start": "`+date.Format(time.DateOnly)+`T`+last+`:00:00Z", "client": {"name": "Hattie", "phone": "+442079460000"}, "consent": true}`)
	if a.status != 201 {
		t.Fatalf("booking %s: %d", last, a.status)
	}
	var hour float64
	if _, err := fmt.Sscan(last, &hour); err != nil {
		t.Fatal(err)
	}
	w.do(chromedp.Navigate(p.okno + "/schedules?view=week"))
	w.paint(w.hour(1, hour+.1), w.hour(1, hour+.9))
	painted := js[string](w, week)
	w.exec(`document.querySelector("#week-save").click()`)
	w.wait("the question", `document.querySelector("#modal[open] .hit-row")?.textContent.includes("Hattie") && document.activeElement.className === "details-title"`)
	w.accessible("bookings that are hit")
	w.picture("week-hits")
	w.keys(kb.Escape)
	w.wait("the week as it was painted", `!document.querySelector("#modal[open]") && document.querySelector("#week[data-changed]") && `+week+` === `+quote(painted))
	w.exec(`document.querySelector("#week-save").click()`)
	w.wait("the question again", `document.querySelector("#modal[open] .hit-fate")`)
	w.exec(`document.querySelector(".hit-fate").value = "cancel"; document.querySelector(".hit-fate").dispatchEvent(new Event("change", {bubbles: true}))`)
	w.exec(`document.querySelector("#hits [data-act=save]").click()`)
	w.wait("the week saved and the booking cancelled", `!document.querySelector("#modal[open]") && !document.querySelector("#week[data-changed]") && [...document.querySelectorAll(".toast-text")].some(e => e.textContent.includes("1 booking cancelled"))`)
	if got := offered(t, p, 1); strings.Contains(got, last) {
		t.Errorf("Monday still offers %s", got)
	}
}

// Mistakes are told by their fields, and what was typed stays.
func testWeekMistakes(t *testing.T, w *window) {
	w.exec(`(() => { const [a, b] = document.querySelectorAll(".week-row [name^=to-]"); a.value = "25:61"; a.dispatchEvent(new Event("input", {bubbles: true})); b.value = "2"; b.dispatchEvent(new Event("input", {bubbles: true})) })()`)
	w.wait("the question", `document.querySelectorAll(".week-row")[1].querySelector(".week-night:not([hidden])")?.textContent.includes("until 2:00 the next day")`)
	w.wait("the night, drawn on the next day", `document.querySelectorAll(".week-block.is-continued").length === 1`)
	w.exec(`document.querySelector("#week-save").click()`)
	w.wait("what is wrong, with the focus on it", `document.activeElement.matches("#to-0[aria-invalid]") && document.activeElement.value === "25:61"`)
	w.wait("the question in words", `document.querySelector("#night-1-wrong")?.textContent.includes("2:00 the next day?")`)
	w.exec(`document.querySelector("#night-1").click(); document.querySelector("#remove-0").click(); document.querySelector("#week-save").click()`)
	w.wait("the night, saved", `!document.querySelector("#week[data-changed]") && `+week+`.startsWith("2 09:00–02:00, 3 09")`)
}

// Without a mouse: the grid by arrows and space, a row by its fields.
func testWeekKeys(t *testing.T, w *window) {
	w.exec(`document.querySelector("#add-7").focus()`)
	w.seek(`.week-cell`)
	w.exec(`document.querySelector(".week-cell[data-day='1'][data-hour='9']").focus()`)
	w.keys(" ")
	w.keys(kb.ArrowDown)
	w.keys(" ")
	w.wait("two hours of Monday", week+`.startsWith("1 09:00–11:00, ")`)
	w.wait("words about it", `document.querySelector("#week-said").textContent.includes("Monday, 10:00–11:00")`)
	w.wait("the cell selected", `document.activeElement.matches("[data-day='1'][data-hour='10'][aria-selected=true]")`)
	call(w, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "z", Code: "KeyZ", Modifiers: 2})
	w.wait("one step less", week+`.startsWith("1 09:00–10:00, ")`)
	w.exec(`document.querySelector("#add-1").focus()`)
	w.keys(kb.Enter)
	w.wait("a new row, with the focus", `document.activeElement.matches("[data-day='1'] [name^=from-]") && document.activeElement.value === ""`)
	w.keys("11" + kb.Tab + "1230")
	w.wait("it on the grid", drawn+`.includes("1 11:00–12:30")`)
	w.keys(kb.Enter)
	w.wait("it saved", `!document.querySelector("#week[data-changed]") && `+week+`.startsWith("1 09:00–10:00, 1 11:00–12:30, ")`)
}

// A finger opens an hour by a touch and paints after a rest; a quick move scrolls.
func testWeekFinger(t *testing.T, w *window) {
	before := js[string](w, week)
	touch := func(kind input.DispatchTouchEventType, at ...[2]float64) {
		var points []*input.TouchPoint
		for _, p := range at {
			points = append(points, &input.TouchPoint{X: p[0], Y: p[1]})
		}
		call(w, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
	}
	w.exec(`for (const toast of document.querySelectorAll(".toast")) toast.remove()`) // they lie over the grid
	at := w.hour(1, 20.5)
	touch(input.DispatchTouchEventTypeTouchStart, at)
	touch(input.DispatchTouchEventTypeTouchEnd)
	w.wait("an hour", week+`.includes("1 20:00–21:00")`)
	at = w.hour(5, 20.1)
	touch(input.DispatchTouchEventTypeTouchStart, at)
	w.wait("the paint", drawn+`.includes("5 20:00–20:15")`)
	for _, hours := range []float64{20.5, 21, 21.4} {
		touch(input.DispatchTouchEventTypeTouchMove, w.hour(5, hours))
	}
	touch(input.DispatchTouchEventTypeTouchEnd)
	w.wait("what was painted", week+`.includes("5 20:00–21:30")`)
	w.exec(`window.confirm = () => true; document.querySelector("#week-discard").click()`)
	w.wait("the week as it was", `!document.querySelector("#week[data-changed]") && `+week+` === `+quote(before))
}

// The second of two admins is told, sees both versions and chooses.
func testWeekConflict(t *testing.T, chrome context.Context, p product, w *window) {
	other := enter(t, chrome, p, "other", "sam@solo.example", "/schedules?view=week")
	other.exec(`document.querySelector(".week-cell[data-day='2'][data-hour='21']").focus()`)
	other.keys(" ")
	w.exec(`document.querySelector("#week-clear").click()`)
	w.wait("an empty form", `document.querySelectorAll(".week-row").length === 0 && document.querySelector("#week[data-changed]")`)
	w.exec(`document.querySelector("#add-5").click(); document.activeElement.value = "10"; document.activeElement.closest("li").querySelector("[name^=to-]").value = "14"; document.querySelector("#week-save").click()`)
	w.wait("the short week", `!document.querySelector("#week[data-changed]") && `+week+` === "5 10:00–14:00"`)
	typed := js[string](other, week)
	other.exec(`document.querySelector("#week-save").click()`)
	other.wait("both versions", `document.activeElement.id === "week-problem" && document.querySelectorAll(".week-versions .is-different").length === 7`)
	if got := js[string](other, week); got != typed {
		t.Errorf("what was painted, %s, has become %s", typed, got)
	}
	other.right("week-conflict", "en")
	other.exec(`document.querySelector("#week-over").click()`)
	other.wait("the own version", `!document.querySelector(".week-conflict, #week[data-changed]") && `+week+` === `+quote(typed))
	other.quiet("409")
}

func testWeekLooks(t *testing.T, chrome context.Context, p product, lang string) {
	w := enter(t, chrome, p, "salon", "olga@lotos.example", "/schedules")
	w.speak(lang, p.okno+"/schedules?view=week")
	w.right("week", lang)
	w.exec(`for (const d of document.querySelectorAll(".week-more")) d.open = true; document.querySelector("#week [name^=to-]").value = "25:61"; document.querySelectorAll("#week [name^=to-]")[1].value = "2"; document.querySelector("#week-save").click()`)
	w.wait("what is wrong", `document.querySelector(".field-problem")`)
	w.exec(`for (const d of document.querySelectorAll(".week-more")) d.open = true`)
	w.right("week-wrong", lang)
	w.exec(`window.onbeforeunload = null; document.querySelector("#week").removeAttribute("data-changed")`)
	bare := enter(t, chrome, p, "bare", "boris@bare.example", "/schedules")
	bare.speak(lang, p.okno+"/schedules")
	bare.right("week-none", lang)
	look := enter(t, chrome, p, "desk", "ekaterina@lotos.example", "/schedules")
	look.speak(lang, p.okno+"/schedules?view=week")
	look.right("week-look", lang)
	w.quiet("422")
	look.quiet()
}
