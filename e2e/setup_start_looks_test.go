package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// The first steps in every shape.
func TestStartLooks(t *testing.T) {
	t.Parallel()
	p := fresh(t, "looks")
	w := enter(t, browser(t), p, "start", "nina@looks.example", "/bookings")
	pages := []struct{ state, path string }{
		{"company", "/start/company"}, {"choice", "/start/resources"}, {"template", "/start/resources?template=clinic"},
		{"no-hours", "/start/hours"}, {"no-widget", "/start/widget"}, {"check-bare", "/check"},
	}
	inRussian(t, func(t *testing.T, lang string) {
		w := w.of(t)
		for _, page := range pages {
			w.speak(lang, p.okno+page.path)
			w.right("start-"+page.state, lang)
		}
	})
	w.do(chromedp.Navigate(p.okno + "/start/resources?template=clinic"))
	w.hit("#start-save")
	w.at("/start/hours")
	w.exec(`document.querySelector("#from_1").value = "25:61"; document.querySelector("#start-save").click()`)
	w.wait("what is wrong", `document.querySelector("#from_1-error") && document.querySelector("#from_1").value === "25:61"`)
	w.right("start-hours", "en")
	w.do(chromedp.Navigate(p.okno + "/start/services"))
	w.right("start-services", "en")
	w.exec(`document.querySelector("#start-save").click()`)
	w.at("/start/widget")
	w.right("start-widget", "en")
	w.quiet("422")
}
