package format_test

import (
	"testing"

	"okno/booking/format"
)

func TestAmountsInUnits(t *testing.T) {
	for _, c := range []struct{ typed, unit, want string }{
		{"2", "1440", "2880"}, {"1,5", "60", "90"}, {"0.5", "60", "30"}, {"90", "1", "90"}, {"90", "", "90"},
		{"soon", "60", "soon"}, {"0,01", "60", "0,01"}, {"-1", "60", "-60"}, {"1e99", "60", "1e99"}, {"3", "x", "3"},
	} {
		if got := format.InUnits(c.typed, c.unit); got != c.want {
			t.Errorf("%s of %s is %s, want %s", c.typed, c.unit, got, c.want)
		}
	}
	for stored, want := range map[string]string{"0": "0", "45": "45", "90": "90", "60": "60", "120": "2", "1440": "24", "2880": "2", "1500": "25", "soon": "soon", "": ""} {
		if got, _ := format.Units(stored, []int{1, 60, 1440}); got != want {
			t.Errorf("%s is %s, want %s", stored, got, want)
		}
	}
}
