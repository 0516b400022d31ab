package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The journey of the whole product: somebody books on the salon's site, the
// card appears on the open board without a reload, the desk cancels it there,
// and the site offers the time again.
func TestBookingTravels(t *testing.T) {
	t.Parallel()
	p := salon(t)
	chrome := browser(t)
	site := open(t, chrome, "site", p.site)
	visit := book(site, "men", "Виктор Проезжий")
	site.picture("journey-1-booked")

	board := signIn(t, chrome, p.okno, "/bookings?date="+visit.date)
	board.online()
	card := fmt.Sprintf(`document.querySelector(".card[data-booking='%s']")`, visit.id)
	board.wait("the first booking's card", card)
	board.exec(`window.sameDocument = true`)

	second := open(t, chrome, "second", p.site)
	other := book(second, "men", "Полина Егорова")
	seen := fmt.Sprintf(`document.querySelector(".card[data-booking='%s']")`, other.id)
	if other.date != visit.date {
		board.do(chromedp.Navigate(p.okno + "/bookings?date=" + other.date))
		board.wait("the other day", seen)
	} else {
		board.wait("the card to appear by itself", seen)
		board.wait("the news to be told", `document.querySelector("#announcer").textContent.includes("Полина Егорова")`)
		if !js[bool](board, `window.sameDocument === true`) {
			t.Error("the board was loaded anew")
		}
	}
	board.picture("journey-2-card-appears")

	board.exec(seen + `.click()`)
	board.wait("the modal", `document.querySelector("#modal[open] .details")?.textContent.includes("Полина Егорова")`)
	board.picture("journey-3-modal")
	board.hit(`#modal [data-act="cancel"]`)
	board.typeInto(`#modal textarea[name="reason"]`, "клиент передумал")
	board.hit(`#modal [data-act="cancel-now"]`)
	board.wait("the booking to be cancelled", `document.querySelector("#modal [data-act=restore]") && document.querySelector("#modal").textContent.includes("клиент передумал")`)
	board.keys(kb.Escape)
	board.wait("the card to leave", `!(`+seen+`)`)
	board.picture("journey-4-cancelled")

	again := open(t, chrome, "again", p.site)
	choose(again, "men", other.date)
	again.wait("the slot to be offered again", fmt.Sprintf(`%s.querySelector("[data-start='%s']")`, widget, other.start))
	again.picture("journey-5-offered-again")
}

// visit is what a visitor has booked.
type visit struct{ id, start, date string }

// book books a time of a service some weeks from now.
func book(w *window, service, name string) visit {
	w.t.Helper()
	w.exec(`document.addEventListener("okno:booked", e => { window.visit = e.detail })`)
	chooseLater(w, service)
	start := js[string](w, widget+`.querySelector("[data-start]").dataset.start`)
	w.exec(widget + `.querySelector("[data-start] input").click()`)
	w.exec(widget + `.querySelector("[data-act=next]").click()`)
	w.step("contacts")
	for field, value := range map[string]string{"name": name, "phone": "8 916 123-45-67", "email": "visitor@example.com", "comment": "у окна, пожалуйста"} {
		w.fill(field, value)
	}
	w.agree()
	w.exec(widget + `.querySelector("[data-act=book]").click()`)
	w.step("done")
	id := js[string](w, `window.visit.id`)
	return visit{id: id, start: start, date: start[:10]}
}

// choose comes to the times of a service on a date, or on the first free one.
func choose(w *window, service, date string) {
	w.t.Helper()
	w.exec(`document.querySelector("okno-widget").scrollIntoView()`)
	w.step("service")
	w.exec(widget + `.querySelector("[data-service='` + service + `']").click()`)
	w.step("time")
	if date != "" {
		w.turnTo(date)
	}
	w.wait("the times", widget+`.querySelector("[data-start]")`)
}

// turnTo opens a date of the next eight weeks.
func (w *window) turnTo(date string) {
	w.t.Helper()
	w.wait("the calendar", widget+`.querySelector("[data-date]")`)
	day := widget + `.querySelector("[data-date='` + date + `']")`
	if !js[bool](w, `Boolean(`+day+`)`) {
		w.exec(widget + `.querySelector("[data-act=later]").click()`)
	}
	w.wait("the date "+date, day+`?.matches("[data-free]")`)
	w.exec(day + `.click()`)
	w.wait("the times of "+date, widget+`.querySelector("[data-start^='`+date+`']")`)
}

// chooseLater comes to the times of a service on the first free day after the next four weeks: soon enough before its start a booking
// may no longer be moved or cancelled by its client, and the first free time may be an hour away.
func chooseLater(w *window, service string) {
	w.t.Helper()
	choose(w, service, "")
	free := w.later()
	date := js[string](w, free+`.dataset.date`)
	w.exec(free + `.click()`)
	w.wait("the times of that day", widget+`.querySelector("[data-start^='`+date+`']")`)
}

// later turns to the weeks after those that the widget's calendar shows, and gives their first free day.
func (w *window) later() string {
	w.t.Helper()
	w.wait("the calendar", widget+`.querySelector("[data-date]")`)
	last := js[string](w, `[...`+widget+`.querySelectorAll("[data-date]")].pop().dataset.date`)
	w.exec(widget + `.querySelector("[data-act=later]").click()`)
	free := `[...` + widget + `.querySelectorAll("[data-date][data-free]")].find(day => day.dataset.date > "` + last + `")`
	w.wait("a free day of the next weeks", free)
	return free
}

// fill types into a field of the widget, as a person does.
func (w *window) fill(field, value string) {
	w.t.Helper()
	w.exec(widget + `.querySelector("[name='` + field + `']").focus()`)
	w.keys(value)
	if got := js[string](w, widget+`.querySelector("[name='`+field+`']").value`); got != value {
		w.t.Fatalf("%s: typed %q into %s, it holds %q", w.name, value, field, got)
	}
}

// agree gives the consent where one is asked for.
func (w *window) agree() {
	w.t.Helper()
	js[bool](w, `(box => { if (box && !box.checked) box.click(); return true })(`+widget+`.querySelector("[name=consent]"))`)
}
