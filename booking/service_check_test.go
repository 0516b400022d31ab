package booking_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"okno/booking"
)

func TestPriceIsReadAsPeopleWriteIt(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "  ": "", "0": "0.00", "2500": "2500.00", "2 500,5": "2500.50", "2\u00a0500.05": "2500.05", "007": "7.00",
		"9999999999,99": "9999999999.99",
	} {
		if got, ok := booking.ParsePrice(text); !ok || got != want {
			t.Errorf("%q is %q, %v, want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"1,234.56", "1.234.567", "1,", ",5", ".", "-1", "+1", "1e3", "1.005", "12345678901", "₽5", "５"} {
		if got, ok := booking.ParsePrice(text); ok {
			t.Errorf("%q is taken for %q", text, got)
		}
	}
}

func TestPriceReadsWhatItGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[0-9 ]{0,12}[,.]?[0-9]{0,3}`).Draw(t, "text")
		price, ok := booking.ParsePrice(text)
		if !ok || price == "" {
			return
		}
		if again, ok := booking.ParsePrice(price); !ok || again != price {
			t.Fatalf("%q gives %q, which gives %q", text, price, again)
		}
		if whole, cents, _ := strings.Cut(price, "."); whole == "" || len(whole) > 10 || len(cents) != 2 {
			t.Fatalf("%q gives %q", text, price)
		}
	})
}

// typedService is a service that can be accepted.
var typedService = booking.ServiceText{Typed: booking.Typed{"name": " Стрижка\n мужская ", "duration": "60", "buffer_before": "", "buffer_after": "10", "step": "20", "price": "2500", "color": "#7C5CFF"}, Resources: []booking.ID{"room", "anna"}}

var staff = []booking.Resource{{ID: "anna", Kind: booking.Staff}, {ID: "room", Kind: booking.Room}, {ID: "old", Kind: booking.Room, Archived: true}}

func TestServiceIsRead(t *testing.T) {
	s, err := typedService.Service(booking.Service{ID: "cut", Revision: 4, Active: true, BufferBeforeMin: 5, StepMin: 60}, staff)
	if err != nil {
		t.Fatal(err)
	}
	want := booking.Service{ID: "cut", Revision: 4, Active: true, Name: "Стрижка мужская", DurationMin: 60, BufferAfterMin: 10, StepMin: 20, Price: "2500.00", Color: "#7c5cff", Resources: []booking.ID{"anna", "room"}}
	if !slices.Equal(s.Resources, want.Resources) {
		t.Errorf("linked to %v", s.Resources)
	}
	s.Resources, want.Resources = nil, nil
	if got, want := fmt.Sprint(s), fmt.Sprint(want); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestEveryWrongFieldIsNamed(t *testing.T) {
	_, err := booking.ServiceText{Typed: booking.Typed{"duration": "0", "buffer_before": "x", "buffer_after": "721", "step": "7", "price": "?", "color": "red"}, Resources: []booking.ID{"nobody"}}.Service(booking.Service{}, staff)
	known, ok := errors.AsType[*booking.Error](err)
	if !ok || known.Code != booking.Invalid {
		t.Fatal(err)
	}
	want := []string{"buffer_after", "buffer_before", "color", "duration", "name", "price", "resource", "step"}
	if got := slices.Sorted(maps.Keys(known.Fields)); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// An archived resource stays linked where it was, and is linked nowhere else.
func TestArchivedResourceStaysLinked(t *testing.T) {
	typed := typedService
	typed.Resources = []booking.ID{"old"}
	if s, err := typed.Service(booking.Service{Resources: []booking.ID{"old"}}, staff); err != nil || !slices.Equal(s.Resources, typed.Resources) {
		t.Errorf("it was linked before: %v, %v", s.Resources, err)
	}
	if _, err := typed.Service(booking.Service{}, staff); err == nil {
		t.Error("it is linked anew")
	}
}

func TestRefsAreMadeOfNames(t *testing.T) {
	for name, want := range map[string]string{
		"Стрижка": "strizhka", "Щётка & Ёж — 2": "shchetka-ezh-2", "Hot stone": "hot-stone", "漢字": "service", "": "service",
		strings.Repeat("щ", 50): strings.Repeat("shch", 10), "--a--": "a",
	} {
		if got := booking.NewRef(name, "service", func(string) bool { return false }); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
	taken := map[string]bool{"a": true}
	if got := booking.NewRef("A", "service", func(ref string) bool { return taken[ref] }); got != "a-2" {
		t.Errorf("the second a is %q", got)
	}
	taken["a-2"] = true
	if got := booking.NewRef("A", "service", func(ref string) bool { return taken[ref] }); got != "a-3" {
		t.Errorf("the third a is %q", got)
	}
}
