package companyfile

import (
	"fmt"
	"regexp"
	"time"

	"okno/booking"
)

func (r *input) clock(last booking.Clock) booking.Clock {
	s, ok := r.text()
	if !ok {
		return 0
	}
	c, err := booking.ParseClock(s)
	r.check(err == nil && c <= last, "%q is not a time from 00:00 to %s", short(s), last)
	return c
}

func (r *input) date() booking.Date {
	s, ok := r.text()
	if !ok {
		return booking.Date{}
	}
	d, err := booking.ParseDate(s)
	r.check(err == nil, "%q is not a date like 2026-12-31", short(s))
	return d
}

func (r *input) weekday() int { return r.number(1, 7) }

// dateTime is the form of an RFC 3339 date-time; Go's parsers also take 9:00, and a comma.
var dateTime = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)

// instant is an RFC 3339 date-time with its offset, in whole seconds.
func (r *input) instant() time.Time {
	s, ok := r.text()
	if !ok {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, s)
	switch {
	case err != nil || !dateTime.MatchString(s):
		r.here(fmt.Sprintf("%q is not a time with an offset like 2026-12-02T10:00:00+03:00", short(s)))
	case t.Nanosecond() != 0:
		r.here(fmt.Sprintf("%q is not in whole seconds", short(s)))
	case t.UTC().Year() < 1900 || t.UTC().Year() > 9998:
		r.here(fmt.Sprintf("%q is not in the years 1900 to 9998", short(s)))
	}
	return t.UTC()
}
