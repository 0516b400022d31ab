package e2e

import (
	"fmt"
	"os"
	"slices"
	"testing"
)

// shape is how somebody sees a page: the language comes with the page.
type shape struct {
	scheme string
	width  int64
}

// doubled is a desk's screen at a zoom of 200 %.
var doubled = shape{"light", 720}

// shapes are all that the product promises to look right in; the heights are
// those of a desk's screen, a tablet and a phone.
var shapes = []shape{{"light", 1440}, {"dark", 1440}, {"light", 1024}, {"dark", 1024}, {"light", 390}, {"dark", 390}}

var heights = map[int64]int64{1440: 900, 1024: 768, 390: 844, 320: 700, 720: 450}

// audited are the shapes that axe looks at too, which is most of what a browser does here: a state in one of them, in turns
// a desk's screen and a phone in the dark. Where pictures are wanted it looks at a state in more.
var audited = []shape{{"light", 1440}, {"dark", 390}}

var auditedInPictures = map[string][]shape{
	"ru": {{"light", 1440}, {"dark", 390}},
	"en": {{"dark", 1024}, {"light", 390}, {"dark", 1440}},
}

// audits are the shapes that axe looks at in the next state. In the other language it is the other one's turn.
func (w *window) audits(lang string) []shape {
	if pictured {
		return auditedInPictures[lang]
	}
	turn := w.poses.audits
	if lang == "en" {
		turn++
	}
	w.poses.audits++
	turn %= len(audited)
	return audited[turn : turn+1]
}

// see takes the shape.
func (w *window) see(s shape) {
	w.t.Helper()
	w.size(s.width, heights[s.width])
	w.media(map[string]string{"prefers-color-scheme": s.scheme, "prefers-reduced-motion": "reduce"})
}

// pictured says that pictures are wanted, for people to look at: `task e2e` takes them.
var pictured = os.Getenv("E2E_PICTURES") != ""

// right looks at a state of a page in all shapes: nothing may make the page
// scroll sideways, no field and no button may stick out of its card, and axe may find nothing. A width is looked at once, since
// colours move nothing, but for axe and for pictures.
func (w *window) right(state, lang string, more ...shape) {
	w.t.Helper()
	widths := map[int64]bool{}
	audits := w.audits(lang)
	for _, s := range audits {
		widths[s.width] = true
	}
	for _, s := range append(slices.Clone(shapes), more...) {
		audit := slices.Contains(audits, s)
		if widths[s.width] && !audit && !pictured {
			continue
		}
		widths[s.width] = true
		if s.width > 390 && lang != "ru" && !slices.Contains(more, s) && !pictured {
			continue // Russian words are the longer ones: what holds them holds English, but where a phone's words break
		}
		w.see(s)
		w.fits(fmt.Sprintf("%s in %s, %s", state, lang, s.scheme), s.width)
		if audit {
			w.accessible(fmt.Sprintf("%s in %s, %s, at %d", state, lang, s.scheme, s.width))
		}
		w.picture(fmt.Sprintf("look-%s-%s-%s-%d", state, lang, s.scheme, s.width))
	}
	w.see(shapes[0])
}

// fits demands that a state of a page is no wider than the window, and nothing in it out of its card.
func (w *window) fits(state string, width int64) {
	w.t.Helper()
	// Not innerWidth: a phone's grows with what does not fit.
	if got := js[int64](w, `document.scrollingElement.scrollWidth`); got > width {
		w.t.Errorf("%s, at %d: the page is %d wide: %s", state, width, got, js[string](w, widest))
	}
	if out := js[string](w, outOfCard); out != "" {
		w.t.Errorf("%s, at %d: out of its card: %s", state, width, out)
	}
}

// widest is the element that sticks out of the window the most, and has none in it that does so.
const widest = `(() => { const out = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth && e.checkVisibility())
	.sort((a, b) => b.getBoundingClientRect().right - a.getBoundingClientRect().right || b.compareDocumentPosition(a) - 4)
	return out.length ? out[0].outerHTML.slice(0, 200) : "" })()`

// outOfCard is a field or a button that begins or ends outside of the card that it stands in.
const outOfCard = `(() => { const out = [...document.querySelectorAll(":is(.part, .sheet, .check-row) :is(.input, .button)")].find(e => {
	const a = e.getBoundingClientRect(), b = e.closest(".part, .sheet, .check-row").getBoundingClientRect()
	return e.checkVisibility() && a.width > 1 && (a.right > b.right || a.left < b.left)
}); return out ? out.outerHTML.slice(0, 200) : "" })()`

// each runs a part of a test for both languages.
func each(t *testing.T, part func(t *testing.T, lang string)) {
	for _, lang := range []string{"ru", "en"} {
		t.Run(lang, func(t *testing.T) { part(t, lang) })
	}
}

// inRussian runs a part of a test about how the panel looks for the language with the longer words; where pictures are wanted,
// for both. TestEveryPageFitsInEnglish looks at the other one.
func inRussian(t *testing.T, part func(t *testing.T, lang string)) {
	if pictured {
		each(t, part)
		return
	}
	t.Run("ru", func(t *testing.T) { part(t, "ru") })
}
