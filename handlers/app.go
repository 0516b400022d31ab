// Package handlers is HTTP in, views out: routes.go is the site map, and there
// is a file per page. A handler reads the request into a struct, reads through
// db or acts through desk, and returns an error or a view; errors.go alone
// turns errors into answers.
package handlers

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"okno/accounts"
	"okno/booking"
	"okno/db"
	"okno/desk"
	"okno/live"
	"okno/static"
	"okno/views"
	"okno/widget"
)

// Options are what the handlers are made of.
type Options struct {
	DB            *db.DB
	Desk          *desk.Desk
	Accounts      *accounts.Accounts
	Hub           *live.Hub
	Log           *slog.Logger
	Now           func() time.Time
	Random        io.Reader
	BaseURL       string        // what users see, without a slash at the end
	Secret        []byte        // key of tokens; 32 bytes or more
	OldSecrets    [][]byte      // that were in force before: what was signed under them is still read
	Ready         func() bool   // whether the live listener is connected
	PublicLimits  bool          // whether the public API limits each address
	MailLogged    bool          // mail goes to the log: the panel says so
	Heartbeat     time.Duration // of an open board; 0: 10 s
	Proxies       []*net.IPNet  // whose X-Forwarded-For is believed; none: nobody's
	Views         *views.Views  // what renders; nil: made by NewViews
	Pinned        bool          // BaseURL is the only name that we are known by
	WritePatience time.Duration // of a reader; 0: 30 s
	RequestLevel  slog.Level    // of the log's line about each request
	// Pause lets the answer to a flood wait, and ends with the context; nil: it waits.
	Pause func(context.Context, time.Duration)
}

// Handlers answers requests. It is made once by New.
type Handlers struct {
	Options
	Feed     *Feed
	Funnel   *Funnel
	views    *views.Views
	script   widget.File
	look     widget.File // its style sheet, but for what the script brings
	sessions *sessionStore
	address  func(*http.Request) string
	tokens   tokens
	limits   *limits
	checks   checks
}

// New prepares the handlers; an error says which assets are not built.
func New(o Options) (*Handlers, error) {
	if err := static.Check(); err != nil {
		return nil, err
	}
	script, err := widget.Script()
	if err != nil {
		return nil, err
	}
	look, err := widget.Look()
	if err != nil {
		return nil, err
	}
	if o.Views == nil {
		if o.Views, err = NewViews(); err != nil {
			return nil, err
		}
	}
	if o.Pause == nil {
		o.Pause = pause
	}
	if o.WritePatience == 0 {
		o.WritePatience = writePatience
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = 10 * time.Second
	}
	h := &Handlers{
		Options: o, views: o.Views, script: script, look: look,
		tokens: tokens{key: o.Secret, older: o.OldSecrets, now: o.Now, random: o.Random},
	}
	h.limits = h.newLimits()
	h.address = addressOf(o.Proxies)
	h.sessions = &sessionStore{db: o.DB, accounts: o.Accounts, now: o.Now, random: o.Random, secure: h.secure(), address: h.address}
	h.Feed = &Feed{db: o.DB, setups: o.Desk.Setups, hub: o.Hub, views: o.Views, now: o.Now, log: o.Log}
	h.Funnel = &Funnel{desk: o.Desk, now: o.Now, log: o.Log}
	return h, nil
}

// NewViews parses the templates, which takes a while: servers of one process may share them.
func NewViews() (*views.Views, error) { return views.New(static.URL) }

func (h *Handlers) secure() bool {
	u, err := url.Parse(h.BaseURL)
	return err == nil && u.Scheme == "https"
}

// base is what every page of the signed-in panel starts from.
func (h *Handlers) base(c echo.Context) views.Base {
	b := views.Base{Locale: readerOf(c), Theme: lookOf(c).theme, Zoom: zoomOf(c), Path: c.Request().URL.RequestURI(), MailLogged: h.MailLogged}
	moved, _ := strconv.Atoi(c.QueryParam("moved"))
	cancelled, _ := strconv.Atoi(c.QueryParam("cancelled"))
	if moved > 0 || cancelled > 0 {
		b.Settled = views.SettledSaid(moved, cancelled)
	}
	if who := identityOf(c); who != nil {
		b.Member = views.Member{ID: who.User.ID, Name: who.User.Name, Role: who.Role}
		b.Drafts = fmt.Sprintf("%v.%v", who.Company.ID, who.User.ID)
		b.Company = views.Company{Name: who.Company.Name, Slug: who.Company.Slug}
		if who.Company.Zone != nil { // nil where his company has been deleted
			b.Made = views.Moment{Time: h.Now().In(who.Company.Zone)}
		}
		b.Flaws, b.Attention = h.flaws(who), views.Attention(who.Attention)
		if who.DeleteAt != nil {
			b.DeleteOn = b.W().Day(booking.DateOf(who.DeleteAt.In(who.Company.Zone), who.Company.Zone)).On()
		}
		if who.Role.May(booking.SeeBookings) {
			b.Hearing = views.NewHearing(readerOf(c), topicKey(hearingOf(c)), who.Versions.Board, h.Now(), who.Company.Zone)
		}
		b.FirstSteps = who.FirstStep != "" && who.Role.May(booking.ChangeSetup)
	}
	return b
}

// member is who asks for an act; the route's guard has seen to it that there is one.
func member(c echo.Context) desk.Member {
	who := identityOf(c)
	return desk.Member{Company: who.Company.ID, User: who.User.ID, Name: who.User.Name, Role: who.Role, Address: c.RealIP(), Section: section(c), Resolutions: resolutionsGiven(c), Masked: hidesContacts(c)}
}

// section is the part of the panel that a request belongs to: what its route begins with.
func section(c echo.Context) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(c.Path(), "/"), "/")
	return name
}

// person is who asks for an act on his own account; the route's guard has seen to it that there is one.
func (h *Handlers) person(c echo.Context) accounts.Person {
	who := identityOf(c)
	return accounts.Person{
		User: who.User.ID, Name: who.User.Name, Email: who.User.Email, Locale: localeOf(c), Company: who.Company.ID,
		From: h.sessions.browser(c.Request()), Session: sessionHash(c),
	}
}

// addressOf says where a request comes from. X-Forwarded-For is anybody's word,
// unless one of our own proxies has written it: then it is the last address in it
// that is no proxy of ours.
func addressOf(proxies []*net.IPNet) func(*http.Request) string {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, network := range proxies {
		trust = append(trust, echo.TrustIPRange(network))
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}

// may says whether the signed-in member has the right.
func may(c echo.Context, right booking.Right) bool { return identityOf(c).Role.May(right) }
