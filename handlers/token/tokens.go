// Package token signs what stands in addresses and forms and gives somebody a right: a
// client to his booking, a visitor to a form that he has opened, an editor to a preview.
package token

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"okno/booking"
)

// Tokens signs what is given to outsiders and comes back: HMAC-SHA256 under the
// installation's secret, with a purpose so that one kind never passes for another.
type Tokens struct {
	Key    []byte
	Older  [][]byte // keys that were in force before, and whose tokens are still good
	Now    func() time.Time
	Random io.Reader
}

var encoding = base64.RawURLEncoding

// unwrap is the bytes of a token, which has one spelling only. The decoder alone
// would take others: the last character may carry bits that stand for nothing
// (refused by Strict), and line breaks are skipped wherever they are.
func unwrap(token string, size int) ([]byte, bool) {
	raw, err := encoding.Strict().DecodeString(token)
	return raw, err == nil && len(raw) == size && len(token) == encoding.EncodedLen(size)
}

// Sign is the signature of a message for one purpose, under the key in force: 16 bytes of HMAC-SHA-256.
func (t Tokens) Sign(purpose string, message []byte) []byte {
	return signUnder(t.Key, purpose, message)
}

func signUnder(key []byte, purpose string, message []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(purpose + "\x00"))
	mac.Write(message)
	return mac.Sum(nil)[:16]
}

// signed says whether that is our signature, under the key in force or an older one.
func (t Tokens) signed(purpose string, message, signature []byte) bool {
	ok := hmac.Equal(signature, t.Sign(purpose, message))
	for _, key := range t.Older {
		ok = hmac.Equal(signature, signUnder(key, purpose, message)) || ok
	}
	return ok
}

// viewAge is how long a form may stay open before its submit counts as blind.
const viewAge = 12 * time.Hour

// Haste is less than a person needs between seeing a form and sending it.
const Haste = 2 * time.Second

// viewToken says that a form's configuration was really asked for. It is of
// worth for one submit.
type viewToken struct {
	ID      []byte // random
	Expires time.Time
}

// SeenAt is when the form was asked for.
func (v viewToken) SeenAt() time.Time { return v.Expires.Add(-viewAge) }

// View makes a token for the form of the key.
func (t Tokens) View(form string) (string, error) {
	raw := binary.BigEndian.AppendUint64(nil, uint64(t.Now().Add(viewAge).UnixMilli()))
	id := make([]byte, 12)
	if _, err := io.ReadFull(t.Random, id); err != nil {
		return "", err
	}
	raw = append(raw, id...)
	return encoding.EncodeToString(append(raw, t.Sign("view "+form, raw)...)), nil
}

// ReadView reads a token; false when it is not a live one of the form.
func (t Tokens) ReadView(form, token string) (viewToken, bool) {
	raw, ok := unwrap(token, 8+12+16)
	if !ok || !t.signed("view "+form, raw[:20], raw[20:]) {
		return viewToken{}, false
	}
	v := viewToken{ID: raw[8:20], Expires: time.UnixMilli(int64(binary.BigEndian.Uint64(raw)))}
	return v, v.Expires.After(t.Now())
}

// Viewed says whether token is a live one of the form.
func (t Tokens) Viewed(form, token string) bool {
	_, ok := t.ReadView(form, token)
	return ok
}

// Manage is the token of a client's own page: which booking of which company,
// and a signature that nobody else can make.
func (t Tokens) Manage(company booking.CompanyID, id booking.ID) string {
	return t.thing("manage", company, id)
}

// Managed reads a manage token; false when it is not one of ours.
func (t Tokens) Managed(token string) (booking.CompanyID, booking.ID, bool) {
	return t.named("manage", token)
}

// reminders is the token with which a booking's client switches his reminders off.
func (t Tokens) reminders(company booking.CompanyID, id booking.ID) string {
	return t.thing("reminders", company, id)
}

// Reminded reads a reminders token; false when it is not one of ours.
func (t Tokens) Reminded(token string) (booking.CompanyID, booking.ID, bool) {
	return t.named("reminders", token)
}

// Mailed is what a link in a mail about a booking has beside its manage token.
func (t Tokens) Mailed(company booking.CompanyID, id booking.ID, address string) string {
	return encoding.EncodeToString(t.Sign("mailed "+address, []byte(t.Manage(company, id))))
}

// thing is a token that lets its holder do one thing with something of a company.
func (t Tokens) thing(purpose string, company booking.CompanyID, id booking.ID) string {
	raw := binary.BigEndian.AppendUint64(nil, uint64(company))
	if u, err := uuid.Parse(string(id)); err == nil {
		raw = append(raw, u[:]...)
	}
	return encoding.EncodeToString(append(raw, t.Sign(purpose, raw)...))
}

// named reads a token of thing.
func (t Tokens) named(purpose, token string) (booking.CompanyID, booking.ID, bool) {
	raw, ok := unwrap(token, 8+16+16)
	if !ok || !t.signed(purpose, raw[:24], raw[24:]) {
		return 0, "", false
	}
	id, err := uuid.FromBytes(raw[8:24])
	return booking.CompanyID(binary.BigEndian.Uint64(raw)), booking.ID(id.String()), err == nil
}

// Known is what a browser shows to be one that a user has signed in with before.
func (t Tokens) Known(user booking.UserID, until time.Time) string {
	raw := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, uint64(user)), uint64(until.Unix()))
	return encoding.EncodeToString(append(raw, t.Sign("known", raw)...))
}

// KnownUser is whose token that is, 0 where it is none of ours or over.
func (t Tokens) KnownUser(token string) booking.UserID {
	raw, err := encoding.DecodeString(token)
	if err != nil || len(raw) != 16+16 || !t.signed("known", raw[:16], raw[16:]) ||
		int64(binary.BigEndian.Uint64(raw[8:])) <= t.Now().Unix() {
		return 0
	}
	return booking.UserID(binary.BigEndian.Uint64(raw))
}

// previewPrefix begins the keys of previews; no form's key has a dot.
const previewPrefix = "preview."

// Preview is the key of a form as somebody is editing it. The widget takes it as
// any other key; what is sent through it goes nowhere.
func (t Tokens) Preview(company booking.CompanyID, form, preview booking.ID) string {
	raw := binary.BigEndian.AppendUint64(nil, uint64(company))
	for _, id := range []booking.ID{form, preview} {
		u, err := uuid.Parse(string(id))
		if err != nil {
			return ""
		}
		raw = append(raw, u[:]...)
	}
	return previewPrefix + encoding.EncodeToString(append(raw, t.Sign("preview", raw)...))
}

// Previewed reads such a key.
func (t Tokens) Previewed(key string) (company booking.CompanyID, form, preview booking.ID, ok bool) {
	token, is := strings.CutPrefix(key, previewPrefix)
	raw, whole := unwrap(token, 8+16+16+16)
	if !is || !whole || !hmac.Equal(raw[40:], t.Sign("preview", raw[:40])) {
		return 0, "", "", false
	}
	id := func(at int) booking.ID { return booking.ID(uuid.UUID(raw[at : at+16]).String()) }
	return booking.CompanyID(binary.BigEndian.Uint64(raw)), id(8), id(24), true
}
