package accounts

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"time"

	"okno/booking"
	"okno/db/peopledb"
)

// Person is who asks for an act on an account of his own, whatever company he is in.
type Person struct {
	User    booking.UserID
	Name    string
	Email   string
	Locale  string
	Company booking.CompanyID // 0 for none
	From    peopledb.Browser
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
func (d *Accounts) newToken() (token string, hash []byte, err error) {
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
