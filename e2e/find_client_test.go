package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A client is found by name in the form of a new booking: by keys, by mouse, by a finger; and who
// is nobody yet is typed there as well.
func TestFindClientInForm(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	w := f.open(f.one, "desk", "")
	f.regular(w, "11:00", "Алексей Степанов", "9162047311", "stepanov@example.com")
	f.regular(w, "12:00", "Вера Степанова", "", "")
	w.do(chromedp.Navigate(f.one + "/bookings?date=" + f.day))
	w.online()
	const listed = `document.querySelector("#new-find").getAttribute("aria-expanded") === "true" && document.querySelectorAll("#client-options > li").length === `
	const active = `document.getElementById(document.querySelector("#new-find").getAttribute("aria-activedescendant"))?.innerText`
	find := func(text string) {
		w.hit("#new-find")
		w.keys(text)
	}
	w.newForm()
	find("степ")
	w.wait("both", listed+"2")
	w.still()
	w.accessible("clients that were found")
	w.picture("found")
	if got := js[string](w, active); !strings.Contains(got, "Алексей Степанов") || !strings.Contains(got, "204-73-11") {
		t.Errorf("first stands %q", got)
	}
	w.keys(kb.Escape)
	w.wait("the list to close, and the dialog not", `document.querySelector("#modal[open] #new-find[aria-expanded=false]").value === "степ" && document.querySelector("#client-matches").hidden`)
	w.press("ArrowDown", 0)
	w.press("ArrowDown", 0)
	w.wait("the second one", active+`?.includes("Вера")`)
	w.press("ArrowDown", 0)
	w.wait("the first one again", active+`?.includes("Алексей")`)
	w.enter()
	w.looked()
	if got := w.fields(); !strings.HasSuffix(got, "|Алексей Степанов|stepanov@example.com") || js[bool](w, `!!document.querySelector("#new-booking [aria-invalid]")`) {
		t.Errorf("a choice by Enter says %s, or sends the form", got)
	}
	// Whoever has no number is chosen as well, and stays so; another one takes his place.
	find("вера")
	w.wait("her", listed+"1")
	w.hit("#client-options > li")
	w.wait("who that is", `document.querySelector("#client-lookup .lookup-known")?.innerText.includes("Вера")`)
	if got := w.fields(); got != "|Вера Степанова|" {
		t.Errorf("a choice by mouse says %s", got)
	}
	w.keys(kb.Escape)
	w.wait("the dialog to close", closed)
	w.keys("n")
	w.wait("her again, of the draft", `document.querySelector("#modal[open] #client-lookup .lookup-known")?.innerText.includes("Вера") && document.querySelector("#new-name").value === "Вера Степанова"`)
	w.rest(f, "13:00")
	w.act("book")
	w.said("Записано: Вера Степанова")
	var clients int
	if err := f.db.Get(&clients, `select count(*) from clients where company_id = $1 and name = 'Вера Степанова'`, f.company); err != nil || clients != 1 {
		t.Errorf("she has %d cards, %v", clients, err)
	}
	// Who is nobody yet: the name goes where it belongs, and Enter before the answer sends nothing.
	w.newForm()
	find("Новая Женя")
	w.enter()
	w.wait("that there is nobody", `document.querySelector("#client-matches .find-note") && !document.querySelector("#client-matches").hidden && !document.querySelector("#new-booking [aria-invalid]")`)
	w.still()
	w.accessible("nobody was found")
	w.picture("nobody-found")
	w.keys(kb.Tab)
	w.wait("the name where it belongs", `document.activeElement.id === "new-phone" && document.querySelector("#new-name").value === "Новая Женя" && document.querySelector("#new-find").value === ""`)
	find("8 916 204-73-99" + kb.Tab)
	w.looked()
	if got := w.fields(); got != "8 916 204-73-99|Новая Женя|" {
		t.Errorf("a new client's form says %s", got)
	}
	// By a finger.
	call(w, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	w.size(390, 844)
	w.newForm()
	w.touch("#new-find")
	w.keys("степанов ал")
	w.wait("him", listed+"1")
	w.still()
	w.accessible("clients on a phone")
	w.picture("found-phone")
	w.touch("#client-options > li")
	w.looked()
	if got := w.fields(); !strings.HasSuffix(got, "|Алексей Степанов|stepanov@example.com") {
		t.Errorf("a choice by a finger says %s", got)
	}
	w.quiet()
}

// enter presses Enter as a keyboard does: a page that keeps the stroke to itself hears no more of it.
func (w *window) enter() {
	w.t.Helper()
	key := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13, Text: "\r"}
	call(w, input.DispatchKeyEvent, key)
	key.Type, key.Text = input.DispatchKeyEventTypeKeyUp, ""
	call(w, input.DispatchKeyEvent, key)
}
