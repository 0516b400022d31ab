// Package desk is the only place that writes: one file per act, one
// transaction each. An act checks who asks, asks booking for the rules, and
// tells nobody before it is committed.
package desk

import (
	"time"

	"okno/acts"
	"okno/db"
	"okno/notify"
)

// Desk performs the acts. All fields are set once, before the first act.
type Desk struct {
	*acts.Base
	Setups *db.Setups
	Bots   *notify.Bots // the Telegram bots
	// Host is that of the address that users see: words of companies may lead there.
	Host string
	// Settle is SettleFor, unless a test is in a hurry.
	Settle time.Duration
}

// Member is who asks for an act of the panel.
type Member = acts.Member
