package companyfile

import (
	"cmp"
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/payment"
)

var (
	bookingShape = &shape{"a booking", 5, []string{"ref", "service", "resources", "start", "client", "status",
		"duration_min", "buffer_before_min", "buffer_after_min", "payments"}}
	paymentShape = &shape{"a payment", 3, []string{"amount", "way", "at", "note", "by"}}
	clientShape  = &shape{"a client", 1, []string{"name", "phone", "email", "email_left"}}
)

func (r *reader) bookings() {
	r.file.Bookings = []Booking{}
	r.list(booking.MaxBookings, func(i int) {
		r.file.Bookings = append(r.file.Bookings, r.booking(i))
	})
}

// unsaid marks minutes that the booking takes from its service.
const unsaid = -1

func (r *reader) booking(i int) Booking {
	it := Booking{Status: booking.Confirmed, DurationMin: unsaid, BufferBeforeMin: unsaid, BufferAfterMin: unsaid}
	r.object(bookingShape, func(field string) {
		switch field {
		case "ref":
			it.Ref = r.newRef("bookings", i)
		case "service":
			it.Service = r.refTo("services")
		case "resources":
			at := r.next()
			if it.Resources = r.refsTo("resources"); len(it.Resources) == 0 {
				r.problemAt(at, "names no resource; a booking occupies at least one")
			}
		case "start":
			it.Start = r.instant()
			it.Line = r.line(r.base + int(r.dec.InputOffset()))
		case "status":
			it.Status = oneOf(r, booking.Statuses...)
		case "client":
			it.Client, it.EmailLeft = r.client()
		case "duration_min":
			it.DurationMin = r.number(booking.MinDurationMin, booking.MaxDurationMin)
		case "buffer_before_min":
			it.BufferBeforeMin = r.number(0, booking.MaxBufferMin)
		case "buffer_after_min":
			it.BufferAfterMin = r.number(0, booking.MaxBufferMin)
		case "payments":
			it.Payments = r.payments()
		}
	})
	if s, known := r.refs["services"][it.Service]; known {
		service := r.file.Services[s]
		it.DurationMin = said(it.DurationMin, service.with(it.Resources))
		it.BufferBeforeMin = said(it.BufferBeforeMin, service.BufferBeforeMin)
		it.BufferAfterMin = said(it.BufferAfterMin, service.BufferAfterMin)
	}
	return it
}

func said(own, service int) int {
	if own == unsaid {
		return service
	}
	return own
}

// client is the contact of a booking: the phone in E.164, the address in lower case. left
// says that the address is not the card's.
func (r *reader) client() (c booking.Contact, left bool) {
	r.object(clientShape, func(field string) {
		switch field {
		case "name":
			c.Name = r.oneLine()
		case "phone":
			s, ok := r.text()
			if !ok || s == "" { // as good as absent
				return
			}
			if c.Phone, ok = booking.ParsePhone(s, r.file.Company.Zone); !ok {
				r.check(false, "%q is not a phone number like +79161234567", short(s))
			}
		case "email":
			s, ok := r.text()
			if !ok || s == "" { // as good as absent
				return
			}
			if c.Email, ok = booking.ParseEmail(s); !ok {
				r.check(false, "%q is not an email address like anna@example.com", short(s))
			}
		case "email_left":
			left = r.flag()
		}
	})
	return c, left && c.Email != ""
}

// payments are what was taken for a booking, in order of time.
func (r *reader) payments() []Payment {
	all := []Payment{}
	r.list(payment.MaxOfBooking, func(int) {
		var p Payment
		r.object(paymentShape, func(field string) {
			switch field {
			case "amount":
				p.Amount = r.amount()
			case "way":
				p.Way = oneOf(r, payment.Ways...)
			case "at":
				p.At = r.instant()
			case "note":
				p.Note = r.lines(payment.MaxNote)
			case "by":
				p.By = r.oneLine()
			}
		})
		all = append(all, p)
	})
	slices.SortStableFunc(all, Payment.compare)
	return all
}

// compare is the order of payments in a file.
func (p Payment) compare(other Payment) int {
	return cmp.Or(p.At.Compare(other.At), strings.Compare(string(p.Way), string(other.Way)), strings.Compare(p.Amount, other.Amount),
		strings.Compare(p.Note, other.Note), strings.Compare(p.By, other.By))
}
