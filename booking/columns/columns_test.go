package columns

import (
	"strings"
	"testing"

	"okno/booking"
)

func TestColumnsAreArranged(t *testing.T) {
	resources := []booking.Resource{{ID: "a"}, {ID: "b"}, {ID: "c"}, {ID: "d"}}
	for name, test := range map[string]struct {
		columns Choice
		want    string
	}{
		"as the panel":         {Choice{}, "abcd"},
		"first to the end":     {Choice{}.Move(resources, "a", ""), "bcda"},
		"before another":       {Choice{}.Move(resources, "d", "b"), "adbc"},
		"before an unknown":    {Choice{}.Move(resources, "b", "x"), "acdb"},
		"moved twice":          {Choice{}.Move(resources, "d", "a").Move(resources, "a", "d"), "adbc"},
		"gone ones are no use": {Choice{Order: []booking.ID{"x", "c"}}, "cabd"},
		"new ones come last":   {Choice{Order: []booking.ID{"d", "c"}}, "dcab"},
	} {
		var got strings.Builder
		for _, r := range test.columns.Arrange(resources) {
			got.WriteString(string(r.ID))
		}
		if got.String() != test.want {
			t.Errorf("%s: %s, want %s", name, got.String(), test.want)
		}
	}
	c := Choice{}.Show("a", false).Show("b", false).Show("a", true)
	if c.Hides("a") || !c.Hides("b") || c.Show("b", false).Hidden[0] != "b" || len(c.Show("b", false).Hidden) != 1 {
		t.Errorf("hidden: %v", c.Hidden)
	}
}
