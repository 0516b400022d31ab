package webform

import (
	"regexp"
	"strings"

	"okno/booking"
)

// Counters are the counters of the page that a widget stands on, which it tells what visitors do there: it was opened, a time was
// chosen, a booking or a request was made. The widget loads none of them, and tells nothing personal.
type Counters struct {
	Metrika   string `json:"metrika,omitempty"`    // number of a counter of Yandex Metrica
	Analytics string `json:"ga4,omitempty"`        // measurement ID of Google Analytics 4, "G-…"
	DataLayer bool   `json:"data_layer,omitempty"` // of Google Tag Manager
}

var (
	metrikaNumber = regexp.MustCompile(`^[1-9][0-9]{0,11}$`)
	measurementID = regexp.MustCompile(`^G-[A-Z0-9]{4,16}$`)
)

// IsMetrika says whether s is the number of a counter of Yandex Metrica.
func IsMetrika(s string) bool { return metrikaNumber.MatchString(s) }

// IsMeasurement says whether s is a measurement ID of Google Analytics 4.
func IsMeasurement(s string) bool { return measurementID.MatchString(s) }

// counters reads what was typed; what cannot be accepted is named in wrong.
func (t WidgetText) counters(wrong booking.Fields) Counters {
	c := Counters{Metrika: strings.TrimSpace(t.Metrika), Analytics: strings.ToUpper(strings.TrimSpace(t.Analytics)), DataLayer: t.DataLayer != ""}
	if c.Metrika != "" && !IsMetrika(c.Metrika) {
		wrong["metrika"] = booking.Say("error.metrika")
	}
	if c.Analytics != "" && !IsMeasurement(c.Analytics) {
		wrong["ga4"] = booking.Say("error.ga4")
	}
	return c
}
