package board

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/payment"
	"okno/views"
)

// TakingsPage is GET /bookings/takings.
type TakingsPage struct {
	views.Base
	Takings Takings
}

func (TakingsPage) View() string { return "takings-page" }

// TakingsData is what it is made of.
type TakingsData struct {
	Company   booking.Company
	Services  []booking.Service
	Resources []booking.Resource
	Date      booking.Date
	Now       time.Time
	Bookings  []booking.Booking // that overlap the date
	Sums      []TakenSum
	Entries   []TakenEntry // the latest first
}

// TakenSum is what was taken in one way for bookings with one person, "" for none.
type TakenSum struct {
	Way    payment.Way
	Person booking.ID
	Sum    string
}

// TakenEntry is a payment with what it was for.
type TakenEntry struct {
	payment.Payment
	Number      int64
	Service     booking.ID
	Name, Phone string
	Person      booking.ID
}

// Takings is the fragment #takings: the till of a day.
type Takings struct {
	W        *views.Words
	Date     booking.Date
	Day      string
	Today    bool
	Total    string
	Ways     []TakenWay
	Expected string // what the day's bookings cost
	People   []TakenPerson
	Entries  []TakenLine
	company  booking.Company
}

// TakenWay is what was taken in one way.
type TakenWay struct{ Label, Sum string }

// TakenPerson is the day of one person, or of none.
type TakenPerson struct {
	Name            string
	Count           int
	Expected, Taken string
}

// TakenLine is an entry in words.
type TakenLine struct {
	URL, Number, Time, Name, Service, Who string
	What, Note, By                        string
	amount, way                           string
}

// NewTakings makes the fragment in the given language.
func NewTakings(locale string, d TakingsData) Takings {
	w := views.In(locale).At(d.Company.Zone, d.Now)
	v := Takings{W: w, Date: d.Date, Day: w.Date(d.Date), Today: d.Date == booking.DateOf(d.Now, d.Company.Zone), company: d.Company}
	money := func(cents int64) string { return w.Money(payment.Decimal(cents), d.Company.Currency) }
	ways, taken := map[payment.Way]int64{}, map[booking.ID]int64{}
	var total, expected int64
	for _, s := range d.Sums {
		cents := payment.Cents(s.Sum)
		ways[s.Way], taken[s.Person], total = ways[s.Way]+cents, taken[s.Person]+cents, total+cents
	}
	for _, way := range payment.Ways {
		v.Ways = append(v.Ways, TakenWay{w.T("pay.way." + string(way)), money(ways[way])})
	}
	counts, cost := map[booking.ID]int{}, map[booking.ID]int64{}
	for _, k := range d.Bookings {
		if !k.Status.Occupies() || k.Status == booking.NoShow || booking.DateOf(k.Start, d.Company.Zone) != d.Date {
			continue
		}
		person := d.personOf(k)
		counts[person]++
		cost[person] += payment.Cents(k.Price)
		expected += payment.Cents(k.Price)
	}
	v.Total, v.Expected = money(total), money(expected)
	for _, r := range append(slices.Clone(d.Resources), booking.Resource{Name: w.T("takings.nobody")}) {
		_, paid := taken[r.ID]
		if counts[r.ID] > 0 || paid {
			v.People = append(v.People, TakenPerson{r.Name, counts[r.ID], money(cost[r.ID]), money(taken[r.ID])})
		}
	}
	for _, e := range d.Entries {
		v.Entries = append(v.Entries, d.line(w, e))
	}
	return v
}

// personOf is the person whom a booking is with, "" for none.
func (d TakingsData) personOf(k booking.Booking) booking.ID {
	for _, r := range d.Resources {
		if r.Kind == booking.Staff && slices.Contains(k.Resources, r.ID) {
			return r.ID
		}
	}
	return ""
}

func (d TakingsData) line(w *views.Words, e TakenEntry) TakenLine {
	l := TakenLine{
		URL: "/bookings/" + string(e.Booking), Number: strconv.FormatInt(e.Number, 10), Time: w.Time(e.At.In(d.Company.Zone)),
		Name: w.Person(booking.Booking{Contact: booking.Contact{Name: e.Name, Phone: e.Phone}}),
		What: paidLine(w, e.Payment, d.Company).What, Note: e.Note, By: e.By, amount: e.Amount, way: w.T("pay.way." + string(e.Way)),
	}
	for _, s := range d.Services {
		if s.ID == e.Service {
			l.Service = s.Name
		}
	}
	for _, r := range d.Resources {
		if r.ID == e.Person {
			l.Who = r.Name
		}
	}
	return l
}

func (Takings) View() string { return "takings" }

// URL is the address of the same of a date; Previous, Next and Board are beside it.
func (v Takings) URL() string      { return "/bookings/takings?date=" + v.Date.String() }
func (v Takings) Previous() string { return "/bookings/takings?date=" + v.Date.AddDays(-1).String() }
func (v Takings) Next() string     { return "/bookings/takings?date=" + v.Date.AddDays(1).String() }
func (v Takings) Board() string    { return "/bookings?date=" + v.Date.String() }
func (v Takings) CSV() string      { return "/bookings/takings.csv?date=" + v.Date.String() }

// Table is the day's entries for spreadsheets, with plain amounts.
func (v Takings) Table() [][]string {
	var head []string
	for name := range strings.FieldsSeq("number date from name service resources amount way notes by") {
		head = append(head, v.W.T("takings.column."+name))
	}
	rows := [][]string{head}
	for _, e := range slices.Backward(v.Entries) {
		rows = append(rows, []string{e.Number, v.Date.String(), e.Time, e.Name, e.Service, e.Who, e.amount, e.way, e.Note, e.By})
	}
	return rows
}

// NewTakingsPage makes the page. It sets the title.
func NewTakingsPage(base views.Base, d TakingsData) TakingsPage {
	base.Section, base.Title = "bookings", base.W().T("takings.title")
	return TakingsPage{base, NewTakings(base.Locale, d)}
}
