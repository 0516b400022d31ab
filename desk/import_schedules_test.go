package desk_test

import (
	"reflect"
	"strings"
	"testing"
)

func TestImportReplacesSchedulesThatItNamesAndLeavesOthers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := func(more string) string {
		return `{"okno": 1, "company": {"slug": "small", "name": "Small", "timezone": "Asia/Tokyo"},
			"resources": [{"ref": "r", "name": "R", "weekly": [{"weekday": 1, "from": "09:00", "to": "10:00"}]` + more + `}]}`
	}
	importText(t, d, file(""))
	if plain := export(t, d.DB, "small"); strings.Contains(plain, `"schedules"`) || strings.Contains(plain, `"days"`) {
		t.Errorf("a company without schedules is exported as\n%s", plain)
	}
	importText(t, d, file(`, "schedules": [{"from": "2027-01-01", "cycle_days": 4, "hours": [{"day": 4, "from": "22:00", "to": "06:00"}]}, {"from": "2026-12-01", "to": "2026-12-31"}],
		"days": [{"date": "2026-12-12", "hours": [{"from": "10:00", "to": "16:00"}]}, {"date": "2026-12-13"}]`))
	before := parseFile(t, export(t, d.DB, "small")).Resources[0]
	if len(before.Schedules) != 2 || before.Schedules[1].Anchor != before.Schedules[1].From || before.Schedules[1].Hours[0].Day != 4 || len(before.Days) != 2 {
		t.Fatalf("stored are %+v and %+v", before.Schedules, before.Days)
	}
	importText(t, d, file(""))
	if after := parseFile(t, export(t, d.DB, "small")).Resources[0]; !reflect.DeepEqual(after, before) {
		t.Errorf("absent schedules became %+v", after)
	}
	importText(t, d, file(`, "schedules": [], "days": [{"date": "2026-12-13"}]`))
	if after := parseFile(t, export(t, d.DB, "small")).Resources[0]; len(after.Schedules) != 0 || len(after.Days) != 1 {
		t.Errorf("replaced schedules became %+v and %+v", after.Schedules, after.Days)
	}
	importText(t, d, file(`, "days": []`))
	if after := parseFile(t, export(t, d.DB, "small")).Resources[0]; after.Days != nil {
		t.Errorf("an empty list leaves %+v", after.Days)
	}
}
