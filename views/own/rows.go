package own

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/spans"
	"okno/views"
)

// Day is a date with what stands on it.
type Day struct {
	Date  booking.Date
	Short string
	Today bool
	Hours string // of work, or that there are none
	Rows  []Row
	Gone  []Row // cancelled and declined ones
}

// URL is the day alone.
func (d Day) URL() string { return "/own?date=" + d.Date.String() }

// OneDay is a day as it stands alone or in a week.
type OneDay struct {
	W     *views.Words
	Day   Day
	Whole bool
}

// Of is a day of these.
func (d Days) Of(day Day) OneDay { return OneDay{d.W, day, d.Whole} }

// Row is a booking, time that is free, or time that is closed.
type Row struct {
	Booking  booking.ID // "" for time without one
	Free     bool
	Hue      views.Hue
	Status   views.Status
	From, To string
	Times    string // both, of time without a booking
	Heading  string // the client's name, or the reason why it is closed
	Service  string
	Beside   string // who and what else takes part
	Price    string
	Notes    []string // what is worth knowing
	BookURL  string   // where free time is booked, "" where he may not or it is over
	Book     string
	EndUnix  int64
	Past     bool
	Same     bool // as the page has it: it is only named, see Day.since
	at       time.Time
}

// ID names its link.
func (r Row) ID() string {
	if r.Booking == "" {
		return "free-" + strconv.FormatInt(r.EndUnix, 10)
	}
	return "row-" + string(r.Booking) + "-" + strconv.FormatInt(r.EndUnix, 10)
}

// URL is the booking's own address.
func (r Row) URL() string { return "/own/bookings/" + string(r.Booking) }

// Class is that of the row.
func (r Row) Class() string {
	class := "own-row"
	switch {
	case r.Free:
		class += " is-free"
	case r.Booking == "":
		class += " is-closed"
	default:
		class += " is-booking hue-" + string(r.Hue) + " is-" + string(r.Status.Name)
	}
	if r.Past {
		class += " is-past"
	}
	return class
}

type builder struct {
	Data
	W    *views.Words
	hues views.Palette
}

// day is the i-th.
func (b builder) day(i int, today booking.Date) Day {
	date, of, zone := b.First.AddDays(i), b.Days[i], b.Company.Zone
	whole := booking.Span{From: engine.Instant(date, 0, zone), To: engine.Instant(date, booking.DayEnd, zone)}
	d := Day{Date: date, Short: b.W.Day(date).Brief(), Today: date == today, Hours: b.hours(of.Working)}
	var busy []booking.Span
	for _, k := range b.Bookings {
		if !whole.Overlaps(booking.Span{From: k.Start, To: k.End}) {
			continue
		}
		if !k.Status.Occupies() {
			d.Gone = append(d.Gone, b.booked(k))
			continue
		}
		busy = append(busy, booking.Span{From: k.Start, To: k.End}, k.Occupied)
		d.Rows = append(d.Rows, b.booked(k))
	}
	for _, e := range of.Blocked {
		closed := spans.Without([]booking.Span{{From: booking.Later(e.From, whole.From), To: views.Earliest(e.To, whole.To)}}, nil)
		if len(closed) == 0 {
			continue
		}
		busy = append(busy, e.Span)
		row := b.time(closed[0], cmp.Or(e.Exception.Reason, b.W.T("board.blocked")))
		if e.Exception.WholeDay {
			row.Times = b.W.T("own.whole_day")
		}
		d.Rows = append(d.Rows, row)
	}
	for _, free := range spans.Without(of.Working, busy) {
		if free.To.Sub(free.From) >= time.Duration(max(5, b.Company.StepMin))*time.Minute {
			row := b.time(free, b.W.T("own.free"))
			row.Free = true
			row.BookURL, row.Book = b.bookURL(free), b.W.T("acts.book")
			d.Rows = append(d.Rows, row)
		}
	}
	slices.SortStableFunc(d.Rows, func(x, y Row) int { return x.at.Compare(y.at) })
	return d
}

// booked is a booking as he may see it.
func (b builder) booked(k booking.Booking) Row {
	start, end := k.Start.In(b.Company.Zone), k.End.In(b.Company.Zone)
	r := b.time(booking.Span{From: start, To: end}, b.W.Person(k))
	r.Booking, r.Hue, r.Status = k.ID, b.hues.Of(k.Service), views.StatusOf(b.W, k.Status)
	if i := slices.IndexFunc(b.Services, func(s booking.Service) bool { return s.ID == k.Service }); i >= 0 {
		r.Service = b.Services[i].Name
	}
	r.Beside = strings.Join(b.beside(k), ", ")
	if b.Company.Specialist.Prices {
		r.Price = b.W.Money(k.Price, b.Company.Currency)
	}
	if k.LateMin > 0 {
		r.Notes = append(r.Notes, b.W.T("board.late", "min", k.LateMin))
	}
	if note, _, _ := strings.Cut(k.Notes, "\n"); note != "" {
		r.Notes = append(r.Notes, note)
	}
	return r
}

// time is a row of the time alone.
func (b builder) time(s booking.Span, heading string) Row {
	from, to := s.From.In(b.Company.Zone), s.To.In(b.Company.Zone)
	return Row{From: b.W.Time(from), To: b.W.Time(to), Times: b.W.Times(from, to), Heading: heading, EndUnix: to.Unix(), Past: !to.After(b.Now), at: from}
}

// beside are the names of what else the booking occupies.
func (b builder) beside(k booking.Booking) (names []string) {
	for _, r := range b.Everybody {
		if r.ID != b.Resource.ID && slices.Contains(k.Resources, r.ID) {
			names = append(names, r.Name)
		}
	}
	return names
}

// bookURL is where the time is booked: from its first start that is not past.
func (b builder) bookURL(free booking.Span) string {
	step := time.Duration(max(5, b.Company.StepMin)) * time.Minute
	midnight := engine.Instant(booking.DateOf(free.From, b.Company.Zone), 0, b.Company.Zone)
	start := midnight.Add((booking.Later(free.From, b.Now).Sub(midnight) + step - 1).Truncate(step))
	if !b.Company.Specialist.Books || !start.Before(free.To) {
		return ""
	}
	return "/own/bookings/new?" + url.Values{"start": {start.In(b.Company.Zone).Format(time.RFC3339)}}.Encode()
}

// hours are the working hours in words: 9–13, 14–18.
func (b builder) hours(working []booking.Span) string {
	if len(working) == 0 {
		return b.W.T("board.day_off")
	}
	var all []string
	for _, s := range working {
		to := b.W.Hour(s.To.In(b.Company.Zone))
		if to == "0" {
			to = "24"
		}
		all = append(all, b.W.Hour(s.From.In(b.Company.Zone))+"–"+to)
	}
	return strings.Join(all, ", ")
}
