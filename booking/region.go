package booking

import (
	_ "embed"
	"strings"
	"sync"
	"time"
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
