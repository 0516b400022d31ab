package channel

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"okno/booking"
	"okno/booking/telling"
)

// Refused is a failure that will not pass by itself, such as a mailbox that does not exist.
type Refused struct{ Err error }

func (r *Refused) Error() string { return r.Err.Error() }
func (r *Refused) Unwrap() error { return r.Err }

// IsRefused says whether a failure will not pass by itself.
func IsRefused(err error) bool {
	_, ok := errors.AsType[*Refused](err)
	return ok
}

// Failure is a failure with what it means.
type Failure struct {
	Why telling.Why
	Err error
}

func (b *Failure) Error() string { return b.Err.Error() }
func (b *Failure) Unwrap() error { return b.Err }

// WhyOf is what a failure means, "" where nobody knows.
func WhyOf(err error) telling.Why {
	if b, ok := errors.AsType[*Failure](err); ok {
		return b.Why
	}
	return ""
}

// Later is a failure that says itself when to try again.
type Later struct {
	Err   error
	After time.Duration
}

func (l *Later) Error() string { return l.Err.Error() }
func (l *Later) Unwrap() error { return l.Err }

// RetryLater is a failure that says when to try again, where the head of an answer does (RFC 9110, 10.2.3), but after most at
// the latest; the failure itself where it does not.
func RetryLater(head http.Header, err error, now time.Time, most time.Duration) error {
	after := head.Get("Retry-After")
	pause := time.Duration(0)
	if seconds, failed := strconv.Atoi(after); failed == nil && seconds > 0 {
		pause = time.Duration(min(seconds, int(most.Seconds()))) * time.Second
	} else if at, failed := http.ParseTime(after); failed == nil {
		pause = at.Sub(now)
	}
	if pause <= 0 {
		return err
	}
	return &Later{Err: err, After: min(pause, most)}
}

// Unsure is a failure after which nobody knows whether the other side has taken the message, and it would cost to send it twice.
type Unsure struct{ Err error }

func (u *Unsure) Error() string { return u.Err.Error() }
func (u *Unsure) Unwrap() error { return u.Err }

// IsUnsure says whether a failure is such a one.
func IsUnsure(err error) bool {
	_, ok := errors.AsType[*Unsure](err)
	return ok
}

// MovedChat says that a group has another id now.
type MovedChat struct{ To string }

func (m *MovedChat) Error() string { return "the group has another id now" }

// OfChat says whether a failure means that nothing reaches the chat any more.
func OfChat(why telling.Why) bool {
	return why == telling.WhyBlocked || why == telling.WhyKicked || why == telling.WhyNoChat || why == telling.WhyMute
}

// Brief is a line of at most 500 runes: what a server answers is kept, but not at any length.
func Brief(s string) string {
	const most = 500
	if runes := []rune(booking.PlainLine(s)); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return booking.PlainLine(s)
}
