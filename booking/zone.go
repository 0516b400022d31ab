package booking

import (
	"maps"
	"regexp"
	"slices"
	"time"
)

// zoneName is how the names of the IANA database look.
var zoneName = regexp.MustCompile(`^[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$`)

// notZones are read by time.LoadLocation, or lie among the system's zones, but
// do not name a place: they mean another thing on another machine.
var notZones = []string{"Local", "Factory"}

// ParseZone reads the name of a time zone of the IANA database like Europe/Moscow.
func ParseZone(name string) (*time.Location, bool) {
	zone, err := time.LoadLocation(name)
	if err != nil || !zoneName.MatchString(name) || slices.Contains(notZones, name) {
		return nil, false
	}
	return zone, true
}

// Zones are the names to choose from, in order: those of zone.tab, each a place
// with a history of its own. ParseZone reads older names too.
func Zones() []string { return slices.Sorted(maps.Keys(regions())) }

// formerly are the names that browsers still give to zones which have another one by
// now (backward of the IANA database).
var formerly = map[string]string{
	"Asia/Calcutta": "Asia/Kolkata", "Asia/Saigon": "Asia/Ho_Chi_Minh", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Rangoon": "Asia/Yangon",
	"Europe/Kiev": "Europe/Kyiv", "Atlantic/Faeroe": "Atlantic/Faroe", "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
	"America/Indianapolis": "America/Indiana/Indianapolis", "America/Louisville": "America/Kentucky/Louisville", "America/Godthab": "America/Nuuk",
	"America/Cordoba": "America/Argentina/Cordoba", "America/Mendoza": "America/Argentina/Mendoza", "Pacific/Truk": "Pacific/Chuuk", "Pacific/Ponape": "Pacific/Pohnpei",
}

// HomeZone is the zone that a browser says it is in; where that is none of a place
// (UTC, or nothing at all), a usual one for whoever reads that language.
func HomeZone(told, locale string) *time.Location {
	if now, old := formerly[told]; old {
		told = now
	}
	if zone, ok := ParseZone(told); ok && Region(zone) != "ZZ" {
		return zone
	}
	usual := "Europe/London"
	if locale == "ru" {
		usual = "Europe/Moscow"
	}
	zone, _ := ParseZone(usual)
	return zone
}
