package lookup_test

import (
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/lookup"
)

func TestMergedClientTakesWhatItLacks(t *testing.T) {
	for _, a := range booking.ClientAttributes {
		var keep, other booking.Client
		value, ok := a.Value(&other).(*string)
		if !ok {
			continue
		}
		*value = "theirs"
		if merged, left := lookup.Merged(keep, other); a.Text(merged) != "theirs" || len(left) > 0 {
			t.Errorf("%s: %q, left %q", a.Name, a.Text(merged), left)
		}
	}
}

func TestMergedClientKeepsItsOwnAndIsKnownByTheOther(t *testing.T) {
	keep := booking.Client{Contact: booking.Contact{Name: "Anna", Phone: "+1", Email: "a@b.c"}, Note: "tea"}
	other := booking.Client{Contact: booking.Contact{Name: "Ann", Phone: "+2", Email: "d@e.f"}, Note: "milk"}
	merged, left := lookup.Merged(keep, other)
	if merged.Contact != keep.Contact || merged.Note != "tea\n\nmilk" || strings.Join(left, " ") != "+2 d@e.f" {
		t.Errorf("%+v, left %q", merged, left)
	}
	keep.Note, other.Note = strings.Repeat("я", booking.MaxText), "milk"
	if merged, _ := lookup.Merged(keep, other); merged.Note != keep.Note {
		t.Errorf("a full note becomes %d bytes", len(merged.Note))
	}
}

func TestMaskedClientHidesEveryPhoneAndEmail(t *testing.T) {
	for _, a := range booking.ClientAttributes {
		var c booking.Client
		value, ok := a.Value(&c).(*string)
		if !ok {
			continue
		}
		*value = map[booking.AttributeKind]string{booking.PhoneAttribute: "+79161234567", booking.EmailAttribute: "anna@example.com"}[a.Kind]
		if *value == "" {
			*value = "call +7 916 123-45-67 or anna@example.com"
		}
		if masked := a.Text(c.Masked()); strings.Contains(masked, "123-45") || strings.Contains(masked, "1234") || strings.Contains(masked, "anna@") {
			t.Errorf("%s shows %q", a.Name, masked)
		}
	}
}
