package booking

import "time"

// Confirmation says what a visitor's booking is at first.
type Confirmation string

const (
	Auto   Confirmation = "auto"   // confirmed at once
	Manual Confirmation = "manual" // pending until the desk answers
)

// Company is the tenant with its booking rules. Nothing of one company is ever
// visible to, or referenced by, another.
type Company struct {
	ID           CompanyID
	Slug         string
	Name         string
	Zone         *time.Location // IANA zone; all wall-clock times of the company are read in it
	Locale       string         // "ru" or "en": the language of its visitors and of new members
	Languages    string         // of its visitors, where there are more: tags (BCP 47) between spaces; see package languages
	Currency     string         // ISO 4217
	StepMin      int            // the slot grid, in minutes; see Steps
	Starts       Starts         // "" is StepStarts
	MinNoticeMin int            // a booking starts at the earliest this many minutes from now
	HorizonDays  int            // and at the latest on the date this many days after today
	Confirmation Confirmation
	Client       ClientRules // what a client may do by himself
	Specialist   SpecialistRules
}

// SpecialistRules are what specialists may do with their own bookings, and see of them. The zero rules allow nothing.
type SpecialistRules struct {
	Marks    bool // say that a client is there, that the visit took place, that nobody came
	Prices   bool // see what a booking costs
	Contacts bool // see clients' phones and e-mails
	Moves    bool // put a booking that is theirs alone at another time
	Cancels  bool // cancel one
	Books    bool // book clients with themselves
}

// DefaultSpecialistRules are those of a company that has never said otherwise.
var DefaultSpecialistRules = SpecialistRules{Marks: true, Prices: true}

// FirstStatus is the status of a booking that a visitor makes.
func (c Company) FirstStatus() Status {
	if c.Confirmation == Manual {
		return Pending
	}
	return Confirmed
}
