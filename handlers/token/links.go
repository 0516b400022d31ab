package token

import (
	"strings"

	"okno/booking"
)

// Links are the addresses that clients get and nobody else: whoever has one may
// act. Every process of an installation makes the same ones.
type Links struct {
	base   string
	tokens Tokens
}

// NewLinks makes them under the address that users see, with the installation's secret.
func NewLinks(baseURL string, secret []byte) Links {
	return Links{strings.TrimRight(baseURL, "/"), Tokens{Key: secret}}
}

// Visit is the client's own page of a booking.
func (l Links) Visit(company booking.CompanyID, id booking.ID) string {
	return l.base + "/m/" + l.tokens.Manage(company, id)
}

// Mailed is the same as it stands in a mail to an address: whoever opens it there reads the
// mail of that address, which the page's own address does not say.
func (l Links) Mailed(company booking.CompanyID, id booking.ID, address string) string {
	return l.Visit(company, id) + "?mail=" + l.tokens.Mailed(company, id, address)
}

// Reminders is where the client of a booking switches his reminders off: clients
// may be merged, and a booking stays his.
func (l Links) Reminders(company booking.CompanyID, id booking.ID) string {
	return l.base + "/u/" + l.tokens.reminders(company, id)
}
