package views

import (
	"net/url"
	"slices"

	"okno/booking"
	"okno/booking/webform"
)

// BookingLinks are the addresses of forms' pages that begin with one service or one resource, to be given to clients.
type BookingLinks struct {
	W     *Words
	Items []BookingLink
}

// BookingLink is the address of one form's page.
type BookingLink struct{ ID, Form, URL string }

// NewBookingLinks are those of the active forms that offer one of the services; name and ref are the parameter of the address.
func NewBookingLinks(w *Words, base string, forms []webform.Form, services []booking.Service, name, ref string) BookingLinks {
	links := BookingLinks{W: w}
	for _, f := range forms {
		if f.Active && slices.ContainsFunc(services, func(s booking.Service) bool { return s.Active && f.Settings.Offers(s) }) {
			links.Items = append(links.Items, BookingLink{f.Key, f.Name, base + "/b/" + f.Key + "?" + url.Values{name: {ref}}.Encode()})
		}
	}
	return links
}
