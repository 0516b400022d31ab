package e2e

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
)

// contacts comes to the last step before booking: the first free time of a
// service with the specialist of that name, "" for any. It gives the start.
func (w *window) contacts(service, specialist string) string {
	w.t.Helper()
	choose(w, service, "")
	if specialist == "" {
		w.dayOfItsOwn()
	} else {
		w.exec(`[...` + widget + `.querySelectorAll(".person")].find(e => e.querySelector("b").textContent === ` + quote(specialist) + `).click()`)
		w.wait("the times", widget+`.querySelector("[data-start]")`)
	}
	start := js[string](w, widget+`.querySelector("[data-start]").dataset.start`)
	w.exec(widget + `.querySelector("[data-start] input").click()`)
	w.exec(widget + `.querySelector("[data-act=next]").click()`)
	w.step("contacts")
	return start
}

// dayOfItsOwn comes to the times of a day that no test before has had: a day gives only a third of its free starts to holds, and
// a network does not hold the same time again and again. Where few are left the days are those of the next weeks.
func (w *window) dayOfItsOwn() {
	w.t.Helper()
	const free = `[...` + widget + `.querySelectorAll("[data-date][data-free]")].slice(1).map(day => day.dataset.date)`
	w.wait("a free day", widget+`.querySelector("[data-date][data-free]")`)
	days := js[[]string](w, free)
	if len(days) < 7 {
		w.later()
		days = js[[]string](w, free)
	}
	day := days[int(daysHad.Add(1))%len(days)]
	w.exec(widget + `.querySelector("[data-date='` + day + `']").click()`)
	w.wait("the times of that day", widget+`.querySelector("[data-start^='`+day+`']")`)
}

var daysHad atomic.Int64

// send presses the button that books.
func (w *window) send() { w.exec(widget + `.querySelector("[data-act=book]").click()`) }

// wrong demands that one field is said to be wrong in those words, has the
// focus, and still holds what was typed.
func (w *window) wrong(field, sentence, value string) {
	w.t.Helper()
	w.wait("the complaint about "+field, fmt.Sprintf(`%s?.name === %q && %[1]s.getAttribute("aria-invalid") === "true"`, focused, field))
	if got := js[string](w, widget+`.getElementById(`+focused+`.getAttribute("aria-describedby")).textContent`); got != sentence {
		w.t.Errorf("%s: %s is said to be wrong with %q, not %q", w.name, field, got, sentence)
	}
	if got := js[string](w, focused+`.value`); got != value && field != "consent" {
		w.t.Errorf("%s: %s holds %q, not %q", w.name, field, got, value)
	}
}

// retype puts a text in place of what a field holds.
func (w *window) retype(field, value string) {
	w.t.Helper()
	w.exec(widget + `.querySelector("[name='` + field + `']").select()`)
	w.fill(field, value)
}

// Each mistake is told beside its field, by the widget or by the server, and
// nothing that was typed goes away.
func testMistakes(t *testing.T, chrome context.Context, s hostSite) {
	w := open(t, chrome, "mistakes", s.plain("ru"))
	w.contacts("cut", "")
	w.send()
	w.wrong("name", "Заполните это поле", "")
	w.fill("name", "Пётр Ошибкин")
	w.fill("phone", "12")
	w.send()
	w.wrong("phone", "Проверьте номер: не хватает цифр", "12")
	w.retype("phone", "8 916 123-45-67")
	w.fill("email", "peter@example")
	w.send()
	w.wrong("email", "Проверьте адрес почты", "peter@example")
	w.retype("email", "peter@example.com")
	w.send()
	w.wrong("consent", "Без согласия записать не получится", "")
	w.picture("widget-mistakes")
	w.agree()
	// Enough digits for the widget: only the server knows that there is no such number.
	w.retype("phone", "+7 916 123-45-6")
	w.send()
	w.wrong("phone", "Проверьте номер телефона.", "+7 916 123-45-6")
	if got := js[string](w, widget+`.querySelector("[name=name]").value`); got != "Пётр Ошибкин" {
		t.Errorf("the name has become %q", got)
	}
	w.retype("phone", "8 916 123-45-67")
	w.send()
	w.step("done")
	w.quiet("422")
}

// A reload keeps the chosen time, and after it the typed answers.
func testReload(t *testing.T, chrome context.Context, s hostSite) {
	w := open(t, chrome, "reload", s.plain("ru"))
	chooseLater(w, "cut") // a day that the other parts of the test do not book up
	start := js[string](w, `[...`+widget+`.querySelectorAll("[data-start]")].pop().dataset.start`)
	w.exec(widget + `.querySelector("[data-start='` + start + `'] input").click()`)
	w.reload()
	w.step("time")
	w.wait("the time chosen before", widget+`.querySelector("[name=start]:checked")?.value === `+quote(start))
	w.exec(widget + `.querySelector("[data-act=next]").click()`)
	w.step("contacts")
	w.fill("name", "Нина Перезагрузкина")
	w.fill("comment", "второй этаж?")
	w.agree()
	w.reload()
	w.step("contacts")
	for field, value := range map[string]string{"name": "Нина Перезагрузкина", "comment": "второй этаж?", "phone": ""} {
		if got := js[string](w, widget+`.querySelector("[name=`+field+`]").value`); got != value {
			t.Errorf("%s holds %q after a reload", field, got)
		}
	}
	w.fill("phone", "8 916 123-45-67")
	w.send()
	w.step("done")
	if got := js[string](w, `JSON.stringify(sessionStorage)`); got != `{"okno:lotos-site:1":"{}"}` {
		t.Errorf("after booking the browser still keeps %s", got)
	}
	w.quiet()
}

func (w *window) reload() {
	w.t.Helper()
	w.do(chromedp.Reload())
}
