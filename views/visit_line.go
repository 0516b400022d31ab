package views

import (
	"time"

	"okno/booking"
)

// VisitLine is a booking of the client in a line.
type VisitLine struct {
	URL, When, Service string
	Number             int64
	Price              string // "" where none is shown
	Paid               string // "" where nothing was taken
	Name               string // what he called himself, "" where it is the card's
	Status             Status
	Again, AgainURL    string // the words and the address of booking the same again, "" where that is not offered
	Hue                Hue
}

// NewVisitLine is a booking in a line, without a name.
func NewVisitLine(w *Words, b booking.Booking, services []booking.Service, company booking.Company, now time.Time) VisitLine {
	line := VisitLine{
		URL: "/bookings/" + string(b.ID), Number: b.Number, Status: StatusOf(w, b.Status),
		Price: w.Money(b.Price, company.Currency), Paid: w.Money(b.Paid, company.Currency),
		Hue: ServicePalette(services).Of(b.Service), When: w.When(b.Start.In(company.Zone), now.In(company.Zone)),
	}
	for _, s := range services {
		if s.ID == b.Service {
			line.Service = s.Name
		}
	}
	return line
}

// SearchLine is a booking that was found.
type SearchLine struct {
	VisitLine
	Phone string
	Who   string // the people whom it is with
}
