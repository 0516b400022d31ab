package handlers_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// bring sends a file of clients as a browser's form does.
func (b browser) bring(name, file string) answer {
	b.h.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	b.h.must(err)
	_, err = part.Write([]byte(file))
	b.h.must(err)
	b.h.must(w.Close())
	return b.h.do(b.Client, b.h.request("POST", "/clients/import", &body, "Content-Type", w.FormDataContentType()))
}

const clientsFile = "Имя;Фамилия;Телефон;Email;Комментарий\n" +
	"Анна;Новая;89161110001;anna@example.com;у окна\n" +
	"Иван;;8 916 123-45-67;;давно ходит\n" + // who has booked: his note is new
	"Анна;Новая;+79161110001;;\n" +
	"Пётр;Седой;8 916 111-00-02;;\n" + // his name is a client's, his phone another
	"Без;Номера;12;;\n"

// A file of clients is shown with what would become of it, imported as a whole, and taken back.
func TestImportClients(t *testing.T) {
	h := newHouse(t)
	dasha := h.signIn("dasha@studio.example")
	if a := h.book(rand8(), bookingBody()); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if a := dasha.post("/clients", url.Values{"name": {"Пётр Седой"}, "email": {"petr@example.com"}}, fragment...); a.Status != http.StatusOK {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	petr := h.one(`select id::text from clients where name = 'Пётр Седой'`)
	if len(find(t, dasha.get("/clients"), "#client-import")) != 1 {
		t.Error("the clients do not lead to it")
	}
	for _, bad := range []string{"", "PK\x03\x04", ";;\n"} {
		if a := dasha.bring("x.csv", bad); a.Status != http.StatusUnprocessableEntity || text(t, a, ".problem") == "" {
			t.Errorf("%q: %d", bad, a.Status)
		}
	}
	kept := dasha.bring("Клиенты.csv", clientsFile)
	path := kept.Header.Get("Location")
	page := dasha.get(path)
	if got := text(t, page, "#import-becomes ~ .import-counts"); kept.Status != http.StatusSeeOther || got != "2 новые карточки 1 карточка станет полнее 1 строка повторяет другую 1 строка с ошибкой" {
		t.Fatalf("%d %s: %s", kept.Status, path, got)
	}
	if got := text(t, page, ".import-table tbody tr"); !strings.HasPrefix(got, "6 телефон: 12 ") {
		t.Errorf("wrong: %s", got)
	}
	form := filled(t, page)
	for _, n := range find(t, page, "select option[selected]") {
		form.Set(attribute(n.Parent, "name"), attribute(n, "value"))
	}
	// With a wrong row nothing is imported, and what was chosen stays.
	form.Set("act", "import")
	form.Set("same-5", petr)
	before := h.count(`select count(*) from clients`)
	if a := dasha.post(path, form); a.Status != http.StatusUnprocessableEntity || h.count(`select count(*) from clients`) != before || len(find(t, a, "option[selected][value='"+petr+"']")) != 1 {
		t.Fatalf("%d, with a wrong row", a.Status)
	}
	form.Set("skip", "1")
	for range 2 { // sent twice it is imported once
		if a := dasha.post(path, form); a.Status != http.StatusSeeOther {
			t.Fatalf("%d %s", a.Status, text(t, a, ".problem"))
		}
	}
	if got := h.one(`select string_agg(concat_ws(' ', name, phone, email, note), '; ' order by name) from clients`); got != "Анна Новая +79161110001 anna@example.com у окна; Иван +79161234567 давно ходит; Пётр Седой +79161110002 petr@example.com " {
		t.Errorf("the clients are %s", got)
	}
	if got := text(t, dasha.get("/clients?q=анна"), ".client-row .client-name"); got != "Анна Новая" {
		t.Errorf("found is %q", got)
	}
	if got := text(t, dasha.get(path), ".import-counts"); !strings.Contains(got, "Добавлена 1 карточка") || !strings.Contains(got, "Дополнены 2 карточки") || h.count(`select count(*) from client_imports where cells is not null`) != 0 {
		t.Errorf("it is said: %s", got)
	}
	// Taken back, but for what somebody has worked with.
	if a := dasha.post("/clients/"+petr+"/note", url.Values{"note": {"важный"}}, fragment...); a.Status != http.StatusOK {
		t.Fatalf("a note: %d", a.Status)
	}
	if a := dasha.post(path+"/undo", nil); a.Status != http.StatusSeeOther || !strings.Contains(text(t, dasha.get(path), ".import-counts"), "1 карточка осталась") {
		t.Errorf("%d %s", a.Status, text(t, dasha.get(path), "article"))
	}
	if got := h.one(`select string_agg(concat_ws(' ', name, phone, note), '; ' order by name) from clients`); got != "Иван +79161234567 ; Пётр Седой +79161110002 важный" {
		t.Errorf("the clients are %s", got)
	}
	if a := dasha.post(path+"/undo", nil); a.Status != http.StatusConflict {
		t.Errorf("taken back twice: %d", a.Status)
	}
	// Nobody else's business, and nobody's who may not see contacts.
	if a, b := h.signIn("rex@rival.example").get(path), h.signIn("olga@studio.example").get(path); a.Status != http.StatusNotFound || b.Status != http.StatusNotFound {
		t.Errorf("others get %d and %d", a.Status, b.Status)
	}
	h.db.MustExec(`update companies set hide_contacts_from = '{desk}' where slug = 'studio'`)
	if a := dasha.bring("x.csv", clientsFile); a.Status != http.StatusForbidden || len(find(t, dasha.get("/clients"), "#client-import")) != 0 {
		t.Errorf("who may not see contacts gets %d", a.Status)
	}
}

// Many rows are written at once.
func TestImportManyClients(t *testing.T) {
	h := newHouse(t)
	dasha := h.signIn("dasha@studio.example")
	var file strings.Builder
	file.WriteString("Name,Phone\n")
	for i := range 2000 {
		file.WriteString("Client " + strings.Repeat("x", i%7) + ",+7916" + string([]byte{byte('0' + i/1000%10), byte('0' + i/100%10), byte('0' + i/10%10), byte('0' + i%10)}) + "000\n")
	}
	path := dasha.bring("many.csv", file.String()).Header.Get("Location")
	form := url.Values{"act": {"import"}, "column-0": {"name"}, "column-1": {"phone"}}
	h.queries.Store(0)
	a := dasha.post(path, form)
	if n := h.queries.Load(); a.Status != http.StatusSeeOther || h.count(`select count(*) from clients`) != 2000 || n > 30 {
		t.Errorf("%d with %d queries, %d clients", a.Status, n, h.count(`select count(*) from clients`))
	}
}
