package desk

import (
	"context"
	"strconv"

	"okno/booking"
	"okno/booking/abuse"
)

// signInLimits are what guessing at an account is held to. A browser that has
// signed in to it before has a bucket of its own, so that whoever floods the
// account, from however many addresses, does not keep its owner out (the OWASP
// device cookie). Nothing here tells whether there is such an account.
func signInLimits(email, address string, known bool, user booking.UserID) []abuse.Counted {
	address = abuse.NetworkOf(address)
	if known {
		return []abuse.Counted{abuse.SignInKnown.By(strconv.FormatInt(int64(user), 10), address)}
	}
	return []abuse.Counted{abuse.SignInPair.By(email, address), abuse.SignInAddress.By(address), abuse.SignInAccount.By(email)}
}

// codeLimits are what guessing at a second factor is held to, by somebody who
// knows the password.
func codeLimits(user booking.UserID, address string) []abuse.Counted {
	who := strconv.FormatInt(int64(user), 10)
	return []abuse.Counted{abuse.CodePair.By(who, abuse.NetworkOf(address)), abuse.Code.By(who)}
}

// mailLimits bound what somebody can have us send to an address that he types.
func mailLimits(email, address string) []abuse.Counted {
	return []abuse.Counted{abuse.MailTo.By(email), abuse.MailFrom.By(abuse.NetworkOf(address))}
}

// attempt counts an attempt; one too many is TooMany with that sentence.
func (d *Desk) attempt(ctx context.Context, counted []abuse.Counted, sentence string) error {
	beyond, err := d.DB.Count(ctx, d.Now(), counted...)
	if err == nil && len(beyond) > 0 {
		return booking.Fail(booking.TooMany, sentence)
	}
	return err
}
