package e2e

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
)

// focused is the expression of the widget's element that has the focus.
const focused = widget + `.activeElement`

// tab presses Tab until the widget's element that matches has the focus, which
// must be seen.
func (w *window) tab(selector string) {
	w.t.Helper()
	for range 60 {
		w.keys(kb.Tab)
		if !js[bool](w, `Boolean(`+focused+`?.matches(`+quote(selector)+`))`) {
			continue
		}
		if !js[bool](w, `(e => [e, e.parentElement].some(x => getComputedStyle(x).outlineStyle === "solid"))(`+focused+`)`) {
			w.t.Errorf("%s: %s has the focus, and nobody sees it", w.name, selector)
		}
		return
	}
	w.t.Fatalf("%s: no Tab leads to %s", w.name, selector)
}

// heading demands that the heading of the step has the focus, and gives its text.
func (w *window) heading() string {
	w.t.Helper()
	w.wait("the focus on the heading", focused+`?.matches("h3")`)
	return js[string](w, focused+`.textContent`)
}

// words are what a visitor reads on the way, in one language.
type words struct{ service, time, contacts, done, next, region string }

var spoken = map[string]words{
	"ru": {"На что записаться?", "Когда вам удобно?", "Как вас записать?", "Вы записаны", "Дальше: ", "Онлайн-запись: Салон «Лотос»"},
	"en": {"What would you like to book?", "When suits you?", "Your details", "You’re booked", "Next: ", "Online booking: Салон «Лотос»"},
}

// The whole booking with the keyboard alone, on a foreign page under a strict
// policy, in the language that the snippet asks for.
func testKeyboard(t *testing.T, p product, w *window, lang string) {
	say := spoken[lang]
	w.exec(`document.addEventListener("okno:booked", e => { window.visit = e.detail })`)
	w.step("service")
	if got := js[string](w, widget+`.querySelector("section").getAttribute("aria-label")`); got != say.region {
		t.Errorf("the region is called %q, not %q", got, say.region)
	}
	if got := js[string](w, widget+`.querySelector("section").lang`); got != lang {
		t.Errorf("the region speaks %q", got)
	}
	if got := js[string](w, widget+`.querySelector("h3").textContent`); got != say.service {
		t.Errorf("the first heading is %q", got)
	}
	w.tab(`[data-service=cut]`)
	w.keys(kb.Enter)
	w.step("time")
	w.wait("the times", widget+`.querySelector("[data-start]")`)
	if got := w.heading(); got != say.time {
		t.Errorf("the second heading is %q", got)
	}
	w.chooseByKeys(say)
	w.step("contacts")
	if got := w.heading(); got != say.contacts {
		t.Errorf("the third heading is %q", got)
	}
	w.tab(`[name=name]`)
	w.keys("Вера Клавишина" + kb.Tab + "+7 916 000-11-22" + kb.Tab + "vera@example.com" + kb.Tab)
	w.tab(`[name=consent]`)
	w.keys(" ")
	w.tab(`[data-act=book]`)
	w.keys(kb.Enter)
	w.step("done")
	if got := w.heading(); got != say.done {
		t.Errorf("the last heading is %q", got)
	}
	w.tab(`[data-act=calendar]`)
	w.tab(`[data-act=manage]`)
	w.quiet()
	testVisitPage(t, p, w)
}

// chooseByKeys takes a day with arrows in the calendar, and its second time.
func (w *window) chooseByKeys(say words) {
	w.t.Helper()
	w.tab(`[name=resource]`)
	w.tab(`[role=gridcell]`)
	first := js[string](w, focused+`.dataset.date`)
	w.keys(kb.ArrowRight)
	if next := js[string](w, focused+`.dataset.date`); next != dayAfter(w.t, first) {
		w.t.Fatalf("%s: → leads from %s to %s", w.name, first, next)
	}
	var date string
	for range 30 { // to the next day with two times: somebody may have taken all but one of a day
		if js[bool](w, focused+`.hasAttribute("data-free")`) {
			date = js[string](w, focused+`.dataset.date`)
			w.keys(kb.Enter)
			w.wait("the day that was chosen", widget+`.querySelector("[data-start^='`+date+`']")`)
			if !js[bool](w, focused+`.dataset.date === `+quote(date)+` && `+focused+`.getAttribute("aria-selected") === "true"`) {
				w.t.Errorf("%s: the focus has left the chosen day", w.name)
			}
			if js[int](w, widget+`.querySelectorAll("[name=start]").length`) > 1 {
				break
			}
		}
		w.keys(kb.ArrowRight)
		w.wait("the weeks", `!`+focused+`.getAttribute("aria-label").includes("…")`)
	}
	w.tab(`[name=start]`)
	w.keys(" " + kb.ArrowDown)
	start := js[string](w, widget+`.querySelector("[name=start]:checked").value`)
	if second := js[string](w, widget+`.querySelectorAll("[name=start]")[1].value`); start != second {
		w.t.Errorf("%s: ↓ chose %s and not the second time", w.name, start)
	}
	w.tab(`[data-act=next]`)
	if got := js[string](w, focused+`.textContent`); !strings.HasPrefix(got, say.next) || !strings.Contains(got, strings.TrimPrefix(start[11:16], "0")) {
		w.t.Errorf("%s: the button says %q for %s", w.name, got, start)
	}
	w.keys(kb.Enter)
}

func dayAfter(t *testing.T, date string) string {
	t.Helper()
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		t.Fatal(err)
	}
	return day.AddDate(0, 0, 1).Format(time.DateOnly)
}

// testVisitPage follows the link of a finished booking: the page knows the
// booking, and so does its calendar file.
func testVisitPage(t *testing.T, p product, w *window) {
	t.Helper()
	link := js[string](w, widget+`.querySelector("[data-act=manage]").href`)
	if !strings.HasPrefix(link, p.okno+"/m/") {
		t.Fatalf("the link leads to %s", link)
	}
	number := js[string](w, `[...`+widget+`.querySelectorAll("dd")].pop().textContent`)
	page := get(t, link)
	for _, text := range []string{"Женская стрижка", number, "Салон «Лотос»"} {
		if !strings.Contains(page, text) {
			t.Errorf("the visit's page does not say %q", text)
		}
	}
	start, err := time.Parse(time.RFC3339, js[string](w, `window.visit.start`))
	if err != nil {
		t.Fatal(err)
	}
	_, event, _ := strings.Cut(get(t, js[string](w, widget+`.querySelector("[data-act=calendar]").href`)), "BEGIN:VEVENT")
	began := regexp.MustCompile(`DTSTART[^\r\n]*:(\d{8}T\d{6}Z?)`).FindStringSubmatch(event)
	if began == nil || began[1] != start.UTC().Format("20060102T150405Z") && began[1] != start.Format("20060102T150405") {
		t.Errorf("the calendar file begins at %v, the booking at %v", began, start)
	}
}

func get(t *testing.T, address string) string {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %d: %.300s", address, answer.StatusCode, body)
	}
	return string(body)
}
