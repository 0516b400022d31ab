// Package accounts is people and how they get in: accounts, sessions, passwords, the second
// factor, sign-up, teams and invitations. It writes as desk does, each act in one transaction.
package accounts

import (
	"github.com/alexedwards/argon2id"

	"okno/acts"
)

// Accounts performs the acts. All fields are set once, before the first act.
type Accounts struct {
	*acts.Base
	Sessions *Sessions
	Team     *Team
	// HashParams is what hashing a new password costs; nil is the recommended cost. A test sets a low one.
	HashParams *argon2id.Params

	nobody   nobody
	hashing  hashing
	failures failures
}

// New performs acts on the base.
func New(base *acts.Base) *Accounts {
	return &Accounts{Base: base, Sessions: &Sessions{base}, Team: &Team{base}}
}

// Sessions begins, keeps and ends sessions.
type Sessions struct{ *acts.Base }

// Team changes who belongs to a company, and as what.
type Team struct{ *acts.Base }
