package board

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/payment"
	"okno/db/bookingdb"
	"okno/desk/bookings"
	"okno/handlers"
	"okno/views"
	"okno/views/board"
)

// payForm is GET /bookings/:id/payment: what was paid for a booking, to be typed; with ?back=1 what is given back. One query.
func (h till) payForm(c echo.Context) error {
	return h.showPay(c, http.StatusOK, board.PayData{Back: c.QueryParam("back") != ""})
}

// pay is POST /bookings/:id/payment. What is refused comes back with what was typed, and with what was paid by then.
func (h till) pay(c echo.Context) error {
	var typed payment.Typed
	if err := c.Bind(&typed); err != nil {
		return err
	}
	typed.Back = c.FormValue("back") != ""
	done, err := h.Desk.Payments.TakePayment(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), typed)
	if err == nil {
		return h.acted(c, done, nil, nil)
	}
	known := handlers.AsKnown(err)
	if known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	return h.showPay(c, handlers.Statuses[known.Code], board.PayData{Typed: &typed, Back: typed.Back, Error: known})
}

// showPay shows the form, in the modal or as a page.
func (h till) showPay(c echo.Context, status int, d board.PayData) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	if d.Booking, err = bookingdb.Booking(c.Request().Context(), h.Scope(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	d.Company, d.Service = setup.Company, handlers.ServiceOf(setup.Services, d.Booking.Service)
	if !handlers.IsFragment(c) {
		return h.Render(c, status, board.NewPayPage(h.Base(c), d))
	}
	return h.Render(c, status, board.NewPay(handlers.ReaderOf(c), d))
}

// withMoney is what a toast says of an act, with how much was taken or given back by it; and with what was taken before, where
// the act moves or ends the booking.
func withMoney(w *views.Words, said booking.Sentence, done bookings.Done, company booking.Company) booking.Sentence {
	was, is := payment.Cents(done.Before.Paid), payment.Cents(done.Booking.Paid)
	switch done.Act {
	case booking.ActPaid, booking.ActRefunded:
		said.Args["Amount"] = w.Money(payment.Decimal(max(is-was, was-is)), company.Currency)
	case booking.ActMoved, booking.ActCancelled, booking.ActRejected, booking.ActNoShow, booking.ActDeleted:
		if is > 0 {
			return booking.Say("acts.said.kept", "Said", said, "Paid", w.Money(done.Booking.Paid, company.Currency))
		}
	}
	return said
}
