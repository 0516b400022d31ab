package online

import (
	"time"

	"okno/booking"
	"okno/booking/abuse"
	"okno/desk/bookings"
)

// Sender is what is known of who sends a form, or asks for a hold.
type Sender struct {
	Network []byte // a keyed hash of where he is (abuse.NetworkOf); nil where nobody is counted
	Site    []byte // likewise (abuse.SiteOf)
	Clean   bool   // he has opened the form, and types as fast as people do
	Hasty   bool   // he sends faster than people type
	Trapped bool   // he has filled in what people do not see
}

// judgement is what the rules make of a booking.
type judgement struct {
	mark   string        // why it waits for a person's word: a key of history.marked.*; "" where it does not
	known  bool          // the company has seen its client before
	slower time.Duration // how long the answer is to wait
}

func (j judgement) detail() map[string]string {
	if j.mark == "" {
		return nil
	}
	return map[string]string{"marked": j.mark}
}

// judge holds a booking against the rules (booking/abuse). Whom the company has seen is
// not marked for what others do behind the same address.
func judge(told toldToBook, from Sender, c booking.Contact, company booking.Company) (judgement, error) {
	st, n := told.standing, told.arrived
	if st.Blocked {
		return judgement{}, byPhone("error.blocked", c, company)
	}
	if most := company.Client.MaxComing; most > 0 && max(st.ByPhone, st.ByEmail) >= most {
		return judgement{}, byPhone("error.coming", c, company)
	}
	j := judgement{known: st.Known}
	if from.Trapped {
		j.mark = "trap"
	}
	if from.Network == nil {
		return j, nil
	}
	if n.Refused() {
		refused := bookings.ToCall(booking.TooMany, "error.booking_flood", company)
		refused.Wait = abuse.BookingMost.Per
		return j, refused
	}
	j.slower = n.Slower()
	switch {
	case j.mark != "":
	case from.Hasty:
		j.mark = "haste"
	case !st.Known:
		j.mark = n.Mark()
	}
	return j, nil
}

// byPhone is a refusal of whoever has the contact, said where it was typed.
func byPhone(key string, c booking.Contact, company booking.Company) *booking.Error {
	refused := bookings.ToCall(booking.ByPhone, key, company)
	typed := "phone"
	if c.Phone == "" {
		typed = "email"
	}
	refused.Fields = map[string]booking.Sentence{"client." + typed: refused.Sentence}
	return refused
}
