package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// A file of clients is brought along, looked at, imported, and taken back.
func TestClientImportInBrowser(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	w := f.open(f.one, "desk", "")
	f.regular(w, "11:00", "Пётр Седой", "9162047311", "")
	const file = "Имя;Фамилия;Телефон;Email;Скидка\nАнна;Новая;89161110001;anna@example.com;10\nПётр;Седой;89161110002;;\nБез;Номера;12;;\n"
	w.do(chromedp.Navigate(f.one + "/clients"))
	w.settled("the clients", `document.querySelector("#client-import")`)
	w.hit("#client-import")
	w.settled("the page", `document.querySelector("#import-file")`)
	w.accessible("a file is chosen")
	w.picture("import-choose")
	w.exec(`{ const files = new DataTransfer(); files.items.add(new File([` + quote(file) + `], "Клиенты.csv")); document.querySelector("#import-file").files = files.files }`)
	w.hit("[data-act=import-read]")
	w.settled("what would become of it", `document.querySelectorAll(".import-column").length === 6`)
	w.accessible("what a file would become")
	w.picture("import-check")
	w.size(390, 844)
	w.still()
	w.accessible("the same on a phone")
	if js[bool](w, `document.documentElement.scrollWidth > innerWidth`) {
		t.Error("the page scrolls sideways")
	}
	w.picture("import-check-phone")
	w.hit("[name=skip]")
	w.hit("[data-act=import]")
	w.settled("that it is done", `document.querySelector("#import-result")?.textContent === "Загружено"`)
	w.accessible("an import that is done")
	w.picture("import-done")
	w.hit("[data-act=import-undo]")
	w.settled("that it is undone", `document.querySelector("#import-result")?.textContent === "Загрузка отменена"`)
	w.quiet()
}
