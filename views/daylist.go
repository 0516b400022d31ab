package views

import (
	"okno/booking"
)

// DayList is the fragment #list: the day's bookings one below the other, in
// order of time.
type DayList struct {
	W    *Words
	Rows []DayRow
}

// DayRow is one booking of it.
type DayRow struct {
	Booking  booking.ID
	Hue      Hue
	Status   Status
	From, To string
	Heading  string
	Service  string
	Who      string
	Phone    string
	Marks    []Mark
	Past     bool
	EndUnix  int64
}

func (DayList) view() string { return "day-list" }

// URL is the booking's own address.
func (r DayRow) URL() string { return "/bookings/" + string(r.Booking) }

// Class is that of the row.
func (r DayRow) Class() string {
	class := "list-row hue-" + string(r.Hue) + " is-" + string(r.Status.Name)
	if r.Past {
		class += " is-past"
	}
	return class
}

// list is the day of the builder as a list.
func (b *builder) list() DayList {
	list := DayList{W: b.w}
	for _, k := range b.cards {
		row := DayRow{
			Booking: k.ID, Hue: b.hues.of(k.Service), Status: statusOf(b.w, k.Status),
			From: b.w.Time(k.Start), To: b.w.Time(k.End), Heading: b.person(k),
			Service: b.services[k.Service].Name, Who: b.listed(k.Resources),
			Past: !k.End.After(b.Now), EndUnix: k.End.Unix(),
		}
		for _, m := range b.marks(k, "") {
			if m.Name != "awaits" { // the status says it
				row.Marks = append(row.Marks, m)
			}
		}
		list.Rows = append(list.Rows, row)
	}
	return list
}
