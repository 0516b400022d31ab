package telling

import (
	"slices"
	"strconv"
	"strings"

	"okno/booking"
	"okno/booking/weekly"
)

// SMSKinds are what clients can be told by SMS, in the order in which settings show them.
var SMSKinds = []booking.Event{booking.BookingConfirmed, booking.BookingChanged, booking.BookingCancelled, booking.BookingReminder}

// SMSKind is the one of SMSKinds that an event is told as, "" for what is not told by SMS. A booking that was never confirmed is
// not told of at all: whoever typed the number need not be its owner, and nobody of the company has looked.
func SMSKind(e booking.Event) booking.Event {
	switch e {
	case booking.BookingCreated, booking.BookingConfirmed, booking.BookingRestored:
		return booking.BookingConfirmed
	case booking.BookingMoved, booking.BookingChanged:
		return booking.BookingChanged
	case booking.BookingCancelled:
		return booking.BookingCancelled
	case booking.BookingReminder:
		return booking.BookingReminder
	}
	return ""
}

// The bounds of SMSSettings.
const (
	MaxSMSDayCap   = 100_000
	MaxSMSMonthCap = 1_000_000
)

// SMSSettings are how a company's clients are written to by SMS.
type SMSSettings struct {
	On       bool
	Provider SMSProvider
	Kinds    []booking.Event // of SMSKinds
	Also     bool            // to those too who are told by mail or in Telegram
	Price    string          // of a segment, decimal in the company's currency; "" where nobody has said
	DayCap   int             // segments on a date of the company's
	MonthCap int
	Quiet    Quiet // no reminder comes then, but before
	Revision int   // 0: nothing was set
}

// DefaultSMSSettings are those of a company that has set none.
func DefaultSMSSettings() SMSSettings {
	return SMSSettings{
		Provider: SMSProvider{Method: "POST", Content: FormContent}, Kinds: slices.Clone(SMSKinds), DayCap: 100, MonthCap: 2000, Quiet: Quiet{From: 21 * 60, To: 9 * 60},
	}
}

// Tells says whether an event of that kind is told.
func (s SMSSettings) Tells(kind booking.Event) bool { return slices.Contains(s.Kinds, kind) }

// SMSUsage is what was sent on a date or in a month.
type SMSUsage struct {
	Messages, Segments int
	Cost               string // decimal
}

// SMSText is SMSSettings as a person types them. What is secret is in it only as it was typed.
type SMSText struct {
	On      string   `form:"on"` // "1"
	Method  string   `form:"method"`
	URL     string   `form:"url"`
	Content string   `form:"content"`
	Body    string   `form:"body"`
	Headers string   `form:"headers"`    // a line each; the value SMSHidden leaves it as it is
	Key     string   `form:"secret_key"` // "": as it is
	Plus    string   `form:"plus"`
	Has     string   `form:"has"`
	HasNot  string   `form:"has_not"`
	Kinds   []string `form:"kind"`
	Also    string   `form:"also"`
	Price   string   `form:"price"`
	Day     string   `form:"day_cap"`
	Month   string   `form:"month_cap"`
	From    string   `form:"sms_quiet_from"` // HH:MM; both empty are none
	To      string   `form:"sms_quiet_to"`
}

// Settings reads the text on top of what is stored, which has the secrets that are left as they are. What cannot be accepted
// comes back as one Invalid Error.
func (t SMSText) Settings(stored SMSSettings) (SMSSettings, error) {
	wrong := booking.Fields{}
	s := SMSSettings{On: t.On != "", Also: t.Also == "1", Revision: stored.Revision}
	s.Provider = t.provider(wrong, stored.Provider, s.On)
	for _, kind := range SMSKinds {
		if slices.Contains(t.Kinds, string(kind)) {
			s.Kinds = append(s.Kinds, kind)
		}
	}
	var ok bool
	if s.Price, ok = booking.ParsePrice(t.Price); !ok {
		wrong["price"] = booking.Say("error.price")
	}
	s.DayCap = capOf(wrong, "day_cap", t.Day, MaxSMSDayCap)
	s.MonthCap = capOf(wrong, "month_cap", t.Month, MaxSMSMonthCap)
	if t.From != "" || t.To != "" {
		s.Quiet = Quiet{weekly.ClockField(wrong, "sms_quiet_from", t.From) % booking.DayEnd, weekly.ClockField(wrong, "sms_quiet_to", t.To) % booking.DayEnd}
	}
	if len(wrong) > 0 {
		return SMSSettings{}, booking.FailFields(wrong)
	}
	return s, nil
}

func capOf(f booking.Fields, name, text string, most int) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 1 || n > most {
		f[name] = booking.Say("error.sms_cap", "Max", most)
		return 0
	}
	return n
}

// Text is how the form shows the settings: the key is not in it, and headers without what is secret in them.
func (s SMSSettings) Text() SMSText {
	p := s.Provider
	t := SMSText{
		On: mark(s.On), Method: p.Method, URL: p.URL, Content: p.Content, Body: p.Body, Headers: p.ShownHeaders(), Plus: mark(p.Plus), Has: p.Has, HasNot: p.HasNot,
		Also: mark(s.Also), Price: s.Price, Day: strconv.Itoa(s.DayCap), Month: strconv.Itoa(s.MonthCap),
	}
	for _, kind := range s.Kinds {
		t.Kinds = append(t.Kinds, string(kind))
	}
	if !s.Quiet.None() {
		t.From, t.To = s.Quiet.From.String(), s.Quiet.To.String()
	}
	return t
}

func mark(on bool) string {
	if on {
		return "1"
	}
	return ""
}

// SMSKindsOf are the kinds of a list that is stored.
func SMSKindsOf(stored string) []booking.Event {
	var all []booking.Event
	for _, kind := range strings.Fields(stored) {
		all = append(all, booking.Event(kind))
	}
	return all
}

// SMSPreview is an SMS as it would be sent, and how it is counted.
type SMSPreview struct {
	Text     string
	Segments Segments
}
