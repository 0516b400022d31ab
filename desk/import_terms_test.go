package desk_test

import (
	"slices"
	"strings"
	"testing"

	"okno/booking"
)

func TestImportReplacesTermsThatItNamesAndLeavesOthers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := func(resources, more string) string {
		return `{"okno": 1, "company": {"slug": "small", "name": "Small", "timezone": "Asia/Tokyo"},
			"resources": [{"ref": "r", "name": "R"}, {"ref": "q", "name": "Q"}],
			"services": [{"ref": "s", "name": "S", "duration_min": 30, "price": "100", "resources": [` + resources + `]` + more + `}],
			"bookings": [{"ref": "b", "service": "s", "resources": ["q"], "start": "2026-12-02T10:00:00+09:00", "client": {"name": "C"}}]}`
	}
	both := `"r", "q"`
	terms := func() []booking.Terms { return parseFile(t, export(t, d.DB, "small")).Services[0].Terms }

	importText(t, d, file(both, ""))
	if plain := export(t, d.DB, "small"); strings.Contains(plain, `"terms"`) {
		t.Errorf("a company without terms is exported as\n%s", plain)
	}
	own := `, "terms": [{"resource": "q", "price": "250", "duration_min": 45}, {"resource": "r", "duration_min": 20}]`
	want := []booking.Terms{{Resource: "r", DurationMin: 20}, {Resource: "q", DurationMin: 45, Price: "250.00"}}
	importText(t, d, file(both, own))
	if got := terms(); !slices.Equal(got, want) {
		t.Fatalf("stored are %+v, want %+v", got, want)
	}
	if done := importText(t, d, file(both, own)); done.ChangedBookings != 0 {
		t.Errorf("the same file again: %+v", done)
	}
	importText(t, d, file(both, ""))
	if got := terms(); !slices.Equal(got, want) {
		t.Errorf("absent terms became %+v", got)
	}
	importText(t, d, file(`"q"`, ""))
	if got := terms(); !slices.Equal(got, want[1:]) {
		t.Errorf("of who is linked no longer: %+v", got)
	}
	importText(t, d, file(`"q"`, `, "terms": []`))
	if got := terms(); got != nil {
		t.Errorf("an empty list leaves %+v", got)
	}
}

// What is imported costs what its service does with whoever it is booked with.
func TestImportedBookingsCostWhatTheirPeopleDo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	importText(t, d, `{"okno": 1, "company": {"slug": "small", "name": "Small", "timezone": "Asia/Tokyo"},
		"resources": [{"ref": "r", "name": "R"}, {"ref": "q", "name": "Q"}, {"ref": "room", "name": "Room", "kind": "room"}],
		"services": [{"ref": "s", "name": "S", "duration_min": 30, "price": "100", "resources": ["room", "r", "q"],
			"terms": [{"resource": "q", "price": "250", "duration_min": 45}]}],
		"bookings": [{"ref": "a", "service": "s", "resources": ["r", "room"], "start": "2026-12-02T10:00:00+09:00", "client": {"name": "A"}},
			{"ref": "b", "service": "s", "resources": ["room", "q"], "start": "2026-12-02T12:00:00+09:00", "client": {"name": "B"}}]}`)
	for ref, want := range map[string]string{"a": "100.00 30", "b": "250.00 45"} {
		var got string
		if err := d.DB.GetContext(t.Context(), &got, `select price || ' ' || extract(epoch from ends_at - starts_at)::int / 60 from bookings where ref = $1`, ref); err != nil || got != want {
			t.Errorf("%s costs and takes %s, want %s (%v)", ref, got, want, err)
		}
	}
}
