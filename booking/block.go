package booking

import "time"

// BlockedClient is somebody whose bookings a company does not take over the web. The desk may
// book for him all the same.
type BlockedClient struct {
	ID    ID
	Name  string // as it was known that day
	Phone string // E.164; one of the two is there
	Email string
	By    string // who has blocked him
	At    time.Time

	Reason string // in the desk's words, "" where none was given
}

// Masked is a block without what reaches whom it is of.
func (b BlockedClient) Masked() BlockedClient {
	c := Contact{Name: b.Name, Phone: b.Phone, Email: b.Email}.Masked()
	b.Name, b.Phone, b.Email, b.Reason = c.Name, c.Phone, c.Email, MaskText(b.Reason)
	return b
}
