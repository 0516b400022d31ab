package handlers

import (
	"context"
	"math"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/abuse"
	"okno/handlers/buckets"
)

// limits are what may be asked of the public side. Reading is counted by each
// process for itself, sending by all of them together.
type limits struct {
	Read      *buckets.Memory // config, slots and the like
	Hold      *buckets.Memory // holds of a form that was really opened
	BlindHold *buckets.Memory
	Alive     *buckets.Memory // signs of life of holds
	Visit     *buckets.Memory // clients' own pages of their bookings
	SignIn    *buckets.Memory

	Submit    *buckets.Shared // from one address, of a form that was really opened
	Blind     *buckets.Shared // from one address without a view token: a business's own programs, or a script
	Site      *buckets.Shared // from one customer of a provider
	Form      *buckets.Shared // through one form
	lookUp    *buckets.Shared // by a member who may not see contacts
	lookWhole *buckets.Shared // likewise, for a whole phone or e-mail
	BlindForm *buckets.Shared
}

func (h *Kit) newLimits() *limits {
	l := &limits{SignIn: buckets.NewMemory(abuse.SignIn, abuse.SignIn, h.Now)} // what PostgreSQL is not asked about; desk has the real limits
	all := func(rule abuse.Rule) *buckets.Shared { return &buckets.Shared{Desk: h.Desk, Rule: rule, Now: h.Now} }
	l.lookUp, l.lookWhole = all(abuse.LookUp), all(abuse.LookUpWhole)
	if !h.PublicLimits {
		return l
	}
	l.Read = buckets.NewMemory(abuse.Read, abuse.ReadSite, h.Now)
	l.Hold, l.BlindHold = buckets.NewMemory(abuse.Hold, abuse.HoldSite, h.Now), buckets.NewMemory(abuse.HoldBlind, abuse.HoldSite, h.Now)
	l.Alive, l.Visit = buckets.NewMemory(abuse.Alive, abuse.AliveSite, h.Now), buckets.NewMemory(abuse.Visit, abuse.VisitSite, h.Now)
	l.Submit, l.Blind, l.Site = all(abuse.Submit), all(abuse.SubmitBlind), all(abuse.SubmitSite)
	l.Form, l.BlindForm = all(abuse.FormSubmit), all(abuse.FormBlind)
	return l
}

// Limited refuses an address that asks this process too often.
func Limited(c echo.Context, l *buckets.Memory) error { return LimitedBy(c, l, 1) }

// LimitedBy is Limited of a question that costs as much as so many.
func LimitedBy(c echo.Context, l *buckets.Memory, cost int) error {
	if l.Allow(c.RealIP(), cost) {
		return nil
	}
	return tooMany(c, l.Refill()*time.Duration(cost))
}

// Take refuses what is sent too often, and says when to come back.
func (h *Kit) Take(c echo.Context, limit *buckets.Shared, name string) error {
	ok, err := limit.Allow(c.Request().Context(), name)
	if err != nil || ok {
		return err
	}
	return tooMany(c, limit.Rule.Every())
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
