package booking

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
)

// Code is an error's name for machines: it goes into problem+json as `code`
// and decides the HTTP status.
type Code string

const (
	Invalid           Code = "invalid"       // what was sent cannot be accepted; Fields says what
	NotFound          Code = "not_found"     // no such thing in this company
	SlotTaken         Code = "slot_taken"    // the time is not free; Alternatives are
	Conflict          Code = "conflict"      // someone else was quicker, or the status does not allow it
	NeedsConfirmation Code = "needs_word"    // staff may, after a warning: Waived says over what
	HitsBookings      Code = "hits_bookings" // a change of the setup hits bookings: what is to become of them has to be said
	Doubtful          Code = "doubtful"      // likely a slip of the hand: Doubts are what is asked, once
	KeyReused         Code = "key_reused"    // an idempotency key came back with another body
	Unauthorized      Code = "unauthorized"  // nobody is signed in
	Forbidden         Code = "forbidden"     // the role or the origin does not allow it
	TooMany           Code = "too_many"      // a limit is reached; try later
	ByPhone           Code = "by_phone"      // not over the web: the sentence asks to call
	TooLarge          Code = "too_large"     // the body is over the limit
	Malformed         Code = "malformed"     // not the format that was asked for
	TooSlow           Code = "too_slow"      // it did not come to its end in time
	Repeated          Code = "repeated"      // it was done already, under the same key
	Unavailable       Code = "unavailable"   // not now: the database is away, or there is too much to do; Wait says when
	Misdirected       Code = "misdirected"   // the host that was asked for is not ours
	Internal          Code = "internal"      // our fault; details are in the log only
)

// Sentence is something to tell a person, before it is put into words: the key
// of a message in the locales and what fills its blanks.
type Sentence struct {
	Key  string
	Args map[string]any
}

// Say makes a Sentence from a key and pairs of name and value.
func Say(key string, pairs ...any) Sentence {
	s := Sentence{Key: key}
	for i := 0; i+1 < len(pairs); i += 2 {
		if s.Args == nil {
			s.Args = map[string]any{}
		}
		s.Args[pairs[i].(string)] = pairs[i+1]
	}
	return s
}

// SaidPhone is a phone (E.164) in a Sentence, to be written as people write it.
type SaidPhone string

// Error is the one error that is meant for whoever asked. Any other error is
// internal: it is logged, and the answer says only that it went wrong.
type Error struct {
	Code         Code
	Sentence     Sentence
	Fields       map[string]Sentence // for Invalid: the field's name, as it was sent, to what is wrong with it
	Alternatives []Slot              // for SlotTaken: the nearest free starts, in order of time
	Waived       []Waived            // for NeedsConfirmation: what the act would go over
	Doubts       []Doubt             // for Doubtful
	Wait         time.Duration       // for TooMany and Unavailable: after which it may be tried again; 0 where whoever answers knows
	Err          error               // the cause, for the log
}

// Fail makes an Error without fields.
func Fail(code Code, key string, pairs ...any) *Error {
	return &Error{Code: code, Sentence: Say(key, pairs...)}
}

// FailFields makes an Invalid error from what is wrong with each field.
func FailFields(fields map[string]Sentence) *Error {
	return &Error{Code: Invalid, Sentence: Say("error.fields", "count", len(fields)), Fields: fields}
}

// Error is for logs; people get the Sentence in their language.
func (e *Error) Error() string {
	text := string(e.Code) + ": " + e.Sentence.Key
	for _, name := range slices.Sorted(maps.Keys(e.Fields)) {
		text += " " + name + "=" + e.Fields[name].Key
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return strings.TrimSpace(text)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf is the code of the Error in err's chain, Internal where there is none.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}
