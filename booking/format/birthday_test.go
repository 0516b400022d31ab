package format_test

import (
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/format"
)

// A birthday is written as its reader types it, and reads as the same one again.
func TestBirthdaysAreWrittenForTheirReaders(t *testing.T) {
	for tag, want := range map[string]string{"ru": "12.05.1990 | 29.02", "en": "12 May 1990 | 29 February", "en-US": "May 12, 1990 | February 29"} {
		s := format.Read(tag)
		if got := strings.ReplaceAll(s.Birthday("12.05.1990")+" | "+s.Birthday("29.02"), "\u00a0", " "); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
		for _, kept := range []string{"", "12.05.1990", "29.02", "03.09", "01.12.2001"} {
			if again, ok := booking.ParseBirthday(s.Birthday(kept)); !ok || again != kept {
				t.Errorf("%s: %q is written %q and reads %q", tag, kept, s.Birthday(kept), again)
			}
		}
		if got := s.Birthday("<script>"); got != "<script>" {
			t.Errorf("%s: %q", tag, got)
		}
	}
}
