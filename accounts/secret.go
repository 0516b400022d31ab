package accounts

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db/peopledb"
	"okno/notify"
	"okno/notify/push"
	"okno/notify/sms"
)

// keptKey is the purpose that keys of earlier secrets are sealed for.
const keptKey = "kept key"

// Resealed is what became of one kind of what is stored sealed.
type Resealed struct {
	Name         string
	Done, Before int // sealed anew; sealed under the secret in force already
	Lost         int // sealed under none of the secrets that are known
}

// Reseal seals all that is stored sealed under the secret in force, so that the one before
// is not needed for it any more, and keeps the keys of recovery codes, which are hashes.
// All or nothing; it may be run any number of times, beside everything else.
func (d *Accounts) Reseal(ctx context.Context) (all []Resealed, err error) {
	err = d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		for _, key := range d.Seal.HashKeys()[1:] {
			sealed, err := d.Seal.Close(keptKey, key)
			if err != nil {
				return err
			}
			name := sha256.Sum256(key)
			if err := peopledb.KeepKey(ctx, tx, hex.EncodeToString(name[:]), sealed); err != nil {
				return err
			}
		}
		for _, each := range []struct {
			vault  peopledb.Vault
			reseal func(peopledb.Sealed) ([]byte, error)
		}{
			{peopledb.VaultTOTP, func(s peopledb.Sealed) ([]byte, error) {
				return d.Seal.Reseal(oldTOTP(booking.UserID(s.Owner)), s.Sealed)
			}},
			{peopledb.VaultBots, func(s peopledb.Sealed) ([]byte, error) { return d.Bots.Reseal(booking.CompanyID(s.Owner), s.Sealed) }},
			{peopledb.VaultSMS, func(s peopledb.Sealed) ([]byte, error) {
				return d.Seal.Reseal(sms.SealedFor(booking.CompanyID(s.Owner)), s.Sealed)
			}},
			{peopledb.VaultMails, func(s peopledb.Sealed) ([]byte, error) { return d.Seal.Reseal(notify.AccountSeal, s.Sealed) }},
			{peopledb.VaultPush, func(s peopledb.Sealed) ([]byte, error) { return d.Seal.Reseal(push.KeySeal, s.Sealed) }},
			{peopledb.VaultKeys, func(s peopledb.Sealed) ([]byte, error) { return d.Seal.Reseal(keptKey, s.Sealed) }},
		} {
			done, err := resealVault(ctx, tx, each.vault, each.reseal)
			if err != nil {
				return err
			}
			all = append(all, done)
		}
		return nil
	})
	return all, err
}

func resealVault(ctx context.Context, tx *sqlx.Tx, v peopledb.Vault, reseal func(peopledb.Sealed) ([]byte, error)) (Resealed, error) {
	r := Resealed{Name: v.Name}
	list, err := v.Sealed(ctx, tx)
	if err != nil {
		return r, err
	}
	for _, s := range list {
		sealed, err := reseal(s)
		switch {
		case err != nil:
			r.Lost++
		case sealed == nil:
			r.Before++
		default:
			r.Done++
			if err := v.Put(ctx, tx, s.ID, sealed); err != nil {
				return r, err
			}
		}
	}
	return r, nil
}
