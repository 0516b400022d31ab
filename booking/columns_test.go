package booking

import (
	"strings"
	"testing"
)

func TestColumnsAreArranged(t *testing.T) {
	resources := []Resource{{ID: "a"}, {ID: "b"}, {ID: "c"}, {ID: "d"}}
	for name, test := range map[string]struct {
		columns Columns
		want    string
	}{
		"as the panel":         {Columns{}, "abcd"},
		"first to the end":     {Columns{}.Move(resources, "a", ""), "bcda"},
		"before another":       {Columns{}.Move(resources, "d", "b"), "adbc"},
		"before an unknown":    {Columns{}.Move(resources, "b", "x"), "acdb"},
		"moved twice":          {Columns{}.Move(resources, "d", "a").Move(resources, "a", "d"), "adbc"},
		"gone ones are no use": {Columns{Order: []ID{"x", "c"}}, "cabd"},
		"new ones come last":   {Columns{Order: []ID{"d", "c"}}, "dcab"},
	} {
		var got strings.Builder
		for _, r := range test.columns.Arrange(resources) {
			got.WriteString(string(r.ID))
		}
		if got.String() != test.want {
			t.Errorf("%s: %s, want %s", name, got.String(), test.want)
		}
	}
	c := Columns{}.Show("a", false).Show("b", false).Show("a", true)
	if c.Hides("a") || !c.Hides("b") || c.Show("b", false).Hidden[0] != "b" || len(c.Show("b", false).Hidden) != 1 {
		t.Errorf("hidden: %v", c.Hidden)
	}
}
