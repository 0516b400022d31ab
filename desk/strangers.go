package desk

import (
	"context"
	"time"

	"okno/booking"
	"okno/booking/abuse"
	"okno/db"
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
func judge(ctx context.Context, s db.Scope, from Sender, c booking.Contact, company booking.Company, now time.Time) (judgement, error) {
	st, err := s.ClientStanding(ctx, c, now)
	if err != nil {
		return judgement{}, err
	}
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
	n, err := s.BookingsArrived(ctx, from.Network, from.Site, now)
	if err != nil {
		return j, err
	}
	if n.Refused() {
		refused := toCall(booking.TooMany, "error.booking_flood", company)
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
	refused := toCall(booking.ByPhone, key, company)
	typed := "phone"
	if c.Phone == "" {
		typed = "email"
	}
	refused.Fields = map[string]booking.Sentence{"client." + typed: refused.Sentence}
	return refused
}

// toCall is a refusal that asks to call, where the company has said by what number.
func toCall(code booking.Code, key string, company booking.Company) *booking.Error {
	if company.Client.Phone == "" {
		return booking.Fail(code, key)
	}
	return booking.Fail(code, key+"_phone", "Phone", booking.SaidPhone(company.Client.Phone))
}
