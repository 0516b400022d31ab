package start

import (
	"bytes"
	"embed"
	"fmt"
	"slices"

	"okno/booking"
	"okno/booking/companies"
	"okno/booking/companyfile"
)

//go:embed templates/*.json
var templateFiles embed.FS

// Templates are what a new company may start from.
var Templates = []string{"salon", "clinic", "studio", "workshop"}

// Template is a template in a language: a company file of which only resources
// and services are meant. NotFound for an unknown one.
func Template(name, locale string) (*companyfile.File, error) {
	if !slices.Contains(Templates, name) || !slices.Contains(companies.Locales, locale) {
		return nil, booking.Fail(booking.NotFound, "error.template_unknown")
	}
	fragment, err := templateFiles.ReadFile("templates/" + name + "." + locale + ".json")
	if err != nil {
		return nil, err
	}
	var whole bytes.Buffer
	fmt.Fprintf(&whole, `{"okno": %d, "company": {"slug": "template", "name": "Template", "timezone": "UTC"}, `, companyfile.Version)
	whole.Write(bytes.TrimPrefix(bytes.TrimSpace(fragment), []byte("{")))
	file, err := companyfile.Parse(&whole)
	if err != nil {
		return nil, fmt.Errorf("template %s in %s: %w", name, locale, err)
	}
	return file, nil
}

// templateLinks are the resources of the template's service number t that the
// company has; where it has none of them, or there is no such service, all.
func templateLinks(template *companyfile.File, t int, resources []booking.Resource) []booking.ID {
	var some, all []booking.ID
	for _, r := range resources {
		if r.Archived {
			continue
		}
		all = append(all, r.ID)
		if t >= 0 && slices.Contains(template.Services[t].Resources, r.Ref) {
			some = append(some, r.ID)
		}
	}
	if len(some) == 0 {
		return all
	}
	return some
}
