package e2e

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// An admin closes a date on which a client is booked: what it does is shown
// before it is saved, the client is cancelled with it, and the widget's slots
// change at once; undoing the deletion changes them again.
func TestExceptions(t *testing.T) {
	t.Parallel()
	p := salon(t)
	chrome := browser(t)
	visit := request(t, p, "lotos-site", "cut")
	date := visit.Start.Format(time.DateOnly)
	before := slotsOn(t, p, "cut", date)
	w := enter(t, chrome, p, "admin", "olga@lotos.example", "/exceptions")
	w.hit("#exception-new")
	w.wait("the form", `document.querySelector("#exception-form") && document.readyState === "complete"`)
	w.exec(`document.querySelector("#from_date").value = ` + quote(date) + `; document.querySelector("#from_date").dispatchEvent(new Event("change", {bubbles: true}))`)
	w.wait("the hit", hitResolution(visit.ID))
	w.exec(`document.querySelector("#reason").focus()`)
	w.keys("санитарный день")
	w.wait("the reason in the preview", `document.querySelector(".exception-sentence").textContent.includes("санитарный день")`)
	if got := js[string](w, `document.activeElement.id`); got != "reason" {
		t.Errorf("the preview has taken the focus to %q", got)
	}
	inRussian(t, func(t *testing.T, lang string) { testExceptionLooks(t, chrome, p, lang, date) })
	w.exec(`const all = document.querySelector("#hit-all"); all.value = "cancel"; all.dispatchEvent(new Event("change", {bubbles: true}))`)
	if got := js[bool](w, `[...document.querySelectorAll(".hit-fate")].every(fate => fate.value === "cancel")`); !got {
		t.Error("one choice for all has not reached all")
	}
	w.exec(`for (const fate of document.querySelectorAll(".hit-fate")) fate.value = "keep"`)
	w.exec(hitResolution(visit.ID) + `.value = "cancel"; ` + hitResolution(visit.ID) + `.dispatchEvent(new Event("change", {bubbles: true}))`)
	w.wait("the reason of the cancellation", `document.querySelector("#cancel_reason").checkVisibility()`)
	w.exec(`document.querySelector("[data-act=save]").click()`)
	w.wait("the list with the toast", `document.querySelector(".exception-text") && document.querySelector(".toast:not([hidden])")`)
	w.wait("the focus on the heading", `document.activeElement.id === "exceptions-title"`)
	w.wait("the address", `location.pathname === "/exceptions"`)
	if got := slotsOn(t, p, "cut", date); got != 0 || before == 0 {
		t.Errorf("%d free starts before, %d after the exception", before, got)
	}

	row := `[...document.querySelectorAll(".exception-row")].find(r => r.textContent.includes("санитарный день"))`
	w.exec(row + `.querySelector("[data-act=delete]").click()`)
	w.wait("the row to go", `!(`+row+`)`)
	if got := slotsOn(t, p, "cut", date); got <= before {
		t.Errorf("%d free starts after the deletion, %d before the cancelled booking", got, before)
	}
	w.wait("the undo", `document.querySelector(".toast-undo")`)
	w.seek(`.toast-undo`)
	w.keys(kb.Enter)
	w.wait("the row again", row)
	if got := slotsOn(t, p, "cut", date); got != 0 {
		t.Errorf("%d free starts after the undo", got)
	}
	w.do(chromedp.Navigate(p.okno + "/bookings/" + visit.ID))
	w.wait("the cancelled booking", `document.querySelector(".status.is-cancelled") && document.body.textContent.includes("санитарный день")`)
	w.quiet()
}

func hitResolution(id string) string { return `document.querySelector("[name='do-` + id + `']")` }

// slotsOn counts what the widget's API offers of a service on a date.
func slotsOn(t *testing.T, p product, service, date string) int {
	t.Helper()
	var found struct {
		Days []struct{ Slots []struct{ Start string } }
	}
	if err := json.Unmarshal([]byte(get(t, p.okno+"/api/v1/widget/lotos-site/slots?service="+service+"&from="+date+"&to="+date)), &found); err != nil || len(found.Days) != 1 {
		t.Fatalf("%d days, %v", len(found.Days), err)
	}
	return len(found.Days[0].Slots)
}

func testExceptionLooks(t *testing.T, chrome context.Context, p product, lang, date string) {
	w := enter(t, chrome, p, "looks", "olga@lotos.example", "/exceptions")
	w.speak(lang, p.okno+"/exceptions")
	w.right("exceptions", lang)
	w.speak(lang, p.okno+"/exceptions?show=past&about=company")
	w.right("exceptions-empty", lang)
	w.speak(lang, p.okno+"/exceptions/new?from_date="+date)
	w.right("exception-new", lang)
	w.exec(`document.querySelector(".hit-fate").value = "cancel"; document.querySelector("[data-act=save]").closest("form").querySelector(".hit-rows").scrollIntoView({block: "start"})`)
	w.right("exception-hits", lang)
	w.exec(`const set = (s, v) => { const e = document.querySelector(s); if (v === undefined) e.click(); else { e.value = v; e.dispatchEvent(new Event("change", {bubbles: true})) } };
		set("[name=ends][value=date]"); set("#to_date", "2020-01-01"); set("[name=weekdays][value='3']"); set("[name=hours][value=hours]"); set("#from", "22:00"); set("#to", "06:00")`)
	w.wait("the preview to say why not", `document.querySelector(".exception-problems")`)
	w.exec(`document.querySelector("[data-act=save]").click()`)
	w.wait("the refusal", `document.querySelector("#to_date-wrong") && document.activeElement.id === "to_date"`)
	if got := js[string](w, `["#to_date", "#from", "#to"].map(s => document.querySelector(s).value).join(" ")`); got != "2020-01-01 22:00 06:00" {
		t.Errorf("what was typed has become %q", got)
	}
	w.right("exception-wrong", lang)
	first := js[string](w, `document.querySelector(".exception-back a").getAttribute("href")`)
	if !strings.HasPrefix(first, "/exceptions") {
		t.Errorf("the way back leads to %q", first)
	}
	w.quiet("422")
}
