package serviceorder_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/serviceorder"
)

// someServices are services in a few categories, some of them archived.
func someServices(t *rapid.T) []booking.Service {
	n := rapid.IntRange(1, 8).Draw(t, "services")
	all := make([]booking.Service, n)
	for i := range all {
		all[i] = booking.Service{
			ID: booking.ID(fmt.Sprint(i)), Category: rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "category"),
			Archived: rapid.IntRange(0, 4).Draw(t, "archived") == 0,
		}
	}
	return all
}

func idsIn(services []booking.Service, keep func(booking.Service) bool) (ids []booking.ID) {
	for _, s := range services {
		if keep(s) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// Grouping loses nothing, keeps each category together and in its order, and
// grouping again changes nothing.
func TestGrouped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := someServices(t)
		grouped := serviceorder.Grouped(all)
		seen, last := map[string]bool{}, "?"
		for i, s := range grouped {
			if s.Archived {
				if i+1 < len(grouped) && !grouped[i+1].Archived {
					t.Fatalf("an archived service before others: %v", grouped)
				}
				continue
			}
			if s.Category != last && seen[s.Category] {
				t.Fatalf("%q is torn apart: %v", s.Category, grouped)
			}
			seen[s.Category], last = true, s.Category
		}
		for _, category := range []string{"", "A", "B"} {
			in := func(s booking.Service) bool { return s.Category == category && !s.Archived }
			if !slices.Equal(idsIn(grouped, in), idsIn(all, in)) {
				t.Fatalf("%q has another order: %v", category, grouped)
			}
		}
		var first []string // categories in the order of their first service
		for _, s := range all {
			if !s.Archived && !slices.Contains(first, s.Category) {
				first = append(first, s.Category)
			}
		}
		var shown []string
		for _, s := range grouped {
			if !s.Archived && !slices.Contains(shown, s.Category) {
				shown = append(shown, s.Category)
			}
		}
		if !slices.Equal(shown, first) {
			t.Fatalf("the categories stand as %q, want %q", shown, first)
		}
		if again := serviceorder.Grouped(grouped); !sameOrder(again, grouped) || len(again) != len(all) {
			t.Fatalf("%v grouped again is %v", grouped, again)
		}
	})
}

// A move puts the service where it was asked to be, and nothing else moves.
func TestMoved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := someServices(t)
		s := rapid.SampledFrom(all).Draw(t, "moved")
		before := booking.ID("")
		if rapid.Bool().Draw(t, "before another") {
			before = rapid.SampledFrom(all).Draw(t, "before").ID
		}
		moved, ok := serviceorder.Moved(all, s.ID, before)
		target := all[0]
		if i := slices.IndexFunc(all, func(each booking.Service) bool { return each.ID == before }); i >= 0 {
			target = all[i]
		}
		if can := !s.Archived && (before == "" || !target.Archived && target.Category == s.Category); ok != (can || !s.Archived && before == s.ID) {
			t.Fatalf("moved %v, want %v", ok, can)
		}
		others := func(each booking.Service) bool { return each.ID != s.ID }
		if got, want := idsIn(moved, others), idsIn(serviceorder.Grouped(all), others); !slices.Equal(got, want) {
			t.Fatalf("others moved: %v, want %v", got, want)
		}
		if again := serviceorder.Grouped(moved); !sameOrder(again, moved) {
			t.Fatalf("%v is not grouped", moved)
		}
		if !ok || before == s.ID {
			return
		}
		in := idsIn(moved, func(each booking.Service) bool { return !each.Archived && each.Category == s.Category })
		i := slices.Index(in, s.ID)
		if before == "" && i != len(in)-1 || before != "" && (i+1 >= len(in) || in[i+1] != before) {
			t.Fatalf("%s does not stand before %q: %v", s.ID, before, in)
		}
	})
}

func TestMovedCategory(t *testing.T) {
	all := []booking.Service{{ID: "1", Category: "A"}, {ID: "2"}, {ID: "3", Category: "A"}, {ID: "4", Category: "B"}, {ID: "5", Archived: true, Category: "C"}}
	name := func(s string) *string { return &s }
	for _, test := range []struct {
		category string
		before   *string
		want     string
		ok       bool
	}{
		{"A", nil, "[2 4 1 3 5]", true},
		{"B", name("A"), "[4 1 3 2 5]", true},
		{"B", name(""), "[1 3 4 2 5]", true},
		{"", name("A"), "[2 1 3 4 5]", true},
		{"A", name("A"), "[1 3 2 4 5]", true},
		{"C", name("A"), "[1 3 2 4 5]", false},
		{"A", name("C"), "[1 3 2 4 5]", false},
	} {
		moved, ok := serviceorder.MovedCategory(all, test.category, test.before)
		if got := fmt.Sprint(idsIn(moved, func(booking.Service) bool { return true })); got != test.want || ok != test.ok {
			t.Errorf("%q: %s %v, want %s %v", test.category, got, ok, test.want, test.ok)
		}
	}
}

func sameOrder(a, b []booking.Service) bool {
	return slices.EqualFunc(a, b, func(a, b booking.Service) bool { return a.ID == b.ID })
}
