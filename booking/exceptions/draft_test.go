package exceptions_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/exceptions"
)

func TestExceptionCheck(t *testing.T) {
	services := []booking.Service{{ID: "cut"}}
	resources := []booking.Resource{{ID: "anna"}}
	type draft = exceptions.Draft
	for name, test := range map[string]struct {
		draft draft
		wrong string // fields and what is wrong with them
	}{
		"a date":                  {draft{FromDate: "2026-12-01"}, ""},
		"about a service":         {draft{About: "service:cut", FromDate: "2026-12-01"}, ""},
		"about a resource":        {draft{About: "resource:anna", FromDate: "2026-12-01", Ends: "open"}, ""},
		"past midnight":           {draft{FromDate: "2026-12-01", Hours: "hours", From: "22:00", To: "06:00"}, ""},
		"a short clock":           {draft{FromDate: "2026-12-01", Hours: "hours", From: "9:30", To: "24:00"}, ""},
		"five years":              {draft{FromDate: "2026-12-01", ToDate: "2031-11-30"}, ""},
		"a weekday of the range":  {draft{FromDate: "2026-12-01", ToDate: "2026-12-02", Weekdays: []string{"3"}}, ""},
		"one date, weekday aside": {draft{FromDate: "2026-12-01", Ends: "one", Weekdays: []string{"3"}}, ""},
		"nothing":                 {draft{}, "from_date=error.required"},
		"30 February":             {draft{FromDate: "2026-02-30"}, "from_date=error.date_unknown"},
		"a Russian date":          {draft{FromDate: "01.12.2026"}, "from_date=error.date"},
		"the year 9999":           {draft{FromDate: "9999-01-01"}, "from_date=error.date_unknown"},
		"no last date":            {draft{FromDate: "2026-12-01", Ends: "date"}, "to_date=error.required"},
		"an end before its start": {draft{FromDate: "2026-12-02", ToDate: "2026-12-01"}, "to_date=error.to_before_from"},
		"ten years":               {draft{FromDate: "2026-12-01", ToDate: "2036-12-01"}, "to_date=exceptions.error.long"},
		"no such weekday there":   {draft{FromDate: "2026-12-01", ToDate: "2026-12-02", Weekdays: []string{"6", "7"}}, "weekdays=exceptions.error.no_day"},
		"weekday 8":               {draft{FromDate: "2026-12-01", Ends: "open", Weekdays: []string{"8"}}, "weekdays=exceptions.error.weekday"},
		"25:61":                   {draft{FromDate: "2026-12-01", Hours: "hours", From: "25:61", To: "10:00"}, "from=exceptions.error.clock"},
		"begins at 24:00":         {draft{FromDate: "2026-12-01", Hours: "hours", From: "24:00", To: "10:00"}, "from=exceptions.error.clock"},
		"half of the hours":       {draft{FromDate: "2026-12-01", From: "10:00"}, "to=error.required"},
		"another's service":       {draft{About: "service:steal", FromDate: "2026-12-01"}, "about=error.service_unknown"},
		"another's resource":      {draft{About: "resource:rex", FromDate: "2026-12-01"}, "about=error.resource_unknown"},
		"about nonsense":          {draft{About: "moon", FromDate: "2026-12-01"}, "about=exceptions.error.about"},
		"a long reason":           {draft{FromDate: "2026-12-01", Reason: strings.Repeat("я", 2001)}, "reason=error.too_long"},
		"all at once":             {draft{About: "moon", FromDate: "x", Ends: "date", Hours: "hours"}, "about=exceptions.error.about from=error.required from_date=error.date to=error.required to_date=error.required"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := test.draft.Check(services, resources)
			var got []string
			if wrong, ok := errors.AsType[*booking.Error](err); ok {
				for _, field := range slices.Sorted(maps.Keys(wrong.Fields)) {
					got = append(got, fmt.Sprint(field, "=", wrong.Fields[field].Key))
				}
			}
			if strings.Join(got, " ") != test.wrong {
				t.Errorf("got %v, want %s", got, test.wrong)
			}
		})
	}
}
