package desk_test

import (
	"context"
	"testing"

	"okno/booking"
	"okno/booking/companies"
	"okno/booking/engine"
	"okno/booking/firststeps"
	"okno/db/companydb"
	"okno/desk/start"
)

// Every template is a company file in both languages, of the same things, and
// nothing in it fails the check.
func TestTemplatesAreWhole(t *testing.T) {
	for _, name := range start.Templates {
		var refs [2]string
		for i, locale := range companies.Locales {
			file, err := start.Template(name, locale)
			if err != nil {
				t.Fatal(err)
			}
			c := engine.Calendar{Company: file.Company}
			for _, r := range file.Resources {
				refs[i] += r.Ref + " "
				c.Resources = append(c.Resources, booking.Resource{ID: booking.ID(r.Ref), Kind: r.Kind, Active: true, Weekly: r.Weekly})
			}
			for _, s := range file.Services {
				refs[i] += s.Ref + " "
				service := booking.Service{ID: booking.ID(s.Ref), DurationMin: s.DurationMin, Active: true}
				for _, ref := range s.Resources {
					service.Resources = append(service.Resources, booking.ID(ref))
				}
				c.Services = append(c.Services, service)
			}
			if found := c.Check(nil, booking.Date{Year: 2026, Month: 11, Day: 23}); len(found) > 0 || len(c.Services) == 0 {
				t.Errorf("%s in %s: %+v", name, locale, found)
			}
		}
		if refs[0] != refs[1] {
			t.Errorf("%s: %s in one language, %s in the other", name, refs[0], refs[1])
		}
	}
	for _, bad := range []string{"", "bank", "../templates/salon"} {
		if _, err := start.Template(bad, "en"); booking.CodeOf(err) != booking.NotFound {
			t.Errorf("template %q: %v", bad, err)
		}
	}
}

// A file that has only a company opens its first steps; one that brings
// resources and services ends them, and another import leaves them alone.
func TestImportOpensAndEndsTheFirstSteps(t *testing.T) {
	o := importDesk(t)
	const company = `{"okno": 1, "company": {"slug": "bare", "name": "Bare", "timezone": "Europe/London"}`
	const resources = `, "resources": [{"ref": "r", "name": "R"}]`
	const services = `, "services": [{"ref": "s", "name": "S", "duration_min": 60, "resources": ["r"]}]`
	for _, step := range []struct {
		text string
		want firststeps.FirstStep
	}{
		{company + `}`, firststeps.StepCompany},
		{company + `}`, firststeps.StepCompany},
		{company + resources + `}`, firststeps.StepCompany},
		{company + resources + services + `}`, ""},
		{company + `}`, ""},
	} {
		importText(t, o, step.text)
		found, err := o.DB.CompanyBySlug(context.Background(), "bare")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := companydb.FirstStep(context.Background(), o.DB.Of(found.ID)); err != nil || got != step.want {
			t.Errorf("after %s: %q, %v; want %q", step.text, got, err, step.want)
		}
	}
}

// A company is made once, and only of what can be accepted.
func TestAddCompany(t *testing.T) {
	o := importDesk(t)
	good := companies.CompanyText{Name: "Good", Zone: "Asia/Omsk", Locale: "ru"}
	for _, test := range []struct {
		slug   string
		change func(*companies.CompanyText)
		want   booking.Code
	}{
		{"G ood", func(*companies.CompanyText) {}, booking.Invalid},
		{"g", func(*companies.CompanyText) {}, booking.Invalid},
		{"good", func(c *companies.CompanyText) { c.Zone = "Local" }, booking.Invalid},
		{"good", func(c *companies.CompanyText) { c.Name = " " }, booking.Invalid},
		{"good", func(c *companies.CompanyText) { c.Currency = "XX" }, booking.Invalid},
		{"good", func(*companies.CompanyText) {}, ""},
		{"good", func(c *companies.CompanyText) { c.Name = "Another" }, booking.Conflict},
	} {
		text := good
		test.change(&text)
		err := o.Start.AddCompany(context.Background(), test.slug, text)
		if (err == nil) != (test.want == "") || err != nil && booking.CodeOf(err) != test.want {
			t.Errorf("%s %+v: %v, want %q", test.slug, text, err, test.want)
		}
	}
	c, err := o.DB.CompanyBySlug(context.Background(), "good")
	if err != nil || c.Name != "Good" || c.Currency != "RUB" || c.Zone.String() != "Asia/Omsk" {
		t.Errorf("%+v, %v", c, err)
	}
}
