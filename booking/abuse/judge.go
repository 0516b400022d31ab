package abuse

import "time"

// Arrivals are how many bookings have come before one, as the rules count them.
type Arrivals struct {
	Near    int // from its network within BookingNear.Per
	NearDay int // within BookingNearDay.Per
	Many    int // from its site within BookingSite.Per
	Rush    int // to the company from whomever within BookingRush.Per, of people it has not seen
}

// Refused says whether there are too many for one more.
func (n Arrivals) Refused() bool {
	return n.Near >= BookingMost.Most || n.NearDay >= BookingMostDay.Most || n.Many >= BookingMany.Most
}

// Slower is how long the answer to one more waits.
func (n Arrivals) Slower() time.Duration {
	return min(max(0, time.Duration(n.Near+1-BookingPace.Most))*250*time.Millisecond, 2*time.Second)
}

// Mark is why one more waits for a person's word, a key of history.marked.*, "" where it
// does not. It is not for whom the company has seen before.
func (n Arrivals) Mark() string {
	switch {
	case n.Near >= BookingNear.Most, n.NearDay >= BookingNearDay.Most, n.Many >= BookingSite.Most:
		return "near"
	case n.Rush >= BookingRush.Most:
		return "rush"
	}
	return ""
}

// LeadArrivals are how many requests have come through a form before one, within LeadMost.Per.
type LeadArrivals struct {
	Blind int // from its network, without a fresh view token
	Near  int // from its network, with one
	Many  int // from its site
}

// Then says what becomes of one more, of a form that was opened, at a person's pace (clean),
// or not: Refused, Marked, Spam, or "" for nothing.
func (n LeadArrivals) Then(clean bool) Then {
	switch {
	case clean && n.Near >= LeadMost.Most, !clean && n.Blind > LeadBlind.Most, n.Many >= LeadMany.Most:
		return Refused
	case clean && n.Near >= LeadNear.Most:
		return Marked
	case !clean && n.Blind >= LeadBlind.Most:
		return Spam
	}
	return ""
}
