package e2e

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// importFile brings a company file into a running product, and adds a member
// who may do everything there and whose password is the salon's.
func importFile(t *testing.T, p product, file, company, email string) {
	t.Helper()
	settings := []string{"OKNO_DATA_DIR=" + p.dir}
	if out, err := okno(t, settings, "", "import", file); err != nil {
		t.Fatalf("import: %v\n%s", err, out)
	}
	if out, err := okno(t, settings, "okno-demo\n", "user", "add", "--company", company, "--email", email, "--role", "owner"); err != nil {
		t.Fatalf("user add: %v\n%s", err, out)
	}
}

// A company that confirms by hand: the visitor is told that the request waits, in the snippet's language, and no consent is asked
// for. What is held online is shown to a visitor from New York by his own clock, or, if he wants, by the company's, and said by both.
func testManual(t *testing.T, chrome context.Context, p product, s hostSite) {
	w := open(t, chrome, "manual", s.page("plain.html", "greenwich-site", "en"), func(w *window) {
		call(w, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "America/New_York"})
	})
	w.exec(`document.addEventListener("okno:booked", e => { window.visit = e.detail })`)
	choose(w, "talk", "")
	w.dayOfItsOwn()
	first := widget + `.querySelector("[data-start]").dataset.start`
	his := js[string](w, first)
	w.accessible("two clocks")
	w.picture("widget-clocks")
	w.exec(widget + `.querySelector("[data-start] input").click()`)
	w.exec(widget + `.querySelector("[name=clock][value=theirs]").click()`)
	w.wait("the same time by the company's clock", `Date.parse(`+widget+`.querySelector("[name=start]:checked")?.value) === Date.parse(`+quote(his)+`)`)
	if theirs := js[string](w, first); theirs[19:] == his[19:] || !strings.HasPrefix(his[19:], "-0") {
		t.Errorf("by his clock it is %s, by theirs %s", his, theirs)
	}
	w.exec(widget + `.querySelector("[name=clock][value=mine]").click()`)
	w.wait("the same time by his own clock", widget+`.querySelector("[name=start]:checked")?.value === `+quote(his))
	w.exec(widget + `.querySelector("[data-act=next]").click()`)
	w.step("contacts")
	w.wait("the other clock beside it", widget+`.querySelector(".chosen")?.textContent.includes("London: ")`)
	if js[bool](w, `Boolean(`+widget+`.querySelector("[name=consent]"))`) {
		t.Error("a consent is asked for that the form does not have")
	}
	w.fill("name", "Patient Peter")
	w.fill("phone", "020 7946 0958")
	w.send()
	w.step("done")
	for selector, text := range map[string]string{
		"h3": "Request sent", ".status": "Waiting for confirmation", ".hint:not(:empty)": "We’ll confirm it soon. Your time is held until then.",
	} {
		if got := js[string](w, widget+`.querySelector(".done "+`+quote(selector)+`).textContent`); got != text {
			t.Errorf("%s says %q", selector, got)
		}
	}
	if got := js[string](w, widget+`.querySelector("dl").textContent`); !strings.Contains(got, "Time zoneLondon (UTC") || !strings.Contains(got, "Your time") {
		t.Errorf("the end does not say both clocks: %s", got)
	}
	page := get(t, js[string](w, widget+`.querySelector("[data-act=manage]").href`)+"?lang=en")
	if !strings.Contains(page, "is-pending") {
		t.Error("the visit's page does not show that the booking waits")
	}
	w.picture("widget-pending")
	w.quiet()

	closed := open(t, chrome, "closed", s.page("plain.html", "greenwich-old", "en"))
	closed.wait("the notice", widget+`.querySelector("[data-state=closed]")`)
	closed.quiet("404", "Booking through this form is closed")
}
