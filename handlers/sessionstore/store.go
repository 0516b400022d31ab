// Package sessionstore keeps the panel's sessions in PostgreSQL, and their cookies in browsers.
package sessionstore

import (
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/sessions"

	"okno/accounts"
	"okno/booking"
	"okno/db"
	"okno/db/peopledb"
)

// Store keeps gorilla sessions in PostgreSQL. The cookie holds a random
// id, the table its hash; a session exists only for somebody who is signed in.
type Store struct {
	DB       *db.DB
	Accounts *accounts.Accounts
	Now      func() time.Time
	Random   io.Reader
	Secure   bool                       // whether users come by https
	Address  func(*http.Request) string // where a request comes from
}

// What the store keeps in a session's Values. Only User and Company are needed
// to save one; Identity is the *peopledb.Session that was read with it.
type key int

const (
	User key = iota
	Company
	Identity
)

// CookieName has the __Host- prefix where the connection allows it: then no
// other site of the domain can set it (RFC 6265bis, section 4.1.3.2).
func (s *Store) CookieName() string {
	if s.Secure {
		return "__Host-okno"
	}
	return "okno"
}

// Options are set by hand: the library's defaults are SameSite=None without HttpOnly.
func (s *Store) Options(maxAge time.Duration) *sessions.Options {
	return &sessions.Options{
		Path: "/", MaxAge: int(maxAge.Seconds()), HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode,
	}
}

// Get is the request's session, read at most once.
func (s *Store) Get(r *http.Request, name string) (*sessions.Session, error) {
	return sessions.GetRegistry(r).Get(s, name)
}

// New reads the session that the cookie names; without one it is new and empty.
func (s *Store) New(r *http.Request, name string) (*sessions.Session, error) {
	session := sessions.NewSession(s, name)
	session.Options = s.Options(accounts.MaxSessionAge)
	session.IsNew = true
	cookie, err := r.Cookie(name)
	if err != nil || cookie.Value == "" {
		return session, nil
	}
	stored, err := peopledb.FindSession(r.Context(), s.DB, accounts.HashSessionID(cookie.Value), s.Now())
	if err != nil {
		if booking.CodeOf(err) == booking.NotFound {
			return session, nil
		}
		return session, err
	}
	if stored.Retired && (r.Method != http.MethodGet && r.Method != http.MethodHead || r.Header.Get("Upgrade") != "") {
		return session, nil // its successor acts, and watches
	}
	session.ID, session.IsNew = cookie.Value, false
	session.Values[User], session.Values[Company] = stored.User.ID, stored.Current
	session.Values[Identity] = &stored
	return session, nil
}

// Save starts the session of somebody who has just signed in, under a new id, so that
// signing in never keeps an id that somebody may have planted; a negative MaxAge ends it.
// One that stands is never written again, nor is its cookie: an answer that comes late
// would set the browser back to an id that has been replaced meanwhile. So the cookie
// lasts as long as a session may at most, and the table knows when it is over.
func (s *Store) Save(r *http.Request, w http.ResponseWriter, session *sessions.Session) error {
	if session.Options.MaxAge < 0 {
		http.SetCookie(w, sessions.NewCookie(session.Name(), "", session.Options))
		return s.Accounts.Sessions.EndSession(r.Context(), session.ID)
	}
	user, ok := session.Values[User].(booking.UserID)
	if !ok || session.ID != "" {
		return errors.New("a session is kept once, and with its user")
	}
	company, _ := session.Values[Company].(booking.CompanyID)
	id, err := s.NewID()
	if err != nil {
		return err
	}
	if err := s.Accounts.Sessions.StartSession(r.Context(), id, user, company, s.Browser(r)); err != nil {
		return err
	}
	s.Hand(w, session, id)
	return nil
}

// NewID makes the id of a session: 32 random bytes in URL-safe base64.
func (s *Store) NewID() (string, error) {
	random := make([]byte, 32)
	_, err := io.ReadFull(s.Random, random)
	return base64.RawURLEncoding.EncodeToString(random), err
}

// Hand gives the browser the id under which its session is kept from now on.
func (s *Store) Hand(w http.ResponseWriter, session *sessions.Session, id string) {
	session.ID = id
	http.SetCookie(w, sessions.NewCookie(session.Name(), id, session.Options))
}

// maxDevice is how much of a User-Agent is kept.
const maxDevice = 300

// Browser is what a request says of where it comes from.
func (s *Store) Browser(r *http.Request) peopledb.Browser {
	device, _ := booking.CleanLine(strings.ToValidUTF8(r.UserAgent(), ""), maxDevice)
	return peopledb.Browser{Address: s.Address(r), Device: device[:min(len(device), maxDevice)]}
}
