package main

import (
	"crypto/rand"
	"time"

	"okno/accounts"
	"okno/acts"
	"okno/db"
	"okno/desk"
	"okno/notify"
)

// writers are all that writes into the database.
type writers struct {
	base     *acts.Base
	desk     *desk.Desk
	accounts *accounts.Accounts
}

// newWriters needs no secret, so it neither seals nor speaks Telegram. Nobody is told of its commits.
func newWriters(d *db.DB) (writers, error) {
	outbox, err := notify.NewOutbox()
	if err != nil {
		return writers{}, err
	}
	base, bots := &acts.Base{DB: d, Outbox: outbox, Now: time.Now, Random: rand.Reader}, &notify.Bots{DB: d}
	return writers{base, &desk.Desk{Base: base, Setups: &db.Setups{}, Bots: bots}, &accounts.Accounts{Base: base, Bots: bots}}, nil
}

// sealedWriters can do all acts. The database counts under the same secret.
func (c *Config) sealedWriters(d *db.DB) (writers, error) {
	w, err := newWriters(d)
	if err != nil {
		return writers{}, err
	}
	if w.base.Seal, err = c.seal(); err != nil {
		return writers{}, err
	}
	bots, err := c.newBots(d, w.base.Seal)
	if err != nil {
		return writers{}, err
	}
	w.desk.Bots, w.accounts.Bots = bots, bots
	w.base.NoSignUp = c.SignUp == "off"
	d.CountKey = w.base.Seal.Hash("counters", "")
	return w, nil
}
