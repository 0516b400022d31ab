package e2e

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
)

// The hours of a resource by dates: schedules, single days and the year at a glance.
func TestHoursByDate(t *testing.T) {
	t.Parallel()
	p := salon(t)
	importFile(t, p, "testdata/solo.json", "solo", "sam@solo.example")
	chrome := browser(t)
	w := enter(t, chrome, p, "owner", "sam@solo.example", "/schedules?view=week")
	t.Run("mouse", func(t *testing.T) { testDatesMouse(t, w.of(t)) })
	t.Run("keyboard", func(t *testing.T) { testDatesKeys(t, w.of(t)) })
	t.Run("finger", func(t *testing.T) { testDatesFinger(t, w.of(t)) })
	w.quiet("422")
	inRussian(t, func(t *testing.T, lang string) { testDatesLooks(t, chrome, p, lang) })
}

// rows are the schedules and the single days of the list.
const rows = `[...document.querySelectorAll(".dates-rows")].map(l => l.innerText.replace(/\s+/g, " ")).join(" | ")`

// A schedule of two days on and two off is made, and taken back from its toast.
func testDatesMouse(t *testing.T, w *window) {
	w.hit("#tab-dates")
	w.wait("the year", `document.querySelectorAll(".dates-date").length >= 365 && location.search.includes("view=dates")`)
	w.hit(`.dates-offers a[href*="new=2-2"]`)
	w.wait("the form of a cycle", `document.querySelectorAll("#schedule-form [name^=day-]").length === 4`)
	w.exec(`document.querySelector("#schedule-from").value = "2030-01-01"; document.querySelector("#schedule-anchor").value = "2030-01-01"`)
	testCyclePainted(w)
	w.exec(`document.querySelector("#day-2").value = "9-25"`)
	w.hit("#schedule-save")
	w.wait("what is wrong", `document.querySelector("#day-2-wrong")`)
	w.exec(`document.querySelector("#day-2").value = "9-13, 14-18"`)
	w.hit("#schedule-save")
	w.wait("the schedule", `!document.querySelector("#schedule-form") && `+rows+`.includes("2030") && document.querySelector(".toast-undo")`)
	w.hit(".toast-undo")
	w.wait("it to be gone again", `!`+rows+`.includes("2030")`)
}

// The hours of a cycle are painted as those of a week are: with the mouse, the keyboard and a finger. What stays as it is keeps its spelling.
func testCyclePainted(w *window) {
	hours := func(day int, want string) {
		w.t.Helper()
		w.wait("hours of day "+fmt.Sprint(day)+": "+want, fmt.Sprintf(`document.querySelector("#day-%d").value === %q`, day, want))
	}
	w.exec(`document.querySelector("#day-1").focus(); document.activeElement.value = "9-21"; document.activeElement.dispatchEvent(new Event("input", {bubbles: true}))`)
	w.paint(w.hour(3, 10.1), w.hour(3, 11.9))
	hours(3, "10:00–12:00")
	w.paint(w.hour(4, 22.1), w.hour(4, 23.9))
	w.paint(w.hour(1, 1.9), w.hour(1, 0.1)) // the night of the last day goes on in the first one
	w.paint(w.hour(2, 12.1), w.hour(2, 12.9))
	hours(2, "09:00–12:00, 13:00–21:00")
	hours(4, "22:00–24:00")
	w.exec(`document.querySelector(".week-cell[data-day='3'][data-hour='12']").focus()`)
	w.keys(" ")
	hours(3, "10:00–13:00")
	w.wait("words about it", `document.querySelector("#week-said").textContent.includes("Day 3, 12:00–13:00")`)
	call(w, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "z", Code: "KeyZ", Modifiers: 2})
	hours(3, "10:00–12:00")
	at := w.hour(3, 10.5)
	call(w, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: at[0], Y: at[1]}}})
	call(w, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}})
	hours(3, "11:00–12:00")
	hours(1, "00:00–02:00, 09:00–21:00")
}

// A date takes hours of its own with the keyboard alone.
func testDatesKeys(t *testing.T, w *window) {
	w.exec(`document.querySelector("#year-next").focus()`)
	w.keys(kb.Enter)
	w.wait("the next year", `!document.querySelector(".dates-date[aria-current]")`)
	w.exec(`document.querySelector(".dates-date").focus()`)
	w.keys(kb.Enter)
	w.wait("the form of the day", `document.activeElement?.id === "day-hours"`)
	w.exec(`document.querySelector("#day-hours").select()`)
	w.keys("10-16")
	// What is typed outlives the page, and another one's change of something else.
	w.reload()
	w.tap(".draft-line [data-draft-act=restore]")
	w.wait("what was typed", `document.querySelector("#day-hours").value === "10-16"`)
	w.exec(`window.date = document.querySelector("#day-form [name=date]").value`)
	w.exec(`document.querySelector("#day-hours").focus(); fetch(document.querySelector("#day-form").action, {method: "POST",
		body: new URLSearchParams({date: window.date.slice(0, 8) + "28", hours: "", act: "off"})})`)
	w.wait("the other day", `document.querySelector("#date-" + window.date.slice(0, 8) + "28.is-own")`)
	w.wait("what was typed to be there still", `document.activeElement.id === "day-hours" && document.activeElement.value === "10-16"`)
	w.keys(kb.Enter)
	w.wait("the day", `!document.querySelector("#day-form") && document.querySelector("#date-" + window.date + ".is-own.is-open")`)
	w.wait("the focus on it", `document.activeElement.id === "date-" + window.date`)
	w.exec(`fetch(document.querySelector(".dates-month form").action.replace("/repetition", ""), {method: "POST",
		body: new URLSearchParams({date: window.date.slice(0, 8) + "28", act: "usual", seen: JSON.stringify([{Date: {Year: Number(window.date.slice(0, 4)), Month: 1, Day: 28}, Hours: []}])})})`)
	w.wait("the other day to be as usual", `!document.querySelector("#date-" + window.date.slice(0, 8) + "28.is-own")`)
}

// The same date becomes a day off, and as usual again, with a finger on a phone.
func testDatesFinger(t *testing.T, w *window) {
	call(w, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	w.size(390, 844)
	w.touch(".dates-date.is-own")
	w.wait("the form of the day", `document.querySelector("#day-off")`)
	w.touch("#day-off")
	w.wait("the day off", `!document.querySelector("#day-form") && document.querySelector(".dates-date.is-own.is-off")`)
	w.touch(".dates-date.is-own")
	w.wait("the form of the day", `document.querySelector("#day-usual")`)
	w.touch("#day-usual")
	w.wait("the ordinary day", `!document.querySelector("#day-form") && !document.querySelector(".dates-date.is-own")`)
}

// touch is a finger on the middle of an element, once.
func (w *window) touch(selector string) {
	w.t.Helper()
	w.wait(selector, `document.querySelector(`+quote(selector)+`)?.getClientRects().length`)
	w.exec(`document.querySelector(` + quote(selector) + `).scrollIntoView({block: "center", behavior: "instant"})`)
	x, y := w.middle(selector, "nearest")
	call(w, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: x, Y: y}}})
	call(w, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}})
}

func testDatesLooks(t *testing.T, chrome context.Context, p product, lang string) {
	w := enter(t, chrome, p, "salon", "olga@lotos.example", "/schedules")
	w.speak(lang, p.okno+"/schedules?view=dates")
	w.right("dates", lang)
	w.hit(`.dates-offers a[href*="new=two-weeks"]`)
	w.wait("the form of two weeks", `document.querySelectorAll("#schedule-form [name^=day-]").length === 14`)
	w.exec(`document.querySelector("#day-3").value = "9-25"; document.querySelector("#schedule-save").click()`)
	w.wait("what is wrong", `document.querySelector("#day-3-wrong")`)
	w.right("dates-schedule", lang)
	w.exec(`document.querySelector(".dates-date").click()`)
	w.wait("the form of a day", `document.querySelector("#day-form")`)
	w.right("dates-day", lang)
	look := enter(t, chrome, p, "desk", "ekaterina@lotos.example", "/schedules")
	look.speak(lang, p.okno+"/schedules?view=dates")
	look.right("dates-look", lang)
	w.quiet("422")
	look.quiet()
}
