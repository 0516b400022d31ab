package desk

import (
	"context"
	"crypto/sha256"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/db"
)

// limitKey names a bucket without telling in the table whose it is.
func limitKey(parts ...string) []byte {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return sum[:]
}

// network is what counts as one address: all of an IPv4 one, the network of an
// IPv6 one, whose owner has 2^64 of them.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return address
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}

// signInLimits are what guessing at an account is held to. A browser that has
// signed in to it before has a bucket of its own, so that whoever floods the
// account, from however many addresses, does not keep its owner out (the OWASP
// device cookie). Nothing here tells whether there is such an account.
func signInLimits(email, address string, known bool, user booking.UserID) []db.Limit {
	address = network(address)
	if known {
		return []db.Limit{{Key: limitKey("sign-in known", strconv.FormatInt(int64(user), 10), address), Burst: 10, Every: 20 * time.Second}}
	}
	return []db.Limit{
		{Key: limitKey("sign-in pair", email, address), Burst: 10, Every: 30 * time.Second},
		{Key: limitKey("sign-in address", address), Burst: 60, Every: 2 * time.Second},
		{Key: limitKey("sign-in account", email), Burst: 100, Every: 20 * time.Second},
	}
}

// codeLimits are what guessing at a second factor is held to, by somebody who
// knows the password.
func codeLimits(user booking.UserID, address string) []db.Limit {
	who := strconv.FormatInt(int64(user), 10)
	return []db.Limit{
		{Key: limitKey("code pair", who, network(address)), Burst: 5, Every: 30 * time.Second},
		{Key: limitKey("code", who), Burst: 30, Every: time.Minute},
	}
}

// mailLimits bound what somebody can have us send to an address that he types.
func mailLimits(email, address string) []db.Limit {
	return []db.Limit{
		{Key: limitKey("mail to", email), Burst: 4, Every: 10 * time.Minute},
		{Key: limitKey("mail from", network(address)), Burst: 20, Every: time.Minute},
	}
}

// attempt counts an attempt; one too many is TooMany with that sentence.
func (d *Desk) attempt(ctx context.Context, limits []db.Limit, sentence string) error {
	ok, err := d.DB.Attempt(ctx, limits, d.Now())
	if err == nil && !ok {
		return booking.Fail(booking.TooMany, sentence)
	}
	return err
}
