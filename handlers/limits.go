package handlers

import (
	"context"
	"math"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/abuse"
)

// limits are what may be asked of the public side. Reading is counted by each
// process for itself, sending by all of them together.
type limits struct {
	read      *limiter // config, slots and the like
	hold      *limiter // holds of a form that was really opened
	blindHold *limiter
	alive     *limiter // signs of life of holds
	visit     *limiter // clients' own pages of their bookings
	signIn    *limiter

	submit    *shared // from one address, of a form that was really opened
	blind     *shared // from one address without a view token: a business's own programs, or a script
	site      *shared // from one customer of a provider
	form      *shared // through one form
	lookUp    *shared // by a member who may not see contacts
	lookWhole *shared // likewise, for a whole phone or e-mail
	blindForm *shared
}

func (h *Handlers) newLimits() *limits {
	l := &limits{signIn: newLimiter(abuse.SignIn, abuse.SignIn, h.Now)} // what PostgreSQL is not asked about; desk has the real limits
	all := func(rule abuse.Rule) *shared { return &shared{desk: h.Desk, rule: rule, now: h.Now} }
	l.lookUp, l.lookWhole = all(abuse.LookUp), all(abuse.LookUpWhole)
	if !h.PublicLimits {
		return l
	}
	l.read = newLimiter(abuse.Read, abuse.ReadSite, h.Now)
	l.hold, l.blindHold = newLimiter(abuse.Hold, abuse.HoldSite, h.Now), newLimiter(abuse.HoldBlind, abuse.HoldSite, h.Now)
	l.alive, l.visit = newLimiter(abuse.Alive, abuse.AliveSite, h.Now), newLimiter(abuse.Visit, abuse.VisitSite, h.Now)
	l.submit, l.blind, l.site = all(abuse.Submit), all(abuse.SubmitBlind), all(abuse.SubmitSite)
	l.form, l.blindForm = all(abuse.FormSubmit), all(abuse.FormBlind)
	return l
}

// limited refuses an address that asks this process too often.
func limited(c echo.Context, l *limiter) error { return limitedBy(c, l, 1) }

// limitedBy is limited of a question that costs as much as so many.
func limitedBy(c echo.Context, l *limiter, cost int) error {
	if l.allow(c.RealIP(), cost) {
		return nil
	}
	return tooMany(c, l.refill()*time.Duration(cost))
}

// take refuses what is sent too often, and says when to come back.
func (h *Handlers) take(c echo.Context, limit *shared, name string) error {
	ok, err := limit.allow(c.Request().Context(), name)
	if err != nil || ok {
		return err
	}
	return tooMany(c, limit.rule.Every())
}

// pause waits, or until nobody waits for the answer any more.
func pause(ctx context.Context, long time.Duration) {
	if long <= 0 {
		return
	}
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

func tooMany(c echo.Context, wait time.Duration) error {
	c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	return booking.Fail(booking.TooMany, "error.too_many")
}
