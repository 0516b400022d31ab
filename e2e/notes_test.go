package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// stored is the note of a booking.
func (f *front) stored(id string) string {
	f.t.Helper()
	var notes string
	if err := f.db.Get(&notes, `select notes from bookings where id = $1`, id); err != nil {
		f.t.Fatal(err)
	}
	return notes
}

// await waits until the stored note of a booking has a text.
func (f *front) await(id, text string) {
	f.t.Helper()
	for deadline := time.Now().Add(patience); !strings.Contains(f.stored(id), text); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			f.t.Fatalf("the note is %q, without %q", f.stored(id), text)
		}
	}
}

func testNoteSavesItself(t *testing.T, f *front, w *window) {
	id := f.book("cut", "anna", "10:00", "Заметкина")
	w.wait("the card", f.in("anna", id))
	modal := "#booking-" + id
	open := func() {
		w.form("/bookings/"+id, "booking-"+id)
	}
	for what, leave := range map[string]func(){
		"by Esc":      func() { w.keys(kb.Escape) },
		"by the ×":    func() { w.tap("#modal .dialog-head form button") },
		"by the side": func() { w.tap("#modal .details-title"); w.keys(kb.Escape) },
		"beside it": func() {
			w.mouse(input.DispatchMouseEventTypeMousePressed, 8, 8)
			w.mouse(input.DispatchMouseEventTypeMouseReleased, 8, 8)
		},
	} {
		open()
		w.write("#modal [name=notes]", " "+what)
		leave()
		w.wait("the dialog to close "+what, closed)
		f.await(id, what)
		open()
		w.wait("the note written "+what, `document.querySelector("#modal [name=notes]").value.includes(`+quote(what)+`)`)
		w.keys(kb.Escape)
		w.wait("the dialog to close", closed)
	}
	// The browser tells of a closing after a while, here when the focus has gone on.
	open()
	w.exec(`{
		const modal = document.getElementById("modal"), on = document.getElementById("day-new")
		window.addEventListener("close", e => { e.stopImmediatePropagation(); on.focus(); modal.dispatchEvent(new Event("close")); modal.dataset.told = document.activeElement.id }, {capture: true, once: true})
	}`)
	w.keys(kb.Escape)
	w.wait("the closing told", `document.getElementById("modal").dataset.told !== undefined`)
	if got := js[string](w, `document.getElementById("modal").dataset.told`); got != "day-new" {
		t.Errorf("the focus went on to the button and is taken to %q", got)
	}
	// Here when the next content has just come in.
	w.exec(`new MutationObserver((_, watch) => { watch.disconnect(); document.getElementById("modal").dispatchEvent(new Event("close")) })
		.observe(document.getElementById("modal-body"), {childList: true})`)
	open()
	w.write("#modal [name=notes]", " до действия")
	w.tap("#modal [data-act=confirm]")
	w.wait("the booking confirmed, with the note", `document.querySelector("#modal .status.is-confirmed") && document.querySelector("#modal [name=notes]").value.includes("до действия")`)
	w.inModal(modal)
	w.write("#modal [name=notes]", ", тихо")
	height := `document.querySelector("#modal").getBoundingClientRect().height`
	before := js[float64](w, height)
	w.keys(kb.Tab)
	w.wait("a quiet word", `document.querySelector("#modal .note-said")?.textContent.includes("Сохранено")`)
	if after := js[float64](w, height); after != before {
		t.Errorf("the dialog was %v px high and is %v", before, after)
	}
	w.picture("note-saved")
	w.accessible("a saved note")
	w.keys(kb.Escape)
	w.wait("the dialog to close", closed)
}

func testTwoNotes(t *testing.T, f *front, w *window) {
	id := f.book("cut", "maria", "12:00", "Вдвоём")
	other := f.open(f.two, "dora", "")
	for _, each := range []*window{w, other} {
		each.wait("the card", f.in("maria", id))
		each.form("/bookings/"+id, "booking-"+id)
	}
	w.write("#modal [name=notes]", "чай без сахара")
	other.write("#modal [name=notes]", "АЛЛЕРГИЯ")
	other.keys(kb.Tab)
	other.wait("it saved", `document.querySelector("#modal .note-said")`)
	w.wait("the news of it", `document.querySelector("#modal [name=notes_seen]").value === "АЛЛЕРГИЯ"`)
	w.keys(kb.Tab)
	w.wait("both notes", `document.querySelector("#modal .note-theirs")?.textContent === "АЛЛЕРГИЯ" && `+has("#modal [name=notes]", "чай без сахара"))
	w.picture("note-clash")
	w.accessible("two notes")
	if got := f.stored(id); got != "АЛЛЕРГИЯ" {
		t.Fatalf("the stored note is %q", got)
	}
	w.tap("#modal [data-note=join]")
	w.wait("both in the field", has("#modal [name=notes]", "АЛЛЕРГИЯ\nчай без сахара"))
	w.tap("#modal [data-note=mine]")
	w.wait("it saved", `document.querySelector("#modal .note-said") && !document.querySelector("#modal .note-clash")`)
	other.wait("the whole of it", has("#modal [name=notes]", "АЛЛЕРГИЯ\nчай без сахара"))
	other.wait("the old one in the history", `document.querySelector("#modal").textContent.includes("было: «АЛЛЕРГИЯ»")`)
	w.keys(kb.Escape)
	w.wait("the dialog to close", closed)
}

func testNoteWithoutNetwork(t *testing.T, f *front, w *window) {
	id := f.book("cut", "olga", "11:00", "Без Связи")
	w.wait("the card", f.in("olga", id))
	w.form("/bookings/"+id, "booking-"+id)
	call(w, network.Enable, network.EnableParams{})
	cut := func(off bool) {
		var how []*network.Conditions
		if off {
			how = append(how, &network.Conditions{Offline: true, DownloadThroughput: -1, UploadThroughput: -1})
		}
		call(w, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: how})
	}
	cut(true)
	w.write("#modal [name=notes]", "не пропади")
	w.keys(kb.Tab)
	w.wait("a word about it", `document.querySelector("#modal .note-said")?.textContent.includes("нет связи")`)
	w.keys(kb.Escape)
	w.wait("the dialog to close", closed)
	cut(false)
	w.do(chromedp.Reload())
	w.settled("the board", `document.querySelector("#day")`)
	w.online()
	w.form("/bookings/"+id, "booking-"+id)
	w.wait("what was typed", has("#modal [name=notes]", "не пропади"))
	w.keys(kb.Escape)
	w.wait("the dialog to close", closed)
	f.await(id, "не пропади")
	w.form("/bookings/"+id, "booking-"+id)
	w.wait("it saved", has("#modal [name=notes]", "не пропади")+` && document.querySelector("#modal [name=notes_seen]").value === "не пропади"`)
	w.keys(kb.Escape)
}
