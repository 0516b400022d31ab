package handlers

import (
	"strings"

	"okno/booking"
)

// Links are the addresses that clients get and nobody else: whoever has one may
// act. Every process of an installation makes the same ones.
type Links struct {
	base   string
	tokens tokens
}

// NewLinks makes them under the address that users see, with the installation's secret.
func NewLinks(baseURL string, secret []byte) Links {
	return Links{strings.TrimRight(baseURL, "/"), tokens{key: secret}}
}

// Visit is the client's own page of a booking.
func (l Links) Visit(company booking.CompanyID, id booking.ID) string {
	return l.base + "/m/" + l.tokens.manage(company, id)
}

// Reminders is where the client of a booking switches his reminders off: clients
// may be merged, and a booking stays his.
func (l Links) Reminders(company booking.CompanyID, id booking.ID) string {
	return l.base + "/u/" + l.tokens.reminders(company, id)
}
