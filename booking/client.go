package booking

import (
	"strings"
	"time"
)

// Client is a person known by phone or e-mail within one company.
type Client struct {
	ID        ID
	Contact          // as the desk knows him, or he has confirmed it; his bookings keep what he wrote in each
	Left      string // an e-mail that a visitor left who was not known: he is known by it, and nothing is written to it from the card
	Note      string
	Revision  int
	CreatedAt time.Time
	Erased    bool // what was personal is gone; the visits still count
}

// Figures are a client's visits in numbers.
type Figures struct {
	Visits    int // arrived, completed, or confirmed and over with nobody saying otherwise
	Coming    int // pending or confirmed, not over
	NoShows   int
	Cancelled int       // or rejected
	LastVisit time.Time // zero where there was none
}

// ClientText is a client as a person types him.
type ClientText struct {
	Name  string `form:"name"`
	Phone string `form:"phone"`
	Email string `form:"email"`
	Note  string `form:"note"`
}

// Client reads the text into c, whose other fields stay; phones without a
// country code are read as those of the zone's country. What cannot be accepted
// comes back as one Invalid Error with every field of it.
func (t ClientText) Client(c Client, zone *time.Location) (Client, error) {
	wrong := fields{}
	if c.Name = wrong.line("name", t.Name, MaxName); c.Name == "" && wrong["name"].Key == "" {
		wrong["name"] = Say("error.required")
	}
	c.Note = wrong.text("note", t.Note, MaxText)
	c.Phone, c.Email = "", ""
	if text := strings.TrimSpace(t.Phone); text != "" {
		phone, ok := ParsePhone(text, zone)
		if c.Phone = phone; !ok {
			wrong["phone"] = Say("error.phone")
		}
	}
	if text := strings.TrimSpace(t.Email); text != "" {
		email, ok := ParseEmail(text)
		if c.Email = email; !ok {
			wrong["email"] = Say("error.email")
		}
	}
	if len(wrong) > 0 {
		return Client{}, FailFields(wrong)
	}
	return c, nil
}
