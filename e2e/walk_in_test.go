package e2e

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Who comes without an appointment is on every board by three acts: a key or the button, the service, the
// button; and gone by one.
func TestWalkInOnTheBoard(t *testing.T) {
	t.Parallel()
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	c := newClocked(t, time.Date(2026, 12, 1, 12, 7, 0, 0, moscow))
	chrome := browser(t)
	enter := func(name string) *window {
		w := open(t, chrome, name, c.URL+"/sign-in?next="+url.QueryEscape("/bookings"))
		w.typeInto("#email", "owner@front.example")
		w.typeInto("#password", "front-desk-1"+kb.Enter)
		w.settled("the board", `document.querySelector("#day-walk-in[data-htmx-powered]") && document.readyState === "complete"`)
		w.online()
		return w
	}
	w, other := enter("desk"), enter("other")
	const guests = `new Set([...document.querySelectorAll(".card.is-arrived")].filter(e => e.innerText.includes("Без имени")).map(e => e.dataset.booking)).size`
	service := func(name string) {
		t.Helper()
		w.inModal("#new-service")
		w.exec(`{ const e = document.querySelector("#new-service"); e.value = [...e.options].find(o => o.text.includes(` + quote(name) + `)).value; e.dispatchEvent(new Event("change", {bubbles: true})) }`)
		w.wait("the next start", `document.querySelector("#modal [name=start]:checked")?.value.startsWith("2026-12-01T12:")`)
		w.inModal("#when-times")
	}
	// By keys.
	w.exec(`document.querySelector("#main").focus()`)
	w.keys("w")
	service("Стрижка")
	if got := js[string](w, `document.activeElement.id + document.activeElement.selectedOptions?.[0].text`); !strings.HasPrefix(got, "new-serviceСтрижка") || !strings.HasSuffix(got, "12:00") {
		t.Errorf("first is %q", got)
	}
	w.still()
	w.accessible("a walk-in")
	w.picture("walk-in")
	w.exec(`document.querySelector("#new-name").focus()`)
	w.enter()
	w.said("На месте: Без имени, 12:00")
	w.wait("the card", guests+` === 1`)
	other.wait("the card on the other board", guests+` === 1`)
	w.takeBack("На месте: Без имени, 12:00")
	w.wait("it gone", guests+` === 0`)
	other.wait("it gone on the other board", guests+` === 0`)
	// By mouse, with a name; the next one gets what is left.
	w.hit("#day-walk-in")
	service("Стрижка")
	w.write("#new-name", "Зоя")
	w.hit("#modal [data-act=book]")
	w.said("На месте: Зоя, 12:00")
	// By a finger.
	call(w, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	w.size(390, 844)
	w.do(chromedp.Reload())
	w.settled("the board on a phone", `document.querySelector("#day-walk-in[data-htmx-powered]")`)
	w.online()
	w.still()
	w.accessible("the button on a phone")
	w.picture("walk-in-button-phone")
	w.touch("#day-walk-in")
	service("Стрижка")
	w.still()
	w.accessible("a walk-in on a phone")
	w.picture("walk-in-phone")
	w.touch("#modal [data-act=book]")
	w.said("На месте: Без имени, 12:00")
	other.wait("the card on the other board again", guests+` === 1`)
	w.quiet()
	other.quiet()
}
