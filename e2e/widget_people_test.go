package e2e

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// A long list of services is found through by category and by words, and whoever comes for a person chooses that person first.
func testWhom(t *testing.T, chrome context.Context, s hostSite) {
	w := open(t, chrome, "whom", s.page("plain.html", "market-site", "ru"))
	w.see(shapes[0])
	w.step("service")
	services := func() string {
		return strings.Join(js[[]string](w, `[...`+widget+`.querySelectorAll("[data-service]")].filter(e => e.checkVisibility()).map(e => e.dataset.service)`), " ")
	}
	if got := js[string](w, `[...`+widget+`.querySelectorAll("summary h4")].map(e => e.textContent).join()`); got != "Волосы,Ногти и всё, что с ними связано,Другое" || services() != "" {
		t.Errorf("the categories are %s, and open is %q", got, services())
	}
	w.right("categories", "ru", smallest)
	w.tab("summary")
	w.keys(" ")
	w.wait("a category's services", widget+`.querySelector("[data-service=hair0]").checkVisibility()`)
	w.exec(widget + `.querySelector("[type=search]").focus()`)
	w.keys("СТРИЖКА жен")
	w.wait("what is meant", widget+`.querySelectorAll("[data-service]").length === 1`)
	if services() != "hair0" || js[string](w, widget+`.querySelector("[role=status]").textContent.trim()`) != "Найдено: 1" {
		t.Errorf("found are %q, said is %q", services(), js[string](w, widget+`.querySelector("[role=status]").textContent`))
	}
	w.keys("щщ")
	w.wait("a way on where nothing is found", widget+`.querySelector("[data-act=request]")`)
	w.right("no service", "ru", smallest)
	w.keys(strings.Repeat(kb.Backspace, 13))
	w.wait("all of them again", widget+`.querySelectorAll("[data-service]").length === 12`)
	w.exec(widget + `.querySelector("[name=resource]").focus()`)
	w.keys(kb.ArrowRight + kb.ArrowRight)
	w.wait("what Boris does", widget+`.querySelectorAll("[data-service]").length === 5`)
	w.keys(kb.ArrowLeft)
	w.wait("a word about Anna", widget+`.querySelector(".who").textContent.includes("Училась в Лондоне")`)
	w.right("a person", "ru", smallest)
	w.click("[data-service=hair1]")
	w.step("time")
	w.wait("the times", widget+`.querySelector("[data-start]")`)
	if got := js[string](w, widget+`.querySelector("[name=resource]:checked").closest("label").textContent`); !strings.Contains(got, "Анна") {
		t.Errorf("chosen is %s", got)
	}
	w.right("a person's times", "ru", smallest)
	w.exec(widget + `.querySelector("[data-start] input").click()`)
	w.exec(widget + `.querySelector("[data-act=next]").click()`)
	w.step("contacts")
	if got := js[string](w, widget+`.querySelector(".chosen").textContent`); !strings.Contains(got, "Анна") {
		t.Errorf("to be booked is %s", got)
	}
	w.quiet()
}
