package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/companies"
	"okno/booking/companyfile"
	"okno/views"
)

// typedSettings are settings as somebody may type them over those that were seen, others for each n as far as there is
// a choice.
func typedSettings(seen booking.Typed, n int) booking.Typed {
	custom := map[string][]string{"timezone": {"Asia/Omsk", "Europe/London"}, "currency": {"EUR", "USD"}}
	typed := booking.Typed{}
	for _, a := range companies.SettingAttributes {
		switch a.Kind {
		case booking.ChoiceAttribute:
			others := slices.DeleteFunc(slices.Clone(a.Choices), func(choice string) bool { return choice == seen[a.Name] })
			typed[a.Name] = others[n%len(others)]
		case booking.StepAttribute:
			typed[a.Name] = fmt.Sprint(booking.Steps[n])
		case booking.MinutesAttribute, booking.DaysAttribute:
			typed[a.Name] = fmt.Sprint(40 + n)
		default:
			typed[a.Name] = fmt.Sprintf("Студия %d", n)
		}
		if values := custom[a.Name]; values != nil {
			typed[a.Name] = values[n%len(values)]
		}
	}
	return typed
}

// sentSettings is the form with some settings typed, of a page that showed others.
func sentSettings(seen, typed booking.Typed) url.Values {
	form := url.Values{"notice_unit": {"1"}, "horizon_unit": {"1"}, "zone_seen": {typed["timezone"]}}
	for name, value := range seen {
		form.Set("seen_"+name, value)
	}
	for name, value := range typed {
		form.Set(name, value)
	}
	return form
}

func TestEverySettingOfACompanyIsInItsFormItsClashItsLogAndTheExport(t *testing.T) {
	h := newHouse(t)
	b, w := h.signIn("olga@studio.example"), views.In("ru")
	page := b.get("/settings/company")
	seen := booking.Typed{}
	for _, a := range companies.SettingAttributes {
		if len(find(t, page, `#settings [name="`+a.Name+`"]`)) == 0 {
			t.Errorf("%s does not stand in the form", a.Name)
		}
		seen[a.Name] = valueOf(t, page, "#settings", "seen_"+a.Name)
	}
	first, second := typedSettings(seen, 0), typedSettings(seen, 1)
	h.exec(`delete from audit_log`)
	if a := b.post("/settings/company", sentSettings(seen, first)); a.Status != http.StatusSeeOther {
		t.Fatalf("saving is answered %d %s", a.Status, text(t, a, ".problem, .field-error"))
	}
	clash := b.post("/settings/company", sentSettings(seen, second))
	rows, said := text(t, clash, "#settings .clash"), h.value(`select coalesce(string_agg(detail::text, ' '), '') from audit_log where act = 'company.changed'`)
	file, err := companyfile.Parse(strings.NewReader(h.companyExport(b, "company.json")))
	h.must(err)
	for _, a := range companies.SettingAttributes {
		if seen[a.Name] == first[a.Name] {
			t.Fatalf("%s is %q already: the test wants another one", a.Name, first[a.Name])
		}
		if first[a.Name] != second[a.Name] && !strings.Contains(rows, w.T("company.field."+a.Name)) {
			t.Errorf("%s is not in the clash (%d): %s", a.Name, clash.Status, rows)
		}
		if !strings.Contains(said, `"`+a.Name+`"`) {
			t.Errorf("the log does not tell of %s: %s", a.Name, said)
		}
		if a.Text(file.Company) != first[a.Name] {
			t.Errorf("%s is %q in the company file, not %q", a.Name, a.Text(file.Company), first[a.Name])
		}
	}
}

func TestEverySettingOfACompanyIsChecked(t *testing.T) {
	wrong := booking.Typed{}
	for _, a := range companies.SettingAttributes {
		wrong[a.Name] = strings.Repeat("я", 2001)
	}
	_, err := companies.ReadSettings(wrong, booking.Company{})
	for _, a := range companies.SettingAttributes {
		if known, ok := err.(*booking.Error); !ok || known.Fields[a.Name].Key == "" {
			t.Errorf("%s is accepted: %v", a.Name, err)
		}
	}
}

func valueOf(t *testing.T, a answer, form, name string) string {
	t.Helper()
	for _, n := range find(t, a, form+` [name="`+name+`"]`) {
		for _, attribute := range n.Attr {
			if attribute.Key == "value" {
				return attribute.Val
			}
		}
	}
	return ""
}
