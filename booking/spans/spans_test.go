package spans_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/spans"
)

var midnight = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// of makes spans of hours: "9-13 14-18".
func of(text string) (all []booking.Span) {
	for part := range strings.FieldsSeq(text) {
		var from, to int
		if _, err := fmt.Sscanf(part, "%d-%d", &from, &to); err != nil {
			panic(err)
		}
		all = append(all, booking.Span{From: midnight.Add(time.Duration(from) * time.Hour), To: midnight.Add(time.Duration(to) * time.Hour)})
	}
	return all
}

func said(all []booking.Span) string {
	var parts []string
	for _, s := range all {
		parts = append(parts, fmt.Sprintf("%.0f-%.0f", s.From.Sub(midnight).Hours(), s.To.Sub(midnight).Hours()))
	}
	return strings.Join(parts, " ")
}

func TestSpansThatTouchOrOverlapAreOne(t *testing.T) {
	if got := said(spans.Merged(of("14-18 9-11 11-12 10-11 20-20 15-16"))); got != "9-12 14-18" {
		t.Errorf("got %q", got)
	}
}

func TestHolesAreTakenOut(t *testing.T) {
	for _, test := range []struct{ all, holes, want string }{
		{"9-18", "", "9-18"}, {"9-18", "12-13", "9-12 13-18"}, {"9-18", "8-10 17-19", "10-17"}, {"9-18", "0-24", ""},
		{"9-13 14-18", "12-15", "9-12 15-18"}, {"14-18 9-13", "18-20 7-9", "9-13 14-18"}, {"", "9-18", ""}, {"9-18", "11-13 12-14", "9-11 14-18"},
	} {
		if got := said(spans.Without(of(test.all), of(test.holes))); got != test.want {
			t.Errorf("%s without %s: got %q, want %q", test.all, test.holes, got, test.want)
		}
	}
}

func TestEachHourIsLeftThatIsInNoHole(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	some := func() (text string) {
		for range random.IntN(5) {
			from := random.IntN(24)
			text += fmt.Sprintf("%d-%d ", from, from+random.IntN(6))
		}
		return text
	}
	in := func(all []booking.Span, hour int) bool {
		at := booking.Span{From: midnight.Add(time.Duration(hour) * time.Hour), To: midnight.Add(time.Duration(hour+1) * time.Hour)}
		for _, s := range all {
			if s.Overlaps(at) {
				return true
			}
		}
		return false
	}
	for range 500 {
		all, holes := some(), some()
		left := spans.Without(of(all), of(holes))
		for hour := range 30 {
			if want := in(of(all), hour) && !in(of(holes), hour); in(left, hour) != want {
				t.Fatalf("%s without %s leaves %s", all, holes, said(left))
			}
		}
	}
}
