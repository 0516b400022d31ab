package accounts

import (
	"context"
	"strconv"

	"okno/booking"
	"okno/booking/abuse"
)

// knownLimits are what a browser is held to that has signed in to the account before:
// whoever floods the account, from however many addresses, does not keep its owner out
// (the OWASP device cookie).
func knownLimits(user booking.UserID, address string) []abuse.Counted {
	return []abuse.Counted{abuse.SignInKnown.By(strconv.FormatInt(int64(user), 10), abuse.NetworkOf(address))}
}

// signInLimits are what guessing is held to elsewhere. Nothing here tells whether there is such an account.
func signInLimits(email, address string) []abuse.Counted {
	address = abuse.NetworkOf(address)
	return []abuse.Counted{abuse.SignInPair.By(email, address), abuse.SignInAddress.By(address)}
}

// attemptAccount counts an attempt at an account, from wherever. While many guess at it,
// each place has a few tries left, so that its owner, who comes from a place of his own,
// is let in, and guessing is slow.
func (d *Accounts) attemptAccount(ctx context.Context, email, address string) error {
	beyond, err := d.DB.Count(ctx, d.Now(), abuse.SignInAccount.By(email))
	if err != nil || len(beyond) == 0 {
		return err
	}
	return d.attempt(ctx, []abuse.Counted{abuse.SignInHot.By(email, abuse.SiteOf(address)), abuse.SignInMany.By(email)}, "error.signin_too_many")
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
func (d *Accounts) attempt(ctx context.Context, counted []abuse.Counted, sentence string) error {
	beyond, err := d.DB.Count(ctx, d.Now(), counted...)
	if err == nil && len(beyond) > 0 {
		return booking.Fail(booking.TooMany, sentence)
	}
	return err
}
