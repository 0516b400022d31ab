package day

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestLanes(t *testing.T) {
	for name, test := range map[string]struct {
		places []Place
		want   string
	}{
		"apart":             {[]Place{{0, 4}, {4, 8}}, "[{0 1} {0 1}]"},
		"at once":           {[]Place{{0, 4}, {0, 4}}, "[{0 2} {1 2}]"},
		"a lane used twice": {[]Place{{0, 12}, {0, 4}, {4, 8}, {12, 14}}, "[{0 2} {1 2} {1 2} {0 1}]"},
		"chained":           {[]Place{{0, 4}, {3, 8}, {7, 9}}, "[{0 2} {1 2} {0 2}]"},
		"in any order":      {[]Place{{3, 8}, {0, 4}}, "[{1 2} {0 2}]"},
	} {
		if got := fmt.Sprint(lanes(test.places)); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// Short things that follow each other stand beside each other where a line of
// text needs more than their time, and one below the other nearer by.
func TestShortThingsKeepApart(t *testing.T) {
	got := fmt.Sprint(spread([]Place{{0, 1}, {1, 3}, {3, 6}, {6, 9}}))
	want := "[[{0 2} {0 2} {0 1}] [{1 2} {1 2} {0 1}] [{0 2} {0 1} {0 1}] [{0 1} {0 1} {0 1}]]"
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Whatever the times, nothing lies on anything else as long as there are lanes.
func TestNothingLiesOnAnythingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var places []Place
		for range rapid.IntRange(0, maxLanes).Draw(t, "n") {
			from := rapid.IntRange(0, 20).Draw(t, "from")
			places = append(places, Place{from, from + rapid.IntRange(1, 8).Draw(t, "rows")})
		}
		all := lanes(places)
		for i, a := range places {
			for j, b := range places[:i] {
				if a.From < b.To && b.From < a.To && (all[i].At == all[j].At || all[i].Of != all[j].Of) {
					t.Fatalf("%v and %v are in the lanes %v and %v", a, b, all[i], all[j])
				}
			}
			if all[i].At >= all[i].Of {
				t.Fatalf("%v has the lane %v", a, all[i])
			}
		}
	})
}
