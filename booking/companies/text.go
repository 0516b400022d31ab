package companies

import (
	"strings"

	"golang.org/x/text/currency"

	"okno/booking"
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
	Phone    string `form:"phone"`    // where clients call, "" where they cannot
	Address  string `form:"address"`  // where they come, likewise
}

// CompanyTextOf is who the company is as somebody would have typed it.
func CompanyTextOf(c booking.Company) CompanyText {
	return CompanyText{Name: c.Name, Zone: c.Zone.String(), Locale: c.Locale, Currency: c.Currency, Phone: c.Client.Phone, Address: c.Client.Address}
}

// Company reads the text into c, whose other fields stay. What cannot be
// accepted comes back as one Invalid Error with every field of it.
func (t CompanyText) Company(c booking.Company) (booking.Company, error) {
	wrong := booking.Fields{}
	identity.Read(booking.Typed{"name": t.Name, "timezone": t.Zone, "locale": t.Locale, "currency": t.Currency}, &c, wrong)
	c.Client.Address, c.Client.Phone = wrong.Line("address", t.Address, booking.MaxName), ""
	if strings.TrimSpace(t.Phone) != "" && c.Zone != nil {
		phone, ok := booking.ParsePhone(t.Phone, c.Zone)
		if c.Client.Phone = phone; !ok {
			wrong["phone"] = booking.Say("error.phone")
		}
	}
	if len(wrong) > 0 {
		return c, booking.FailFields(wrong)
	}
	return c, nil
}

// zoneOf is the zone of a company as an attribute, by its IANA name.
type zoneOf struct{ *booking.Company }

func (z zoneOf) Text() string {
	if z.Zone == nil {
		return ""
	}
	return z.Zone.String()
}

func (z zoneOf) Read(text string) booking.Sentence {
	zone, ok := booking.ParseZone(strings.TrimSpace(text))
	if z.Zone = zone; !ok {
		return booking.Say("error.timezone")
	}
	return booking.Sentence{}
}

// currencyOf is the currency of a company as an attribute; what is empty is that of the zone's country.
type currencyOf struct{ *booking.Company }

func (m currencyOf) Text() string { return m.Currency }

func (m currencyOf) Read(text string) booking.Sentence {
	m.Currency = strings.ToUpper(strings.TrimSpace(text))
	if m.Currency == "" && m.Zone != nil {
		m.Currency = booking.Currency(m.Zone)
	}
	if unit, err := currency.ParseISO(m.Currency); m.Currency != "" && (err != nil || unit.String() != m.Currency) {
		return booking.Say("error.currency")
	}
	return booking.Sentence{}
}

// MaxSlug bounds a slug: it is a label of a host name (RFC 1035, section 2.3.4).
const MaxSlug = 63

// IsSlug says whether s may name a company in addresses and on the command line.
func IsSlug(s string) bool {
	strange := func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' }
	return len(s) >= 2 && len(s) <= MaxSlug && !strings.ContainsFunc(s, strange)
}
