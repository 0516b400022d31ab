package e2e

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// looks is the expression of how everything inside the widget, and its host
// element, is drawn: [element, {property: computed value}]. Left out is what
// follows from the room that the page gives, and from where the pointer is.
const looks = `JSON.stringify([document.querySelector("okno-widget"), ...` + widget + `.querySelectorAll("*")].map(e => {
	const style = getComputedStyle(e), found = {}
	for (const name of style) if (!/^(width|height|inline-size|block-size|perspective-origin|transform-origin|(inset|top|right|bottom|left)(-.*)?|grid-template-(rows|columns))$/.test(name)) found[name] = style.getPropertyValue(name)
	return [e.tagName + "." + (e.getAttribute("class") || "") + "[" + (e.dataset.act || e.dataset.date || e.name || "") + "]", found]
}))`

// look is one element's computed style.
type look struct {
	element string
	style   map[string]string
}

func (l *look) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&l.element, &l.style})
}

func looksOf(w *window, expression string) []look {
	w.t.Helper()
	var found []look
	if err := json.Unmarshal([]byte(js[string](w, expression)), &found); err != nil {
		w.t.Fatal(err)
	}
	return found
}

// sameLooks demands that elements are drawn alike in two places.
func sameLooks(t *testing.T, what string, want, got []look) {
	t.Helper()
	if len(want) == 0 || len(want) != len(got) {
		for i := range want {
			if i >= len(got) || want[i].element != got[i].element {
				t.Logf("the first that differs: %d %s", i, want[i].element)
				break
			}
		}
		t.Fatalf("%s: %d elements here, %d there", what, len(want), len(got))
	}
	told := 0
	for i, l := range want {
		if l.element != got[i].element {
			t.Fatalf("%s: %s here, %s there", what, l.element, got[i].element)
		}
		for name, value := range l.style {
			if got[i].style[name] != value && told < 20 {
				told++
				t.Errorf("%s: %s of %s is %q here and %q there", what, name, l.element, value, got[i].style[name])
			}
		}
	}
}

// A page that resets, hides, turns and blurs everything changes nothing inside
// the widget, and a visitor with a mouse gets to the contacts.
func testHostile(t *testing.T, chrome context.Context, p product, s hostSite) {
	plain := open(t, chrome, "plain", s.plain("ru"))
	want, start := plain.looksOnTheWay("")
	plain.letGo(p, "lotos-site", "brow", start) // the other is to have the same time
	hostile := open(t, chrome, "hostile", p.site+"/hostile.html")
	got, _ := hostile.looksOnTheWay(start[:len("2026-11-27")]) // of today there is less by then
	for i, step := range []string{"services", "times", "contacts"} {
		sameLooks(t, step, want[i], got[i])
	}
	hostile.picture("widget-hostile")
	plain.quiet()
	hostile.quiet()
}

// looksOnTheWay takes the mouse to the contacts, and gives how each step looks and the start that was chosen, of a date or of a
// day of its own.
func (w *window) looksOnTheWay(date string) (all [3][]look, start string) {
	w.t.Helper()
	w.size(1000, 900)
	w.media(map[string]string{"prefers-reduced-motion": "reduce"}) // no colour on its way to another
	w.step("service")
	all[0] = looksOf(w, looks)
	w.click(`[data-service=brow]`)
	w.step("time")
	if date == "" {
		w.dayOfItsOwn()
	} else {
		w.turnTo(date)
	}
	w.wait("the times", widget+`.querySelector("[data-start]")`)
	w.click(`[data-start]:last-of-type`)
	w.wait("the time", widget+`.querySelector(":checked[name=start]")`)
	start = js[string](w, widget+`.querySelector(":checked[name=start]").value`)
	w.exec(widget + `.activeElement.blur(); ` + widget + `.querySelector(".live").textContent = ""`) // what was said last is no look
	all[1] = looksOf(w, looks)
	w.click(`[data-act=next]`)
	w.step("contacts")
	w.held()
	w.exec(widget + `.activeElement.blur()`)
	all[2] = looksOf(w, looks)
	return all, start
}

// click clicks the middle of an element of the widget with the mouse, as the
// page lets it through.
func (w *window) click(selector string) {
	w.t.Helper()
	element := widget + `.querySelector(` + quote(selector) + `)`
	w.exec(element + `.scrollIntoView({block: "center", behavior: "instant"})`)
	at := js[[]float64](w, `(r => [r.x + r.width / 2, r.y + r.height / 2])(`+element+`.getBoundingClientRect())`)
	w.do(chromedp.MouseClickXY(at[0], at[1]))
}

// The page is drawn with the widget as it is without, whatever classes it shares
// with the widget.
func testLeaks(t *testing.T, chrome context.Context, s hostSite) {
	all := strings.Replace(looks, `[document.querySelector("okno-widget"), ...`+widget+`.querySelectorAll("*")]`,
		`[...document.querySelectorAll("*:not(okno-widget, script)")]`, 1)
	without := open(t, chrome, "without", s.page("furniture.html", "", ""))
	with := open(t, chrome, "with", s.page("furniture.html", "lotos-site", ""))
	with.exec(`document.querySelector("okno-widget").scrollIntoView()`)
	with.step("service")
	sameLooks(t, "the page", looksOf(without, all), looksOf(with, all))
	if names := js[[]string](with, `Object.keys(window).filter(name => /okno|widget/i.test(name))`); len(names) > 0 {
		t.Errorf("the widget leaves global names: %v", names)
	}
	with.quiet()
}
