package handlers_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"okno/booking"
	"okno/views"
)

// typedClient is a card as somebody may type it, another one for each n.
func typedClient(n int) url.Values {
	form := url.Values{}
	for _, a := range booking.ClientAttributes {
		switch a.Kind {
		case booking.PhoneAttribute:
			form.Set(a.Name, fmt.Sprintf("+7 916 123-45-%d", 80+n))
		case booking.EmailAttribute:
			form.Set(a.Name, fmt.Sprintf("anna%d@studio.example", n))
		case booking.BirthdayAttribute:
			form.Set(a.Name, fmt.Sprintf("%02d.05.1990", 10+n))
		default:
			form.Set(a.Name, fmt.Sprintf("Анна %s %d", a.Name, n))
		}
	}
	return form
}

func TestEveryAttributeOfAClientIsInItsFormItsClashItsHistoryAndItsExports(t *testing.T) {
	h := newHouse(t)
	h.book("k", bookingBody())
	dasha, max, olga := h.signIn("dasha@studio.example"), h.signIn("max@studio.example"), h.signIn("olga@studio.example")
	path, w := "/clients/"+h.one(`select id from clients`), views.In("ru")
	page := dasha.get(path)
	typed, other := typedClient(1), typedClient(2)
	typed.Set("revision", revisionOf(t, page))
	other.Set("revision", revisionOf(t, page))
	saved := dasha.post(path, typed, fragment...)
	clash := dasha.post(path, other, fragment...)
	facts, export := max.get(path), dasha.post(path+"/export", nil)
	if saved.Status != http.StatusOK || clash.Status != http.StatusConflict || export.Status != http.StatusOK {
		t.Fatalf("saving is answered %d, a clash %d, the export %d", saved.Status, clash.Status, export.Status)
	}
	var exported struct{ Client map[string]any }
	h.must(json.Unmarshal(export.Body, &exported))
	table, history := h.companyExport(olga, "clients.csv"), strings.ToLower(text(t, saved, "#client-history ~ ol"))
	whole := strings.ReplaceAll(html.UnescapeString(string(saved.Body)), "\u00a0", " ")
	for _, a := range booking.ClientAttributes {
		label := w.T("clients.field." + a.Name)
		if len(find(t, page, `#client-form [name="`+a.Name+`"]`)) != 1 {
			t.Errorf("%s does not stand in the form", a.Name)
		}
		if !strings.Contains(whole, typed.Get(a.Name)) {
			t.Errorf("%s is not saved", a.Name)
		}
		if rows := text(t, clash, ".clash"); !strings.Contains(rows, label) || !strings.Contains(rows, other.Get(a.Name)) || !strings.Contains(rows, typed.Get(a.Name)) {
			t.Errorf("%s is not in the clash: %s", a.Name, rows)
		}
		if !strings.Contains(history, strings.ToLower(label)) {
			t.Errorf("%s is not in the history: %s", a.Name, history)
		}
		if !strings.Contains(text(t, facts, "#client"), typed.Get(a.Name)) {
			t.Errorf("who only reads does not see %s", a.Name)
		}
		if exported.Client[a.Name] == nil {
			t.Errorf("%s is not in the client's export", a.Name)
		}
		if !strings.Contains(table, label) || !strings.Contains(table, typed.Get(a.Name)) {
			t.Errorf("%s is not in the company's export", a.Name)
		}
	}
}

func TestEveryAttributeOfAClientHasItsErrorBesideIt(t *testing.T) {
	h := newHouse(t)
	h.book("k", bookingBody())
	dasha, path := h.signIn("dasha@studio.example"), "/clients/"+h.one(`select id from clients`)
	typed := url.Values{"revision": {revisionOf(t, dasha.get(path))}}
	for _, a := range booking.ClientAttributes {
		typed.Set(a.Name, strings.Repeat("я", 2001))
	}
	refused := dasha.post(path, typed, fragment...)
	for _, a := range booking.ClientAttributes {
		if text(t, refused, "#"+a.Name+"-error") == "" {
			t.Errorf("%s is accepted: %d", a.Name, refused.Status)
		}
	}
}

func TestErasingAClientEmptiesEveryAttribute(t *testing.T) {
	h := newHouse(t)
	h.book("k", bookingBody())
	dasha, path := h.signIn("dasha@studio.example"), "/clients/"+h.one(`select id from clients`)
	typed := typedClient(1)
	typed.Set("revision", revisionOf(t, dasha.get(path)))
	dasha.post(path, typed, fragment...)
	if a := dasha.post(path+"/erasure", url.Values{"typed": {typed.Get("name")}}); a.Status != http.StatusSeeOther {
		t.Fatalf("erasing is answered %d", a.Status)
	}
	for _, a := range booking.ClientAttributes.Without("name") {
		if left := h.one(`select coalesce(` + a.Stored() + `::text, '') from clients`); left != "" && left != "0" {
			t.Errorf("of %s there is left %q", a.Name, left)
		}
	}
	if left := h.one(`select name from clients`); left == typed.Get("name") {
		t.Errorf("the name is left: %q", left)
	}
}

// companyExport is a file of the archive that the company takes with it.
func (h *house) companyExport(owner browser, name string) string {
	h.t.Helper()
	a := owner.post("/settings/company/export", nil)
	archive, err := zip.NewReader(bytes.NewReader(a.Body), int64(len(a.Body)))
	h.must(err)
	f, err := archive.Open(name)
	h.must(err)
	content, err := io.ReadAll(f)
	h.must(err)
	return string(content)
}
