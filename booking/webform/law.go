package webform

import "slices"

// Law is by which rules on personal data a draft of a consent is worded.
type Law string

const (
	RussianLaw Law = "russia" // Federal Law 152-FZ
	GDPR       Law = "gdpr"   // of the European Economic Area and of the United Kingdom
	PlainLaw   Law = "plain"  // nothing is named
)

// gdprCountries are the European Economic Area and the United Kingdom (ISO 3166-1 alpha-2).
var gdprCountries = []string{
	"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
	"LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
}

// LawOf is the one to begin with in a country (ISO 3166-1 alpha-2). What applies to a company is for the company to say.
func LawOf(country string) Law {
	switch {
	case country == "RU":
		return RussianLaw
	case slices.Contains(gdprCountries, country):
		return GDPR
	}
	return PlainLaw
}
