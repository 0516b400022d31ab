package handlers

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"okno/db/queue"
)

// How long a request may take until it is refused for now.
const (
	readTime = 2 * time.Second
	actTime  = 5 * time.Second
)

// LongRoutes are the routes that take longer by nature: they write or read files, or ask
// another server. A socket has its time until it is
// accepted; what is asked for later in it is bounded where it is asked (follow.go, feed).
var LongRoutes = map[string]time.Duration{
	"GET /bookings/export.csv":      30 * time.Second,
	"GET /bookings/export.ics":      30 * time.Second,
	"GET /feeds/:slug/:token":       30 * time.Second,
	"GET /leads/leads.csv":          30 * time.Second,
	"GET /settings/audit.csv":       30 * time.Second,
	"GET /reports":                  10 * time.Second, // a year of a company with a million bookings
	"GET /reports/reports.csv":      30 * time.Second,
	"GET /reports/reports.xlsx":     30 * time.Second,
	"POST /clients/import":          30 * time.Second,
	"POST /clients/import/:id":      30 * time.Second,
	"POST /clients/import/:id/undo": 30 * time.Second,
	"POST /clients/:id/export":      30 * time.Second,
	"POST /resources/:id/photo":     30 * time.Second,
	"POST /settings/company":        30 * time.Second, // another time zone counts all bookings anew
	"POST /settings/company/export": 5 * time.Minute,
	"POST /settings/company/logo":   30 * time.Second,
	// Telegram itself is asked meanwhile, which has 15 s.
	"POST /settings/notifications/bot":      30 * time.Second,
	"POST /settings/notifications/telegram": 30 * time.Second,
	"POST /telegram/:hook":                  30 * time.Second, // Telegram itself is asked meanwhile
}

// timely gives a request its deadline, and its rank before the database. Whatever it asks PostgreSQL is cancelled there when the time is over.
func (h chain) timely(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx, cancel := context.WithTimeout(c.Request().Context(), h.timeFor(c.Request().Method, c.Path()))
		defer cancel()
		asked := c.Request()
		ctx = queue.WithRank(ctx, h.rankOf(c))
		c.SetRequest(asked.WithContext(ctx))
		c.Set(askedKey, asked.Context())
		defer func() { // it is answered beyond its time, too, and with what was sent
			asked.Form, asked.PostForm = c.Request().Form, c.Request().PostForm
			c.SetRequest(asked)
		}()
		return next(c)
	}
}

const askedKey = "asked"

// Longer gives a request more time than its route has, for what only some of its requests take. end gives back what it holds.
func Longer(c echo.Context, time time.Duration) (end func()) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), time)
	c.SetRequest(c.Request().WithContext(ctx))
	stop := context.AfterFunc(c.Get(askedKey).(context.Context), cancel) // whoever asked has gone
	return func() { stop(); cancel() }
}

func (h chain) timeFor(method, route string) time.Duration {
	if method == http.MethodHead { // asks for what a GET would get
		method = http.MethodGet
	}
	if long, ok := LongRoutes[method+" "+route]; ok {
		return long
	}
	if method == http.MethodGet {
		return h.ReadTime
	}
	return h.ActTime
}

// rankOf is the rank of whoever nobody knows yet: what is to be written comes before what is to be looked at.
func (h chain) rankOf(c echo.Context) queue.Rank {
	if _, err := c.Cookie(h.Sessions.CookieName()); err == nil {
		return queue.Caller
	}
	if reads(c.Request()) && !strings.HasPrefix(c.Path(), "/m/:token") {
		return queue.StrangerRead
	}
	return queue.StrangerAct
}

// ranked gives a member the desk's rank.
func ranked(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		switch {
		case IdentityOf(c) == nil:
		case reads(r):
			c.SetRequest(r.WithContext(queue.WithRank(r.Context(), queue.DeskRead)))
		default:
			c.SetRequest(r.WithContext(queue.WithRank(r.Context(), queue.DeskAct)))
		}
		return next(c)
	}
}

func reads(r *http.Request) bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }
