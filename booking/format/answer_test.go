package format_test

import (
	"testing"

	"okno/booking/format"
)

// What somebody has answered is shown as the rest of the page shows such things.
func TestAnswer(t *testing.T) {
	s := format.In("ru")
	for value, want := range map[string]string{
		"1990-05-06": "6\u00a0мая 1990", "+79161234567": "+7\u00a0916\u00a0123-45-67", "у окна": "у окна", "+7": "+7", "12": "12", "+0123456789": "+0123456789",
	} {
		if got := s.Answer(value); got != want {
			t.Errorf("%q is shown as %q, want %q", value, got, want)
		}
	}
}
