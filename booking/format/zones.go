package format

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"okno/booking"
)

// russiasClocks are a city for each of Russia's eleven time zones, from west to east.
var russiasClocks = []string{
	"Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Krasnoyarsk",
	"Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka",
}

// ZoneChoice is a time zone to choose: its name as Zone writes it, which ZoneNamed
// reads, and what is paid with there (ISO 4217).
type ZoneChoice struct{ Text, Currency string }

// Zones are the time zones to choose from, by city; for a Russian reader those of
// Russia come first.
func (s Style) Zones(at time.Time) []ZoneChoice {
	zones := englishZones()
	if s.words() == &russian {
		zones = russianZones()
	}
	all := make([]ZoneChoice, len(zones))
	for i, zone := range zones {
		all[i] = ZoneChoice{s.Zone(zone, at), booking.Currency(zone)}
	}
	return all
}

// The zones in the order of a language: they are read and sorted once, since each is a file.
var (
	russianZones = sync.OnceValue(func() []*time.Location {
		style := In("ru")
		return sortedZones(func(zone *time.Location) string { return strconv.Itoa(russianRank(zone)) + style.City(zone) })
	})
	englishZones = sync.OnceValue(func() []*time.Location { return sortedZones(In("en").City) })
)

// sortedZones are the zones by a key.
func sortedZones(key func(*time.Location) string) []*time.Location {
	byKey := map[string]*time.Location{}
	for _, name := range booking.Zones() {
		if zone, ok := booking.ParseZone(name); ok {
			byKey[key(zone)+"\x00"+name] = zone
		}
	}
	var zones []*time.Location
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		zones = append(zones, byKey[key])
	}
	return zones
}

// russianRank is where a zone stands in a Russian list, from 10 to 99: Russia's clocks, its other
// cities, the world.
func russianRank(zone *time.Location) int {
	if i := slices.Index(russiasClocks, zone.String()); i >= 0 {
		return 10 + i
	}
	if booking.Region(zone) == "RU" {
		return 98
	}
	return 99
}

// zonesByName are the zones by what people call them, in small letters.
var zonesByName = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, name := range booking.Zones() {
		all[strings.ToLower(name)] = name
		for _, locale := range []string{"ru", "en"} {
			all[folded(cities()[locale][name])] = name
		}
	}
	return all
})

func folded(name string) string {
	return strings.NewReplacer("ё", "е", "_", " ").Replace(strings.ToLower(strings.TrimSpace(name)))
}

// ZoneNamed is the IANA name of a time zone that somebody has chosen or typed: by its
// city in Russian or English, with the offset or without, or by its own name. What it
// does not know stays as it is.
func ZoneNamed(text string) string {
	text = strings.TrimSpace(text)
	city, _, _ := strings.Cut(text, " (")
	for _, name := range []string{strings.ToLower(text), folded(text), folded(city)} {
		if zone := zonesByName()[name]; zone != "" {
			return zone
		}
	}
	return text
}

// ZoneText is the IANA name of a zone as Zone writes it; what is none stays as it is.
func (s Style) ZoneText(name string, at time.Time) string {
	if zone, ok := booking.ParseZone(name); ok {
		return s.Zone(zone, at)
	}
	return name
}
