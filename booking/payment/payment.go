// Package payment is what was taken for bookings and what was given back: entries that are never changed, in the company's
// currency.
package payment

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"okno/booking"
)

// Way is how money was taken or given back.
type Way string

const (
	Cash     Way = "cash"
	Card     Way = "card"
	Transfer Way = "transfer"
)

// Ways are all of them, in the order in which they are offered.
var Ways = []Way{Cash, Card, Transfer}

const (
	MaxOfBooking = 50  // entries
	MaxNote      = 200 // letters
)

// Payment is one entry.
type Payment struct {
	ID      booking.ID
	Booking booking.ID `db:"booking_id"`
	Way     Way
	Amount  string // decimal; below zero for what was given back
	At      time.Time
	Note    string
	By      string // the name of who took it, "" where that is not known
}

// Refund says whether it was given back.
func (p Payment) Refund() bool { return strings.HasPrefix(p.Amount, "-") }

// Masked is a payment without phones and e-mails in its note.
func (p Payment) Masked() Payment {
	p.Note = booking.MaskText(p.Note)
	return p
}

// Cents is a decimal with two digits after the point in hundredths; 0 for what is none.
func Cents(decimal string) int64 {
	n, err := strconv.ParseInt(strings.Replace(decimal, ".", "", 1), 10, 64)
	if err != nil {
		return 0
	}
	if !strings.Contains(decimal, ".") {
		n *= 100
	}
	return n
}

// Decimal is the reverse of Cents.
func Decimal(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	digits := strconv.FormatInt(cents, 10)
	if len(digits) < 3 {
		digits = strings.Repeat("0", 3-len(digits)) + digits
	}
	return sign + digits[:len(digits)-2] + "." + digits[len(digits)-2:]
}

// Due is what is still to be paid: "" where nothing is, or nobody knows.
func Due(price, paid string) string {
	if due := Cents(price) - Cents(paid); due > 0 {
		return Decimal(due)
	}
	return ""
}

// State is how far a booking is paid.
type State string

const (
	Unpaid State = ""
	Partly State = "partly"
	Fully  State = "fully"
)

// StateOf is that of a booking which costs price and for which paid was taken in all.
func StateOf(price, paid string) State {
	switch {
	case Cents(paid) <= 0:
		return Unpaid
	case Due(price, paid) != "":
		return Partly
	}
	return Fully
}

// Typed is an entry as it is typed.
type Typed struct {
	Amount string `form:"amount"`
	Way    string `form:"way"`
	Note   string `form:"note"`
	Back   bool   `form:"-"`    // given back
	Paid   string `form:"paid"` // what the form showed as taken so far
}

// Read reads it, for a booking for which paid was taken so far. What cannot be accepted comes back as one Invalid Error with
// every field of it.
func (t Typed) Read(paid string) (Payment, error) {
	wrong := booking.Fields{}
	amount, readable := booking.ParsePrice(t.Amount)
	switch {
	case !readable:
		wrong["amount"] = booking.Say("error.price")
	case Cents(amount) == 0:
		wrong["amount"] = booking.Say("error.payment.amount")
	case t.Back && Cents(amount) > Cents(paid):
		wrong["amount"] = booking.Say("error.payment.too_much")
	}
	p := Payment{Way: Way(t.Way), Amount: amount}
	if !slices.Contains(Ways, p.Way) {
		wrong["way"] = booking.Say("error.payment.way")
	}
	var fits bool
	if p.Note, fits = booking.CleanText(t.Note, MaxNote); !fits {
		wrong["note"] = booking.Say("error.too_long", "Max", MaxNote)
	}
	if len(wrong) > 0 {
		return Payment{}, booking.FailFields(wrong)
	}
	if t.Back {
		p.Amount = "-" + amount
	}
	return p, nil
}
