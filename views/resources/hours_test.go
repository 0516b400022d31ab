package resources

import (
	"testing"

	"okno/booking"
	"okno/views"
)

func TestHoursSayThatThereAreDatedOnes(t *testing.T) {
	w := views.In("en")
	r := booking.Resource{Weekly: []booking.WeeklyInterval{{Weekday: 1, From: 540, To: 600}}}
	plain := hoursOf(w, r)
	r.Days = []booking.OwnDay{{Date: booking.Date{Year: 2026, Month: 12, Day: 12}}}
	if got := hoursOf(w, r); plain == "" || got != plain+"; different hours by date" {
		t.Errorf("it says %q", got)
	}
	r.Weekly = nil
	if got := hoursOf(w, r); got != "different hours by date" {
		t.Errorf("without a week it says %q", got)
	}
}
