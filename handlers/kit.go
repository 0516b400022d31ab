// Package handlers is HTTP in, views out. It is the kit of its rooms, which are the packages below: sessions and
// guards, the language of an answer, rendering pages, fragments and toasts, errors, limits, and what several rooms
// read. A room has a noun's routes and what answers them: it reads the request into a struct, reads through db or acts
// through desk, and returns an error or a view; errors.go alone turns errors into answers. Package site puts the
// rooms together.
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
	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/desk"
	"okno/handlers/feed"
	"okno/handlers/funnel"
	"okno/handlers/kept"
	"okno/handlers/repeats"
	"okno/handlers/sessionstore"
	"okno/handlers/token"
	"okno/live"
	"okno/metrics"
	"okno/snapshot"
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
	WritePatience time.Duration // of a reader, and of an open page that is asked whether it is there; 0: 30 s
	ReadTime      time.Duration // what a request that changes nothing may take; 0: 2 s
	ActTime       time.Duration // what any other may take; 0: 5 s
	RequestLevel  slog.Level    // of the log's line about each request
	Metrics       *metrics.Metrics
	SnapshotBytes int64 // of memory for what the widget asks about; 0: snapshot.DefaultBudget
	Changing      bool  // the widget's script may change at any moment, and is asked for anew each time
	// Pause lets the answer to a flood wait, and ends with the context; nil: it waits.
	Pause func(context.Context, time.Duration)
}

// Kit answers requests. It is made once by New.
type Kit struct {
	Options
	Feed      *feed.Feed
	Funnel    *funnel.Funnel
	Snapshots *snapshot.Companies
	Failures  map[string]ShowFailure // of rooms that show failures in their own way, by what their routes begin with
	Sessions  *sessionstore.Store
	address   func(*http.Request) string
	Tokens    token.Tokens
	Limits    *limits
	Checks    checks
	kept      kept.Memory
}

// New prepares the handlers; an error says which assets are not built.
func New(o Options) (*Kit, error) {
	if err := static.Check(); err != nil {
		return nil, err
	}
	if _, err := widget.Script(); err != nil {
		return nil, err
	}
	if o.Views == nil {
		var err error
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
	if o.ReadTime == 0 {
		o.ReadTime = readTime
	}
	if o.ActTime == 0 {
		o.ActTime = actTime
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = 10 * time.Second
	}
	h := &Kit{
		Options: o, Failures: map[string]ShowFailure{},
		Tokens: token.Tokens{Key: o.Secret, Older: o.OldSecrets, Now: o.Now, Random: o.Random},
	}
	h.Limits = h.newLimits()
	h.address = addressOf(o.Proxies)
	h.Sessions = &sessionstore.Store{DB: o.DB, Accounts: o.Accounts, Now: o.Now, Random: o.Random, Secure: h.Secure(), Address: h.address}
	h.Feed = &feed.Feed{DB: o.DB, Setups: o.Desk.Setups, Hub: o.Hub, Views: o.Views, Now: o.Now, Log: o.Log, Metrics: o.Metrics}
	h.Funnel = funnel.NewFunnel(o.Desk, o.Now, o.Log)
	h.Snapshots = snapshot.New(o.DB, o.Desk.Setups, o.Now, o.SnapshotBytes)
	return h, nil
}

// NewViews parses the templates, which takes a while: servers of one process may share them.
func NewViews() (*views.Views, error) { return views.New(static.URL) }

// Secure says whether users come by https.
func (h *Kit) Secure() bool {
	u, err := url.Parse(h.BaseURL)
	return err == nil && u.Scheme == "https"
}

// Base is what every page of the signed-in panel starts from.
func (h *Kit) Base(c echo.Context) views.Base {
	b := views.Base{Locale: ReaderOf(c), Theme: LookOf(c).theme, Zoom: zoomOf(c), Path: c.Request().URL.RequestURI(), MailLogged: h.MailLogged, Repeated: repeats.Pattern}
	moved, _ := strconv.Atoi(c.QueryParam("moved"))
	cancelled, _ := strconv.Atoi(c.QueryParam("cancelled"))
	if moved > 0 || cancelled > 0 {
		b.Settled = views.SettledSaid(moved, cancelled)
	}
	if who := IdentityOf(c); who != nil {
		b.Member = views.Member{ID: who.User.ID, Name: who.User.Name, Role: who.Role}
		b.Drafts = fmt.Sprintf("%v.%v", who.Company.ID, who.User.ID)
		b.Snapshot = sessionstore.Snapshot(SessionHash(c), who)
		b.Company = views.Company{Name: who.Company.Name, Slug: who.Company.Slug}
		if who.Company.Zone != nil { // nil where his company has been deleted
			b.Made = views.Moment{Time: h.Now().In(who.Company.Zone)}
		}
		b.Flaws = h.flaws(who)
		if who.DeleteAt != nil {
			b.DeleteOn = b.W().Day(booking.DateOf(who.DeleteAt.In(who.Company.Zone), who.Company.Zone)).On()
		}
		if who.Role.May(booking.SeeBookings) {
			b.Attention = views.Attention(who.Attention)
			b.Hearing = views.NewHearing(ReaderOf(c), TopicKey(hearingOf(c)), who.Versions.Board, h.Now(), who.Company.Zone)
		}
		b.FirstSteps = who.FirstStep != "" && who.Role.May(booking.ChangeSetup)
	}
	return b
}

// Member is who asks for an act; the route's guard has seen to it that there is one.
func Member(c echo.Context) acts.Member {
	who := IdentityOf(c)
	return acts.Member{Company: who.Company.ID, User: who.User.ID, Name: who.User.Name, Role: who.Role, Address: c.RealIP(), Section: section(c), Resolutions: resolutionsGiven(c), Masked: HidesContacts(c)}
}

// section is the part of the panel that a request belongs to: what its route begins with.
func section(c echo.Context) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(c.Path(), "/"), "/")
	return name
}

// Person is who asks for an act on his own account; the route's guard has seen to it that there is one.
func (h *Kit) Person(c echo.Context) accounts.Person {
	who := IdentityOf(c)
	return accounts.Person{
		User: who.User.ID, Name: who.User.Name, Email: who.User.Email, Locale: LocaleOf(c), Company: who.Company.ID,
		From: h.Sessions.Browser(c.Request()), Session: SessionHash(c),
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

// May says whether the signed-in member has the right.
func May(c echo.Context, right booking.Right) bool { return IdentityOf(c).Role.May(right) }
