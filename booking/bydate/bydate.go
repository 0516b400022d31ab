// Package bydate is how a resource's hours by dates are typed: schedules, single days, and a month
// like the one before.
package bydate

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"okno/booking"
	"okno/booking/weekly"
)

// MaxDayIntervals bounds what can be typed as the hours of one day.
const MaxDayIntervals = 12

// ReadHours reads the hours of one day as people type them: "9-13, 14:00–18:00",
// nothing for a day off. An interval that ends when it begins or before runs past
// midnight: 9–9 is a whole day and night. Those that touch become one.
func ReadHours(text string) ([]booking.Interval, booking.Sentence) {
	hours := []booking.Interval{}
	for part := range strings.FieldsFuncSeq(text, func(c rune) bool { return strings.ContainsRune(",;\n", c) }) {
		if strings.TrimSpace(part) == "" {
			continue
		}
		ends := fromTo.FindStringSubmatch(part)
		if ends == nil {
			return nil, booking.Say("hours.problem.text")
		}
		if len(hours) == MaxDayIntervals {
			return nil, booking.Say("hours.problem.intervals", "Max", MaxDayIntervals)
		}
		from, err1 := weekly.ReadClock(ends[1])
		to, err2 := weekly.ReadClock(ends[2])
		if err1 != nil || err2 != nil || from == booking.DayEnd {
			return nil, booking.Say("hours.problem.clock", "hours", strings.TrimSpace(part))
		}
		if to == 0 {
			to = booking.DayEnd
		}
		hours = append(hours, booking.Interval{From: from, To: to})
	}
	days := []booking.OwnDay{{Hours: hours}}
	booking.SortDays(days)
	return joined(days[0].Hours)
}

// joined makes one of those that touch, and says which ones overlap.
func joined(hours []booking.Interval) ([]booking.Interval, booking.Sentence) {
	all := []booking.Interval{}
	for _, h := range hours {
		if len(all) == 0 {
			all = append(all, h)
			continue
		}
		before := &all[len(all)-1]
		switch {
		case before.To <= before.From || before.To > h.From:
			return nil, booking.Say("hours.problem.overlap", "one", *before, "other", h)
		case before.To < h.From:
			all = append(all, h)
		case h.To <= h.From && h.To > before.From: // it would be longer than a day
			all = append(all, h)
		default:
			before.To = h.To
		}
	}
	return all, booking.Sentence{}
}

func hourText(h booking.Interval) string { return h.From.String() + "–" + h.To.String() }

// HoursText is hours as they may be typed.
func HoursText(hours []booking.Interval) string {
	var all []string
	for _, h := range hours {
		all = append(all, hourText(h))
	}
	return strings.Join(all, ", ")
}

var fromTo = regexp.MustCompile(`^\s*([^-–—]+?)\s*[-–—]\s*([^-–—]+?)\s*$`)

// ScheduleText is a Schedule as a person types it.
type ScheduleText struct {
	From, To, Anchor string   // dates; To may be empty
	Days             []string // the hours of each day of the cycle, in its order
}

// Schedule reads it. Of whole weeks, day 1 is a Monday: that of the week in which
// the anchor lies. What cannot be accepted comes back as one Invalid Error, which
// names "from", "to", "anchor" and "day-N".
func (t ScheduleText) Schedule() (booking.Schedule, error) {
	wrong := booking.Fields{}
	s := booking.Schedule{CycleDays: len(t.Days)}
	if len(t.Days) < 1 || len(t.Days) > booking.MaxCycleDays {
		return booking.Schedule{}, booking.Fail(booking.Malformed, "error.malformed")
	}
	if from := wrong.Date("from", t.From); from != nil {
		s.From, s.Anchor = *from, *from
	}
	if strings.TrimSpace(t.To) != "" {
		if s.To = wrong.Date("to", t.To); s.To != nil && wrong["from"].Key == "" && s.To.Before(s.From) {
			wrong["to"] = booking.Say("error.to_before_from")
		}
	}
	if strings.TrimSpace(t.Anchor) != "" {
		if anchor := wrong.Date("anchor", t.Anchor); anchor != nil {
			s.Anchor = *anchor
		}
	}
	if s.CycleDays%7 == 0 && len(wrong) == 0 {
		s.Anchor = s.Anchor.AddDays(1 - s.Anchor.Weekday())
	}
	for i, text := range t.Days {
		hours, problem := ReadHours(text)
		if problem.Key != "" {
			wrong["day-"+strconv.Itoa(i+1)] = problem
		}
		for _, h := range hours {
			s.Hours = append(s.Hours, booking.CycleInterval{Day: i + 1, From: h.From, To: h.To})
		}
	}
	if len(wrong) > 0 {
		return booking.Schedule{}, booking.FailFields(wrong)
	}
	return s, nil
}

// OwnDayText is a booking.OwnDay as a person types it.
type OwnDayText struct{ Date, Hours string }

// OwnDay reads it; the error names "date" and "hours".
func (t OwnDayText) OwnDay() (booking.OwnDay, error) {
	wrong := booking.Fields{}
	var d booking.OwnDay
	if date := wrong.Date("date", t.Date); date != nil {
		d.Date = *date
	}
	hours, problem := ReadHours(t.Hours)
	if d.Hours = hours; problem.Key != "" {
		wrong["hours"] = problem
	}
	if len(wrong) > 0 {
		return booking.OwnDay{}, booking.FailFields(wrong)
	}
	return d, nil
}

// repeated is how many days single days are repeated of: whole weeks, so that each comes on its weekday again.
const repeated = 28

// BeforeMonth is the first of the dates whose single days LikeBefore repeats.
func BeforeMonth(first booking.Date) booking.Date { return first.AddDays(-repeated) }

// LikeBefore are the days of their own that come to a resource when the single days of
// the four weeks before first are repeated on the same weekdays until last. Schedules and the ordinary
// week go on by themselves: none of their dates is written down as a day of its own. A date that has hours
// of its own keeps them, and one that works like that anyway needs none.
func LikeBefore(r booking.Resource, first, last booking.Date) []booking.OwnDay {
	var all []booking.OwnDay
	for d := first; !last.Before(d); d = d.AddDays(1) {
		weeks := first.DaysUntil(d)/repeated + 1
		own := r.OwnDayOn(d.AddDays(-weeks * repeated))
		if own == nil || r.OwnDayOn(d) != nil || slices.Equal(own.Hours, r.HoursOn(d.Number(), nil)) {
			continue
		}
		all = append(all, booking.OwnDay{Date: d, Hours: slices.Clone(own.Hours)})
	}
	return all
}
