package format

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"
)

//go:embed cities.tab
var citiesTab string

var cities = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{"en": {}, "ru": {}}
	for line := range strings.Lines(citiesTab) {
		if zone, rest, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			all["en"][zone], all["ru"][zone], _ = strings.Cut(rest, "\t")
		}
	}
	return all
})

// russianTimes are the zones whose time has a name of its own in Russian.
var russianTimes = map[string]string{
	"Europe/Kaliningrad": "калининградское", "Europe/Moscow": "московское", "Europe/Samara": "самарское",
	"Asia/Yekaterinburg": "екатеринбургское", "Asia/Omsk": "омское", "Asia/Novosibirsk": "новосибирское",
	"Asia/Krasnoyarsk": "красноярское", "Asia/Irkutsk": "иркутское", "Asia/Yakutsk": "якутское",
	"Asia/Vladivostok": "владивостокское", "Asia/Magadan": "магаданское", "Asia/Sakhalin": "сахалинское",
	"Asia/Kamchatka": "камчатское", "Asia/Tomsk": "томское", "Asia/Barnaul": "барнаульское", "Asia/Chita": "читинское",
	"Asia/Anadyr": "анадырское", "Asia/Novokuznetsk": "новокузнецкое", "Europe/Volgograd": "волгоградское",
	"Europe/Saratov": "саратовское", "Europe/Astrakhan": "астраханское", "Europe/Ulyanovsk": "ульяновское",
	"Europe/Kirov": "кировское", "Europe/Minsk": "минское", "Europe/Kyiv": "киевское", "Asia/Almaty": "алматинское",
	"Asia/Tashkent": "ташкентское", "Asia/Tbilisi": "тбилисское", "Asia/Yerevan": "ереванское", "Asia/Baku": "бакинское",
	"Asia/Bishkek": "бишкекское",
}

// City is what the place of a zone is called: «Екатеринбург», "New York". A zone
// that is named after no city keeps its IANA name.
func (s Style) City(zone *time.Location) string {
	return s.city(zone.String())
}

func (s Style) city(name string) string {
	if city := cities()[s.Locale()][name]; city != "" {
		return city
	}
	return name
}

// Zone is the city of a zone with its offset at that time: «Москва (UTC+3)».
func (s Style) Zone(zone *time.Location, at time.Time) string {
	return s.City(zone) + " (" + Offset(zone, at) + ")"
}

// ZoneTime says by which clock times are told: «Время московское (UTC+3)», "Moscow
// time (UTC+3)".
func (s Style) ZoneTime(zone *time.Location, at time.Time) string {
	text := strings.Replace(s.words().time, "{}", s.City(zone), 1)
	if name := russianTimes[zone.String()]; name != "" && s.words() == &russian {
		text = "Время " + name
	}
	return text + " (" + Offset(zone, at) + ")"
}

// Offset is that of a zone from UTC at that time: UTC+3, UTC−3:30, UTC.
func Offset(zone *time.Location, at time.Time) string {
	_, seconds := at.In(zone).Zone()
	if seconds == 0 {
		return "UTC"
	}
	sign := "+"
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	text := fmt.Sprintf("UTC%s%d", sign, seconds/3600)
	if rest := seconds % 3600 / 60; rest > 0 {
		text += fmt.Sprintf(":%02d", rest)
	}
	return text
}
