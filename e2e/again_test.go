package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"okno/db/dbtest"
)

// While the database does not answer the panel keeps what was typed, says that it is trying, and does it by itself once the
// database is back: once.
func TestPanelTriesAgain(t *testing.T) {
	t.Parallel()
	own := dbtest.NewOwn(t)
	f := newFrontOn(t, own.URL(), "OKNO_READ_TIME=2s", "OKNO_ACT_TIME=2s")
	id, other, late := f.book("cut", "anna", "10:00", "Гость"), f.book("cut", "anna", "12:00", "Другой"), f.book("cut", "anna", "14:00", "Третий")
	w := f.open(f.one, "owner", "")
	t.Run("an act in the page", func(t *testing.T) { testActTriesAgain(w.of(t), f.of(t), own, id) })
	t.Run("an act whose answers are lost", func(t *testing.T) { testAnswersAreLost(w.of(t), f.of(t), other) })
	t.Run("an answer that comes late", func(t *testing.T) { testAnswerComesLate(w.of(t), late) })
	t.Run("a form that the browser sends", func(t *testing.T) { testFormTriesAgain(w.of(t), f.of(t), own) })
	t.Run("an account's form", func(t *testing.T) { testAccountIsNotRepeated(w.of(t), own) })
	t.Run("a page", func(t *testing.T) { testPageTriesAgain(w.of(t), f.of(t), own) })
}

const trying = `[...document.querySelectorAll(".toast")].some(e => e.dataset.trying)`

// press presses the button of the form in which one types.
const press = `{ const form = document.activeElement.form; form.requestSubmit(form.querySelector("button")) }`

// history is how many lines of an act a booking has.
func (f *front) history(id, act string) (lines int) {
	f.t.Helper()
	if err := f.db.Get(&lines, `select count(*) from booking_history where booking_id = $1 and act = $2`, id, act); err != nil {
		f.t.Fatal(err)
	}
	return lines
}

// Pressed again while it waits an act is not done twice, and what was typed meanwhile is what is done.
func testActTriesAgain(w *window, f *front, own *dbtest.Own, id string) {
	w.exec(`htmx.ajax("GET", "/bookings/` + id + `", {target: "#modal-body", swap: "innerHTML"})`)
	w.inModal("details.cancel")
	w.exec(`document.querySelector("#modal details.cancel").open = true`)
	w.wait("the reason's field", `document.activeElement.matches("#modal details.cancel textarea")`)
	w.keys("Заболела")
	thaw := own.Freeze()
	defer thaw() // for those that come after
	w.exec(press)
	w.wait("that it is tried, and when", trying+` && /через \d+ с/.test(document.querySelector(".toast[data-trying]").textContent)`)
	w.wait("what was typed, with the focus", `document.activeElement.matches("#modal details.cancel textarea") && document.activeElement.value === "Заболела"`)
	w.keys(", перезвонит")
	w.picture("trying-again")
	w.accessible("an act that is tried again")
	w.exec(press)
	thaw()
	w.tap(".toast[data-trying] button.toast-open")
	w.wait("the booking to be cancelled", `!document.querySelector("#modal[open] details.cancel")`)
	w.wait("that it is tried no more", `!`+trying)
	if acts := f.history(id, "cancelled"); acts != 1 {
		f.t.Errorf("cancelled %d times", acts)
	}
	var reason string
	if err := f.db.Get(&reason, `select coalesce(detail->>'reason', '') from booking_history where booking_id = $1 and act = 'cancelled'`, id); err != nil || reason != "Заболела, перезвонит" {
		f.t.Errorf("for the reason %q, %v", reason, err)
	}
}

// hide lets the first answer to each act on this page be lost, as by a proxy that asks for an hour's patience: it was done.
const hide = `{
	const sent = window.fetch, seen = new Set()
	window.fetch = async (url, request) => {
		const asked = sent(url, request), key = request?.headers?.["Idempotency-Key"]
		if (key) window.meanwhile?.()
		const answer = await asked
		if (!key || seen.has(key)) return answer
		seen.add(key)
		return new Response("", {status: 503, headers: {"Retry-After": "3600"}})
	}
}`

func testAnswersAreLost(w *window, f *front, id string) {
	w.do(chromedp.Reload())
	w.settled("the board", `document.querySelector("#day")`)
	w.online()
	w.exec(hide)
	w.form("/bookings/"+id, "booking-"+id)
	w.write("#modal [name=notes]", "не шуметь")
	w.exec(`document.querySelector("#modal [name=notes]").blur()`)
	w.wait("that it is tried, within seconds", trying+` && Number(/через (\d+) с/.exec(document.querySelector(".toast[data-trying]").textContent)[1]) <= 10`)
	w.tap(".toast[data-trying] button.toast-open")
	w.wait("the note saved", `document.querySelector("#modal .note-said")?.textContent.includes("Сохранено")`)
	if lines := f.history(id, "noted"); lines != 1 {
		f.t.Errorf("noted %d times", lines)
	}
	w.exec(`document.querySelector("#modal details.cancel").open = true`)
	w.wait("the reason's field", `document.activeElement.matches("#modal details.cancel textarea")`)
	w.keys("раз")
	// Typed as soon as it is sent: news of what was done may take the form away.
	w.exec(`{ const field = document.activeElement; window.meanwhile = () => { field.value += " и два" } }`)
	w.exec(press)
	w.wait("that it is tried", trying)
	w.tap(".toast[data-trying] button.toast-open")
	w.wait("that it was done as it was sent first", `[...document.querySelectorAll(".toast")].some(e => e.textContent.includes("Что вы изменили потом, не сохранено"))`)
	if acts := f.history(id, "cancelled"); acts != 1 {
		f.t.Errorf("cancelled %d times", acts)
	}
}

// An answer that comes after news of what happened after it does not bring back what was before.
func testAnswerComesLate(w *window, id string) {
	w.do(chromedp.Reload())
	w.settled("the board", `document.querySelector("#day")`)
	w.online()
	w.form("/bookings/"+id, "booking-"+id)
	w.exec(`{
		const sent = window.sent = window.fetch
		window.fetch = async (url, request) => {
			const answer = await sent(url, request)
			if (request?.method === "POST") await new Promise(go => { window.letThrough = go })
			return answer
		}
		window.olds = 0
		new MutationObserver(() => { window.olds += window.newer && document.querySelector("#modal [name=notes]")?.value !== "новее" ? 1 : 0 })
			.observe(document.getElementById("modal"), {childList: true, subtree: true})
	}`)
	w.tap("#modal [data-act=confirm]")
	w.wait("the answer, which is held back", `window.letThrough`)
	w.exec(`sent("/bookings/` + id + `/notes", {method: "POST", headers: {"HX-Request": "true"}, body: new URLSearchParams({notes: "новее", notes_seen: ""})})`)
	w.wait("news of what came after", `document.querySelector("#modal [name=notes]").value === "новее" && document.querySelector("#modal .status.is-confirmed")`)
	w.exec(`window.newer = true; letThrough()`)
	w.wait("the act told of", `[...document.querySelectorAll(".toast")].some(e => e.dataset.kind === "act")`)
	w.settled("the booking as it is now", `document.querySelector("#modal [name=notes]").value === "новее"`)
	if olds := js[int](w, `window.olds`); olds > 0 {
		w.t.Errorf("what was before was shown %d times", olds)
	}
}

func testFormTriesAgain(w *window, f *front, own *dbtest.Own) {
	w.do(chromedp.Navigate(f.one + "/settings/company"))
	field := "form[action='/settings/company'] [name=name]:not([type=hidden])"
	w.wait("the form", `document.readyState === "complete" && document.querySelector("`+field+`")`)
	w.exec(`document.querySelector("` + field + `").select()`)
	w.keys("Салон из бури")
	thaw := own.Freeze()
	defer thaw() // for those that come after
	w.exec(`{ const form = document.querySelector("form[action='/settings/company']"); form.requestSubmit(); form.requestSubmit() }`)
	w.wait("the page that keeps it, and says when it sends it", `document.querySelector("form[data-again] [value='Салон из бури']") && /(через|in) \d+/.test(document.getElementById("failure-again").textContent)`)
	w.picture("form-again")
	thaw()
	w.waitAsLongAs("the company's page", `location.pathname === "/settings/company" && document.querySelector("`+field+`")?.value === "Салон из бури"`, `String(Date.now())`)
	var named int
	if err := f.db.Get(&named, `select count(*) from companies where name = 'Салон из бури'`); err != nil || named != 1 {
		f.t.Errorf("%d are named so, %v", named, err)
	}
	if js[bool](w, `Boolean(document.querySelector(".draft-line"))`) {
		f.t.Error("what was saved is offered as a draft")
	}
}

func testAccountIsNotRepeated(w *window, own *dbtest.Own) {
	w.do(chromedp.Navigate(js[string](w, `location.origin`) + "/account"))
	w.wait("the form", `document.readyState === "complete" && document.querySelector("form[action='/account/password'] [name=current]")`)
	w.exec(`for (const field of document.querySelectorAll("form[action='/account/password'] input")) field.value = "my own password"`)
	thaw := own.Freeze()
	defer thaw() // for those that come after
	w.exec(`document.querySelector("form[action='/account/password']").requestSubmit()`)
	w.wait("the page that says so", `document.querySelector(".failure")`)
	if js[bool](w, `document.documentElement.outerHTML.includes("my own password") || Boolean(document.querySelector("[data-again]")) || /сама|by itself/.test(document.body.textContent)`) {
		w.t.Errorf("the page says %s", js[string](w, `document.body.textContent`))
	}
	w.picture("account-again")
	thaw()
}

func testPageTriesAgain(w *window, f *front, own *dbtest.Own) {
	thaw := own.Freeze()
	defer thaw() // for those that come after
	w.do(chromedp.Navigate(f.one + "/clients"))
	w.wait("the page that says so", `document.querySelector(".failure")`)
	if said := js[string](w, `document.body.textContent`); strings.Contains(said, "ввели") || strings.Contains(said, "typed") {
		f.t.Errorf("nothing was typed, and the page says %s", said)
	}
	thaw()
	w.waitAsLongAs("the clients", `document.querySelector("#list, .list, [data-section=clients], main h1") && !document.querySelector(".failure")`, `String(Date.now())`)
}
