package desk

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
	"okno/notify"
)

// Person is who asks for an act on an account of his own, whatever company he is in.
type Person struct {
	User    booking.UserID
	Name    string
	Email   string
	Locale  string
	Company booking.CompanyID // 0 for none
	From    db.Browser
	Session []byte // the hash of the session that asks, nil where none does
	Next    []byte // the hash of the id that it gets where an act ends every other one
}

func (p Person) line(act string, now time.Time, detail map[string]string) booking.AuditLine {
	return booking.AuditLine{
		At: now, Act: act, Address: p.From.Address, Detail: detail,
		Actor: booking.Actor{Kind: booking.Member, User: p.User, Name: p.Name},
	}
}

// newToken is what a link carries, 256 bits that nobody can guess, and its hash, which is kept.
func (d *Desk) newToken() (token string, hash []byte, err error) {
	raw := make([]byte, 32)
	if _, err := io.ReadFull(d.Random, raw); err != nil {
		return "", nil, err
	}
	token = base64.RawURLEncoding.EncodeToString(raw)
	return token, HashToken(token), nil
}

// HashToken is how a token is stored.
func HashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// mail writes a mail about an account into the transaction; path is its link's, "" for none.
func (d *Desk) mail(ctx context.Context, tx *sqlx.Tx, m notify.AccountMail, path string) error {
	var err error
	if m.ID, err = booking.NewID(d.Random); err != nil {
		return err
	}
	if path != "" {
		if m.Sealed, err = d.Seal.Close(notify.AccountSeal, []byte(path)); err != nil {
			return err
		}
	}
	return d.Outbox.AccountMail(ctx, tx, m)
}

func wrongField(name, key string, pairs ...any) error {
	return booking.FailFields(map[string]booking.Sentence{name: booking.Say(key, pairs...)})
}
