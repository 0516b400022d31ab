package views

import (
	"time"

	"okno/booking"
)

// Visit is the public page GET /m/:token: the visitor's own booking. It is for
// reading only and is not to be indexed.
type Visit struct {
	Base
	Token     string
	Status    Status
	Gone      bool // cancelled or rejected
	Service   string
	When      string // «Вторник, 24 ноября 2026»
	Times     string // 15:00–16:00
	Length    string
	Price     string
	Resources []string
	Number    int64
	Zone      string // IANA name, since the visitor may be elsewhere
}

// VisitData is what the page is made of.
type VisitData struct {
	Token     string
	Company   booking.Company
	Booking   booking.Booking
	Service   booking.Service
	Resources []booking.Resource // of the booking, in the panel's order
}

// NewVisit makes the page. It sets the title and the company.
func NewVisit(base Base, d VisitData) Visit {
	w := base.W()
	base.Title = w.T("visit.title", "company", d.Company.Name)
	base.Company = Company{d.Company.Name, d.Company.Slug}
	start, end := d.Booking.Start.In(d.Company.Zone), d.Booking.End.In(d.Company.Zone)
	v := Visit{
		Base:    base,
		Token:   d.Token,
		Status:  statusOf(w, d.Booking.Status),
		Gone:    !d.Booking.Status.Occupies(),
		Service: d.Service.Name,
		When:    w.Date(booking.DateOf(start, d.Company.Zone)),
		Times:   w.Times(start, end),
		Length:  w.Minutes(int(end.Sub(start) / time.Minute)),
		Price:   w.Money(d.Service.Price, d.Company.Currency),
		Number:  d.Booking.Number,
		Zone:    d.Company.Zone.String(),
	}
	for _, r := range d.Resources {
		v.Resources = append(v.Resources, r.Name)
	}
	return v
}

func (Visit) view() string { return "visit" }

// CalendarURL is the file that puts the booking into the visitor's calendar.
func (v Visit) CalendarURL() string { return "/m/" + v.Token + "/calendar.ics" }
