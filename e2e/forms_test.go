package e2e

import (
	"context"
	"regexp"
	"testing"

	"github.com/chromedp/chromedp"
)

// The forms as the owner of the salon looks after them.
func TestForms(t *testing.T) {
	t.Parallel()
	p := salon(t)
	chrome := browser(t)
	owner := enter(t, chrome, p, "owner", "olga@lotos.example", "/forms")
	t.Run("a form of every kind of field", func(t *testing.T) { testNewForm(t, owner.of(t)) })
	t.Run("the widget's look", func(t *testing.T) { testFormWidget(t, owner.of(t)) })
	t.Run("sent from a site", func(t *testing.T) { testFormIsSent(t, chrome, p, owner.of(t)) })
	t.Run("two admins", func(t *testing.T) { testTwoFormAdmins(t, chrome, p, owner.of(t)) })
	t.Run("archive", func(t *testing.T) { testFormArchive(t, p, owner.of(t)) })
	t.Run("languages", func(t *testing.T) { testFormLanguages(t, p, owner.of(t)) })
	owner.quiet("422", "409")
	inRussian(t, func(t *testing.T, lang string) { testFormLooks(t, chrome, p, lang) })
}

const (
	fieldNames = `[...document.querySelectorAll(".field-row .field-name")].map(e => e.textContent)`
	// inPreview is the shadow root of the real widget beside the editor.
	inPreview = `document.querySelector("#preview-frame").contentDocument?.querySelector("okno-widget")?.shadowRoot`
)

// put types into a field by its name, as a person does for whoever listens.
func put(name, value string) string {
	return `(() => { const e = document.querySelector('[name=` + quote(name) + `]'); e.value = ` + quote(value) + `; e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true})) })()`
}

func testNewForm(t *testing.T, w *window) {
	w.typeInto("#form-new-name", "Свадьбы")
	w.exec(`document.querySelector(".forms-new button").click()`)
	w.wait("the form", `location.pathname.match(/^\/forms\/[0-9a-f-]{36}$/) && `+fieldNames+`.join() === "Имя,Телефон,Эл. почта,Комментарий"`)
	w.powered()
	for n, kind := range []string{"number", "date", "choice", "choices", "checkbox", "hidden", "text"} {
		w.exec(`document.querySelector(".field-kinds [value='add.` + kind + `']").click()`)
		key := `new-` + string(rune('1'+n))
		w.wait("the field "+kind+", ready to be named", `document.activeElement.name === "`+key+`.label_ru"`)
		w.powered()
		w.exec(put(key+".label_ru", "Поле "+kind))
	}
	w.exec(put("new-6.param", "utm_source"))
	w.exec(put("new-3.options_ru", "В салоне\nНа выезде"))
	w.exec(`document.querySelector("#form-save").click()`)
	w.wait("what is missing", `document.querySelector('[name="new-4.options_ru"][aria-invalid]') && !document.querySelector('[name="new-3.options_ru"][aria-invalid]')`)
	w.powered()
	w.exec(put("new-4.options_ru", "Причёска\nМакияж"))
	w.exec(`document.querySelector("#field-up-new-7").click()`)
	w.wait("the last field before the one above", fieldNames+`.slice(-2).join() === "Поле text,Поле hidden"`)
	w.powered()
	w.exec(`document.querySelector("[value='remove.new-5']").click()`)
	w.wait("a field less, and the next one under the eye", fieldNames+`.length === 10 && document.activeElement.matches("summary") && document.activeElement.textContent.includes("Поле text")`)
	w.powered()
	w.exec(`document.querySelector("#form-save").click()`)
	w.wait("the form saved", `document.querySelector("#editor-said")`)
	w.do(chromedp.Reload())
	if got := js[string](w, fieldNames+`.join()`); got != "Имя,Телефон,Эл. почта,Комментарий,Поле number,Поле date,Поле choice,Поле choices,Поле text,Поле hidden" {
		t.Errorf("saved: %s", got)
	}
	if got := js[string](w, `document.querySelector('[name="choices.options_ru"], [name="pole-choices.options_ru"]')?.value ?? "none"`); got != "Причёска\nМакияж" {
		t.Errorf("the options are %q", got)
	}
}

func testFormWidget(t *testing.T, w *window) {
	w.exec(`document.querySelector(".tab[href$='/widget']").click()`)
	w.wait("the widget's page with the real widget", `location.pathname.endsWith("/widget") && `+inPreview+`?.querySelector("[data-step]")`)
	w.powered()
	w.exec(`document.querySelector("[name=accent][value=own]").checked = true`)
	w.exec(put("own_color", "#ffe600"))
	w.wait("a word about the colour", `document.querySelector("#preview-notes").textContent.includes("1,2 к 1")`)
	w.exec(put("tabs", "form"))
	w.wait("the fields in the preview", inPreview+`?.querySelector("[data-step=lead] [name=name]")`)
	w.exec(`document.querySelector("#form-save").click()`)
	w.wait("the look saved", `document.querySelector("#editor-said") && document.querySelector("[name=own_color]").value === "#ffe600"`)
	if got := js[string](w, `document.querySelector("#snippet").value`); got == "" || js[int](w, `document.querySelector(".look-qr").naturalWidth`) < 100 {
		t.Errorf("the snippet is %q, or the code is no picture", got)
	}
}

// A visitor of somebody's page sends the form, and the front desk sees it come in.
func testFormIsSent(t *testing.T, chrome context.Context, p product, w *window) {
	desk := enter(t, chrome, p, "desk", "ekaterina@lotos.example", "/leads")
	desk.online()
	key := regexp.MustCompile(`data-okno="([^"]+)"`).FindStringSubmatch(js[string](w, `document.querySelector("#snippet").value`))[1]
	visitor := open(t, chrome, "visitor", newSite(t, p.okno).page("plain.html", key, "ru")+"&utm_source=yandex")
	visitor.step("lead")
	visitor.fill("name", "Злата")
	visitor.fill("phone", "+7 916 765-43-21")
	visitor.exec(widget + `.querySelector("[type=radio], select option[value]:not([value=''])")?.click()`)
	visitor.exec(widget + `.querySelector("[data-act=book]").click()`)
	desk.wait("the lead, by itself", row("Злата"))
	desk.powered()
	desk.exec(row("Злата") + `.querySelector(".lead-name").click()`)
	desk.wait("what came along from the page's address", `document.querySelector("#lead-sheet .facts")?.textContent.includes("yandex")`)
	visitor.quiet()
	desk.quiet()
}

// Two admins edit the same form: the second is told and sees both versions.
func testTwoFormAdmins(t *testing.T, chrome context.Context, p product, first *window) {
	path := js[string](first, `location.pathname.replace("/widget", "")`)
	second := enter(t, chrome, p, "second", "olga@lotos.example", path)
	first.do(chromedp.Navigate(p.okno + path))
	first.exec(put("name", "Первая") + `; document.querySelector("#form-save").click()`)
	first.wait("the first save", `document.querySelector("#editor-said")`)
	second.exec(put("name", "Вторая") + `; document.querySelector("#form-save").click()`)
	second.wait("both versions", `document.querySelector(".clash")`)
	if got := js[string](second, `[...document.querySelectorAll(".clash tbody tr")].map(e => e.innerText.replace(/\s+/g, " ").trim()).join("; ")`); got != "Название Вторая Первая" {
		t.Errorf("both versions: %q", got)
	}
	second.powered()
	second.exec(`document.querySelector("#form-save").click()`)
	second.wait("saved with open eyes", `document.querySelector("#editor-said") && document.querySelector("#field-name").value === "Вторая"`)
	second.quiet("409")
}

func testFormArchive(t *testing.T, p product, w *window) {
	w.do(chromedp.Navigate(p.okno + "/forms"))
	w.powered()
	w.exec(`document.querySelector("[aria-label*='«Вторая» в архив']").click()`)
	w.wait("the toast, the row gone", `document.querySelector(".toast-undo") && ![...document.querySelectorAll(".service-name")].some(e => e.textContent === "Вторая")`)
	w.powered()
	w.exec(`document.querySelector(".toast-undo").click()`)
	w.wait("the row again", `[...document.querySelectorAll(".service-name")].some(e => e.textContent === "Вторая")`)
}

// A company whose visitors have two languages: the widget begins in the page's, and turns to the other one.
func testFormLanguages(t *testing.T, p product, w *window) {
	w.do(chromedp.Navigate(p.okno + "/settings/company"))
	w.exec(put("languages", "ru en"))
	w.hit("#settings .button-primary")
	w.wait("the languages saved", `location.search === "?said=saved" && document.querySelector("#languages").value === "ru en"`)
	w.do(chromedp.Navigate(p.okno + "/forms"))
	w.do(chromedp.Navigate(js[string](w, `document.querySelector(".service-name").href + "/widget"`)))
	w.wait("the other language in the preview", inPreview+`?.querySelector("[data-act=language]")?.textContent === "English"`)
	w.exec(inPreview + `.querySelector("[data-act=language]").click()`)
	w.wait("the widget in English, with the focus where it was", inPreview+`?.activeElement?.textContent === "Русский" && `+inPreview+`.querySelector(".okno").lang === "en"`)
}

func testFormLooks(t *testing.T, chrome context.Context, p product, lang string) {
	w := enter(t, chrome, p, "forms", "olga@lotos.example", "/forms")
	w.speak(lang, p.okno+"/forms")
	w.right("forms", lang)
	page := js[string](w, `document.querySelector(".service-name").href`)
	w.speak(lang, page)
	w.wait("the widget", inPreview+`?.querySelector("[data-step]")`)
	w.exec(`for (const e of document.querySelectorAll(".part-more, .field-card")) e.open = true`)
	w.right("form", lang)
	w.speak(lang, page+"/widget")
	w.wait("the widget", inPreview+`?.querySelector("[data-step]")`)
	w.right("form-widget", lang)
	w.quiet()
}

// powered waits until htmx has come to all that is on the page, and nothing is on its way.
func (w *window) powered() {
	w.t.Helper()
	w.wait("htmx to come to everything", `document.readyState === "complete" && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling") &&
		[...document.querySelectorAll("[hx-post], [hx-get], [hx-delete]")].every(e => e.hasAttribute("data-htmx-powered") || e.closest("template"))`)
}
