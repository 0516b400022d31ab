package e2e

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The front desk's day: it books by telephone, moves, goes over hours with open
// eyes, cancels with a reason and takes that back, by mouse and by keys.
func TestDeskActs(t *testing.T) {
	t.Parallel()
	p := salon(t)
	chrome := browser(t)
	visit := request(t, p, "lotos-site", "cut")
	date := visit.Start.Format(time.DateOnly)
	w := enter(t, chrome, p, "desk", "ekaterina@lotos.example", "/bookings?date="+date)
	w.online()
	t.Run("books", func(t *testing.T) { testDeskBooks(w.of(t), date) })
	t.Run("moves", func(t *testing.T) { testDeskMoves(w.of(t), p, visit) })
	t.Run("pays", func(t *testing.T) { testDeskPays(w.of(t), visit) })
	t.Run("cancels", func(t *testing.T) { testDeskCancels(w.of(t), visit) })
	w.quiet("409")
	inRussian(t, func(t *testing.T, lang string) { testDeskLooks(t, chrome, p, lang, visit) })
}

// form opens a form in the modal, as the board does.
func (w *window) form(address, id string) {
	w.t.Helper()
	w.exec(`for (const before of document.querySelector("#modal-body").children) before.dataset.before = ""
		htmx.ajax("GET", ` + quote(address) + `, {target: "#modal-body", swap: "innerHTML"})`)
	w.inModal("#" + id + ":not([data-before], [data-before] *)")
}

// inModal waits until something is in the modal and htmx has come to all of it.
func (w *window) inModal(selector string) {
	w.t.Helper()
	w.wait(selector+" in the modal", `document.querySelector("#modal[open] `+selector+`")
		&& ![...document.querySelectorAll("#modal :is([hx-get], [hx-post], [hx-delete])")].some(e => !e.hasAttribute("data-htmx-powered"))`)
}

func (w *window) act(act string) {
	w.t.Helper()
	w.exec(`document.querySelector("#modal [data-act=` + act + `]").click()`)
}

func (w *window) said(text string) {
	w.t.Helper()
	w.wait("the toast "+text, `[...document.querySelectorAll(".toast:not([hidden]) .toast-text")].some(e => e.textContent.includes(`+quote(text)+`))`)
}

// takeBack undoes an act by the toast that tells of it: what comes with the answer may stand before that toast does, and the
// last one then is another act's.
func (w *window) takeBack(text string) {
	w.t.Helper()
	w.said(text)
	w.exec(`[...document.querySelectorAll(".toast:not([hidden])")].findLast(e => e.querySelector(".toast-text").textContent.includes(` + quote(text) + `)).querySelector(".toast-undo").click()`)
}

func (w *window) pick(selector, value string) {
	w.t.Helper()
	w.exec(`{ const e = document.querySelector("#modal ` + selector + `"); e.value = ` + quote(value) + `; e.dispatchEvent(new Event("change", {bubbles: true})) }`)
}

func testDeskBooks(w *window, date string) {
	w.wait("the button", `document.querySelector("#day-new[data-htmx-powered]")`)
	w.keys("n")
	w.inModal("#new-booking")
	w.wait("the client first", `document.activeElement.id === "new-find"`)
	w.exec(`document.querySelector("#new-phone").focus()`)
	w.keys("8 916 123-45-67") // the client of the visit
	w.wait("who that is", `document.querySelector(".lookup-known")`)
	w.wait("his name", `document.querySelector("#new-name").value.includes("Константинопольская")`)
	w.exec(`{ const e = document.querySelector("#new-service"); e.value = [...e.options].find(o => o.textContent.includes("Маникюр") || o.index === 1).value; e.dispatchEvent(new Event("change", {bubbles: true})) }`)
	w.inModal("#when-times")
	w.wait("times", `document.querySelector("#modal [name=start]")`)
	if js[bool](w, `document.querySelectorAll("#modal [name=start]").length < 2`) {
		w.wait("the nearest", `document.querySelector("#modal .when-near")`)
		w.exec(`document.querySelector("#modal .when-near").click()`)
	}
	w.wait("free times", `document.querySelectorAll("#modal [name=start]").length > 1`)
	w.inModal("#when-times")
	w.exec(`document.querySelector("#modal [name=start]").click()`)
	w.act("book")
	w.wait("the modal to go", `!document.querySelector("#modal[open]")`)
	w.takeBack("Записано")
	w.said("Вернули: ")
}

func testDeskMoves(w *window, p product, visit requested) {
	path := "/bookings/" + visit.ID
	w.form(path, "booking-"+visit.ID)
	w.wait("the focus in the modal", `document.querySelector("#modal").contains(document.activeElement)`)
	w.keys("m")
	w.inModal("#move-booking")
	if got := js[bool](w, `document.querySelector("#modal [name=start]:checked").value !== ""`); !got {
		w.t.Error("the form does not begin with where the booking stands")
	}
	// At night: a warning, and the button that goes over it.
	w.exec(`document.querySelector("#modal [name=start][value=other]").click()`)
	w.pick("#when-at", "03:10")
	w.inModal("#when-warning")
	w.act("anyway")
	w.inModal("#booking-" + visit.ID)
	w.said("перенесено на 3:10")
	w.wait("what was gone over", `document.querySelector("#modal .details-waived")`)
	w.takeBack("перенесено на 3:10")
	w.said("Вернули: ")
	w.wait("the old time", `document.querySelector("#modal #booking-`+visit.ID+`") && !document.querySelector("#modal .details-waived")`)
	// A drag that needs a word is asked about in the modal.
	w.exec(`document.querySelector("#modal").close()`)
	w.exec(`htmx.ajax("POST", "` + path + `/move", {target: "#toasts", swap: "none", values: {answer: "toast", start: "` + visit.Start.Format("2006-01-02") + `T03:10:00+03:00"}})`)
	w.inModal("#move-booking #when-warning")
	w.exec(`document.querySelector("#modal").close()`)
}

// Money is taken with the keyboard alone, stands in the modal, and is taken back.
func testDeskPays(w *window, visit requested) {
	w.form("/bookings/"+visit.ID, "booking-"+visit.ID)
	w.wait("the focus in the modal", `document.querySelector("#modal").contains(document.activeElement)`)
	w.keys("p")
	w.inModal("#pay-booking")
	w.wait("the amount first, with the price in it", `document.activeElement.id === "pay-amount" && document.activeElement.value !== ""`)
	w.keys(kb.Enter)
	w.inModal("#payments-" + visit.ID)
	w.takeBack("взято")
	w.wait("nothing taken", `document.querySelector("#modal #booking-`+visit.ID+`") && !document.querySelector("#modal #payments-`+visit.ID+`")`)
	w.exec(`document.querySelector("#modal").close()`)
}

func testDeskCancels(w *window, visit requested) {
	w.form("/bookings/"+visit.ID, "booking-"+visit.ID)
	w.wait("the focus in the modal", `document.querySelector("#modal").contains(document.activeElement)`)
	w.keys("x")
	w.wait("the reason's field", `document.activeElement.name === "reason"`)
	w.keys("мы заболели") // letters that are keys elsewhere
	w.act("cancel-now")
	w.wait("the cancelled booking", `document.querySelector("#modal .status.is-cancelled") && document.querySelector("#modal").textContent.includes("мы заболели")`)
	w.inModal("#booking-" + visit.ID)
	w.said("запись отменена")
	w.seek(".toast:not([hidden]) .toast-undo[hx-post^='/undo/']")
	w.keys(kb.Enter)
	w.wait("the booking as it was", `document.querySelector("#modal .status.is-confirmed")`)
	w.inModal("#booking-" + visit.ID)
	w.exec(`document.querySelector("#modal [name=notes]").focus()`)
	w.keys("по средам не может")
	w.keys(kb.Tab) // it saves itself when it is left
	// Where news of it comes before its answer the booking is drawn anew, with the note.
	w.wait("a quiet word", `document.querySelector("#modal .note-said") || document.querySelector("#modal [name=notes]")?.defaultValue === "по средам не может"`)
	w.exec(`document.querySelector("#modal").close()`)
}

// The forms and the modal in every shape.
func testDeskLooks(t *testing.T, chrome context.Context, p product, lang string, visit requested) {
	w := enter(t, chrome, p, "acts", "ekaterina@lotos.example", "/bookings")
	w.speak(lang, p.okno+"/bookings?date="+visit.Start.Format(time.DateOnly))
	w.online()
	w.form("/bookings/"+visit.ID, "booking-"+visit.ID)
	w.exec(`document.querySelector("#modal details.more").open = true`)
	w.right("acts-modal", lang)
	w.form("/bookings/"+visit.ID+"/move", "move-booking")
	w.exec(`document.querySelector("#modal [name=start][value=other]").click()`)
	w.pick("#when-at", "03:10")
	w.inModal("#when-warning")
	w.exec(`document.querySelector("#when-warning").scrollIntoView({block: "center"})`)
	w.right("acts-warning", lang)
	w.form("/bookings/new?date="+visit.Start.Format(time.DateOnly)+"&service=cut", "new-booking")
	w.right("acts-new", lang)
	w.act("book")
	w.wait("what is wrong", `document.querySelector("#modal .field-error")`)
	w.right("acts-wrong", lang)
	w.form("/exceptions/time?date="+visit.Start.Format(time.DateOnly), "time-form")
	w.right("acts-time", lang)
	w.do(chromedp.Navigate(p.okno + "/bookings/undecided"))
	w.settled("what is to be closed", `document.querySelector("#undecided")`)
	w.right("acts-closing", lang)
	w.quiet("409", "422")
}
