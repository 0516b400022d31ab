package accounts

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"strconv"
	"sync"

	"github.com/alexedwards/argon2id"

	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/secret"
)

// recommended are OWASP's first choice for argon2id (Password Storage Cheat
// Sheet): 19 MiB, two passes, one lane. A hash takes about 27 ms.
var recommended = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashParams are those of new hashes.
func (d *Accounts) hashParams() *argon2id.Params { return cmp.Or(d.HashParams, recommended) }

// hashing is who may hash a password, and when. Strangers get half of the processors, so
// that a storm of sign-ins leaves some to everybody else; browsers that their user has
// signed in with before, links that were mailed to somebody, and whoever is signed in do
// not wait behind strangers.
type hashing struct {
	once                      sync.Once
	strangers, known, members lane
}

// hasher is a request to hash a password: its lane, and the party that it takes turns with.
type hasher struct {
	lane  *lane
	party string
}

func (d *Accounts) lanes() *hashing {
	h := &d.hashing
	h.once.Do(func() {
		few := max(1, runtime.NumCPU()/4)
		h.strangers.slots, h.strangers.each, h.strangers.all = max(1, runtime.NumCPU()/2), 4, 600
		h.known.slots, h.known.each, h.known.all = few, 2, 100
		h.members.slots, h.members.each, h.members.all = few, 2, 100
	})
	return h
}

// stranger is anybody who signs in from that address. An IPv6 /48 is one customer of a
// provider, and takes one turn.
func (d *Accounts) stranger(address string) hasher {
	return hasher{&d.lanes().strangers, abuse.SiteOf(address)}
}

// knownBrowser is one that the user has signed in with before.
func (d *Accounts) knownBrowser(user booking.UserID) hasher {
	return hasher{&d.lanes().known, strconv.FormatInt(int64(user), 10)}
}

// linked is whoever has a link that was mailed to that address.
func (d *Accounts) linked(email string) hasher { return hasher{&d.lanes().known, email} }

// signedIn is a user who is in already.
func (d *Accounts) signedIn(user booking.UserID) hasher {
	return hasher{&d.lanes().members, strconv.FormatInt(int64(user), 10)}
}

// nobody is the hash of a password that no user has. A sign-in by an unknown address is
// compared with it, so that the time of the answer does not tell which addresses have an account.
type nobody struct {
	once sync.Once
	hash string
	err  error
}

func (n *nobody) of(params *argon2id.Params) (string, error) {
	n.once.Do(func() { n.hash, n.err = argon2id.CreateHash("nobody", params) })
	return n.hash, n.err
}

// same compares a password with a hash, in the hasher's turn. One that is too long to be
// anybody's takes the same work.
func (h hasher) same(ctx context.Context, password, hash string) (bool, error) {
	done, err := h.lane.turn(ctx, h.party)
	if err != nil {
		return false, err
	}
	defer done()
	match, err := argon2id.ComparePasswordAndHash(password[:min(len(password), secret.MaxPassword)], hash)
	if err != nil {
		return false, fmt.Errorf("compare password: %w", err)
	}
	return match && len(password) <= secret.MaxPassword, nil
}

// hash hashes a new password, in the hasher's turn.
func (h hasher) hash(ctx context.Context, password string, params *argon2id.Params) (string, error) {
	done, err := h.lane.turn(ctx, h.party)
	if err != nil {
		return "", err
	}
	defer done()
	return argon2id.CreateHash(password, params)
}
