// Package accounts is people and how they get in: accounts, sessions, passwords, the second
// factor, sign-up, teams and invitations. It writes as desk does, each act in one transaction.
package accounts

import (
	"github.com/alexedwards/argon2id"

	"okno/acts"
	"okno/notify"
)

// Accounts performs the acts. All fields are set once, before the first act.
type Accounts struct {
	*acts.Base
	Bots *notify.Bots // whose tokens are sealed anew with the rest
	// HashParams is what hashing a new password costs; nil is the recommended cost. A test sets a low one.
	HashParams *argon2id.Params

	nobody   nobody
	hashing  hashing
	failures failures
}
