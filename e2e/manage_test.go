package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Somebody books on the site, follows the link that he is given, moves his
// booking, cancels it and takes that back; the open board follows each step.
func TestManage(t *testing.T) {
	t.Parallel()
	p := salon(t)
	chrome := browser(t)
	site := open(t, chrome, "site", p.site)
	visit := book(site, "men", "Глеб Передумов")
	page := open(t, chrome, "client", js[string](site, widget+`.querySelector("[data-act=manage]").href`))
	board := signIn(t, chrome, p.okno, "/bookings?date="+visit.date)
	board.online()
	card := fmt.Sprintf(`document.querySelector(".card[data-booking='%s']")`, visit.id)
	board.wait("the card", card)

	manageLooks(t, page)
	page.settled("the page", `document.querySelector("[data-act=move]")`)
	page.exec(`document.querySelector("[data-act=move]").click()`)
	page.settled("the times", `document.querySelector(".visit-slot input:enabled")`)
	// Another day if there is one, so that the board sees the card leave.
	moved := js[bool](page, `(day => day && (day.click(), true) || false)(document.querySelector(".visit-free:not([aria-current])"))`)
	if !moved {
		t.Fatal("the demo has one free day only")
	}
	page.settled("another day's times", `document.querySelector(".visit-slot input:enabled") && location.search.includes(document.querySelector(".visit-free[aria-current]").href.split("day=")[1].slice(0, 10))`)
	to := js[string](page, `document.querySelector(".visit-slot input:enabled").value`)
	page.exec(`document.querySelector(".visit-slot input:enabled").click(); document.querySelector("[data-act=move-now]").click()`)
	page.settled("the move", `document.querySelector("#visit-said") && location.pathname.split("/").length === 3`)
	if got := js[string](page, `document.activeElement.id`); got != "visit-said" {
		t.Errorf("the focus is on %q", got)
	}
	if to[:10] != visit.date {
		board.wait("the card to leave", `!(`+card+`)`)
		board.do(chromedp.Navigate(p.okno + "/bookings?date=" + to[:10]))
		board.online()
	}
	board.wait("the card where it is now", card)

	page.exec(`document.querySelector("[data-act=cancel]").click()`)
	page.settled("the question", `document.querySelector("[data-act=cancel-now]")`)
	page.exec(`document.querySelector("#visit-reason").value = "улетаю"; document.querySelector("[data-act=cancel-now]").click()`)
	page.settled("the end", `document.querySelector("[data-act=undo]")`)
	board.wait("the card to leave", `!(`+card+`)`)
	page.exec(`document.querySelector("[data-act=undo]").click()`)
	page.settled("the booking to be back", `document.querySelector("[data-act=cancel]") && document.querySelector("#visit-said")`)
	board.wait("the card to be back", card)
	page.quiet()
	board.quiet()
}

// manageLooks sees the page's screens in every shape and both languages, and from
// another part of the world.
func manageLooks(t *testing.T, w *window) {
	address := js[string](w, `location.href`)
	for _, lang := range []string{"ru", "en"} {
		w.speak(lang, address)
		w.right("manage", lang)
		w.do(chromedp.Navigate(address + "/move"))
		w.wait("the times", `document.querySelector(".visit-slot input")`)
		w.right("manage-move", lang)
		w.do(chromedp.Navigate(address + "/cancel"))
		w.wait("the question", `document.querySelector("[data-act=cancel-now]")`)
		w.right("manage-cancel", lang)
	}
	call(w, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Asia/Vladivostok"})
	w.do(chromedp.Navigate(address))
	w.wait("the visitor's own clock", `document.querySelector(".visit-own:not([hidden])")?.textContent.length > 8`)
	w.picture("manage-elsewhere")
	call(w, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Europe/Moscow"})
	w.do(chromedp.Navigate(address))
	if js[bool](w, `!!document.querySelector(".visit-own:not([hidden])")`) {
		t.Error("the same clock is told twice")
	}
}
