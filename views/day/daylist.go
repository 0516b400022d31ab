package day

import (
	"okno/booking"
	"okno/views"
)

// DayList is the fragment #list: the day's bookings one below the other, in
// order of time.
type DayList struct {
	W    *views.Words
	Rows []DayRow
}

// DayRow is one booking of it.
type DayRow struct {
	Booking  booking.ID
	Hue      views.Hue
	Status   views.Status
	From, To string
	Heading  string
	Service  string
	Who      string
	Phone    string
	Marks    []Mark
	Past     bool
	EndUnix  int64
	Same     bool // as the page has it: it is only named, see DayList.Since
}

func (DayList) View() string { return "day-list" }

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

// List is the day of the builder as a list.
func (b *Builder) List() DayList {
	list := DayList{W: b.W}
	for _, k := range b.Cards {
		row := DayRow{
			Booking: k.ID, Hue: b.Hues.Of(k.Service), Status: views.StatusOf(b.W, k.Status),
			From: b.W.Time(k.Start), To: b.W.Time(k.End), Heading: b.W.Person(k),
			Service: b.ServiceByID[k.Service].Name, Who: b.listed(k.Resources),
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
