package engine_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/exceptions"
)

// What a form shows of an exception reads back as that exception, but for
// weekdays that say nothing.
func TestExceptionDraftReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := genQuestion.Draw(t, "question")
		e := genException(t, 0, q.from, q.calendar)
		e.From = min(e.From, booking.DayEnd-1)
		slices.Sort(e.Weekdays)
		if e.WholeDay {
			e.From, e.To = 0, 0
		}
		if e.ToDate != nil && *e.ToDate == e.FromDate || len(e.Weekdays) == 0 {
			e.Weekdays = nil
		}
		got, err := exceptions.DraftOf(e).Check(q.calendar.Services, q.calendar.Resources)
		if err != nil {
			if wrong, _ := errors.AsType[*booking.Error](err); wrong.Fields["weekdays"].Key == "exceptions.error.no_day" && len(wrong.Fields) == 1 {
				return // a random range without any of its random weekdays
			}
			t.Fatalf("%+v: %v", e, err)
		}
		if got.ID = e.ID; !reflect.DeepEqual(got, e) {
			t.Fatalf("%+v reads back as %+v", e, got)
		}
	})
}
