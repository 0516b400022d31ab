package engine

import (
	"time"

	"okno/booking"
)

// Calendar is what the engine knows of one company: the rules, and who is
// occupied when. It is a snapshot; nothing in it changes while it is asked.
type Calendar struct {
	Company    booking.Company
	Services   []booking.Service
	Resources  []booking.Resource // in the panel's order, which breaks ties
	Exceptions []booking.Exception
	Occupied   []Occupancy // bookings that occupy, and live holds, at least for the dates asked about
}

// Occupancy is a booking or a live hold on one resource, buffers included.
type Occupancy struct {
	Resource booking.ID
	Span     booking.Span
	Time     booking.Span // of a booking without its buffers, where Busy is asked for; else the zero Span
	Booking  booking.ID   // "" for a hold
	Hold     booking.ID   // "" for a booking
}

// Ask is a question about one service.
type Ask struct {
	Service  booking.ID
	Resource booking.ID     // the one the visitor wants; "" lets any do
	Now      time.Time      // for notice and horizon
	Hold     booking.ID     // the visitor's own hold, which does not stand in his way
	Booking  booking.ID     // the booking that is being moved, which does not stand in its own way
	Waive    booking.Waiver // the rules that staff go over
}

// Day is a date with its free slots in order of time, none where the day is closed or full.
type Day struct {
	Date  booking.Date
	Slots []booking.Slot
}

// Choice is a yes: the resources that a booking at Start would take, one of each
// kind in the order of Kinds.
type Choice struct {
	booking.Slot
	Occupied  booking.Span // with the buffers
	Resources []booking.ID
	Waived    []booking.Waived // what it goes over: rules 2 and 3 first, then resource by resource
}
