package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// The reports of the demo and of a company that has nothing, in every shape; and a hand that asks for other days.
func TestReportsLooks(t *testing.T) {
	t.Parallel()
	p := salon(t)
	importFile(t, p, "testdata/bare.json", "bare", "boris@bare.example")
	chrome := browser(t)
	full, empty := enter(t, chrome, p, "reports", "olga@lotos.example", "/reports"), enter(t, chrome, p, "bare", "boris@bare.example", "/reports")
	each(t, func(t *testing.T, lang string) {
		full, empty := full.of(t), empty.of(t)
		full.speak(lang, p.okno+"/reports?weeks=4")
		full.exec(`document.querySelectorAll(".report-details").forEach(d => d.open = true)`)
		full.right("reports", lang)
		empty.speak(lang, p.okno+"/reports")
		empty.wait("what to do", `document.querySelector("#report .empty a")`)
		empty.right("reports-empty", lang)
	})
	w := full.of(t)
	w.do(chromedp.Navigate(p.okno + "/reports"))
	choose := func(what, value string) {
		w.settled(what, `document.querySelector("#report-filter")`)
		w.exec(`{ const s = document.querySelector("#report-` + what + `"); s.value = ` + quote(value) + `; s.dispatchEvent(new Event("change", {bubbles: true})) }`)
	}
	choose("period", "custom")
	w.wait("fields for the days", `document.querySelector("#report-from") && location.search.includes("period=custom")`)
	w.exec(`document.querySelector("#report-from").value = "2026-03-02"; document.querySelector("#report-to").value = "2026-03-01"; document.querySelector("#report-filter button").click()`)
	w.wait("what is wrong, and what was typed", `document.querySelector("#report-to-error") && document.querySelector("#report-to").value === "2026-03-01"`)
	choose("period", "last-month")
	w.wait("the month before", `location.search === "?period=last-month" && document.querySelector(".report-tile")`)
	w.quiet("422")
}
