package e2e

import (
	"context"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Every step and state of the widget in every shape, and on the smallest phone.
func TestWidgetLooks(t *testing.T) {
	t.Parallel()
	p := salon(t)
	importFile(t, p, "testdata/manual.json", "greenwich", "gwen@greenwich.example")
	chrome := browser(t)
	each(t, func(t *testing.T, lang string) {
		t.Run("steps", func(t *testing.T) { testStepLooks(t, chrome, p, lang) })
		t.Run("troubles", func(t *testing.T) { testTroubleLooks(t, chrome, p, lang) })
	})
	t.Run("forced colours", func(t *testing.T) { testForcedColours(t, chrome, p) })
	t.Run("sample site", func(t *testing.T) {
		w := open(t, chrome, "salon", p.site)
		w.right("site", "ru", shape{"light", 320})
		w.quiet()
	})
}

var smallest = shape{"light", 320}

func testStepLooks(t *testing.T, chrome context.Context, p product, lang string) {
	w := open(t, chrome, "steps", newSite(t, p.okno).plain(lang))
	w.see(shapes[0])
	w.step("service")
	w.right("service", lang, smallest)
	choose(w, "cut", "")
	w.dayOfItsOwn()
	w.right("time", lang, smallest)
	start := js[string](w, `[...`+widget+`.querySelectorAll("[data-start]")].pop().dataset.start`)
	w.exec(widget + `.querySelector("[data-start='` + start + `'] input").click()`)
	w.right("time-chosen", lang, smallest)
	w.exec(widget + `.querySelector("[data-act=next]").click()`)
	w.step("contacts")
	w.held()
	w.right("contacts", lang, smallest)
	w.send()
	w.wait("the complaints", widget+`.querySelectorAll("[aria-invalid]").length === 3`)
	w.right("mistakes", lang, smallest)
	w.fill("name", "Александра-Екатерина Константинопольская")
	w.fill("phone", "+7 916 123-45-67")
	w.agree()
	w.letGo(p, "lotos-site", "cut", start)
	rival(t, p, "lotos-site", "cut", "anna", start, tolerant)
	rival(t, p, "lotos-site", "cut", "maria", start, tolerant)
	rival(t, p, "lotos-site", "cut", "olga", start, tolerant)
	w.send()
	w.wait("the alternatives", widget+`.querySelector("[data-state=taken] [data-act=near]")`)
	w.right("taken", lang, smallest)
	w.click(`[data-act=near]`)
	w.step("done")
	w.right("done", lang, smallest)
	w.quiet("409")
}

// What a visitor sees when something is missing: time, the form, or Okno itself.
func testTroubleLooks(t *testing.T, chrome context.Context, p product, lang string) {
	c := newWire(t, p.okno)
	s := newSite(t, c.address)
	silent := make(chan struct{})
	c.answer(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/widget.js" {
			return false
		}
		<-silent
		return false
	})
	w := open(t, chrome, "troubles", s.plain(lang))
	w.see(shapes[0])
	w.wait("the skeleton", `document.querySelector("okno-widget") && `+widget+`.querySelector("[data-state=loading]")`)
	w.right("loading", lang, smallest)
	close(silent)
	w.step("service")
	c.answer(func(out http.ResponseWriter, r *http.Request) bool {
		out.Header().Set("Access-Control-Allow-Origin", "*")
		out.Header().Set("Access-Control-Expose-Headers", "Retry-After")
		out.Header().Set("Retry-After", "40")
		out.WriteHeader(http.StatusTooManyRequests)
		return true
	})
	w.exec(widget + `.querySelector("[data-service=cut]").click()`)
	w.wait("the refusal", widget+`.querySelector("[data-state=too_many]")`)
	w.right("too-many", lang, smallest)
	c.answer(nil)
	w.do(chromedp.Navigate(s.page("plain.html", "greenwich-old", lang)))
	w.wait("the notice", `document.querySelector("okno-widget") && `+widget+`.querySelector("[data-state=closed]")`)
	w.right("closed-form", lang, smallest)
	w.do(chromedp.Navigate(s.page("plain.html", "greenwich-site", lang)))
	w.contacts("talk", "")
	w.fill("name", "Ann")
	w.fill("phone", "020 7946 0958")
	w.send()
	w.step("done")
	w.right("pending", lang, smallest)
	w.quiet("404", "429", "Okno, form")
}

// In forced colours what is free, what is chosen and what has the focus can
// still be told apart.
func testForcedColours(t *testing.T, chrome context.Context, p product) {
	w := open(t, chrome, "forced", newSite(t, p.okno).plain("ru"))
	w.media(map[string]string{"forced-colors": "active"})
	choose(w, "cut", "")
	if free, busy := js[string](w, `getComputedStyle(`+widget+`.querySelector("[data-free]")).borderTopStyle`), js[string](w, `getComputedStyle(`+widget+`.querySelector(".date:not([data-free])")).borderTopStyle`); free == busy {
		t.Errorf("a free day looks like a busy one: %s", free)
	}
	w.dayOfItsOwn() // of the first there may be one time left
	w.exec(widget + `.querySelector("[data-start] input").click()`)
	w.tab(`[data-act=next]`)
	w.keys(kb.Tab)
	w.exec(widget + `.querySelector("[data-start] input").focus()`)
	background := func(selector string) string {
		return js[string](w, `getComputedStyle(`+widget+`.querySelector(`+quote(selector)+`)).backgroundColor`)
	}
	if chosen, other := background(".time:has(:checked)"), background(".time:not(:has(:checked))"); chosen == other {
		t.Errorf("the chosen time looks like the others: %s", chosen)
	}
	if selected, other := background("[aria-selected=true]"), background("[data-free][aria-selected=false]"); selected == other {
		t.Errorf("the chosen day looks like the others: %s", selected)
	}
	w.picture("look-forced-colours")
}
