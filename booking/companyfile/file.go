// Package companyfile reads and writes the company file: one company with its
// resources, services, exceptions, bookings and forms as JSON (contracts.md,
// "Company file"). It is pure: it knows the file and nothing of a database.
package companyfile

import (
	"time"

	"okno/booking"
	"okno/booking/payment"
	"okno/booking/webform"
)

// Version is the only value of the file's "okno" field that this program reads.
const Version = 1

// File is a company file whose every value has been checked and whose absent
// fields have their defaults. A list that is nil was absent from the file; what
// it would describe is left alone by an import. Things name each other by ref.
type File struct {
	Company    booking.Company // without ID
	Resources  []Resource
	Services   []Service
	Exceptions []Exception
	Bookings   []Booking
	Forms      []Form
	SMS        *SMS // nil: absent from the file
}

// Resource is known by its ref and has no ID. Weekly, Schedules and Days that are nil
// are absent from the file.
type Resource = booking.Resource

// Service is known by its ref and has no ID. The resources of its terms are refs
// as well; no terms at all are absent from the file, which leaves alone those that there are.
type Service struct {
	booking.Service
	Resources []string // refs, in the place of the service's IDs; nil: absent from the file
}

// Exception is a booking.Exception whose service and resource are refs.
type Exception struct {
	Service  string // ref, "" unless it concerns one service
	Resource string // ref, "" unless it concerns one resource
	FromDate booking.Date
	ToDate   *booking.Date // inclusive; nil has no end
	Weekdays []int         // ISO 8601, ascending; nil means every day
	WholeDay bool
	From, To booking.Clock // when not WholeDay; To <= From runs past midnight
	Reason   string
}

// Booking is a booking.Booking as the file tells it. Its minutes are its
// service's, with its resources, unless the file gives the booking its own.
type Booking struct {
	Ref             string
	Service         string    // ref
	Resources       []string  // refs, at least one
	Start           time.Time // in UTC, whole seconds
	DurationMin     int
	BufferBeforeMin int
	BufferAfterMin  int
	Status          booking.Status
	Client          booking.Contact
	EmailLeft       bool // the client's e-mail was left in this booking, and does not stand on his card
	// Payments are what was taken for it and given back, the oldest first; nil where the file says nothing of them.
	Payments []Payment
	Line     int // where its start stands in the file, 0 when it comes from elsewhere
}

// End is Start plus the duration.
func (b Booking) End() time.Time { return b.Start.Add(minutes(b.DurationMin)) }

// Occupied is Start to End with the buffers.
func (b Booking) Occupied() booking.Span {
	return booking.Span{From: b.Start.Add(-minutes(b.BufferBeforeMin)), To: b.End().Add(minutes(b.BufferAfterMin))}
}

// with is how long the service takes with those resources.
func (s Service) with(refs []string) int {
	ids := make([]booking.ID, len(refs))
	for i, ref := range refs {
		ids[i] = booking.ID(ref)
	}
	length, _ := s.With(ids...)
	return length
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// Form is a booking.Form by its ref.
type Form struct {
	Ref      string
	Name     string
	Key      string
	Active   bool
	Settings webform.FormSettings // its widget's Mode is never ""
	Line     int                  // where its key stands in the file, 0 when it comes from elsewhere
}

// Things is how many things the file describes; an import's progress counts them.
func (f *File) Things() int {
	return len(f.Resources) + len(f.Services) + len(f.Exceptions) + len(f.Bookings) + len(f.Forms)
}

// Payment is an entry of a booking.
type Payment struct {
	Way    payment.Way
	Amount string    // decimal; below zero for what was given back
	At     time.Time // in UTC, whole seconds
	Note   string
	By     string
}
