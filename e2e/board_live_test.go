package e2e

import (
	"net/url"
	"testing"
)

// What happens anywhere reaches every board that shows it, in place.
func TestBoardLive(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	all := f.open(f.one, "desk", "")
	t.Run("filters", func(t *testing.T) { testFilters(t, f.of(t), all.of(t)) })
	t.Run("list", func(t *testing.T) { testList(t, f.of(t), all.of(t)) })
	t.Run("ghosts", func(t *testing.T) { testGhosts(t, f.of(t), all.of(t)) })
	t.Run("columns", func(t *testing.T) { testColumns(t, f.of(t), all.of(t)) })
	t.Run("setup", func(t *testing.T) { testSetupLive(t, f.of(t), all.of(t)) })
	all.quiet()
}

// A board that is narrowed to a service and a status: what matches comes, what
// does no longer leaves, the address stays.
func testFilters(t *testing.T, f *front, all *window) {
	w := f.open(f.two, "dora", "")
	w.exec(`document.querySelector("#filter-service summary").click(); document.querySelector("#pick-` + f.service("cut") + `").click()`)
	w.settled("the service in the address", `location.search.includes("service=")`)
	if !js[bool](w, `document.querySelector("#filter-service").open`) {
		t.Error("the list closes under the hand")
	}
	w.exec(`document.querySelector("#filter-status summary").click(); document.querySelector("#pick-pending").click()`)
	w.settled("the status in the address", `location.search.includes("status=pending") && location.search.includes("service=")`)
	w.online()
	address := js[string](w, `location.search`)

	cut, nails := f.book("cut", "anna", "10:00", "Ирина Фильтр"), f.book("nails", "maria", "10:00", "Олег Мимо")
	w.wait("the booking that matches", f.in("anna", cut))
	all.wait("both", f.in("anna", cut)+` && `+f.in("maria", nails)+` && `+f.in("room", nails))
	w.wait("the time of another service to look taken", `document.querySelector("#column-`+f.resource("maria")+` .taken")`)
	if js[bool](w, `!!`+f.in("maria", nails)) {
		t.Error("a booking of another service has a card")
	}
	if code := all.ask("POST", "/bookings/"+cut+"/confirmation", nil); code != 200 {
		t.Fatalf("confirmed: %d", code)
	}
	w.wait("the confirmed one to leave", `!`+f.in("anna", cut))
	all.wait("it to stay where all are shown", f.in("anna", cut)+`.matches(".is-confirmed")`)
	second := f.book("cut", "anna", "11:00", "Пётр Новый")
	w.wait("another one that matches", f.in("anna", second))
	if got := js[string](w, `location.search`); got != address {
		t.Errorf("the address has become %s", got)
	}
	w.same()
	all.same()
}

// The day as a list follows as well.
func testList(t *testing.T, f *front, all *window) {
	w := f.open(f.one, "dora", "&view=list")
	id := f.book("nails", "olga", "15:00", "Лиза Список")
	row := `document.querySelector("#row-` + id + `")`
	w.wait("the row", row+`?.textContent.includes("Лиза Список")`)
	w.still()
	w.accessible("list")
	w.exec(row + `.querySelector("a").click()`)
	w.wait("the modal", `document.querySelector("#modal[open] #booking-`+id+`")`)
	all.ask("POST", "/bookings/"+id+"/cancellation", url.Values{"reason": {"передумала"}})
	w.wait("the row to leave and the modal to know", `!`+row+` && document.querySelector("#modal .status.is-cancelled")`)
	w.exec(`document.querySelector("#modal").close()`)
	w.same()
	w.quiet()
}

// A slot that a visitor is filling in is a ghost on every board, which counts
// down, and which the desk gives free.
func testGhosts(t *testing.T, f *front, all *window) {
	manager := f.open(f.one, "max", "")
	var held struct{ ID string }
	a := post(f.two+"/api/v1/widget/front-site/holds", "", `{"service": "`+f.service("cut")+`", "resource": "`+f.resource("olga")+`", "start": "`+f.day+`T12:30:00+03:00"}`)
	if a.json(t, &held); a.status != 201 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	ghost := `document.querySelector("#column-` + f.resource("olga") + ` .ghost")`
	for _, w := range []*window{all, manager} {
		w.wait("the ghost", ghost+`?.textContent.includes("Кто-то выбирает 12:30")`)
	}
	first := js[string](all, ghost+`.querySelector(".ghost-left").textContent`)
	all.wait("it to count", ghost+`.querySelector(".ghost-left").textContent !== `+quote(first))
	if js[bool](manager, `!!`+ghost+`.querySelector("button")`) {
		t.Error("a manager may give it free")
	}
	all.same()
	all.still()
	all.accessible("ghost")
	all.exec(ghost + `.querySelector("button").click()`)
	for _, w := range []*window{all, manager} {
		w.wait("it to go", `!`+ghost)
		w.same()
	}
	all.wait("a word of it", `[...document.querySelectorAll(".toast")].some(t => t.textContent.includes("снова свободно"))`)
}

// Columns are put in order and hidden by each for himself.
func testColumns(t *testing.T, f *front, all *window) {
	order := `[...document.querySelectorAll(".column")].map(c => c.dataset.resource).join()`
	before := js[string](all, order)
	w := f.open(f.two, "dora", "")
	w.exec(`document.querySelector("#filter-columns summary").click(); document.querySelector("#column-down-` + f.resource("anna") + `").click()`)
	w.settled("Anna to be the second", order+`.indexOf("`+f.resource("anna")+`") > `+order+`.indexOf("`+f.resource("maria")+`")`)
	w.exec(`document.querySelector("#column-shown-` + f.resource("olga") + `").click()`)
	w.settled("Olga to be hidden", `!document.querySelector("#column-`+f.resource("olga")+`")`)
	w.online()
	id := f.book("cut", "anna", "16:00", "Вера Колонка")
	w.wait("a live board still", f.in("anna", id))
	mine := js[string](w, order)
	w.same()
	w.exec(`location.reload()`)
	w.wait("the same after a reload", `!window.sameDocument && document.readyState === "complete" && `+order+` === `+quote(mine))
	if got := js[string](all, order); got != before {
		t.Errorf("somebody else's columns have become %s", got)
	}
}

// An exception shows on open boards without a reload.
func testSetupLive(t *testing.T, f *front, all *window) {
	owner := f.open(f.two, "owner", "")
	code := owner.ask("POST", "/exceptions", url.Values{
		"about": {"resource:" + f.resource("maria")}, "from_date": {f.day}, "to_date": {f.day}, "from": {"17:00"}, "to": {"18:00"}, "reason": {"учёба на складе"},
	})
	if code >= 300 {
		t.Fatalf("the exception: %d", code)
	}
	all.wait("the exception", `document.querySelector("#column-`+f.resource("maria")+`")?.textContent.includes("учёба на складе")`)
	all.same()
}
