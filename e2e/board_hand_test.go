package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
)

// The desk's day by mouse, by keyboard and by finger, with a second desk beside
// it that sees everything, and a manager's phone.
func TestBoardByHand(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	w := f.open(f.one, "desk", "")
	other := f.open(f.two, "dora", "")
	t.Run("mouse", func(t *testing.T) { testMouse(t, f.of(t), w.of(t), other.of(t)) })
	t.Run("refused", func(t *testing.T) { testRefusedDrag(t, f.of(t), w.of(t)) })
	t.Run("closed columns", func(t *testing.T) { testClosedColumns(t, f.of(t), w.of(t)) })
	t.Run("free time", func(t *testing.T) { testFreeTime(t, f.of(t), w.of(t)) })
	t.Run("a hand on the page", func(t *testing.T) { testHandOnThePage(t, f.of(t), w.of(t)) })
	t.Run("keyboard", func(t *testing.T) { testBoardKeys(t, f.of(t), w.of(t), other.of(t)) })
	t.Run("blocked time", func(t *testing.T) { testBlockedTime(t, f.of(t), w.of(t), other.of(t)) })
	t.Run("a card's menu", func(t *testing.T) { testCardMenu(t, f.of(t), w.of(t), other.of(t)) })
	t.Run("week", func(t *testing.T) { testWeekByHand(t, f.of(t), w.of(t)) })
	t.Run("touch", func(t *testing.T) { testTouch(t, f.of(t)) })
	t.Run("phone", func(t *testing.T) { testPhone(t, f.of(t)) })
	w.same()
	other.same()
	w.quiet("409", "422")
	other.quiet()
}

// stands is the expression of a booking standing in a column at a time.
func (f *front) stands(column, id, at string, minutes int) string {
	card := f.in(column, id)
	return fmt.Sprintf(`%s?.dataset.start.includes("T%s:") && Number(%s.dataset.minutes) === %d`, card, at, card, minutes)
}

// point is where a time stands in a column on the screen, scrolled into sight, with no toast above it.
func (f *front) point(w *window, column, at string) (x, y float64) {
	f.t.Helper()
	place := js[[]float64](w, fmt.Sprintf(`(() => {
		const grid = document.querySelector("#grid"), column = document.querySelector("#column-%s"), rows = column.querySelector(".column-rows");
		const seconds = (Date.parse("%sT%s:00+03:00") / 1000 - grid.dataset.from) / 300, y = () => rows.getBoundingClientRect().top + seconds * rows.clientHeight / grid.dataset.rows;
		const box = grid.getBoundingClientRect(), low = box.top + 150, high = Math.min(box.bottom, innerHeight) - 150;
		if (y() < low || y() > high) grid.scrollBy({ top: y() - (low + high) / 2, behavior: "instant" });
		const c = column.getBoundingClientRect(), x = c.left + c.width / 2;
		for (let toast; (toast = document.elementFromPoint(x, y())?.closest(".toast"));) toast.remove();
		return [x, y()];
	})()`, f.resource(column), f.day, at))
	return place[0], place[1]
}

// haul goes from one point to another with the button down, and lets it go. The page hears of the moves with its next frame:
// what end looks at has to be waited for.
func (w *window) haul(x1, y1, x2, y2 float64, end ...func()) {
	w.t.Helper()
	w.mouse(input.DispatchMouseEventTypeMousePressed, x1, y1)
	for step := 1.0; step <= 4; step++ {
		w.mouse(input.DispatchMouseEventTypeMouseMoved, x1+(x2-x1)*step/4, y1+(y2-y1)*step/4)
	}
	for _, do := range end {
		do()
	}
	w.mouse(input.DispatchMouseEventTypeMouseReleased, x2, y2)
}

// undo presses the undo of the last toast.
const undo = `[...document.querySelectorAll(".toast:not([hidden]) .toast-undo[hx-post^='/undo']")].at(-1)`

func testMouse(t *testing.T, f *front, w, other *window) {
	id := f.book("cut", "anna", "10:00", "Мышкина Анна")
	w.wait("the card", f.in("anna", id))
	x1, y1 := f.point(w, "anna", "10:15")
	x2, y2 := f.point(w, "maria", "11:15")
	w.haul(x1, y1, x2, y2, func() {
		w.wait("a preview", `document.querySelector("#drop:not([hidden])")?.textContent === "11:00–12:00"`)
	})
	for _, each := range []*window{w, other} {
		each.wait("the card in the other column, later", f.stands("maria", id, "11:00", 60)+` && !`+f.in("anna", id))
	}
	w.wait("a toast with an undo", undo)
	w.exec(undo + `.click()`)
	for _, each := range []*window{w, other} {
		each.wait("it taken back", f.stands("anna", id, "10:00", 60)+` && !`+f.in("maria", id))
	}
	// The lower edge stretches.
	x1, y1 = f.point(w, "anna", "11:00")
	x2, y2 = f.point(w, "anna", "11:30")
	w.haul(x1, y1-4, x2, y2)
	w.wait("the longer card", f.stands("anna", id, "10:00", 90))
	w.wait("its undo", undo+`?.closest(".toast").textContent.includes("11:30")`)
	call(w, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Modifiers: 2, Key: "z", Code: "KeyZ", WindowsVirtualKeyCode: 90})
	call(w, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Modifiers: 2, Key: "z", Code: "KeyZ", WindowsVirtualKeyCode: 90})
	other.wait("Ctrl+Z to take it back", f.stands("anna", id, "10:00", 60))
	w.wait("here as well", f.stands("anna", id, "10:00", 60))
	// Esc abandons: nothing is sent, nothing opens.
	x1, y1 = f.point(w, "anna", "10:30")
	x2, y2 = f.point(w, "olga", "12:00")
	w.exec(`window.asked = false; document.addEventListener("htmx:before:request", () => { window.asked = true })`)
	w.haul(x1, y1, x2, y2, func() { w.keys(kb.Escape) })
	if js[bool](w, `window.asked || !!document.querySelector("#modal[open]") || !document.querySelector("#drop").hidden`) {
		t.Error("an abandoned drag does something")
	}
	w.wait("it to stay", f.stands("anna", id, "10:00", 60))
	w.same()
}

// What the server refuses goes back, with the sentence.
func testRefusedDrag(t *testing.T, f *front, w *window) {
	id, rival := f.book("cut", "anna", "12:00", "Первая"), f.book("cut", "anna", "14:00", "Вторая")
	w.wait("both", f.in("anna", id)+` && `+f.in("anna", rival))
	x1, y1 := f.point(w, "anna", "12:15")
	x2, y2 := f.point(w, "anna", "13:45")
	w.exec(`document.querySelectorAll(".toast").forEach(t => t.remove())`)
	w.haul(x1, y1, x2, y2)
	w.wait("the refusal", `document.querySelector(".toast-text")`)
	w.wait("it to be back", f.stands("anna", id, "12:00", 60)+` && document.querySelector("#drop").hidden && !document.querySelector(".is-carried")`)
}

// While a card is carried the columns that cannot take it are dim, the one under
// the pointer says why, and letting go there does nothing.
func testClosedColumns(t *testing.T, f *front, w *window) {
	id := f.book("nails", "olga", "15:00", "Лак")
	w.wait("the card, and how long it waits", f.in("olga", id)+`?.querySelector(".mark-awaits[data-since]")?.textContent.includes("мин")`)
	w.exec(`document.querySelector("#column-` + f.resource("olga") + ` .mark-awaits[data-since]").dataset.since -= 7200; document.dispatchEvent(new Event("visibilitychange")); window.asked = false; document.addEventListener("htmx:before:request", () => { window.asked = true })`)
	if got := js[string](w, f.in("olga", id)+`.querySelector(".mark-awaits").textContent`); got != "ждёт 2\u00a0ч" {
		t.Errorf("after two hours the card says %q", got)
	}
	x1, y1 := f.point(w, "olga", "15:15")
	x2, y2 := f.point(w, "anna", "15:30") // in sight already: nothing is scrolled
	w.haul(x1, y1, x2, y2, func() {
		w.wait("the reason", `[...document.querySelectorAll(".column.is-closed-to .column-name")].map(n => n.textContent).join() === "Анна Иванова,Кабинет 1"
			&& document.querySelector(".drop-no:not([hidden])")?.textContent === "Анна Иванова этого не делает."`)
	})
	w.wait("it to be as before", f.stands("olga", id, "15:00", 90)+` && document.querySelector("#drop").hidden && document.querySelector(".drop-no").hidden && !document.querySelector(".is-carried, .is-closed-to")`)
	if js[bool](w, `window.asked`) {
		t.Error("the server was asked")
	}
}

// A click on free time, and N, open the form for a new booking.
func testFreeTime(t *testing.T, f *front, w *window) {
	x, y := f.point(w, "olga", "17:20")
	w.mouse(input.DispatchMouseEventTypeMousePressed, x, y)
	w.mouse(input.DispatchMouseEventTypeMouseReleased, x, y)
	w.wait("the form", `document.querySelector("#modal[open] #new-booking")`)
	if got := js[string](w, `document.querySelector("#new-booking").innerHTML`); !strings.Contains(got, f.resource("olga")) || !strings.Contains(got, f.day) {
		t.Errorf("the form does not know what was clicked: %s", got)
	}
	w.still()
	w.accessible("new booking")
	w.keys(kb.Escape)
	w.wait("it to close", `!document.querySelector("#modal[open]")`)
	w.exec(`document.querySelector("#main").focus()`)
	w.keys("n")
	w.wait("the form by N", `document.querySelector("#modal[open] #new-booking")`)
	w.keys(kb.Escape)
	w.wait("it to close", `!document.querySelector("#modal[open]")`)
}

// What comes in while a button is down waits until it is up: nothing moves from
// under the hand.
func testHandOnThePage(t *testing.T, f *front, w *window) {
	id := f.book("cut", "maria", "09:00", "Под Рукой")
	w.wait("the card", f.in("maria", id))
	x, y := f.point(w, "maria", "09:15")
	w.exec(`window.waiting = 0; document.addEventListener("htmx:ws:before:message:incoming", () => { window.waiting++ })`)
	w.mouse(input.DispatchMouseEventTypeMousePressed, x, y)
	late := f.book("cut", "maria", "17:00", "Терпеливая")
	w.wait("the message", `window.waiting > 0`)
	if js[bool](w, `!!`+f.in("maria", late)) {
		t.Error("the page changes under a hand")
	}
	w.mouse(input.DispatchMouseEventTypeMouseReleased, x, y)
	w.wait("the click and the news", `document.querySelector("#modal[open] #booking-`+id+`") && `+f.in("maria", late))
	w.keys(kb.Escape)
	w.wait("the modal to close", `!document.querySelector("#modal[open]")`)
}

// press holds a key down, with modifiers, and release lets it go.
func (w *window) press(key string, modifiers int64) {
	w.t.Helper()
	code := map[string]int64{"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Alt": 18}[key]
	name := map[bool]string{true: "AltLeft", false: key}[key == "Alt"]
	call(w, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: key, Code: name, WindowsVirtualKeyCode: code, Modifiers: modifiers})
	if key != "Alt" {
		w.release(key, modifiers)
	}
}

func (w *window) release(key string, modifiers int64) {
	w.t.Helper()
	call(w, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: key, Code: map[bool]string{true: "AltLeft", false: key}[key == "Alt"], Modifiers: modifiers})
}

// The grid is one stop of Tab; the arrows lead through it, Alt carries.
func testBoardKeys(t *testing.T, f *front, w, other *window) {
	id := f.book("cut", "olga", "13:00", "Клавишина Ольга")
	w.wait("the card", f.in("olga", id))
	w.exec(f.in("olga", id) + `.focus()`)
	if n := js[int](w, `document.querySelectorAll("#grid .card[tabindex='0']").length`); n != 1 {
		t.Errorf("%d cards are stops of Tab", n)
	}
	w.press("Alt", 1)
	w.press("ArrowDown", 1)
	w.press("ArrowDown", 1)
	w.wait("the new time said", `document.querySelector("#said").textContent === "13:30–14:30, Ольга Кузнецова"`)
	w.press("ArrowLeft", 1)
	w.wait("the column said", `document.querySelector("#said").textContent === "13:30–14:30, Мария Смирнова"`)
	w.release("Alt", 0)
	for _, each := range []*window{w, other} {
		each.wait("the card carried", f.stands("maria", id, "13:30", 60))
	}
	w.wait("the focus on it still", `document.activeElement === `+f.in("maria", id))
	w.press("Alt", 1)
	w.press("ArrowDown", 1|8)
	w.wait("the length said", `document.querySelector("#said").textContent.startsWith("13:30–14:45")`)
	w.keys(kb.Escape)
	w.release("Alt", 0)
	w.wait("it abandoned", `document.querySelector("#drop").hidden && `+f.stands("maria", id, "13:30", 60))
	// Free time below the card, then the form by Enter.
	w.press("ArrowDown", 0)
	w.wait("the free time after it", `document.activeElement.id === "cursor" && document.activeElement.getAttribute("aria-label").includes("14:30, Мария")`)
	w.press("ArrowUp", 0)
	w.wait("the card again", `document.activeElement === `+f.in("maria", id))
	w.press("ArrowDown", 0)
	w.press("ArrowRight", 0)
	w.wait("the next column", `document.activeElement.getAttribute("aria-label")?.includes("14:30, Ольга")`)
	w.still()
	w.accessible("cursor")
	w.keys(kb.Enter)
	w.wait("the form", `document.querySelector("#modal[open] #new-booking")`)
	w.keys(kb.Escape)
	w.wait("the focus back in free time", `!document.querySelector("#modal[open]") && document.activeElement.id === "cursor"`)
}

// finger presses long, moves and lifts.
func (w *window) finger(x1, y1, x2, y2 float64, long bool) {
	w.t.Helper()
	send := func(kind input.DispatchTouchEventType, points ...*input.TouchPoint) {
		if points == nil {
			points = []*input.TouchPoint{}
		}
		call(w, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
	}
	send(input.DispatchTouchEventTypeTouchStart, &input.TouchPoint{X: x1, Y: y1})
	if long {
		w.wait("the long press to be felt", `document.body.matches(".is-carrying, .is-stretching")`)
	}
	for step := 1.0; step <= 4; step++ {
		send(input.DispatchTouchEventTypeTouchMove, &input.TouchPoint{X: x1 + (x2-x1)*step/4, Y: y1 + (y2-y1)*step/4})
	}
	send(input.DispatchTouchEventTypeTouchEnd)
}

func testTouch(t *testing.T, f *front) {
	w := f.open(f.one, "dora", "")
	call(w, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	w.size(1024, 800)
	id := f.book("cut", "olga", "10:00", "Пальцева Вера")
	w.wait("the card", f.in("olga", id))
	x1, y1 := f.point(w, "olga", "10:15")
	x2, y2 := f.point(w, "olga", "11:15")
	w.finger(x1, y1, x2, y2, true)
	w.wait("the card carried by a finger", f.stands("olga", id, "11:00", 60))
	if js[bool](w, `!!document.querySelector("#modal[open]")`) {
		t.Error("the modal opens after a drag")
	}
	// Free time under a finger: the menu, and what it blocks.
	x1, y1 = f.point(w, "maria", "10:20")
	x2, y2 = f.point(w, "maria", "10:50")
	w.finger(x1, y1, x2, y2, true)
	w.wait("the menu", `document.querySelector("#range-menu:popover-open")`)
	w.tap("#range-menu [data-range=block]")
	w.inModal("#time-form")
	w.exec(`document.querySelector("#modal [name=preset]").click()`)
	w.wait("the time blocked", f.blocked("maria", "10:15", 45)+` && !document.querySelector("#modal[open]")`)
	w.wait("its undo", undo1)
	w.exec(undo1 + `.click()`)
	w.wait("and free again", `!`+f.blocked("maria", "10:15", 45))
	w.quiet("navigator.vibrate") // which wants a tap before
}

// On a phone the day is a list, a swipe turns it; or one resource at a time. A
// manager changes nothing.
func testPhone(t *testing.T, f *front) {
	w := f.open(f.two, "max", "")
	call(w, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	w.size(390, 844)
	if js[bool](w, `document.querySelector("#day-new, #cursor, .is-movable, .ghost-free") !== null`) {
		t.Error("a manager is offered to change something")
	}
	w.finger(330, 400, 60, 410, false)
	next := dayAfter(t, f.day)
	w.settled("the next day", `document.querySelector("#day").dataset.date === `+quote(next))
	w.finger(60, 400, 330, 410, false)
	w.settled("the day again", `document.querySelector("#day").dataset.date === `+quote(f.day))
	w.exec(`document.querySelector("#view-grid-phone").click()`)
	w.settled("a grid", `document.querySelector("#grid.is-grid")`)
	if js[bool](w, `document.documentElement.scrollWidth > innerWidth`) {
		t.Error("the page scrolls sideways")
	}
	wide := js[[]float64](w, `(() => { const g = document.querySelector("#grid").getBoundingClientRect(), c = document.querySelector(".column").getBoundingClientRect(); return [g.width, c.width]; })()`)
	if wide[1] < wide[0]*.75 {
		t.Errorf("a column is %v wide in a grid of %v: one at a time is meant", wide[1], wide[0])
	}
	w.online()
	w.still()
	w.accessible("phone grid")
	w.quiet("closed before the connection is established") // days turned faster than their sockets connect
}
