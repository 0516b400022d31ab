package handlers

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
)

// sessionStore keeps gorilla sessions in PostgreSQL. The cookie holds a random
// id, the table its hash; a session exists only for somebody who is signed in.
type sessionStore struct {
	db       *db.DB
	accounts *accounts.Accounts
	now      func() time.Time
	random   io.Reader
	secure   bool
	// address is where a request comes from.
	address func(*http.Request) string
}

// What the store keeps in a session's Values. Only user and company are needed
// to save one; identity is what was read with it.
type sessionKey int

const (
	userKey sessionKey = iota
	companyKey
	identityKey
)

// cookieName has the __Host- prefix where the connection allows it: then no
// other site of the domain can set it (RFC 6265bis, section 4.1.3.2).
func (s *sessionStore) cookieName() string {
	if s.secure {
		return "__Host-okno"
	}
	return "okno"
}

// options are set by hand: the library's defaults are SameSite=None without HttpOnly.
func (s *sessionStore) options(maxAge time.Duration) *sessions.Options {
	return &sessions.Options{
		Path: "/", MaxAge: int(maxAge.Seconds()), HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode,
	}
}

// Get is the request's session, read at most once.
func (s *sessionStore) Get(r *http.Request, name string) (*sessions.Session, error) {
	return sessions.GetRegistry(r).Get(s, name)
}

// New reads the session that the cookie names; without one it is new and empty.
func (s *sessionStore) New(r *http.Request, name string) (*sessions.Session, error) {
	session := sessions.NewSession(s, name)
	session.Options = s.options(accounts.MaxSessionAge)
	session.IsNew = true
	cookie, err := r.Cookie(name)
	if err != nil || cookie.Value == "" {
		return session, nil
	}
	stored, err := s.db.Session(r.Context(), accounts.HashSessionID(cookie.Value), s.now())
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
	session.Values[userKey], session.Values[companyKey] = stored.User.ID, stored.Current
	session.Values[identityKey] = &stored
	return session, nil
}

// Save starts the session of somebody who has just signed in, under a new id, so that
// signing in never keeps an id that somebody may have planted; a negative MaxAge ends it.
// One that stands is never written again, nor is its cookie: an answer that comes late
// would set the browser back to an id that has been replaced meanwhile. So the cookie
// lasts as long as a session may at most, and the table knows when it is over.
func (s *sessionStore) Save(r *http.Request, w http.ResponseWriter, session *sessions.Session) error {
	if session.Options.MaxAge < 0 {
		http.SetCookie(w, sessions.NewCookie(session.Name(), "", session.Options))
		return s.accounts.EndSession(r.Context(), session.ID)
	}
	user, ok := session.Values[userKey].(booking.UserID)
	if !ok || session.ID != "" {
		return errors.New("a session is kept once, and with its user")
	}
	company, _ := session.Values[companyKey].(booking.CompanyID)
	id, err := s.newID()
	if err != nil {
		return err
	}
	if err := s.accounts.StartSession(r.Context(), id, user, company, s.browser(r)); err != nil {
		return err
	}
	s.hand(w, session, id)
	return nil
}

func (s *sessionStore) newID() (string, error) {
	random := make([]byte, 32)
	_, err := io.ReadFull(s.random, random)
	return base64.RawURLEncoding.EncodeToString(random), err
}

// hand gives the browser the id under which its session is kept from now on.
func (s *sessionStore) hand(w http.ResponseWriter, session *sessions.Session, id string) {
	session.ID = id
	http.SetCookie(w, sessions.NewCookie(session.Name(), id, session.Options))
}

// maxDevice is how much of a User-Agent is kept.
const maxDevice = 300

// browser is what a request says of where it comes from.
func (s *sessionStore) browser(r *http.Request) db.Browser {
	device, _ := booking.CleanLine(strings.ToValidUTF8(r.UserAgent(), ""), maxDevice)
	return db.Browser{Address: s.address(r), Device: device[:min(len(device), maxDevice)]}
}
