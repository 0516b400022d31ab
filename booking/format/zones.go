package format

import (
	"slices"
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
	names := booking.Zones()
	slices.SortFunc(names, func(a, b string) int {
		if first := rank(a) - rank(b); first != 0 && s.words() == &russian {
			return first
		}
		return strings.Compare(s.city(a), s.city(b))
	})
	var all []ZoneChoice
	for _, name := range names {
		if zone, ok := booking.ParseZone(name); ok {
			all = append(all, ZoneChoice{s.Zone(zone, at), booking.Currency(zone)})
		}
	}
	return all
}

// rank is where a zone stands in a Russian list.
func rank(name string) int {
	if i := slices.Index(russiasClocks, name); i >= 0 {
		return i
	}
	if zone, ok := booking.ParseZone(name); ok && booking.Region(zone) == "RU" {
		return len(russiasClocks)
	}
	return len(russiasClocks) + 1
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
