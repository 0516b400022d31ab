package main

import (
	"context"
	"log/slog"
	"time"

	"okno/desk"
)

// caretaker deletes what has had its time, forgets whom companies have promised to forget, and puts right what was timed by a
// clock that has been set back.
type caretaker struct {
	log    *slog.Logger
	steps  steps
	back   func(context.Context) error
	delete func(context.Context) error
	looks  int // since it began, one a minute
	waits  int // looks until something is deleted again
}

// deleteEvery and doubt are counted in looks: how often it deletes, and for how long it deletes nothing after the clock was put forward: what
// is deleted by a clock that is wrong is lost, and a day is time to notice.
const (
	deleteEvery = 60
	doubt       = 24 * 60
)

func newCaretaker(d *desk.Desk, log *slog.Logger) *caretaker {
	c := &caretaker{log: log, steps: newSteps()}
	c.back = func(ctx context.Context) error {
		n, err := d.DB.ClockBack(ctx)
		if n > 0 {
			log.Warn("what a clock that was ahead had put off is due again", "rows", n)
		}
		return err
	}
	c.delete = func(ctx context.Context) error {
		_, err := d.DB.Tidy(ctx, time.Now())
		if err == nil {
			err = d.Clients.Retain(ctx)
		}
		return err
	}
	return c
}

// run looks now and every minute until ctx ends.
func (c *caretaker) run(ctx context.Context) {
	ticker := time.NewTicker(time.Minute)
	defer ticker.Stop()
	for {
		c.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

func (c *caretaker) look(ctx context.Context) {
	step := c.steps.next()
	due := c.looks%deleteEvery == 0
	c.looks++
	c.waits = max(0, c.waits-1)
	if step != 0 {
		c.log.Warn("the system's clock was set", "by", step.Round(time.Second).String())
	}
	if step >= time.Hour {
		c.waits = doubt
	}
	if step < 0 || due {
		if err := c.back(ctx); err != nil && ctx.Err() == nil {
			c.log.Warn("what was put off too long could not be put right", "error", err)
		}
	}
	if due && c.waits == 0 {
		if err := c.delete(ctx); err != nil && ctx.Err() == nil {
			c.log.Warn("what has had its time could not be deleted", "error", err)
		}
	}
}

// steps tells when the system's clock is set: it holds it against the one that only measures.
type steps struct {
	wall  func() time.Time
	ran   func() time.Duration
	began time.Time
	ahead time.Duration // of what was measured
}

// least is a step that is told; smaller ones are an everyday affair.
const least = time.Minute

func newSteps() steps {
	return steps{wall: func() time.Time { return time.Now().Round(0) }, ran: elapsed(), began: time.Now().Round(0)}
}

// sinceNow counts from now by Go's own clock.
func sinceNow() func() time.Duration {
	now := time.Now()
	return func() time.Duration { return time.Since(now) }
}

// next is by how much the clock was set since it was asked last; 0: it goes.
func (s *steps) next() time.Duration {
	ahead := s.wall().Sub(s.began) - s.ran()
	step := ahead - s.ahead
	if step.Abs() < least {
		return 0
	}
	s.ahead = ahead
	return step
}
