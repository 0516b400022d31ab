package e2e

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// testSpecialistsPhone says how a visit of hers goes, by key and by hand, and takes it back; her day follows.
func testSpecialistsPhone(t *testing.T, chrome context.Context, p product) {
	w := enter(t, chrome, p, "specialist", "anna@lotos.example", "/own")
	w.size(390, 844)
	w.online()
	const row = `document.querySelector(".own-row.is-booking.is-confirmed")`
	const shown = `document.querySelector("#day")?.dataset.date`
	for range 10 { // a day on which she works, and somebody is to come
		was := js[string](w, shown)
		w.hit("#day-next")
		w.settled("the next day", shown+` !== `+quote(was)+` && document.querySelector("#day-next[data-htmx-powered]")`)
		if js[bool](w, `!!`+row) {
			break
		}
	}
	w.accessible("a specialist's day")
	id := js[string](w, row+`.querySelector("a").id`)
	w.hit("#" + id)
	w.settled("her booking", `document.querySelector("#modal[open] .details [data-act=arrive]")`)
	w.accessible("a specialist's booking")
	w.keys("a")
	w.settled("the question", `document.querySelector("#modal [data-act=early]")`)
	w.hit("#modal [data-act=early]")
	w.settled("the mark", `document.querySelector("#modal .status.is-arrived") && document.querySelector("#`+id+`").closest("li").matches(".is-arrived")`)
	w.keys(kb.Escape)
	w.wait("the modal to close", `!document.querySelector("#modal[open]")`)
	w.hit(".toast-undo")
	w.wait("what it was", `document.querySelector("#`+id+`").closest("li").matches(".is-confirmed")`)
	was := js[string](w, `document.querySelector("#`+id+`").closest("li").querySelector(".own-from").textContent`)
	w.hit("#" + id)
	w.settled("her booking again", `document.querySelector("#modal[open] .details [data-act=move]")`)
	w.keys("m")
	w.settled("the times", `document.querySelector("#modal #move-booking .pick input:not(:checked)")`)
	w.accessible("a specialist moves a booking")
	w.exec(`document.querySelector("#modal .pick:has(input:not(:checked))").id = "other"`)
	w.hit("#other")
	w.hit("#modal [data-act=move-now]")
	w.settled("another time", `!document.querySelector("#modal[open]") && ![...document.querySelectorAll(".own-row.is-booking .own-from")].some(e => e.textContent === `+quote(was)+`)`)
	w.hit(".toast-undo")
	w.wait("its old time", `[...document.querySelectorAll(".own-row.is-booking .own-from")].some(e => e.textContent === `+quote(was)+`)`)
	w.hit("#day-new")
	w.wait("the form", `document.querySelector("#modal[open] #new-booking #new-find")`)
	w.accessible("a specialist books")
	w.keys(kb.Escape)
	w.wait("the form to close", `!document.querySelector("#modal[open]")`)
	w.hit(".bar-nav [href='/own/clients']")
	w.wait("her clients", `document.querySelector(".client-row .client-name")`)
	w.accessible("a specialist's clients")
	w.hit(".client-row .client-name")
	w.wait("one of them", `document.querySelector(".own-client .own-row.is-visit")`)
	w.accessible("a specialist's client")
	w.do(chromedp.Navigate(p.okno + "/account"))
	w.wait("what she is told of", `document.querySelector("#told-ways input[type=checkbox]")`)
	w.fits("a specialist's profile", 390)
	w.accessible("a specialist's profile")
	w.picture("own-profile")
	w.exec(`document.querySelector("#told-ways input[type=checkbox]").click()`)
	w.wait("it saved", `document.querySelector(".told-said")?.textContent !== ""`)
	w.quiet("409")
}
