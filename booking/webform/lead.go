package webform

import (
	"slices"
	"time"

	"okno/booking"
	"okno/booking/lookup"
)

// LeadStatus is where a lead stands in the funnel.
type LeadStatus string

const (
	LeadNew        LeadStatus = "new"
	LeadInProgress LeadStatus = "in_progress"
	LeadWon        LeadStatus = "won"
	LeadLost       LeadStatus = "lost"
	LeadSpam       LeadStatus = "spam"
)

// LeadStatuses are all of them, in the funnel's order.
var LeadStatuses = []LeadStatus{LeadNew, LeadInProgress, LeadWon, LeadLost, LeadSpam}

// leadMoves are the moves that a person may make. What was taken for spam comes
// back as new; what was won by a booking stays so (see Lead.May).
var leadMoves = map[LeadStatus][]LeadStatus{
	LeadNew:        {LeadInProgress, LeadLost, LeadSpam, LeadWon},
	LeadInProgress: {LeadLost, LeadNew, LeadSpam, LeadWon},
	LeadWon:        {LeadInProgress},
	LeadLost:       {LeadInProgress, LeadSpam},
	LeadSpam:       {LeadNew},
}

// Valid says whether s is one of LeadStatuses.
func (s LeadStatus) Valid() bool { return slices.Contains(LeadStatuses, s) }

// Open says whether somebody still has to do something about it.
func (s LeadStatus) Open() bool { return s == LeadNew || s == LeadInProgress }

// Lead is one request that came through a form.
type Lead struct {
	ID        booking.ID
	Form      booking.ID
	FormName  string
	Client    booking.ID
	Booking   booking.ID
	Status    LeadStatus
	Contact   booking.Contact // as the form understood it
	Payload   []Answer
	Consent   string         // the wording that was agreed to, "" where none was asked for
	ConsentAt time.Time      // zero where none was asked for
	Page      string         // address of the page it came from
	Assignee  booking.UserID // 0: nobody
	NextOn    *booking.Date  // when it wants the next step
	CreatedAt time.Time
	TakenAt   time.Time // when it stopped being new; zero while it is
	Revision  int
	Suspect   bool // a program seems to have sent it
	// Fingerprint is a hash of what it says; see desk/online.
	Fingerprint []byte
}

// Moves are the statuses that a person may give it now.
func (l Lead) Moves() []LeadStatus {
	if l.Booking != "" {
		return nil
	}
	return leadMoves[l.Status]
}

// May says whether a person may give it the status now.
func (l Lead) May(to LeadStatus) bool { return slices.Contains(l.Moves(), to) }

// Over says that a lead that is still new has waited for longer than targetMin minutes.
func (l Lead) Over(targetMin int, now time.Time) bool {
	return l.Status == LeadNew && now.Sub(l.CreatedAt) > time.Duration(targetMin)*time.Minute
}

// SearchText is what it is found by, folded.
func (l Lead) SearchText() string {
	text := l.Contact.Name + " " + l.Contact.Email
	for _, a := range l.Payload {
		text += " " + a.Value
	}
	return lookup.Fold(text)
}

// LeadSameTime is how long the same content through the same form is the same lead.
const LeadSameTime = 24 * time.Hour

// Masked is a lead without what reaches whoever left it.
func (l Lead) Masked() Lead {
	l.Contact, l.Payload, l.Page = l.Contact.Masked(), MaskAnswers(l.Payload), booking.MaskPage(l.Page)
	return l
}
