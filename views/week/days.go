package week

import (
	"net/url"
	"regexp"
	"slices"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
	"okno/views/day"
)

func (w Week) query(date string) url.Values {
	q := url.Values{"date": {date}}
	if w.Resource.ID != "" {
		q.Set("resource", string(w.Resource.ID))
	}
	return q
}

// builders make one day each, all from the same hour to the same hour.
func builders(locale string, d Data) []*day.Builder {
	var all []*day.Builder
	var lines []day.Timeline
	for i, of := range d.Days {
		date := d.Date.AddDays(i)
		one := d.BoardData
		one.Date, one.Shown, one.Resources = date, day.Shown{Date: date}, []day.ResourceDay{of}
		whole := booking.Span{From: engine.Instant(date, 0, d.Company.Zone), To: engine.Instant(date, booking.DayEnd, d.Company.Zone)}
		one.Bookings = slices.DeleteFunc(slices.Clone(d.Bookings), func(k booking.Booking) bool {
			return !whole.Overlaps(booking.Span{From: k.Start, To: k.End})
		})
		b := day.NewBuilder(views.In(locale), one)
		b.Key = date.String()
		all, lines = append(all, b), append(lines, b.Timeline)
	}
	lines = day.Beside(worked(d, all, lines))
	for i, b := range all {
		b.Timeline = lines[i]
	}
	return all
}

// worked leaves the hours of a free day, which are nobody's, out of the week's, as long as
// there is a day with work.
func worked(d Data, days []*day.Builder, lines []day.Timeline) []day.Timeline {
	first := slices.IndexFunc(days, func(b *day.Builder) bool { return !free(b) })
	if first < 0 {
		return lines
	}
	zone := d.Company.Zone
	from, to := lines[first].Readings()
	for i, b := range days {
		if free(b) {
			lines[i] = day.Timeline{From: engine.Instant(b.Date, from, zone), To: engine.Instant(b.Date, to, zone)}
		}
	}
	return lines
}

// free says whether a day has neither work nor bookings.
func free(b *day.Builder) bool {
	return len(b.Resources[0].Working) == 0 && len(b.Taken)+len(b.Cards) == 0
}

// column is a day's, named by its date, which leads to the board of it.
func column(b *day.Builder, today booking.Date) day.Column {
	c := b.Column(0)
	c.Avatar, c.Today = views.Avatar{}, b.Date == today
	c.Name = b.W.Day(b.Date).Brief()
	c.Short = brief(c.Name)
	c.URL, c.Says = "/bookings?date="+b.Date.String(), b.W.T("resource_week.board_of", "date", b.W.Date(b.Date))
	return c
}

// months are words of four letters or more: of the parts of a date those of months alone.
var months = regexp.MustCompile(`\pL{4,}`)

// brief is a date with three letters of its month.
func brief(date string) string {
	return months.ReplaceAllStringFunc(date, func(month string) string { return string([]rune(month)[:3]) })
}

// counted are the week's numbers; a booking that runs past midnight is one.
func counted(days []*day.Builder) (count, waiting int, open bool, percent int) {
	seen := map[booking.ID]bool{}
	var busy engine.Busy
	for _, b := range days {
		for _, k := range b.Cards {
			if !seen[k.ID] {
				if count++; k.Status == booking.Pending {
					waiting++
				}
			}
			seen[k.ID] = true
		}
		busy = busy.Plus(b.Busy(b.Resources[0]))
	}
	return count, waiting, busy.Open > 0, busy.Percent()
}
