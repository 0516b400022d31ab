package board

import (
	"okno/booking"
	"okno/booking/payment"
	"okno/views"
)

// PayPage is GET /bookings/:id/payment for a direct visit.
type PayPage struct {
	views.Base
	Form Pay
}

func (PayPage) View() string { return "pay-page" }

// Pay is the fragment #pay-booking: the form that takes money for a booking, or gives it back.
type Pay struct {
	W       *views.Words
	Alone   bool
	ID      booking.ID
	Title   string
	Name    string
	What    string // the service and its price
	Taken   string // how much was taken and what is left, "" before anything was
	Back    bool   // money is given back
	CanBack bool   // there is some to give back
	Amount  string
	Ways    []views.Choice
	Note    string
	MaxNote int
	Paid    string // token: what was taken when the form was opened
	Problem string
	Wrong   map[string]string
}

// PayData is what it is made of.
type PayData struct {
	Company booking.Company
	Booking booking.Booking
	Service booking.Service
	Typed   *payment.Typed // nil for a form that has just been opened
	Back    bool
	Error   *booking.Error
}

// NewPay makes the fragment in the given language. What is left to pay stands in it, or all that can be given back.
func NewPay(locale string, d PayData) Pay {
	w, k := views.In(locale), d.Booking
	v := Pay{
		W: w, ID: k.ID, Title: w.T("booking.title", "number", k.Number), Name: w.Person(k), What: d.Service.Name, Back: d.Back,
		CanBack: payment.Cents(k.Paid) > 0, MaxNote: payment.MaxNote, Paid: k.Paid, Taken: paidSaid(w, k, d.Company), Wrong: map[string]string{},
	}
	if price := w.Money(k.Price, d.Company.Currency); price != "" {
		v.What += " · " + price
	}
	typed := payment.Typed{Amount: w.Amount(payment.Due(k.Price, k.Paid)), Way: string(payment.Cash)}
	if d.Back {
		typed.Amount = w.Amount(k.Paid)
	}
	if d.Typed != nil {
		typed = *d.Typed
	}
	v.Amount, v.Note = typed.Amount, typed.Note
	for _, way := range payment.Ways {
		v.Ways = append(v.Ways, views.Choice{Value: string(way), Label: w.T("pay.way." + string(way)), Chosen: string(way) == typed.Way})
	}
	if d.Error != nil {
		for name, sentence := range d.Error.Fields {
			v.Wrong[name] = w.Say(sentence)
		}
		if d.Error.Code != booking.Invalid {
			v.Problem = w.Say(d.Error.Sentence)
		}
	}
	return v
}

func (Pay) View() string { return "pay" }

// URL is the booking's own address.
func (v Pay) URL() string { return "/bookings/" + string(v.ID) }

// Heading is what the form does.
func (v Pay) Heading() string {
	if v.Back {
		return v.W.T("pay.back")
	}
	return v.W.T("booking.pay")
}

// Head is of the form.
func (v Pay) Head() views.FormHead {
	return views.FormHead{W: v.W, ID: "pay-booking-title", Heading: v.Heading(), Alone: v.Alone, BackURL: v.URL(), Back: v.Title}
}

// NewPayPage makes the page. It sets the title.
func NewPayPage(base views.Base, d PayData) PayPage {
	form := NewPay(base.Locale, d)
	form.Alone = true
	base.Title, base.Section = form.Heading(), "bookings"
	return PayPage{base, form}
}

// paidSaid is how far a booking is paid, "" before anything was taken.
func paidSaid(w *views.Words, k booking.Booking, company booking.Company) string {
	money := func(amount string) string { return w.Money(amount, company.Currency) }
	due := payment.Due(k.Price, k.Paid)
	switch {
	case k.Paid == "":
		return ""
	case due != "":
		return w.T("pay.partly", "paid", money(k.Paid), "due", money(due))
	}
	return w.T("pay.fully", "paid", money(k.Paid))
}

// paidLine is an entry in words.
func paidLine(w *views.Words, p payment.Payment, company booking.Company) views.Line {
	l := views.Line{When: w.Moment(p.At.In(company.Zone)), Who: p.By, Reason: p.Note}
	key := "pay.line.taken."
	if p.Refund() {
		key = "pay.line.back."
	}
	l.What = w.T(key+string(p.Way), "amount", w.Money(payment.Decimal(max(payment.Cents(p.Amount), -payment.Cents(p.Amount))), company.Currency))
	return l
}

// keptSaid is that money was taken for a booking that is about to be moved, or cancelled; "" where none is.
func keptSaid(w *views.Words, k booking.Booking, company booking.Company) string {
	if payment.Cents(k.Paid) <= 0 {
		return ""
	}
	return w.T("pay.kept", "paid", w.Money(k.Paid, company.Currency))
}
