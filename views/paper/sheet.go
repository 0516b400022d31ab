package paper

import (
	"slices"
	"time"

	"okno/booking"
	"okno/views"
	"okno/views/day"
)

// Sheet is GET /bookings/sheet: a day on paper, a list per resource.
type Sheet struct {
	views.Base
	Day     string
	Made    string // when it was printed
	BackURL string
	CSVURL  string
	ICSURL  string
	Partial bool   // a filter leaves something out
	Taken   string // what was taken on the day, for who may know it; "" for nothing
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
	Notes, Birthday             string
}

// NewSheet makes the page. It sets the title.
func NewSheet(base views.Base, d day.BoardData) Sheet {
	w := base.W()
	base.Section, base.Title = "bookings", w.T("paper.title", "date", w.DateShort(d.Date))
	query := d.Shown.Query().Encode()
	s := Sheet{
		Base: base, Day: w.Date(d.Date), Made: w.Moment(d.Now.In(d.Company.Zone)), Partial: d.Shown.Filtered(),
		BackURL: d.Shown.URL(), CSVURL: "/bookings/export.csv?" + query, ICSURL: "/bookings/export.ics?" + query,
	}
	if sum := w.Money(d.Taken, d.Company.Currency); sum != "" && d.SeesMoney {
		s.Taken = w.T("paper.taken", "sum", sum)
	}
	b := day.NewBuilder(w, d)
	names := map[booking.ID]string{}
	for _, r := range d.Everybody {
		names[r.ID] = r.Name
	}
	for _, r := range d.Resources {
		part := SheetPart{Name: r.Name, Hours: b.Hours(r.Working)}
		for _, k := range b.Cards {
			if slices.Contains(k.Resources, r.ID) {
				part.Rows = append(part.Rows, sheetRow(b, k, r.ID, names))
			}
		}
		s.Parts = append(s.Parts, part)
	}
	return s
}

func (Sheet) View() string { return "sheet" }

func sheetRow(b *day.Builder, k booking.Booking, on booking.ID, names map[booking.ID]string) SheetRow {
	row := SheetRow{Times: b.W.Times(k.Start, k.End), Name: b.W.Person(k), Service: b.ServiceByID[k.Service].Name, Notes: k.Notes}
	if k.Contact.Phone != "" && k.Contact.Name != "" {
		row.Phone = b.W.Phone(k.Contact.Phone)
	}
	row.Birthday = day.BirthdaySaid(b.W, b.Birthdays[k.ID], b.Date)
	if k.Status != booking.Confirmed {
		row.Status = b.W.T("status." + string(k.Status))
	}
	for _, id := range k.Resources {
		if id != on && names[id] != "" {
			if row.With != "" {
				row.With += ", "
			}
			row.With += names[id]
		}
	}
	row.Service += " · " + b.W.Minutes(int(k.End.Sub(k.Start)/time.Minute))
	if price := b.W.Money(k.Price, b.Company.Currency); price != "" {
		row.Service += " · " + price
	}
	if paid := b.W.Money(k.Paid, b.Company.Currency); paid != "" {
		row.Service += " · " + b.W.T("paper.paid", "sum", paid)
	}
	return row
}
