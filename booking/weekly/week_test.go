package weekly_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/weekly"
)

// drawWeek draws any intervals that the schema accepts, many of them on round
// hours, so that they meet.
func drawWeek(t *rapid.T) []booking.WeeklyInterval {
	clock := rapid.OneOf(
		rapid.Map(rapid.IntRange(0, 24), func(h int) booking.Clock { return booking.Clock(h * 60) }),
		rapid.Map(rapid.IntRange(0, 1440), func(m int) booking.Clock { return booking.Clock(m) }),
	)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) booking.WeeklyInterval {
		return booking.WeeklyInterval{Weekday: rapid.IntRange(1, 7).Draw(t, "weekday"), From: clock.Draw(t, "from"), To: clock.Draw(t, "to")}
	}), 0, 20).Draw(t, "week")
}

// covered walks the week minute by minute, by the rule of domain.md alone.
func covered(week []booking.WeeklyInterval) (minutes [7 * 1440]bool) {
	for _, i := range week {
		from, to := int(i.From), int(i.To)
		if to <= from {
			to += 1440
		}
		for m := from; m < to; m++ {
			minutes[((i.Weekday-1)*1440+m)%len(minutes)] = true
		}
	}
	return minutes
}

func TestMergeCoversTheSameMinutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		week := drawWeek(t)
		merged, joined := weekly.Merge(slices.Clone(week))
		before, after := covered(week), covered(merged)
		if before != after {
			t.Fatalf("%v became %v, which are other minutes", week, merged)
		}
		sum := 0
		for _, on := range after {
			if on {
				sum++
			}
		}
		if got := weekly.WeekMinutes(merged); got != sum {
			t.Fatalf("%v: %d minutes, but %d are covered: they overlap", merged, got, sum)
		}
		for _, j := range joined {
			a, b := covered(j.Of), covered(j.Into)
			if a != b || len(j.Of) < 2 {
				t.Fatalf("%v is said to have become %v", j.Of, j.Into)
			}
		}
	})
}

func TestMergeIsIdempotentAndKnowsNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		week := drawWeek(t)
		once, _ := weekly.Merge(slices.Clone(week))
		twice, joined := weekly.Merge(slices.Clone(once))
		if !slices.Equal(once, twice) || len(joined) != 0 {
			t.Fatalf("merged once: %v, twice: %v", once, twice)
		}
		shuffled := rapid.Permutation(week).Draw(t, "shuffled")
		if other, _ := weekly.Merge(shuffled); !slices.Equal(once, other) {
			t.Fatalf("%v in another order is %v", once, other)
		}
		for _, i := range once {
			if i.From >= booking.DayEnd || i.To == 0 {
				t.Fatalf("%v is not how people write it", i)
			}
		}
	})
}

func TestMergeExamples(t *testing.T) {
	at := func(day int, from, to string) booking.WeeklyInterval {
		f, _ := booking.ParseClock(from)
		u, _ := booking.ParseClock(to)
		return booking.WeeklyInterval{Weekday: day, From: f, To: u}
	}
	type week = []booking.WeeklyInterval
	for name, c := range map[string]struct{ in, want week }{
		"apart":                 {week{at(1, "14:00", "18:00"), at(1, "09:00", "13:00")}, week{at(1, "09:00", "13:00"), at(1, "14:00", "18:00")}},
		"overlapping":           {week{at(1, "09:00", "13:00"), at(1, "12:00", "18:00")}, week{at(1, "09:00", "18:00")}},
		"touching":              {week{at(1, "09:00", "13:00"), at(1, "13:00", "18:00")}, week{at(1, "09:00", "18:00")}},
		"touching at midnight":  {week{at(1, "09:00", "24:00"), at(2, "00:00", "06:00")}, week{at(1, "09:00", "24:00"), at(2, "00:00", "06:00")}},
		"a night meets morning": {week{at(1, "22:00", "06:00"), at(2, "06:00", "09:00")}, week{at(1, "22:00", "09:00")}},
		"over the week's end":   {week{at(7, "22:00", "06:00"), at(1, "05:00", "09:00")}, week{at(7, "22:00", "09:00")}},
		"longer than a day":     {week{at(1, "08:00", "22:00"), at(1, "22:00", "06:00"), at(2, "06:00", "20:00")}, week{at(1, "08:00", "24:00"), at(2, "00:00", "20:00")}},
		"24:00 is tomorrow":     {week{at(7, "24:00", "09:00")}, week{at(1, "00:00", "09:00")}},
		"round the clock":       {week{at(3, "10:00", "10:00")}, week{at(3, "10:00", "10:00")}},
		"nothing at all":        {week{at(3, "24:00", "00:00")}, nil},
	} {
		if got, _ := weekly.Merge(c.in); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestReadWeekTellsEachField(t *testing.T) {
	for _, c := range []struct {
		from, to string
		night    bool
		field    string // with the key of what is said there; "" reads well
		want     booking.WeeklyInterval
	}{
		{"10:00", "18:00", false, "", booking.WeeklyInterval{Weekday: 5, From: 600, To: 1080}},
		{" 9 ", "18.30", false, "", booking.WeeklyInterval{Weekday: 5, From: 540, To: 1110}},
		{"930", "1815", false, "", booking.WeeklyInterval{Weekday: 5, From: 570, To: 1095}},
		{"22:00", "00:00", false, "", booking.WeeklyInterval{Weekday: 5, From: 1320, To: 1440}},
		{"22:00", "02:00", true, "", booking.WeeklyInterval{Weekday: 5, From: 1320, To: 120}},
		{"22:00", "02:00", false, "night-k week.question.night", booking.WeeklyInterval{}},
		{"10:00", "10:00", false, "night-k week.question.round", booking.WeeklyInterval{}},
		{"10:00", "10:00", true, "", booking.WeeklyInterval{Weekday: 5, From: 600, To: 600}},
		{"00:00", "00:00", true, "", booking.WeeklyInterval{Weekday: 5, From: 0, To: 1440}},
		{"25:61", "18:00", false, "from-k week.problem.clock", booking.WeeklyInterval{}},
		{"10:00", "24:01", false, "to-k week.problem.clock", booking.WeeklyInterval{}},
		{"10:00", "<script>", true, "to-k week.problem.clock", booking.WeeklyInterval{}},
		{"10:00", "１８:00", true, "to-k week.problem.clock", booking.WeeklyInterval{}},
		{"10:5", "18:00", true, "from-k week.problem.clock", booking.WeeklyInterval{}},
		{"-1", "18:00", true, "from-k week.problem.clock", booking.WeeklyInterval{}},
		{"10:00", "", false, "to-k week.problem.missing", booking.WeeklyInterval{}},
		{" ", "", true, "from-k week.problem.empty", booking.WeeklyInterval{}},
		{"24:00", "08:00", true, "from-k week.problem.from_midnight", booking.WeeklyInterval{}},
	} {
		week, err := weekly.ReadWeek([]weekly.WeekRow{{Key: "k", Weekday: 5, From: c.from, To: c.to, Night: c.night}})
		if c.field == "" {
			if err != nil || len(week) != 1 || week[0] != c.want {
				t.Errorf("%q–%q: %v %v, want %v", c.from, c.to, week, err, c.want)
			}
			continue
		}
		known, _ := errors.AsType[*booking.Error](err)
		if known == nil || len(known.Fields) != 1 {
			t.Errorf("%q–%q: %v %v", c.from, c.to, week, err)
			continue
		}
		for field, said := range known.Fields {
			if got := field + " " + said.Key; got != c.field {
				t.Errorf("%q–%q: %s, want %s", c.from, c.to, got, c.field)
			}
		}
	}
	many := make([]weekly.WeekRow, weekly.MaxWeekRows+1)
	if _, err := weekly.ReadWeek(many); booking.CodeOf(err) != booking.Invalid {
		t.Errorf("%d rows: %v", len(many), err)
	}
	if _, err := weekly.ReadWeek([]weekly.WeekRow{{Weekday: 8, From: "10", To: "12"}}); booking.CodeOf(err) != booking.Invalid {
		t.Errorf("the eighth day: %v", err)
	}
}

// What is shown as rows reads as the same week.
func TestRowsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		week, _ := weekly.Merge(drawWeek(t))
		read, err := weekly.ReadWeek(weekly.RowsOf(week))
		if err != nil || !slices.Equal(read, week) {
			t.Fatalf("%v read back as %v: %v", week, read, err)
		}
		text, err := weekly.ParseWeekText(weekly.WeekText(week))
		if err != nil || !slices.Equal(text, week) {
			t.Fatalf("%v as text is %v: %v", week, text, err)
		}
	})
	for _, bad := range []string{",", "1", "0:1-2", "8:1-2", "1:1-1441", "1:-1-2", "1:01-2", "1:1-2,", "1:1-2x", " 1:1-2", "1:1-99999999999999999999"} {
		if week, err := weekly.ParseWeekText(bad); err == nil {
			t.Errorf("%q is read as %v", bad, week)
		}
	}
}
