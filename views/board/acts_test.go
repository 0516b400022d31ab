package board_test

import (
	"testing"
	"time"

	"okno/booking"
	"okno/views/board"
	"okno/views/viewstest"
)

// What a button does to the status is what the acts' rules let it do.
func TestButtonsAreActsThatTheStatusAllows(t *testing.T) {
	byVerb := map[string]booking.ActRule{}
	for _, rule := range booking.ActRules {
		if rule.Verb != "" {
			byVerb[rule.Verb] = rule
		}
	}
	d := viewstest.Salon(t)
	offered := map[string]bool{}
	for _, status := range booking.Statuses {
		for _, when := range []time.Duration{-100 * time.Hour, 0, 100 * time.Hour} {
			b := d.Bookings[0]
			b.Status = status
			details := board.NewDetails("en", board.DetailsData{Company: d.Company, Booking: b, Service: d.Services[0], Now: b.Start.Add(when), CanChange: true})
			for _, button := range append(details.Acts, details.More...) {
				rule := byVerb[button.Name]
				if rule.From != nil && !rule.Takes(status) {
					t.Errorf("a booking that is %s has the button %q", status, button.Name)
				}
				offered[button.Name] = true
			}
		}
	}
	for verb := range byVerb {
		if !offered[verb] {
			t.Errorf("no booking has the button %q", verb)
		}
	}
}
