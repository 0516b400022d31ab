package desk_test

import (
	"strings"
	"testing"
)

// Payments are an optional part of a booking: a file without them leaves what is stored, one with them replaces it, and an
// export brings back the same.
func TestImportTakesPaymentsAlong(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := func(more string) string {
		return `{"okno": 1, "company": {"slug": "small", "name": "Small", "timezone": "Asia/Tokyo", "currency": "JPY"},
			"resources": [{"ref": "r", "name": "R"}], "services": [{"ref": "s", "name": "S", "duration_min": 60, "price": "2500", "resources": ["r"]}],
			"bookings": [{"ref": "b", "service": "s", "resources": ["r"], "start": "2026-12-02T23:30:00+09:00", "status": "completed", "client": {"name": "Ann"}` + more + `}]}`
	}
	importText(t, d, file(""))
	if plain := export(t, d.DB, "small"); strings.Contains(plain, "payments") {
		t.Errorf("a booking without payments is exported as\n%s", plain)
	}
	paid := `, "payments": [{"amount": "-500.00", "way": "cash", "at": "2026-12-03T00:10:00+09:00", "note": "tip", "by": "Kim"}, {"amount": "2500", "way": "card", "at": "2026-12-02T23:50:00+09:00"}]`
	importText(t, d, file(paid))
	stands := func() (text string) {
		if err := d.DB.Get(&text, `select string_agg(p.day || ' ' || p.way || ' ' || p.amount || ' ' || p.note || p.by_name, ', ' order by p.at) || ' = ' || max(b.paid)
			from payments p join bookings b on b.company_id = p.company_id and b.id = p.booking_id`); err != nil {
			t.Fatal(err)
		}
		return text
	}
	want := "2026-12-02 card 2500.00 , 2026-12-03 cash -500.00 tipKim = 2000.00"
	if got := stands(); got != want {
		t.Errorf("stored is %s", got)
	}
	first := export(t, d.DB, "small")
	importText(t, d, file(""))
	importText(t, d, first)
	if again := export(t, d.DB, "small"); again != first || stands() != want {
		t.Errorf("another import and export gives\n%s\ninstead of\n%s", again, first)
	}
	importText(t, d, file(`, "payments": []`))
	if plain := export(t, d.DB, "small"); strings.Contains(plain, "payments") {
		t.Errorf("payments that were taken away are exported as\n%s", plain)
	}
}
