package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// What the board looks like while others act: nothing moves, and all can be read.
func TestBoardStill(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	w := f.open(f.one, "desk", "")
	other := f.open(f.two, "dora", "")
	t.Run("nothing moves", func(t *testing.T) { testNothingMoves(t, f.of(t), w.of(t), other.of(t)) })
	t.Run("on a phone", func(t *testing.T) { testNothingMovesOnAPhone(t, f.of(t), w.of(t), other.of(t)) })
	t.Run("facts of the day", func(t *testing.T) { testFactsOfTheDay(t, f.of(t), w.of(t), other.of(t)) })
	t.Run("the time under the eye", func(t *testing.T) { testTimeUnderTheEye(t, f.of(t), w.of(t)) })
	t.Run("short ones", func(t *testing.T) { testShortOnes(t, f.of(t), w.of(t)) })
	t.Run("remembered", func(t *testing.T) { testRemembered(t, f.of(t), w.of(t)) })
	t.Run("only the grid scrolls", func(t *testing.T) { testOnlyTheGridScrolls(t, f.of(t), w.of(t)) })
	w.quiet(tooSoon)
	other.quiet()
}

// tooSoon is what the browser says of a socket whose page is left before it connects.
const tooSoon = "WebSocket is closed before the connection is established"

// hover moves the mouse with no button down.
func (w *window) hover(x, y float64) {
	w.t.Helper()
	call(w, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: x, Y: y, Button: input.MouseButtonNone})
}

// shifts counts what moves in the grid from now on, whatever causes it.
const shifts = `window.moved = []; new PerformanceObserver(list => { for (const e of list.getEntries()) for (const s of e.sources)
	if (s.node && (s.node.nodeType === 1 ? s.node : s.node.parentElement)?.closest("#grid, .day-head, .filters")) moved.push((s.node.className || s.node.nodeName) + " " + JSON.stringify(s.previousRect) + JSON.stringify(s.currentRect)) }).observe({ type: "layout-shift", buffered: false })`

func testNothingMoves(t *testing.T, f *front, w, other *window) {
	w.wait("an empty day", `document.querySelector(".day-hint").checkVisibility()`)
	x, y := f.point(w, "anna", "12:00")
	w.hover(x, y)
	w.wait("the fonts", `document.fonts.status === "loaded"`)
	w.exec(shifts)
	top := js[float64](w, `document.querySelector("#grid").getBoundingClientRect().top`)
	first := f.book("cut", "anna", "10:00", "Первая")
	w.wait("the first card", f.in("anna", first))
	var held struct{ ID string }
	a := post(f.two+"/api/v1/widget/front-site/holds", "", `{"service": "`+f.service("cut")+`", "resource": "`+f.resource("olga")+`", "start": "`+f.day+`T12:30:00+03:00"}`)
	if a.json(t, &held); a.status != 201 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	w.wait("the ghost", `document.querySelector(".ghost")`)
	for i, at := range []string{"10:00", "11:00", "12:00"} {
		id := f.book("cut", "maria", at, fmt.Sprint("Отменённая ", i))
		w.wait("the card", f.in("maria", id))
		if code := other.ask("POST", "/bookings/"+id+"/cancellation", url.Values{"reason": {"передумала"}}); code != 200 {
			t.Fatalf("cancelled: %d", code)
		}
		w.wait("the counter", `!`+f.in("maria", id)+fmt.Sprintf(` && document.querySelector("#withdrawn summary").textContent.includes("%d\u00a0отмен")`, i+1))
	}
	w.twoFrames()
	if got := js[[]string](w, `window.moved`); len(got) > 0 {
		t.Errorf("moved: %s", strings.Join(got, "\n"))
	}
	if now := js[float64](w, `document.querySelector("#grid").getBoundingClientRect().top`); now != top {
		t.Errorf("the grid has gone from %v to %v", top, now)
	}
	w.hit("#withdrawn summary")
	w.wait("who has cancelled", `document.querySelectorAll("#withdrawn .chip").length === 3 && document.querySelector("#withdrawn .chip").checkVisibility()`)
	w.accessible("withdrawn")
	w.exec(`document.querySelector("#withdrawn").open = false`)
	// The countdown is seen whole.
	if js[bool](w, `(() => { const left = document.querySelector(".ghost-left").getBoundingClientRect(), box = document.querySelector(".ghost").getBoundingClientRect(); return left.width < 10 || left.right > box.right - 20 || left.bottom > box.bottom + 1 })()`) {
		t.Error("the countdown is cut off")
	}
	if got := js[string](w, `[".ghost-title", ".ghost-line", ".ghost-service"].flatMap(s => ["::before", "::after"].map(p => getComputedStyle(document.querySelector(s), p).content)).join()`); strings.Contains(got, "·") {
		t.Errorf("a line of the ghost can end in a dot: %s", got)
	}
	w.same()
	w.exec(`fetch("/bookings/holds/` + held.ID + `", {method: "DELETE", headers: {"HX-Request": "true"}})`)
	w.wait("the ghost to go", `!document.querySelector(".ghost")`)
}

// On a phone the first cancellation moves nothing either.
func testNothingMovesOnAPhone(t *testing.T, f *front, w, other *window) {
	day := dayAfter(t, f.day)
	w.size(390, 844)
	w.do(chromedp.Navigate(f.one + "/bookings?view=grid&date=" + day))
	w.settled("the grid of another day", `document.querySelector("#grid.is-grid")`)
	w.online()
	top := js[float64](w, `document.querySelector("#grid").getBoundingClientRect().top`)
	was := f.day
	f.day = day
	id := f.book("cut", "anna", "10:00", "Отменится")
	f.day = was
	w.wait("the card", f.in("anna", id))
	other.ask("POST", "/bookings/"+id+"/cancellation", url.Values{"reason": {"передумала"}})
	w.wait("the counter", `document.querySelector("#withdrawn summary").checkVisibility()`)
	if now := js[float64](w, `document.querySelector("#grid").getBoundingClientRect().top`); now != top {
		t.Errorf("the grid has gone from %v to %v", top, now)
	}
	w.size(1440, 900)
	w.do(chromedp.Navigate(f.one + "/bookings?date=" + f.day))
	w.settled("the day", `document.querySelector("#grid .card")`)
	w.online()
	w.exec(`window.sameDocument = true`)
}

// How busy the day is stands beside what waits for an answer and what was cancelled.
func testFactsOfTheDay(t *testing.T, f *front, w, other *window) {
	day := dayAfter(t, dayAfter(t, f.day))
	was := f.day
	f.day = day
	waits, gone := f.book("cut", "anna", "10:00", "Ждёт"), f.book("cut", "anna", "12:00", "Отменится")
	f.day = was
	if _, err := f.db.Exec(`update bookings set status = 'pending' where id = $1`, waits); err != nil {
		t.Fatal(err)
	}
	other.ask("POST", "/bookings/"+gone+"/cancellation", url.Values{"reason": {"передумала"}})
	for _, width := range []int64{1440, 390} {
		w.size(width, 900)
		w.do(chromedp.Navigate(f.one + "/bookings?date=" + day))
		w.settled("the day", `document.querySelector("#totals .totals-waiting") && document.querySelector("#withdrawn summary").checkVisibility()`)
		w.online()
		if got := js[string](w, `(row => [...row.children].filter(s => s.getBoundingClientRect().bottom <= row.getBoundingClientRect().bottom + 1).map(s => s.textContent).join())(document.querySelector("#totals"))`); !strings.Contains(got, "занято") || !strings.Contains(got, "ждёт") {
			t.Errorf("at %d one reads only %s", width, got)
		}
	}
	w.size(1440, 900)
	w.do(chromedp.Navigate(f.one + "/bookings?date=" + f.day))
	w.settled("the day", `document.querySelector("#grid .card")`)
	w.online()
	w.exec(`window.sameDocument = true`)
}

// topMinute is the time of the wall clock that stands at the grid's top, in minutes.
const topMinute = `(() => { const grid = document.querySelector("#grid"), hours = [...grid.querySelectorAll(".hour")], row = grid.querySelector(".gutter-rows").clientHeight / grid.dataset.rows;
	return Math.round(Number(hours[0].dataset.minute) + (grid.scrollTop - hours[0].offsetTop) / row * 5) })()`

func testTimeUnderTheEye(t *testing.T, f *front, w *window) {
	w.size(1366, 768)
	w.exec(`document.querySelector("#grid").scrollTo({top: 137, behavior: "instant"})`)
	want := js[int](w, topMinute)
	w.exec(`document.querySelector("#main").focus()`)
	for _, key := range []string{"ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"} {
		day := js[string](w, `document.querySelector("#day").dataset.date`)
		w.press(key, 0)
		w.settled("another day", `document.querySelector("#day").dataset.date !== `+quote(day))
		if js[bool](w, `!!document.querySelector("#grid")`) {
			if got := js[int](w, topMinute); got < want-3 || got > want+3 {
				t.Errorf("after %s minute %d is at the top, want %d", key, got, want)
			}
		}
	}
	w.do(chromedp.Navigate(f.one + "/bookings?date=" + f.day))
	w.settled("the day", `document.querySelector("#grid .card")`)
	w.online()
	// Zoom is the user's, keeps the time, and outlives the page.
	height := js[float64](w, `document.querySelector(".column-rows").clientHeight`)
	w.hit("#zoom-in")
	w.wait("higher hours", fmt.Sprintf(`document.querySelector(".column-rows").clientHeight > %v`, height))
	taller := js[float64](w, `document.querySelector(".column-rows").clientHeight`)
	w.exec(`location.reload()`)
	w.wait("the same after a reload", fmt.Sprintf(`document.readyState === "complete" && document.querySelector(".column-rows")?.clientHeight === %v`, taller))
	w.settled("the board", `document.querySelector("#zoom-out")`)
	w.hit("#zoom-out")
	w.wait("the ordinary height", fmt.Sprintf(`document.querySelector(".column-rows").clientHeight === %v`, height))
	w.online()
	w.exec(`window.sameDocument = true`)
}

// The shortest of bookings can be read, and those that follow each other keep apart.
func testShortOnes(t *testing.T, f *front, w *window) {
	f.db.MustExec(`update services set duration_min = 5, buffer_before_min = 0, buffer_after_min = 0, step_min = 5 where company_id = $1 and ref = 'cut'`, f.company)
	f.db.MustExec(`update company_versions set setup_version = setup_version + 1 where company_id = $1`, f.company)
	one, two := f.book("cut", "olga", "15:00", "Вера Коротко"), f.book("cut", "olga", "15:05", "Анна Следом")
	alone := f.book("cut", "olga", "16:30", "Инна Одна")
	w.wait("the cards", f.in("olga", one)+` && `+f.in("olga", two)+` && `+f.in("olga", alone))
	read := js[string](w, `(() => { const card = `+f.in("olga", alone)+`, box = card.getBoundingClientRect();
		const texts = [".card-name", ".card-from"].map(s => card.querySelector(s)).filter(e => { const b = e.getBoundingClientRect(); return b.width > 0 && b.top >= box.top - 1 && b.bottom <= box.bottom + 1 && e.scrollWidth <= e.clientWidth + 1 || e.matches(".card-from") && b.width > 0 });
		return texts.map(e => e.textContent).join(" ") + " " + (box.height >= 14) })()`)
	if read != "Инна Одна 16:30 true" {
		t.Errorf("of a booking of 5 minutes %q can be read", read)
	}
	if js[bool](w, `(() => { const [a, b] = [`+f.in("olga", one)+`, `+f.in("olga", two)+`].map(c => c.getBoundingClientRect()); return a.right > b.left + 1 && b.right > a.left + 1 && a.bottom > b.top + 1 })()`) {
		t.Error("they lie on each other")
	}
	// Resting on a card shows all that it says; the keyboard does at once.
	box := js[[]float64](w, `(b => [b.x + b.width / 2, b.y + 6])((`+f.in("olga", alone)+`.scrollIntoView({block: "center", behavior: "instant"}), `+f.in("olga", alone)+`.getBoundingClientRect()))`)
	w.hover(box[0], box[1])
	w.wait("all that it says", `document.querySelector("#peek:not([hidden])")?.textContent.includes("16:35")`)
	w.still()
	w.accessible("peek")
	w.picture("peek")
	w.hover(5, 5)
	w.wait("it to go", `document.querySelector("#peek").hidden`)
	w.same()
}

// Whose columns were shown is remembered, through another section.
func testRemembered(t *testing.T, f *front, w *window) {
	// The mouse has been over free time, and the day is turned: nothing is said in the console.
	x, y := f.point(w, "anna", "17:00")
	w.hover(x, y)
	w.wait("the hint", `document.querySelector("#drop.is-hint:not([hidden])")`)
	w.exec(`document.querySelector("#day-next").click()`)
	w.settled("the next day", `document.querySelector("#day").dataset.date !== `+quote(f.day))
	w.quiet(tooSoon)
	w.exec(`document.querySelector("#filter-resource summary").click(); document.querySelector("#pick-` + f.resource("olga") + `").click()`)
	w.settled("one column", `document.querySelectorAll("#grid .column").length === 1`)
	w.do(chromedp.Navigate(f.one + "/clients"))
	w.settled("another section", `document.querySelector(".nav")`)
	w.hit(`.nav-link[href="/bookings"]`)
	w.settled("the one column again", `document.querySelector("#filter-all") && location.search.includes("resource=")`)
	w.exec(`document.querySelector("#filter-all").click()`)
	w.settled("all of them", `!document.querySelector("#filter-all")`)
	w.do(chromedp.Navigate(f.one + "/bookings"))
	w.settled("all of them still", `document.querySelector("#day") && !document.querySelector("#filter-all")`)
}

func testOnlyTheGridScrolls(t *testing.T, f *front, w *window) {
	for _, size := range [][2]int64{{1024, 768}, {1366, 768}, {390, 844}} {
		w.size(size[0], size[1])
		w.do(chromedp.Navigate(f.one + "/bookings?view=grid&date=" + f.day))
		w.settled("the board", `document.querySelector("#grid .card")`)
		if got := js[string](w, `[document.scrollingElement, document.body, document.querySelector("#main")].filter(e => e.scrollHeight > e.clientHeight + 1).map(e => e.tagName + " " + e.scrollHeight + " of " + e.clientHeight).join()`); got != "" {
			t.Errorf("%v: %s scrolls", size, got)
		}
		if js[bool](w, `document.querySelector("#grid").scrollHeight <= document.querySelector("#grid").clientHeight`) {
			t.Errorf("%v: the grid does not scroll", size)
		}
	}
	w.size(1440, 900)
}
