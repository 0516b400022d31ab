package desk_test

import (
	"strings"
	"testing"

	"okno/booking"
)

// What specialists may do is in the company file where it is not as usual, and as usual again where the file does not say it.
func TestSpecialistRulesAreInTheCompanyFile(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := func(more string) string {
		return `{"okno": 1, "company": {"slug": "small", "name": "Small", "timezone": "Asia/Tokyo"` + more + `}}`
	}
	rules := func() booking.SpecialistRules { return parseFile(t, export(t, d.DB, "small")).Company.Specialist }
	importText(t, d, file(""))
	if plain := export(t, d.DB, "small"); strings.Contains(plain, "specialist") || rules() != booking.DefaultSpecialistRules {
		t.Errorf("a company that has never said anything is exported as\n%s", plain)
	}
	for more, want := range map[string]booking.SpecialistRules{
		`, "specialist_marks": false, "specialist_contacts": true`:                              {Prices: true, Contacts: true},
		`, "specialist_prices": false`:                                                          {Marks: true},
		`, "specialist_marks": true, "specialist_prices": true, "specialist_contacts": false`:   booking.DefaultSpecialistRules,
		`, "specialist_marks": false, "specialist_prices": false, "specialist_contacts": false`: {},
		`, "specialist_moves": true, "specialist_books": true`:                                  {Marks: true, Prices: true, Moves: true, Books: true},
		`, "specialist_marks": false, "specialist_prices": false, "specialist_cancels": true`:   {Cancels: true},
	} {
		importText(t, d, file(more))
		if got := rules(); got != want {
			t.Errorf("%s became %+v", more, got)
		}
	}
	importText(t, d, file(`, "specialist_contacts": true`))
	importText(t, d, file(""))
	if got := rules(); got != booking.DefaultSpecialistRules {
		t.Errorf("absent they became %+v", got)
	}
}
