package e2e

import (
	"context"
	"fmt"
	"testing"
)

// testTodayOnAPhone answers a booking from the page of the day, and lets the time go by while nothing new comes in.
func testTodayOnAPhone(t *testing.T, chrome context.Context, p product) {
	w := enter(t, chrome, p, "today", "olga@lotos.example", "/overview")
	w.size(390, 844)
	w.settled("who waits", `document.querySelector("#overview-waiting [data-act=confirm]") && document.querySelector(".strip-now")`)
	w.online()
	if got := js[[]string](w, `[...document.querySelectorAll(".overview :is(.button, .turn, .load, .search-link)")].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.9).map(e => e.textContent)`); len(got) > 0 {
		t.Errorf("too small to be hit: %q", got)
	}
	// The line goes on by the clock alone.
	w.exec(`(() => { const real = Date.now, { from, to } = document.getElementById("loads").dataset; window.at = share => { const shift = (+from + (to - from) * share) * 1000 - real(); Date.now = () => real() + shift; document.dispatchEvent(new Event("visibilitychange")) } })()`)
	for _, share := range []int{25, 50} {
		w.exec(fmt.Sprintf(`at(%f)`, float64(share)/100))
		w.wait(fmt.Sprintf("the line at %d %% of the day", share), fmt.Sprintf(`[...document.querySelectorAll(".strip .strip-now")].every(l => Math.abs(parseFloat(l.getAttribute("x1")) - %d) < 0.2 && !l.matches(".is-off"))`, share))
	}
	w.exec(`window.answered = document.querySelector("#overview-waiting .news-line .search-link").id`)
	w.hit("#overview-waiting [data-act=confirm]")
	w.wait("the answer", `document.querySelector(".toast-undo")`)
	w.wait("the line to go", `document.querySelector("#overview-waiting") && !document.getElementById(answered)`)
	w.quiet()
}
