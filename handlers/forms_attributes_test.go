package handlers_test

import (
	"fmt"
	"html"
	"maps"
	"net/http"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/webform"
)

// typedFor is what somebody may type for an attribute of a form, something else for each n.
func typedFor(a booking.Attribute[webform.Form], n int) string {
	switch {
	case a.Kind == booking.MinutesAttribute:
		return fmt.Sprint(123 + n)
	case a.Check != nil:
		return fmt.Sprintf("https://studio.example/thanks-%d", n)
	}
	return fmt.Sprintf("Студия %s %d", a.Name, n)
}

func TestEveryAttributeOfAFormIsInItsFormItsClashItsLogAndTheExport(t *testing.T) {
	h := newHouse(t)
	b, path := h.signIn("olga@studio.example"), h.form("studio-site")
	typed := asked()
	typed["field"] = []string{"name"}
	for _, a := range webform.FormAttributes {
		typed.Del(a.Name)
	}
	typed.Set("name", "Сайт")
	for _, a := range webform.FormAttributes {
		page := b.get(path)
		if len(find(t, page, `#form-form [name="`+a.Name+`"]`)) != 1 {
			t.Errorf("%s does not stand in the form", a.Name)
		}
		typed.Set("revision", revisionOf(t, page))
		typed.Set(a.Name, typedFor(a, 2))
		other := maps.Clone(typed)
		typed.Set(a.Name, typedFor(a, 1))
		h.exec(`delete from audit_log`)
		saved, clash := b.post(path, typed, fragment...), b.post(path, other, fragment...)
		if saved.Status != http.StatusOK || clash.Status != http.StatusConflict {
			t.Fatalf("%s: saving is answered %d, a clash %d", a.Name, saved.Status, clash.Status)
		}
		if !strings.Contains(html.UnescapeString(string(saved.Body)), typedFor(a, 1)) {
			t.Errorf("%s is not saved", a.Name)
		}
		if rows := text(t, clash, ".clash"); !strings.Contains(rows, typedFor(a, 1)) || !strings.Contains(rows, typedFor(a, 2)) {
			t.Errorf("%s is not in the clash: %s", a.Name, rows)
		}
		said := h.value(`select coalesce(string_agg(detail::text, ' '), '') from audit_log where act = 'setup.changed'`)
		if !strings.Contains(said, `"`+a.Name+`"`) && !strings.Contains(said, `"texts"`) {
			t.Errorf("the log does not tell of %s: %s", a.Name, said)
		}
		if file := h.companyExport(b, "company.json"); !strings.Contains(file, typedFor(a, 1)) {
			t.Errorf("%s is not in the company file", a.Name)
		}
	}
}

func TestEveryAttributeOfAFormHasItsErrorBesideIt(t *testing.T) {
	h := newHouse(t)
	b, path := h.signIn("olga@studio.example"), h.form("studio-site")
	wrong := asked()
	for _, a := range webform.FormAttributes {
		wrong.Set(a.Name, strings.Repeat("x", 2001))
	}
	refused := b.post(path, wrong, fragment...)
	for _, a := range webform.FormAttributes {
		if len(find(t, refused, `[name="`+a.Name+`"][aria-invalid]`)) != 1 {
			t.Errorf("%s is accepted: %d", a.Name, refused.Status)
		}
	}
}
