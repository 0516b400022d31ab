package e2e

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The day and the month of the schedules in a browser: free time is the
// widget's, closed time explains itself, and dragging over either opens an
// exception, filled in.
func TestSchedulesDayAndMonth(t *testing.T) {
	t.Parallel()
	p := salon(t)
	chrome := browser(t)
	w := enter(t, chrome, p, "owner", "olga@lotos.example", "/schedules?view=day")
	cut := js[string](w, `[...document.querySelectorAll("#filter-service option")].find(o => o.textContent === "Женская стрижка").value`)
	visit := request(t, p, "lotos-site", "cut")
	date := visit.Start.Format("2006-01-02")
	day := p.okno + "/schedules?view=day&date=" + date + "&service=" + cut
	t.Run("moving", func(t *testing.T) { testScheduleMoves(t, w.of(t), cut, date) })
	t.Run("why", func(t *testing.T) { testWhyNot(t, w.of(t), p, day, date, visit) })
	t.Run("keyboard", func(t *testing.T) { testWhyByKeyboard(t, w.of(t), p, day) })
	t.Run("the month", func(t *testing.T) { testMonthShowsExceptions(t, w.of(t), p, cut, date) })
	t.Run("blocking", func(t *testing.T) { testBlockByDragging(t, w.of(t), p, day, cut, date) })
	w.quiet("422")
	inRussian(t, func(t *testing.T, lang string) { testScheduleLooks(t, chrome, p, lang, day, cut, date) })
}

// Dates change in place and in the address; the filter stays.
func testScheduleMoves(t *testing.T, w *window, cut, date string) {
	w.settled("the filter", `document.querySelector("#filter-service")`)
	w.exec(`window.sameDocument = true; document.querySelector("#filter-service").value = ` + quote(cut) + `; document.querySelector("#filter-service").dispatchEvent(new Event("change", {bubbles: true}))`)
	w.settled("the service's column", `document.querySelector("#column-service")`)
	w.exec(`document.querySelector("#day-next").click()`)
	w.settled("tomorrow", `new URLSearchParams(location.search).get("date") === `+quote(dayAfter(t, today(t, "Europe/Moscow")))+` && document.querySelector("#column-service")`)
	w.keys("t")
	w.settled("today", `document.querySelector("#day-today[aria-current]")`)
	w.exec(`document.querySelector("#tab-month").click()`)
	w.settled("the month", `document.querySelector("#month [data-date]")`)
	w.exec(`document.querySelector("[data-date='` + date + `'] .month-link").focus()`)
	w.keys(kb.Enter)
	w.wait("the day", `new URLSearchParams(location.search).get("date") === `+quote(date)+` && document.querySelector("#column-service")`)
	w.wait("the focus on its name", `document.activeElement.matches(".plan-date")`)
	if !js[bool](w, `window.sameDocument === true`) {
		t.Error("the page was loaded anew")
	}
}

// What is amber is what the widget offers; any other time says why not.
func testWhyNot(t *testing.T, w *window, p product, day, date string, visit requested) {
	w.do(chromedp.Navigate(day))
	w.settled("the day", `document.querySelector("#column-service")`)
	free := js[[]string](w, `[...document.querySelectorAll(".plan-start")].map(e => e.dataset.start)`)
	if len(free) == 0 || len(free) != slotsOn(t, p, "cut", date) {
		t.Errorf("%d free starts are shown, the widget offers %d", len(free), slotsOn(t, p, "cut", date))
	}
	// The last minutes of the day: an hour does not fit into them, whatever weekday it is.
	at := js[[]float64](w, `(time => { time.scrollIntoView({block: "end", behavior: "instant"}); const b = time.getBoundingClientRect(); return [b.right - 20, b.bottom - 8] })(document.querySelector("#column-service .plan-time"))`)
	w.mouse(input.DispatchMouseEventTypeMousePressed, at[0], at[1])
	w.mouse(input.DispatchMouseEventTypeMouseReleased, at[0], at[1])
	w.wait("the reason", `document.querySelector("#modal[open] #why[data-reason=outside_hours]")`)
	w.wait("a link to the hours", `document.querySelector("#why a[href*='view=week']")`)
	w.picture("schedules-why-hours")
	w.keys(kb.Escape)
	w.wait("the dialog to close", `!document.querySelector("#modal[open]")`)
	w.exec(`document.querySelector("#why-time").value = ` + quote(visit.Start.Format("15:04")) + `; document.querySelector("#why-ask").click()`)
	w.wait("the answer of the form", `document.querySelector("#modal[open] #why")`)
	w.exec(`document.querySelector("#modal").close()`)
	// The very booking that was made takes its resource then.
	asked := js[string](w, `document.querySelector(".plan-card[data-booking='`+visit.ID+`']").closest(".plan-column").dataset.resource`)
	w.exec(`htmx.ajax("GET", "/schedules/why?" + new URLSearchParams({service: document.querySelector("#plan").dataset.service, resource: ` + quote(asked) + `, start: ` + quote(visit.Start.Format("2006-01-02T15:04:05Z07:00")) + `}), {target: "#modal-body", swap: "innerHTML"})`)
	w.wait("the booking as the cause", `document.querySelector("#modal[open] #why[data-reason=occupied] .why-answer a[href='/bookings/`+visit.ID+`']")`)
	w.exec(`document.querySelector("#why .why-answer a").click()`)
	w.wait("the booking itself, in the same dialog", `document.querySelector("#modal[open] #booking-`+visit.ID+`")`)
	w.keys(kb.Escape)
	w.wait("the dialog to close", `!document.querySelector("#modal[open]")`)
}

// A cursor of the grid asks without a mouse, and has the focus again afterwards.
func testWhyByKeyboard(t *testing.T, w *window, p product, day string) {
	w.do(chromedp.Navigate(day))
	w.settled("the cursor", `document.querySelector("#plan-cursor")`)
	w.exec(`document.querySelector("#plan-cursor").focus()`)
	before := js[string](w, `document.activeElement.getAttribute("aria-label")`)
	w.keys(kb.End + kb.ArrowRight) // to the last minutes of the first resource's day
	after := js[string](w, `document.activeElement.id + " " + document.activeElement.getAttribute("aria-label") + " " + document.activeElement.closest(".plan-column").id`)
	if before == after || js[string](w, `new URLSearchParams(location.search).get("date")`) != js[string](w, `document.querySelector("#plan").dataset.date`) {
		t.Errorf("the cursor went from %s to %s", before, after)
	}
	w.keys(kb.Enter)
	w.wait("the reason", `document.querySelector("#modal[open] #why[data-reason=outside_hours]")`)
	w.keys(kb.Escape)
	w.wait("the focus on the cursor", `document.activeElement.id === "plan-cursor"`)
}

// An exception that closes a date is seen on the month at once, and explains itself on the day.
func testMonthShowsExceptions(t *testing.T, w *window, p product, cut, date string) {
	month := p.okno + "/schedules?view=month&date=" + date + "&service=" + cut
	cell := `document.querySelector("[data-date='` + date + `']")`
	w.do(chromedp.Navigate(month))
	if got := js[string](w, cell+`.dataset.state`); got == "closed" {
		t.Fatalf("%s is closed before the exception", date)
	}
	w.do(chromedp.Navigate(p.okno + "/exceptions/new?about=service:" + cut + "&from_date=" + date + "&to_date=" + date + "&reason=inventory"))
	w.wait("the form", `document.querySelector("#exception-form") && document.readyState === "complete"`)
	w.exec(`document.querySelector("[data-act=save]").click()`)
	w.wait("the list", `document.querySelector(".exception-text") && location.pathname === "/exceptions"`)
	w.do(chromedp.Navigate(month))
	w.wait("a closed day with its reason", cell+`.dataset.state === "closed" && `+cell+`.textContent.includes("inventory")`)
	w.do(chromedp.Navigate(p.okno + "/schedules/why?service=" + cut + "&date=" + date + "&time=12:00"))
	w.wait("the exception as the cause", `document.querySelector("#why[data-reason=exception] .why-answer a[href^='/exceptions/']")`)
	w.exec(`document.querySelector("#why .why-answer a").click()`)
	w.wait("the exception itself", `location.pathname.startsWith("/exceptions/") && document.querySelector("#exception-form [name=reason]")?.value === "inventory"`)
}

// Dragging over a column or over days opens an exception with what was dragged over.
func testBlockByDragging(t *testing.T, w *window, p product, day, cut, date string) {
	w.do(chromedp.Navigate(day))
	at := js[[]float64](w, `(b => [b.left + b.width - 12, Math.max(b.top, document.querySelector(".plan-head").getBoundingClientRect().bottom) + 10])(document.querySelectorAll(".plan-time")[1].getBoundingClientRect())`)
	resource := js[string](w, `document.querySelectorAll(".plan-column")[1].dataset.resource`)
	w.drag(at[0], at[1], at[0], at[1]+60)
	w.wait("the exception of the resource", `location.pathname === "/exceptions/new" && document.readyState === "complete"`)
	got := js[map[string]string](w, `Object.fromEntries(new URLSearchParams(location.search))`)
	if got["about"] != "resource:"+resource || got["from_date"] != date || got["to_date"] != date || got["from"] >= got["to"] {
		t.Errorf("the exception is %v", got)
	}
	if typed := js[string](w, `document.querySelector("[name=from]").value + "–" + document.querySelector("[name=to]").value`); typed != got["from"]+"–"+got["to"] {
		t.Errorf("the form has %s", typed)
	}
	w.do(chromedp.Navigate(p.okno + "/schedules?view=month&date=" + date + "&service=" + cut))
	over := js[[]float64](w, `(row => [row.children[1], row.children[3]].flatMap(c => (b => [b.left + b.width / 2, b.top + b.height - 12])(c.getBoundingClientRect())))(document.querySelectorAll("#month tbody tr")[2])`)
	dates := js[[]string](w, `(row => [row.children[1].dataset.date, row.children[3].dataset.date])(document.querySelectorAll("#month tbody tr")[2])`)
	w.drag(over[0], over[1], over[2], over[3])
	w.wait("the exception of the service", `location.pathname === "/exceptions/new" && document.readyState === "complete"`)
	got = js[map[string]string](w, `Object.fromEntries(new URLSearchParams(location.search))`)
	if got["about"] != "service:"+cut || got["from_date"] != dates[0] || got["to_date"] != dates[1] {
		t.Errorf("the exception is %v, dragged over %v", got, dates)
	}
}

// drag moves the mouse with its button held.
func (w *window) drag(x1, y1, x2, y2 float64) {
	w.t.Helper()
	w.mouse(input.DispatchMouseEventTypeMousePressed, x1, y1)
	for step := 1.0; step <= 6; step++ {
		w.mouse(input.DispatchMouseEventTypeMouseMoved, x1+(x2-x1)*step/6, y1+(y2-y1)*step/6)
	}
	w.mouse(input.DispatchMouseEventTypeMouseReleased, x2, y2)
}

func testScheduleLooks(t *testing.T, chrome context.Context, p product, lang, day, cut, date string) {
	w := enter(t, chrome, p, "looks", "olga@lotos.example", "/schedules?view=day")
	w.speak(lang, day)
	w.right("schedules-day", lang)
	w.speak(lang, p.okno+"/schedules/why?service="+cut+"&date="+date+"&time=03:07")
	w.right("schedules-why-page", lang)
	w.speak(lang, day)
	w.exec(`document.querySelector("#why-time").value = "07:00"; document.querySelector("#why-ask").click()`)
	w.wait("the reason", `document.querySelector("#modal[open] #why")`)
	w.right("schedules-why", lang)
	w.speak(lang, p.okno+"/schedules?view=month&date="+date+"&service="+cut)
	w.right("schedules-month", lang)
	w.speak(lang, p.okno+"/schedules?view=day&date="+date)
	w.right("schedules-day-all", lang)
	w.quiet()
}
