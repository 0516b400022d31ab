package payment_test

import (
	"errors"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/payment"
)

func TestCentsAndBack(t *testing.T) {
	for decimal, cents := range map[string]int64{
		"0.00": 0, "0.01": 1, "0.10": 10, "-0.05": -5, "2500.00": 250000, "-2500.50": -250050, "9999999999.99": 999999999999,
	} {
		if got := payment.Cents(decimal); got != cents {
			t.Errorf("Cents(%q) = %d", decimal, got)
		}
		if got := payment.Decimal(cents); got != decimal {
			t.Errorf("Decimal(%d) = %q", cents, got)
		}
	}
	for _, none := range []string{"", "x", "1.2.3"} {
		if payment.Cents(none) != 0 {
			t.Errorf("Cents(%q) is something", none)
		}
	}
}

func TestHowFarABookingIsPaid(t *testing.T) {
	for _, c := range []struct {
		price, paid string
		want        payment.State
		due         string
	}{
		{"2500.00", "", payment.Unpaid, "2500.00"}, {"2500.00", "0.00", payment.Unpaid, "2500.00"}, {"2500.00", "0.01", payment.Partly, "2499.99"},
		{"2500.00", "2500.00", payment.Fully, ""}, {"2500.00", "3000.00", payment.Fully, ""}, {"", "", payment.Unpaid, ""}, {"", "10.00", payment.Fully, ""},
		{"0.00", "", payment.Unpaid, ""},
	} {
		if got := payment.StateOf(c.price, c.paid); got != c.want {
			t.Errorf("%q of %q is %q", c.paid, c.price, got)
		}
		if got := payment.Due(c.price, c.paid); got != c.due {
			t.Errorf("%q of %q leaves %q", c.paid, c.price, got)
		}
	}
}

func TestWhatIsTypedIsRead(t *testing.T) {
	for _, c := range []struct {
		typed payment.Typed
		paid  string
		want  string // the amount, or the fields that are wrong
	}{
		{payment.Typed{Amount: " 2 500,5 ", Way: "cash"}, "", "2500.50"},
		{payment.Typed{Amount: "100", Way: "card", Back: true}, "100.00", "-100.00"},
		{payment.Typed{Amount: "100.01", Way: "card", Back: true}, "100.00", "amount"},
		{payment.Typed{Amount: "1", Way: "cash", Back: true}, "", "amount"},
		{payment.Typed{Amount: "0,00", Way: "cash"}, "", "amount"},
		{payment.Typed{Amount: "", Way: "cash"}, "", "amount"},
		{payment.Typed{Amount: "-5", Way: "cash"}, "", "amount"},
		{payment.Typed{Amount: "1e9", Way: "cash"}, "", "amount"},
		{payment.Typed{Amount: "12345678901", Way: "cash"}, "", "amount"},
		{payment.Typed{Amount: "1.005", Way: "cash"}, "", "amount"},
		{payment.Typed{Amount: "1", Way: "' or 1=1"}, "", "way"},
		{payment.Typed{Amount: "1", Way: "cash", Note: strings.Repeat("я", payment.MaxNote+1)}, "", "note"},
	} {
		p, err := c.typed.Read(c.paid)
		got := p.Amount
		if known, is := errors.AsType[*booking.Error](err); is {
			for name := range known.Fields {
				got += name
			}
		}
		if got != c.want {
			t.Errorf("%+v: %q, want %q (%v)", c.typed, got, c.want, err)
		}
	}
}
