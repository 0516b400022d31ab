package weekly

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"strconv"
	"strings"

	"okno/booking"
)

// WeekRow is one interval of a week as somebody typed it.
type WeekRow struct {
	Key      string // of the row in its form; what is wrong is told by from-KEY, to-KEY and night-KEY
	Weekday  int
	From, To string
	Night    bool // that it runs into the next day has been said yes to
}

// RowsOf are the intervals as somebody would have typed them.
func RowsOf(week []booking.WeeklyInterval) []WeekRow {
	rows := make([]WeekRow, len(week))
	for n, i := range week {
		rows[n] = WeekRow{
			Key: strconv.Itoa(n), Weekday: i.Weekday,
			From: i.From.String(), To: i.To.String(), Night: i.To <= i.From,
		}
	}
	return rows
}

// ReadWeek reads rows into intervals, in their order. A row that ends before it
// begins, or when it begins, is asked about rather than refused: the problem of
// night-KEY is the question, which Night answers. The end 00:00 is midnight and
// needs no question. The error is Invalid and names each field.
func ReadWeek(rows []WeekRow) ([]booking.WeeklyInterval, error) {
	problems := map[string]booking.Sentence{}
	if len(rows) > MaxWeekRows {
		problems["rows"] = booking.Say("week.problem.too_many", "Max", MaxWeekRows)
		return nil, booking.FailFields(problems)
	}
	week := make([]booking.WeeklyInterval, 0, len(rows))
	for _, r := range rows {
		if i, ok := r.read(problems); ok {
			week = append(week, i)
		}
	}
	if len(problems) > 0 {
		return nil, booking.FailFields(problems)
	}
	return week, nil
}

func (r WeekRow) read(problems map[string]booking.Sentence) (booking.WeeklyInterval, bool) {
	before := len(problems)
	if r.Weekday < 1 || r.Weekday > 7 {
		problems["from-"+r.Key] = booking.Say("week.problem.weekday")
		return booking.WeeklyInterval{}, false
	}
	if strings.TrimSpace(r.From+r.To) == "" {
		problems["from-"+r.Key] = booking.Say("week.problem.empty")
		return booking.WeeklyInterval{}, false
	}
	i := booking.WeeklyInterval{
		Weekday: r.Weekday,
		From:    typedClock(r.From, "from-"+r.Key, problems),
		To:      typedClock(r.To, "to-"+r.Key, problems),
	}
	if len(problems) > before {
		return i, false
	}
	if i.From == booking.DayEnd {
		problems["from-"+r.Key] = booking.Say("week.problem.from_midnight")
		return i, false
	}
	if question := question(i); question.Key != "" && !r.Night {
		problems["night-"+r.Key] = question
		return i, false
	}
	if i.To == 0 {
		i.To = booking.DayEnd
	}
	return i, true
}

// question is what a typed interval has to be asked about, the zero Sentence
// where it is plain.
func question(i booking.WeeklyInterval) booking.Sentence {
	switch {
	case i.From == i.To:
		return booking.Say("week.question.round", "to", i.To)
	case i.Overnight():
		return booking.Say("week.question.night", "to", i.To)
	}
	return booking.Sentence{}
}

func typedClock(text, field string, problems map[string]booking.Sentence) booking.Clock {
	if strings.TrimSpace(text) == "" {
		problems[field] = booking.Say("week.problem.missing")
		return 0
	}
	c, err := ReadClock(text)
	if err != nil {
		problems[field] = booking.Say("week.problem.clock")
	}
	return c
}

// ReadClock reads a time as people type it: 9, 09, 9:30, 9.30, 9-30, 930 or
// 0930, from 0:00 to 24:00, and 9:30 AM, 9 pm or 9p, from 12:00 AM to 12:59 PM.
func ReadClock(s string) (booking.Clock, error) {
	s = strings.TrimSpace(s)
	if half := halfOfDay.FindStringSubmatch(s); half != nil {
		c, err := ReadClock(half[1])
		if err != nil || c < 60 || c >= 13*60 {
			return 0, booking.BadClock(s)
		}
		if c %= 12 * 60; strings.EqualFold(half[2], "p") {
			c += 12 * 60
		}
		return c, nil
	}
	hours, minutes, parted := s, "00", false
	if i := strings.IndexAny(s, ":.,-"); i >= 0 {
		hours, minutes, parted = s[:i], s[i+1:], true
	} else if len(s) == 3 || len(s) == 4 {
		hours, minutes, parted = s[:len(s)-2], s[len(s)-2:], true
	}
	if len(hours) == 1 {
		hours = "0" + hours
	}
	if parted && len(minutes) != 2 {
		return 0, booking.BadClock(s)
	}
	return booking.ParseClock(hours + ":" + minutes)
}

// halfOfDay takes the half of the day from a time.
var halfOfDay = regexp.MustCompile(`(?i)^([\d:.,-]+)[\s\x{a0}\x{202f}]*([ap])\.?(?:m\.?)?$`)

// WeekText is the intervals on one line, such as "1:600-840,1:900-1080", for a
// form that has to carry a whole week; ParseWeekText reads it.
func WeekText(week []booking.WeeklyInterval) string {
	parts := make([]string, len(week))
	for n, i := range week {
		parts[n] = fmt.Sprintf("%d:%d-%d", i.Weekday, i.From, i.To)
	}
	return strings.Join(parts, ",")
}

// WeekMark is a short mark of a week, for a form that shows a thousand of them:
// another week has another mark.
func WeekMark(week []booking.WeeklyInterval) string {
	sum := fnv.New64a()
	sum.Write([]byte(WeekText(week)))
	return strconv.FormatUint(sum.Sum64(), 36)
}

// ParseWeekText reads what WeekText has written and nothing else.
func ParseWeekText(s string) ([]booking.WeeklyInterval, error) {
	if s == "" {
		return nil, nil
	}
	parts := strings.Split(s, ",")
	if len(parts) > MaxWeekRows {
		return nil, fmt.Errorf("%d intervals are too many", len(parts))
	}
	week := make([]booking.WeeklyInterval, len(parts))
	for n, part := range parts {
		i := &week[n]
		if _, err := fmt.Sscanf(part, "%d:%d-%d", &i.Weekday, &i.From, &i.To); err != nil ||
			WeekText(week[n:n+1]) != part || i.Weekday < 1 || i.Weekday > 7 || i.From < 0 || i.From > booking.DayEnd || i.To < 0 || i.To > booking.DayEnd {
			return nil, fmt.Errorf("%q is not an interval", part)
		}
	}
	return week, nil
}

// ClockField reads a time of day, as ReadClock does; what cannot be read is wrong under the field's name.
func ClockField(f booking.Fields, name, text string) booking.Clock {
	c, err := ReadClock(text)
	if err != nil {
		f[name] = booking.Say("error.clock")
	}
	return c
}
