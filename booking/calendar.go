package booking

import "time"

// Calendar is what the engine knows of one company: the rules, and who is
// occupied when. It is a snapshot; nothing in it changes while it is asked.
type Calendar struct {
	Company    Company
	Services   []Service
	Resources  []Resource // in the panel's order, which breaks ties
	Exceptions []Exception
	Occupied   []Occupancy // bookings that occupy, and live holds, at least for the dates asked about
}

// Occupancy is a booking or a live hold on one resource, buffers included.
type Occupancy struct {
	Resource ID
	Span     Span
	Time     Span // of a booking without its buffers, where Busy is asked for; else the zero Span
	Booking  ID   // "" for a hold
	Hold     ID   // "" for a booking
}

// Ask is a question about one service.
type Ask struct {
	Service  ID
	Resource ID        // the one the visitor wants; "" lets any do
	Now      time.Time // for notice and horizon
	Hold     ID        // the visitor's own hold, which does not stand in his way
	Booking  ID        // the booking that is being moved, which does not stand in its own way
	Waive    Waiver    // the rules that staff go over
}

// Slot is a start that is offered. Both instants carry the company's zone.
type Slot struct{ Start, End time.Time }

// Day is a date with its free slots in order of time, none where the day is closed or full.
type Day struct {
	Date  Date
	Slots []Slot
}

// Choice is a yes: the resources that a booking at Start would take, one of each
// kind in the order of Kinds.
type Choice struct {
	Slot
	Occupied  Span // with the buffers
	Resources []ID
	Waived    []Waived // what it goes over: rules 2 and 3 first, then resource by resource
}
