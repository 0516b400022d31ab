package booking

import "time"

// Client is a person known by phone or e-mail within one company.
type Client struct {
	ID        ID
	Contact          // as the desk knows him, or he has confirmed it; his bookings keep what he wrote in each
	Left      string // an e-mail that a visitor left who was not known: he is known by it, and nothing is written to it from the card
	Birthday  string // ParseBirthday
	Note      string
	Chat      string // as Booking.Chat, of all that he has
	Tags      string // tags.List, one a line, in order
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
	Blocked   bool      // he is not booked over the web
	Why       string    // the desk's reason for that, "" where none was given
}

// ClientAttributes are what a client's card has. The card's form, a clash, its history, the statements, merging,
// erasing and the exports go by the list.
var ClientAttributes = Attributes[Client]{
	{Name: "name", Required: true, Most: MaxName, Value: func(c *Client) any { return &c.Name }},
	{Name: "phone", Kind: PhoneAttribute, Most: MaxPhone, Value: func(c *Client) any { return &c.Phone }},
	{Name: "email", Kind: EmailAttribute, Most: MaxEmail, Value: func(c *Client) any { return &c.Email }},
	{Name: "birthday", Kind: BirthdayAttribute, Most: 10, Value: func(c *Client) any { return &c.Birthday }},
	{Name: "note", Kind: TextAttribute, Most: MaxText, Value: func(c *Client) any { return &c.Note }},
}

// ReadClient reads what was typed into the card c, whose other fields stay; phones without a
// country code are read as those of the zone's country. What cannot be accepted
// comes back as one Invalid Error with every field of it.
func ReadClient(typed Typed, c Client, zone *time.Location) (Client, error) {
	wrong := Fields{}
	ClientAttributes.In(zone).Read(typed, &c, wrong)
	if len(wrong) > 0 {
		return Client{}, FailFields(wrong)
	}
	return c, nil
}

// ContactText is how somebody is named and reached, as it is typed.
type ContactText struct {
	Name  string `form:"name"`
	Phone string `form:"phone"`
	Email string `form:"email"`
}

// Contact reads it, as ReadClient does.
func (t ContactText) Contact(zone *time.Location) (Contact, error) {
	c, err := ReadClient(Typed{"name": t.Name, "phone": t.Phone, "email": t.Email}, Client{}, zone)
	return c.Contact, err
}
