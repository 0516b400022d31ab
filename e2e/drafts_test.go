package e2e

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What is typed into the panel stays, whatever the hand does next: by mouse and
// keyboard, in windows of two people where it takes two.
func TestDrafts(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	desk := f.open(f.one, "desk", "")
	t.Run("a new booking", func(t *testing.T) { testNewBookingStays(t, desk.of(t)) })
	t.Run("a note", func(t *testing.T) { testNoteSavesItself(t, f.of(t), desk.of(t)) })
	t.Run("two notes", func(t *testing.T) { testTwoNotes(t, f.of(t), desk.of(t)) })
	t.Run("a lost connection", func(t *testing.T) { testNoteWithoutNetwork(t, f.of(t), desk.of(t)) })
	owner := f.open(f.one, "owner", "")
	t.Run("editors", func(t *testing.T) { testEditorsKeep(t, f.of(t), owner.of(t)) })
	t.Run("pages", func(t *testing.T) { testPagesOffer(t, f.of(t), owner.of(t)) })
	t.Run("signing out", func(t *testing.T) { testSignOutAsks(t, f.of(t), desk.of(t)) })
	t.Run("signing in again", func(t *testing.T) { testSignInAgain(t, f.of(t), owner.of(t)) })
}

// middle is where an element is once it stands still: what comes into a page may be scrolled to a moment later. The page is
// asked from outside, since it may have no scripts.
func (w *window) middle(selector, block string) (x, y float64) {
	w.t.Helper()
	w.wait(selector, `document.querySelector(`+quote(selector)+`)?.getBoundingClientRect().width`)
	before := []float64{-1, -1}
	for range 600 {
		at := js[[]float64](w, `(e => { e.scrollIntoView({block: "`+block+`", behavior: "instant"}); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })(document.querySelector(`+quote(selector)+`))`)
		if slices.Equal(at, before) {
			return at[0], at[1]
		}
		before = at
		time.Sleep(frame)
	}
	w.t.Fatalf("%s: %s never stands still", w.name, selector)
	return 0, 0
}

// frame is how long Chromium takes from one to the next.
const frame = time.Second / 60

// tap presses the middle of an element, once.
func (w *window) tap(selector string) {
	w.t.Helper()
	x, y := w.middle(selector, "nearest")
	w.mouse(input.DispatchMouseEventTypeMousePressed, x, y)
	w.mouse(input.DispatchMouseEventTypeMouseReleased, x, y)
}

// write puts text into a field by the keyboard, behind what stands there.
func (w *window) write(selector, text string) {
	w.t.Helper()
	w.tap(selector)
	w.keys(kb.End)
	w.keys(text)
}

// closed: the focus has left the dialog, too, so that keys are the page's again.
const closed = `!document.querySelector("dialog[open]") && !document.activeElement.closest("dialog")`

// has is the expression that a field has a text.
func has(selector, text string) string {
	return fmt.Sprintf(`document.querySelector(%s)?.value === %s`, quote(selector), quote(text))
}

func testNewBookingStays(t *testing.T, w *window) {
	again := func(text string) {
		t.Helper()
		w.keys("n")
		w.wait("the form with "+text, has("#modal[open] #new-name", text))
		w.wait("a line that says so", `document.querySelector("#new-booking .draft-line")`)
		w.inModal("#new-name")
	}
	w.keys("n")
	w.inModal("#new-name")
	w.write("#new-name", "Анна")
	// A text is selected, and the button is let go beside the dialog.
	x, y := w.middle("#new-name", "nearest")
	left := js[float64](w, `document.querySelector("#modal").getBoundingClientRect().left`)
	w.haul(x, y, left-25, y)
	w.wait("the dialog as it was", `document.querySelector("#modal[open]") && `+has("#new-name", "Анна"))
	w.keys(kb.Escape)
	w.wait("the dialog to close", closed)
	again("Анна")
	w.write("#new-notes", "у окна")
	w.mouse(input.DispatchMouseEventTypeMousePressed, 8, 8)
	w.mouse(input.DispatchMouseEventTypeMouseReleased, 8, 8)
	w.wait("the dialog to close", closed)
	again("Анна")
	w.wait("the note, too", has("#new-notes", "у окна"))
	w.picture("draft-back")
	w.do(chromedp.Reload())
	w.settled("the board", `document.querySelector("#day")`)
	w.online()
	w.keys("n")
	w.inModal(".draft-line [data-draft-act=restore]")
	w.wait("an empty form", has("#new-name", ""))
	w.picture("draft-offered")
	w.tap(".draft-line [data-draft-act=restore]")
	w.wait("all of it", has("#new-name", "Анна")+" && "+has("#new-notes", "у окна"))
	w.tap(".draft-line [data-draft-act=anew]")
	w.wait("an empty form", has("#new-name", "")+` && !document.querySelector(".draft-line")`)
	w.inModal("#new-name")
	w.keys(kb.Escape)
	w.wait("the dialog to close", closed)
	w.keys("n")
	w.inModal("#new-name")
	if js[bool](w, `!!document.querySelector(".draft-line") || document.querySelector("#new-name").value !== ""`) {
		t.Error("what was begun anew comes back")
	}
	w.keys(kb.Escape)
	w.wait("the dialog to close", closed)
}

func testEditorsKeep(t *testing.T, f *front, w *window) {
	w.do(chromedp.Navigate(f.one + "/services"))
	w.settled("the services", `document.querySelectorAll("a.service-name").length > 1`)
	names := js[[]string](w, `[...document.querySelectorAll("a.service-name")].map(e => e.pathname)`)
	w.tap(`a.service-name[href^="` + names[0] + `"]`)
	w.settled("the form", `document.querySelector("#service-form")`)
	w.write("#field-description", "с подарком")
	w.tap(`a.service-name[href^="` + names[1] + `"]`)
	w.settled("the other one", `location.pathname === `+quote(names[1])+` && document.querySelector("#service-form") && document.querySelector("#service-editor").dataset.service && !document.querySelector("#field-description").value.includes("с подарком")`)
	w.tap(`a.service-name[href^="` + names[0] + `"]`)
	w.wait("what was typed", `location.pathname === `+quote(names[0])+` && document.querySelector("#field-description")?.value.includes("с подарком") && document.querySelector("#service-form .draft-line")`)
	// Somebody else gives it a category meanwhile: saving shows it, and leaves it.
	id := names[0][len("/services/"):]
	if _, err := f.db.Exec(`update services set category = 'Волосы', revision = revision + 1 where id = $1`, id); err != nil {
		t.Fatal(err)
	}
	if _, err := f.db.Exec(`update company_versions set version = version + 1, setup_version = setup_version + 1 where company_id = $1`, f.company); err != nil {
		t.Fatal(err)
	}
	w.tap("#service-save")
	w.wait("both versions, and theirs where nothing was typed", `document.querySelector(".clash")?.textContent.includes("с подарком") && `+has("#field-category", "Волосы"))
	w.picture("service-clash")
	w.tap("#service-save")
	w.wait("it saved", `document.querySelector("#editor-said") && !document.querySelector(".draft-line")`)

	var form string
	if err := f.db.Get(&form, `select id from forms where company_id = $1 limit 1`, f.company); err != nil {
		t.Fatal(err)
	}
	w.do(chromedp.Navigate(f.one + "/forms/" + form))
	w.settled("the editor", `document.querySelector("#form-form")`)
	rows := js[int](w, `document.querySelectorAll(".field-row").length`)
	w.tap(`.field-kinds [value="add.date"]`)
	w.settled("another field", fmt.Sprintf(`document.querySelectorAll(".field-row").length === %d`, rows+1))
	w.write(`.field-row:last-child [name$="label_ru"]`, "День рождения")
	w.write("#form-form [name=name]", " с датой")
	w.tap(`.form-sheet .tab:last-child`)
	w.settled("the other tab", `location.pathname.endsWith("/widget") && document.querySelector("#form-form")`)
	w.tap(`.form-sheet .tab:first-child`)
	w.settled("the first tab", `!location.pathname.endsWith("/widget") && document.querySelector("#form-form")`)
	w.wait("the field or its offer", `document.querySelector(".draft-line")`)
	// A row beside the offer does not take the place of what is offered.
	w.tap(`.field-kinds [value="add.number"]`)
	w.settled("a row beside the offer", fmt.Sprintf(`document.querySelectorAll(".field-row").length === %d && document.querySelector(".draft-line")`, rows+1))
	w.exec(`document.addEventListener("htmx:after:swap", (e) => { const { target } = e.detail.ctx; window.previewed ||= (target?.id ?? target?.slice(1)) === "preview-notes"; })`)
	w.tap(".draft-line [data-draft-act=restore]")
	w.wait("the field", fmt.Sprintf(`document.querySelectorAll(".field-row").length === %d && [...document.querySelectorAll(".field-row input")].some(e => e.value === "День рождения")`, rows+1))
	if got := js[string](w, `document.querySelector(".field-row:last-child select[name$='.kind']").value`); got != "date" {
		t.Errorf("the row that comes back is a field of kind %q", got)
	}
	w.wait("what stands beside the rows, also when the preview has come", `window.previewed && document.querySelector("#form-form [name=name]").value.endsWith(" с датой")`)
	w.picture("form-draft")
	w.tap("#form-save")
	w.wait("it saved", `document.querySelector("#editor-said") && !document.querySelector(".draft-line")`)

	w.do(chromedp.Navigate(f.one + "/schedules?view=week"))
	w.settled("the week", `document.querySelector("#week")`)
	first := `document.querySelector("#week [name^=to-]").value`
	w.exec(`document.querySelector("#week [name^=to-]").select()`)
	w.keys("21:00")
	w.do(chromedp.Navigate(f.one + "/exceptions/new"))
	w.settled("another page", `document.querySelector("#exception-form")`)
	w.write("#reason", "санитарный день")
	w.do(chromedp.Navigate(f.one + "/schedules?view=week"))
	w.settled("the week", `document.querySelector("#week .draft-line")`)
	w.tap(".draft-line [data-draft-act=restore]")
	w.wait("the hours that were typed", first+` === "21:00" && document.querySelector("#week[data-changed]")`)
	w.tap("#week-save")
	w.wait("them saved", `!document.querySelector("#week[data-changed]") && !document.querySelector(".draft-line")`)
}

// On a page that has come anew what was begun is offered.
func testPagesOffer(t *testing.T, f *front, w *window) {
	for path, field := range map[string]string{
		"/exceptions/new": "#reason", "/settings/company": "#settings [name=name]", "/settings/notifications": "#sender_name",
		"/settings/notifications/words/client/booking_moved/ru": "#body", "/resources/new": "#name",
	} {
		w.do(chromedp.Navigate(f.one + path))
		w.settled(path, `document.querySelector(`+quote(field)+`)`)
		if path != "/exceptions/new" { // typed already
			w.write(field, "начато")
		}
		w.do(chromedp.Navigate(f.one + "/overview"))
		w.do(chromedp.Navigate(f.one + path))
		w.wait("the offer on "+path, `document.querySelector(".draft-line [data-draft-act=restore]")`)
		before := js[string](w, `document.querySelector(`+quote(field)+`).value`)
		w.tap(".draft-line [data-draft-act=restore]")
		w.wait("it on "+path, `document.querySelector(`+quote(field)+`).value !== `+quote(before))
		if path == "/settings/company" {
			w.picture("settings-draft")
			w.accessible("a draft")
			w.tap("#settings .button-primary")
			w.wait("it saved", `location.search.includes("said=saved")`)
			w.do(chromedp.Navigate(f.one + path))
			w.settled(path, `document.querySelector("#settings")`)
			if js[bool](w, `!!document.querySelector(".draft-line")`) {
				t.Error("what was saved is offered")
			}
		}
	}
}

func testSignInAgain(t *testing.T, f *front, w *window) {
	w.do(chromedp.Navigate(f.one + "/settings/notifications"))
	w.wait("the offer", `document.querySelector(".draft-line")`)
	call(w, network.ClearBrowserCookies, cdp.Empty{})
	w.do(chromedp.Navigate(f.one + "/settings/notifications"))
	w.wait("the door", `document.querySelector("#password")`)
	enterAs := func(who string) {
		w.typeInto("#email", who+"@front.example")
		w.typeInto("#password", "front-desk-1"+kb.Enter)
		w.wait("the page", `location.pathname === "/settings/notifications" && document.readyState === "complete"`)
	}
	enterAs("desk")
	if js[bool](w, `!!document.querySelector(".draft-line")`) {
		t.Error("another person is offered it")
	}
	if js[bool](w, `JSON.stringify(localStorage).includes("okno.draft")`) {
		t.Error("it stays in the browser of another person")
	}
	w.exec(`localStorage.setItem("okno.draft.1.1.note", JSON.stringify({ fields: { notes: ["прошлой недели"] }, was: {}, tokens: {}, at: Date.now() - 8 * 24 * 3600 * 1000 })); localStorage.setItem("okno.draft.1.1.bad", "{")`)
	call(w, network.ClearBrowserCookies, cdp.Empty{})
	w.do(chromedp.Navigate(f.one + "/settings/notifications"))
	w.wait("the door", `document.querySelector("#password")`)
	if js[bool](w, `JSON.stringify(localStorage).includes("okno.draft")`) {
		t.Error("what is too old stays behind the door")
	}
	enterAs("owner")
	w.write("#address", "again@front.example")
	call(w, network.ClearBrowserCookies, cdp.Empty{})
	w.do(chromedp.Navigate(f.one + "/settings/notifications"))
	w.wait("the door", `document.querySelector("#password")`)
	enterAs("owner")
	w.wait("the offer again", `document.querySelector(".draft-line")`)
}

// Whoever signs out is asked about what he has begun, and nothing stays behind for
// who comes next, nor what somebody else had left whose session has ended.
func testSignOutAsks(t *testing.T, f *front, w *window) {
	const drafts = `Object.keys(localStorage).filter(k => k.startsWith("okno.draft.")).length`
	w.exec(`localStorage.clear(); localStorage.setItem("okno.draft.1.999.note", JSON.stringify({ fields: { notes: ["чужое"] }, was: {}, tokens: {}, at: Date.now() }))`)
	w.do(chromedp.Navigate(f.one + "/bookings"))
	w.settled("the board", `document.querySelector("#day")`)
	w.keys("n")
	w.wait("the form", `document.querySelector("#modal[open] #new-name")`)
	w.write("#new-name", "Недописанная")
	w.keys(kb.Escape)
	w.wait("it to close, kept, and nobody else's beside it", closed+` && `+drafts+` === 1`)
	signOut := func() {
		w.exec(`document.querySelector("[popovertarget=preferences]").click()`)
		w.tap(`#preferences [action="/sign-out"] button`)
		w.wait("the question", `document.querySelector("#sign-out[open] li")?.textContent.trim().length > 0`)
	}
	signOut()
	w.accessible("signing out")
	w.tap(`#sign-out [method=dialog] button`)
	w.wait("to be here still", closed+` && location.pathname === "/bookings" && `+drafts+` === 1`)
	signOut()
	w.tap(`#sign-out [action="/sign-out"] button`)
	w.wait("to be out, with nothing left", `location.pathname === "/sign-in" && `+drafts+` === 0`)
}
