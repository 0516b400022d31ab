package e2e

import (
	"context"
	"strings"

	"github.com/chromedp/chromedp"

	"okno/db/dbtest"
)

// wait waits until an expression is true of a document that has come to its end
// (one that is still being read has the heading and not yet what stands below);
// what says in a few words what for.
func (w *window) wait(what, expression string) {
	w.t.Helper()
	w.waitAsLongAs(what, expression, changes)
}

// changes is what shows in a page that something is going on: parts that come and go, requests, texts, the focus.
// It calls nothing that a hostile page may have redefined.
const changes = `(() => {
	let sign = location.href + document.readyState + (document.activeElement && document.activeElement.id) + " " + performance.getEntriesByType("resource").length
	const count = root => { sign += " " + root.querySelectorAll("*").length + " " + root.querySelectorAll(".htmx-request, [aria-busy=true]").length + " " + ((root.body || root).textContent || "").length }
	count(document)
	for (const widget of document.querySelectorAll("okno-widget")) if (widget.shadowRoot) count(widget.shadowRoot)
	return sign
})()`

// looksPerSign is how seldom a wait asks for its sign: reading a whole page costs the browser more than what
// is waited for.
const looksPerSign = 8

// waitAsLongAs gives up when the sign, an expression of JavaScript, has been the same for many looks.
func (w *window) waitAsLongAs(what, expression, sign string) {
	w.t.Helper()
	var watch dbtest.Patience
	last := ""
	for looks := 0; ; looks++ {
		signNow := `null`
		if looks%looksPerSign == looksPerSign-1 {
			signNow = sign
		}
		seen, alive := w.look(`({holds: document.readyState !== "loading" && !!(` + expression + `), sign: ` + signNow + `})`)
		if seen.Holds {
			return
		}
		if seen.Sign != nil {
			last = *seen.Sign
		}
		if !alive || !watch.GoesOn(last) {
			w.show("waited-" + strings.ReplaceAll(w.t.Name(), "/", "-"))
			w.t.Fatalf("%s: waited in vain for %s, for %v, %s", w.name, what, watch.Waited(), w.whereabouts())
		}
	}
}

// whereabouts are the address, the focus and the last requests of a page, for whoever reads why a wait was in vain.
func (w *window) whereabouts() string {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	said, err := chromedp.Run(ctx, chromedp.Evaluate[string](`"at " + location.pathname + location.search + ", the focus on " + (e => e ? e.tagName + "#" + e.id + "." + e.className + " " + e.textContent.trim().slice(0, 40) : "nothing")(document.activeElement)
		+ ", asked last for " + performance.getEntriesByType("resource").slice(-4).map(r => r.name.replace(location.origin, "") + " at " + Math.round(r.startTime) + "–" + Math.round(r.responseEnd) + " " + r.responseStatus).join(", ") + " of " + Math.round(performance.now()) + " ms"`))
	if err != nil {
		return err.Error()
	}
	return said
}

// glance is what a wait looks at.
type glance struct {
	Holds bool    `json:"holds"`
	Sign  *string `json:"sign"` // nil in a look that did not ask for it
}

// look evaluates a glance; in a document that is left at this very moment there is nothing to see. alive is
// false where the window is closed or its browser has ended.
func (w *window) look(expression string) (seen glance, alive bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	seen, err := chromedp.Run(ctx, chromedp.Evaluate[glance](expression))
	left := func(words string) bool { return err != nil && strings.Contains(err.Error(), words) }
	switch {
	case w.ctx.Err() != nil:
		return glance{}, false
	case left("navigated or closed"), left("context was destroyed"), left("Cannot find context"):
		return glance{}, true
	case err != nil:
		w.t.Fatalf("%s: %v in %s", w.name, err, expression)
	}
	return seen, true
}
