package e2e

import (
	"context"
	"strings"
	"testing"
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

// A company that confirms by hand: the visitor is told that the request waits,
// in the snippet's language and by the company's clock, and no consent is asked for.
func testManual(t *testing.T, chrome context.Context, p product, s hostSite) {
	w := open(t, chrome, "manual", s.page("plain.html", "greenwich-site", "en"))
	w.exec(`document.addEventListener("okno:booked", e => { window.visit = e.detail })`)
	w.contacts("massage", "")
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
