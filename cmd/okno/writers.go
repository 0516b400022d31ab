package main

import (
	"crypto/rand"
	"time"

	"okno/accounts"
	"okno/acts"
	"okno/db"
	"okno/desk"
	"okno/notify"
	"okno/notify/sms"
	"okno/notify/telegram"
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
	base := &acts.Base{DB: d, Outbox: outbox, Now: time.Now, Random: rand.Reader, Setups: &db.Setups{}, Bots: &telegram.Bots{DB: d}, SMS: &sms.Secrets{DB: d}}
	return writers{base, desk.New(base), accounts.New(base)}, nil
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
	w.base.SMS.Seal = w.base.Seal
	if w.base.Bots, err = c.newBots(d, w.base.Seal); err != nil {
		return writers{}, err
	}
	w.base.NoSignUp = c.SignUp == "off"
	d.CountKey = w.base.Seal.Hash("counters", "")
	return w, nil
}
