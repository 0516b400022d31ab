package telling

import "time"

// YoungFor is how long a company that somebody has made by signing up writes to its clients
// in the program's words alone.
const YoungFor = 7 * 24 * time.Hour

// Standing is how far a company is trusted with mail.
type Standing struct {
	Approved bool      // the operator has made it, or vouches for it, or nobody else makes any
	SignedUp time.Time // when it was made
	PerDay   *int      // mails to clients in a day, as the operator has set it; nil: by the rest of this
	Sent     int       // mails to clients that left in the last StandingTime
	Refused  int       // addresses of clients that were found to be none in that time
}

// StandingTime is what of the past a company's standing is judged by.
const StandingTime = 7 * 24 * time.Hour

// The mails to clients that a company may send in a day.
const (
	ApprovedPerDay = 20_000
	FirstPerDay    = 50    // on the day of its making, and as many more with each day
	MostPerDay     = 2_000 // however old
	LeastPerDay    = 20    // with however many dead addresses
)

// OwnWordsFrom is when a company begins to speak in its own words; the zero time where it may already.
func (s Standing) OwnWordsFrom(now time.Time) time.Time {
	if until := s.SignedUp.Add(YoungFor); !s.Approved && now.Before(until) {
		return until
	}
	return time.Time{}
}

// Young says whether it may not yet.
func (s Standing) Young(now time.Time) bool { return !s.OwnWordsFrom(now).IsZero() }

// Good says whether nearly all addresses that the company writes to take its mail.
func (s Standing) Good() bool { return s.Refused < 5 || s.Refused*10 <= s.Sent }

// MailsPerDay is how many mails the company may send to its clients in a day.
func (s Standing) MailsPerDay(now time.Time) int {
	switch {
	case s.PerDay != nil:
		return *s.PerDay
	case s.Approved:
		return ApprovedPerDay
	}
	days := max(int(now.Sub(s.SignedUp)/(24*time.Hour)), 0)
	n := min(FirstPerDay*(1+days), MostPerDay)
	if !s.Good() {
		n = max(n/5, LeastPerDay)
	}
	return n
}

// MailHold is why a delivery waits that could be sent: there has been enough mail for a day.
type MailHold string

const (
	HeldRecipient MailHold = "recipient" // to its recipient, from all companies; it comes in one mail with what else waits for him
	HeldCompany   MailHold = "company"   // from its company
	HeldDigest    MailHold = "digest"    // it has gone, in one mail with others
)
