package views

import (
	"slices"
	"time"

	"okno/booking"
)

// Sheet is GET /bookings/sheet: a day on paper, a list per resource.
type Sheet struct {
	Base
	Day     string
	Made    string // when it was printed
	BackURL string
	CSVURL  string
	ICSURL  string
	Partial bool // a filter leaves something out
	Parts   []SheetPart
}

// SheetPart is one resource's day.
type SheetPart struct {
	Name  string
	Hours string
	Rows  []SheetRow
}

// SheetRow is one booking.
type SheetRow struct {
	Times, Name, Phone, Service string
	With                        string // the other resources
	Status                      string // "" where it is confirmed
	Notes                       string
}

// Listed are the bookings that a board of the same data shows, by time.
func (d BoardData) Listed() []booking.Booking {
	b := newBuilder(In("en"), d)
	return slices.SortedFunc(slices.Values(append(slices.Clone(b.cards), b.gone...)), earlier)
}

// NewSheet makes the page. It sets the title.
func NewSheet(base Base, d BoardData) Sheet {
	w := base.W()
	base.Section, base.Title = "bookings", w.T("paper.title", "date", w.DateShort(d.Date))
	query := d.Shown.Query().Encode()
	s := Sheet{
		Base: base, Day: w.Date(d.Date), Made: w.Moment(d.Now.In(d.Company.Zone)), Partial: d.Shown.Filtered(),
		BackURL: d.Shown.URL(), CSVURL: "/bookings/export.csv?" + query, ICSURL: "/bookings/export.ics?" + query,
	}
	b := newBuilder(w, d)
	names := map[booking.ID]string{}
	for _, r := range d.Everybody {
		names[r.ID] = r.Name
	}
	for _, r := range d.Resources {
		part := SheetPart{Name: r.Name, Hours: b.hours(r.Working)}
		for _, k := range b.cards {
			if slices.Contains(k.Resources, r.ID) {
				part.Rows = append(part.Rows, b.sheetRow(k, r.ID, names))
			}
		}
		s.Parts = append(s.Parts, part)
	}
	return s
}

func (Sheet) view() string { return "sheet" }

func (b *builder) sheetRow(k booking.Booking, on booking.ID, names map[booking.ID]string) SheetRow {
	row := SheetRow{Times: b.w.Times(k.Start, k.End), Name: b.person(k), Service: b.services[k.Service].Name, Notes: k.Notes}
	if k.Contact.Phone != "" && k.Contact.Name != "" {
		row.Phone = b.w.Phone(k.Contact.Phone)
	}
	if k.Status != booking.Confirmed {
		row.Status = b.w.T("status." + string(k.Status))
	}
	for _, id := range k.Resources {
		if id != on && names[id] != "" {
			if row.With != "" {
				row.With += ", "
			}
			row.With += names[id]
		}
	}
	row.Service += " · " + b.w.Minutes(int(k.End.Sub(k.Start)/time.Minute))
	return row
}

// Person is what a booking's client is called: by name, else by phone or e-mail.
func (w *Words) Person(k booking.Booking) string { return (&builder{w: w}).person(k) }
