package booking

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestResourceAsTyped(t *testing.T) {
	services := []Service{{ID: "cut"}, {ID: "talk"}}
	stored := Resource{ID: "r", Ref: "anna", Active: true, Revision: 3, Weekly: []WeeklyInterval{{1, 540, 600}}}
	got, err := ResourceText{Typed: Typed{"name": " Анна \n Иванова ", "kind": string(Staff), "color": "#7C5CFF"}, Services: []ID{"cut"}}.Resource(stored, services)
	if err != nil || got.Name != "Анна Иванова" || got.Color != "#7c5cff" || got.Ref != "anna" || len(got.Weekly) != 1 || !got.Active {
		t.Errorf("%+v %v", got, err)
	}
	for name, c := range map[string]struct {
		text  ResourceText
		field string
		key   string
	}{
		"empty name":      {ResourceText{Typed: Typed{"name": " \t", "kind": string(Room)}}, "name", "error.required"},
		"long name":       {ResourceText{Typed: Typed{"name": strings.Repeat("я", MaxName+1), "kind": string(Room)}}, "name", "error.too_long"},
		"not UTF-8":       {ResourceText{Typed: Typed{"name": "a\xff", "kind": string(Room)}}, "name", "error.too_long"},
		"no kind":         {ResourceText{Typed: Typed{"name": "X"}}, "kind", "error.kind"},
		"another kind":    {ResourceText{Typed: Typed{"name": "X", "kind": "robot"}}, "kind", "error.kind"},
		"colour by name":  {ResourceText{Typed: Typed{"name": "X", "kind": string(Room), "color": "red"}}, "color", "error.color"},
		"unknown service": {ResourceText{Typed: Typed{"name": "X", "kind": string(Room)}, Services: []ID{"nails"}}, "service", "error.service_unknown"},
		"unknown seen":    {ResourceText{Typed: Typed{"name": "X", "kind": string(Room)}, Seen: []ID{"nails"}}, "service", "error.service_unknown"},
	} {
		_, err := c.text.Resource(stored, services)
		known, _ := err.(*Error)
		if known == nil || known.Code != Invalid || known.Fields[c.field].Key != c.key {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLinksAreOnlyWhatWasTouched(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOf(rapid.SampledFrom([]ID{"a", "b", "c", "d"}))
		typed := ResourceText{Services: ids.Draw(t, "services"), Seen: ids.Draw(t, "seen")}
		added, removed := typed.Links()
		for _, id := range []ID{"a", "b", "c", "d"} {
			wants, saw := slices.Contains(typed.Services, id), slices.Contains(typed.Seen, id)
			if slices.Contains(added, id) != (wants && !saw) || slices.Contains(removed, id) != (saw && !wants) {
				t.Fatalf("%s of %+v: added %v, removed %v", id, typed, added, removed)
			}
		}
		if len(slices.Compact(slices.Sorted(slices.Values(added)))) != len(added) {
			t.Fatalf("added twice: %v", added)
		}
	})
}

// aRow is a company's resources in any order.
func aRow(t *rapid.T) []Resource {
	var all []Resource
	for i := range rapid.IntRange(1, 8).Draw(t, "n") {
		all = append(all, Resource{
			ID:       ID(string(rune('a' + i))),
			Kind:     rapid.SampledFrom(Kinds).Draw(t, "kind"),
			Archived: rapid.IntRange(0, 4).Draw(t, "archived") == 0,
		})
	}
	return all
}

func TestMovingLosesNobodyAndLeavesTheOthersInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := aRow(t)
		ids := make([]ID, len(all))
		kinds := map[ID]Kind{}
		for i, r := range all {
			ids[i], kinds[r.ID] = r.ID, r.Kind
		}
		moved := rapid.SampledFrom(append(ids, "nobody")).Draw(t, "moved")
		before := rapid.SampledFrom(append(ids, "", "nobody")).Draw(t, "before")
		order, ok := MovedResource(all, moved, before)
		if want := kinds[moved] != "" && (before == "" || kinds[before] == kinds[moved]); ok != want {
			t.Fatalf("%s before %s in %v: %v", moved, before, all, ok)
		}
		if !ok {
			return
		}
		rest := func(of []ID) []ID {
			return slices.DeleteFunc(slices.Clone(of), func(id ID) bool { return id == moved })
		}
		if len(order) != len(ids) || !slices.Equal(rest(order), rest(ids)) {
			t.Fatalf("%v has become %v", ids, order)
		}
		at := slices.Index(order, moved)
		switch before {
		case moved:
			if !slices.Equal(order, ids) {
				t.Fatalf("before itself: %v", order)
			}
		case "":
			for _, r := range all {
				if r.Kind == kinds[moved] && !r.Archived && r.ID != moved && slices.Index(order, r.ID) > at {
					t.Fatalf("%s is not the last of its kind: %v", moved, order)
				}
			}
		default:
			if order[at+1] != before {
				t.Fatalf("%s does not stand before %s: %v", moved, before, order)
			}
		}
	})
}

// Taking a resource away leaves bookable exactly what the engine's rules 1 and 4
// say when it is switched off.
func TestWithoutResourceAgreesWithSwitchingItOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := aRow(t)
		for i := range all {
			all[i].Active = !all[i].Archived && rapid.Bool().Draw(t, "active")
		}
		var linked []ID
		for _, r := range all {
			if rapid.Bool().Draw(t, "linked") {
				linked = append(linked, r.ID)
			}
		}
		s := Service{ID: "s", Active: rapid.IntRange(0, 3).Draw(t, "on") > 0, Resources: linked}
		gone := rapid.SampledFrom(all).Draw(t, "gone").ID
		bookable := func(all []Resource) bool {
			for _, kind := range Kinds {
				need, have := false, false
				for _, r := range all {
					if r.Kind == kind && slices.Contains(linked, r.ID) {
						need, have = true, have || r.Active
					}
				}
				if need && !have {
					return false
				}
			}
			return s.Active && len(linked) > 0
		}
		off := slices.Clone(all)
		i := slices.IndexFunc(off, func(r Resource) bool { return r.ID == gone })
		off[i].Active = false
		told := WithoutResource([]Service{s}, all, gone)
		concerned := bookable(all) && all[i].Active && slices.Contains(linked, gone)
		if (len(told) == 1) != concerned || concerned && told[0].Bookable() != bookable(off) {
			t.Fatalf("%+v without %s of %+v: %+v", s, gone, all, told)
		}
	})
}
