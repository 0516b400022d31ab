package booking

import "time"

// Source is where a booking came from.
type Source string

const (
	FromWidget Source = "widget"
	FromPhone  Source = "phone"
	FromDesk   Source = "desk"    // he stood there
	FromWalkIn Source = "walk_in" // he came without an appointment
	FromLead   Source = "lead"
	FromImport Source = "import"
)

// Booking is a service for a client at a time, on one or more resources.
type Booking struct {
	ID        ID
	Number    int64  // the company's own running number: what people say on the phone
	Ref       string // the company file's name for it, "" unless imported
	Service   ID
	Resources []ID
	Start     time.Time
	End       time.Time // Start plus the service's duration on the day it was booked
	Occupied  Span      // Start and End with the buffers of that day
	Status    Status
	Source    Source
	Client    ID
	Contact   Contact
	Locale    string // the language of its client, "" for the company's
	TellNone  bool   // nobody writes to its client about it
	Suspect   bool   // a program seems to have sent it: see Doubtful
	Chat      string // how its client is told beside mail: in Telegram "also" or "instead", by "sms" alone, "" by mail or not at all
	LateMin   int    // by how much its client says that he will be late
	Coming    bool   // its client says that he will come at that time
	Notes     string // the company's own, not for the client
	Waived    Waiver // the rules that staff went over to have it there
	Deleted   bool   // made by mistake: cancelled as well, and in no list
	CreatedAt time.Time
	// BoundTo is the start by which its client could have cancelled it, where he has moved it
	// after that was over; nil elsewhere.
	BoundTo *time.Time
	Price   string // decimal in the company's currency, its service's when it was made; "" where none is shown
	Paid    string // the sum of its payments, "" where there was none; booking/payment
}

// WillCome says that its client is still expected, and has said that he will come.
func (b Booking) WillCome() bool { return b.Coming && b.Status == Confirmed }

// Doubtful says that a person has still to say whether it is real.
func (b Booking) Doubtful() bool { return b.Suspect && b.Status == Pending }

// Contact is how the person who booked introduced himself: the client's record
// may be edited or merged later, this stays as it was given.
type Contact struct {
	Name  string
	Phone string // E.164, "" where none was given
	Email string // "" where none was given
}
