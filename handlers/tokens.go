package handlers

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"io"
	"time"

	"github.com/google/uuid"

	"okno/booking"
)

// tokens signs what is given to outsiders and comes back: HMAC-SHA256 under the
// installation's secret, with a purpose so that one kind never passes for another.
type tokens struct {
	key    []byte
	older  [][]byte // keys that were in force before, and whose tokens are still good
	now    func() time.Time
	random io.Reader
}

var encoding = base64.RawURLEncoding

// unwrap is the bytes of a token, which has one spelling only. The decoder alone
// would take others: the last character may carry bits that stand for nothing
// (refused by Strict), and line breaks are skipped wherever they are.
func unwrap(token string, size int) ([]byte, bool) {
	raw, err := encoding.Strict().DecodeString(token)
	return raw, err == nil && len(raw) == size && len(token) == encoding.EncodedLen(size)
}

func (t tokens) sign(purpose string, message []byte) []byte {
	return signUnder(t.key, purpose, message)
}

func signUnder(key []byte, purpose string, message []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(purpose + "\x00"))
	mac.Write(message)
	return mac.Sum(nil)[:16]
}

// signed says whether that is our signature, under the key in force or an older one.
func (t tokens) signed(purpose string, message, signature []byte) bool {
	ok := hmac.Equal(signature, t.sign(purpose, message))
	for _, key := range t.older {
		ok = hmac.Equal(signature, signUnder(key, purpose, message)) || ok
	}
	return ok
}

// viewAge is how long a form may stay open before its submit counts as blind.
const viewAge = 12 * time.Hour

// haste is less than a person needs between seeing a form and sending it.
const haste = 2 * time.Second

// viewToken says that a form's configuration was really asked for. It is of
// worth for one submit.
type viewToken struct {
	ID      []byte // random
	Expires time.Time
}

// seen is when the form was asked for.
func (v viewToken) seen() time.Time { return v.Expires.Add(-viewAge) }

// view makes a token for the form of the key.
func (t tokens) view(form string) (string, error) {
	raw := binary.BigEndian.AppendUint64(nil, uint64(t.now().Add(viewAge).UnixMilli()))
	id := make([]byte, 12)
	if _, err := io.ReadFull(t.random, id); err != nil {
		return "", err
	}
	raw = append(raw, id...)
	return encoding.EncodeToString(append(raw, t.sign("view "+form, raw)...)), nil
}

// readView reads a token; false when it is not a live one of the form.
func (t tokens) readView(form, token string) (viewToken, bool) {
	raw, ok := unwrap(token, 8+12+16)
	if !ok || !t.signed("view "+form, raw[:20], raw[20:]) {
		return viewToken{}, false
	}
	v := viewToken{ID: raw[8:20], Expires: time.UnixMilli(int64(binary.BigEndian.Uint64(raw)))}
	return v, v.Expires.After(t.now())
}

// viewed says whether token is a live one of the form.
func (t tokens) viewed(form, token string) bool {
	_, ok := t.readView(form, token)
	return ok
}

// manage is the token of a client's own page: which booking of which company,
// and a signature that nobody else can make.
func (t tokens) manage(company booking.CompanyID, id booking.ID) string {
	return t.thing("manage", company, id)
}

// managed reads a manage token; false when it is not one of ours.
func (t tokens) managed(token string) (booking.CompanyID, booking.ID, bool) {
	return t.named("manage", token)
}

// reminders is the token with which a booking's client switches his reminders off.
func (t tokens) reminders(company booking.CompanyID, id booking.ID) string {
	return t.thing("reminders", company, id)
}

// reminded reads a reminders token; false when it is not one of ours.
func (t tokens) reminded(token string) (booking.CompanyID, booking.ID, bool) {
	return t.named("reminders", token)
}

// mailed is what a link in a mail about a booking has beside its manage token.
func (t tokens) mailed(company booking.CompanyID, id booking.ID, address string) string {
	return encoding.EncodeToString(t.sign("mailed "+address, []byte(t.manage(company, id))))
}

// thing is a token that lets its holder do one thing with something of a company.
func (t tokens) thing(purpose string, company booking.CompanyID, id booking.ID) string {
	raw := binary.BigEndian.AppendUint64(nil, uint64(company))
	if u, err := uuid.Parse(string(id)); err == nil {
		raw = append(raw, u[:]...)
	}
	return encoding.EncodeToString(append(raw, t.sign(purpose, raw)...))
}

// named reads a token of thing.
func (t tokens) named(purpose, token string) (booking.CompanyID, booking.ID, bool) {
	raw, ok := unwrap(token, 8+16+16)
	if !ok || !t.signed(purpose, raw[:24], raw[24:]) {
		return 0, "", false
	}
	id, err := uuid.FromBytes(raw[8:24])
	return booking.CompanyID(binary.BigEndian.Uint64(raw)), booking.ID(id.String()), err == nil
}

// known is what a browser shows to be one that a user has signed in with before.
func (t tokens) known(user booking.UserID, until time.Time) string {
	raw := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, uint64(user)), uint64(until.Unix()))
	return encoding.EncodeToString(append(raw, t.sign("known", raw)...))
}

// knownUser is whose token that is, 0 where it is none of ours or over.
func (t tokens) knownUser(token string) booking.UserID {
	raw, err := encoding.DecodeString(token)
	if err != nil || len(raw) != 16+16 || !t.signed("known", raw[:16], raw[16:]) ||
		int64(binary.BigEndian.Uint64(raw[8:])) <= t.now().Unix() {
		return 0
	}
	return booking.UserID(binary.BigEndian.Uint64(raw))
}
