package booking

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/text/currency"
	"golang.org/x/text/language"
)

// Locales are the languages that Okno speaks.
var Locales = []string{"ru", "en"}

// CompanyText is what a company says of itself, as a person types it. The names
// in errors are those that the form sends.
type CompanyText struct {
	Name     string `form:"name"`
	Zone     string `form:"timezone"`
	Locale   string `form:"locale"`
	Currency string `form:"currency"` // ISO 4217; empty is that of the zone's country
}

// Currency is what people of the country that a zone lies in pay with (ISO 4217), US
// dollars where it lies in none.
func Currency(zone *time.Location) string {
	region, err := language.ParseRegion(Region(zone))
	if err != nil {
		return "USD"
	}
	if unit, known := currency.FromRegion(region); known {
		return unit.String()
	}
	return "USD"
}

// Company reads the text into c, whose other fields stay. What cannot be
// accepted comes back as one Invalid Error with every field of it.
func (t CompanyText) Company(c Company) (Company, error) {
	wrong := fields{}
	c.Name = wrong.line("name", t.Name, MaxName)
	if c.Name == "" && wrong["name"].Key == "" {
		wrong["name"] = Say("error.required")
	}
	zone, ok := ParseZone(strings.TrimSpace(t.Zone))
	if c.Zone = zone; !ok {
		wrong["timezone"] = Say("error.timezone")
	}
	if c.Locale = t.Locale; !slices.Contains(Locales, t.Locale) {
		wrong["locale"] = Say("error.locale")
	}
	c.Currency = strings.ToUpper(strings.TrimSpace(t.Currency))
	if c.Currency == "" && c.Zone != nil {
		c.Currency = Currency(c.Zone)
	}
	if unit, err := currency.ParseISO(c.Currency); c.Currency != "" && (err != nil || unit.String() != c.Currency) {
		wrong["currency"] = Say("error.currency")
	}
	if len(wrong) > 0 {
		return c, FailFields(wrong)
	}
	return c, nil
}

// MaxSlug bounds a slug: it is a label of a host name (RFC 1035, section 2.3.4).
const MaxSlug = 63

// IsSlug says whether s may name a company in addresses and on the command line.
func IsSlug(s string) bool {
	strange := func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' }
	return len(s) >= 2 && len(s) <= MaxSlug && !strings.ContainsFunc(s, strange)
}
