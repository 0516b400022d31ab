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
