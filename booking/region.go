package booking

import (
	_ "embed"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/currency"
	"golang.org/x/text/language"
)

//go:embed regions.tab
var regionsTab string

var regions = sync.OnceValue(func() map[string]string {
	byZone := map[string]string{}
	for line := range strings.Lines(regionsTab) {
		if zone, country, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			byZone[zone] = country
		}
	}
	return byZone
})

// Region is the country (ISO 3166-1 alpha-2) that an IANA zone lies in: whose way
// of writing phone numbers is meant. "ZZ" where the zone belongs to no single country.
func Region(zone *time.Location) string {
	if country, ok := regions()[zone.String()]; ok {
		return country
	}
	return "ZZ"
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
