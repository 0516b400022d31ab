package companyfile

import (
	"strings"

	"okno/booking"
)

// SMS is how clients are written to by SMS, without what is secret of the provider. Whether it is switched on is not in a file:
// none begins to cost money by being imported.
type SMS struct {
	Method, URL        string
	Content, Body      string
	Headers            []string // lines, their values hidden where they may be secret
	Plus               bool     // phones begin with a plus
	Has, HasNot        string   // of an answer to a message that was taken
	Kinds              []string // of what is told
	Also               bool     // to those too who are told in another way
	Price              string   // of a segment; "" where nobody has said
	DayCap, MonthCap   int      // segments
	QuietFrom, QuietTo booking.Clock
}

var smsShape = &shape{"what is said of SMS", 1, []string{"url", "method", "content", "body", "headers", "plus", "has", "has_not", "kinds", "also",
	"price", "day_cap", "month_cap", "quiet_from", "quiet_to"}}

// The bounds of a file's SMS; what the panel allows is less at the most.
const (
	maxSMSText    = 4000
	maxSMSHeaders = 10
)

func (r *reader) sms() *SMS {
	s := &SMS{Method: "POST", Content: "form", Kinds: []string{}, DayCap: 100, MonthCap: 2000, QuietFrom: 21 * 60, QuietTo: 9 * 60}
	r.object(smsShape, func(field string) {
		switch field {
		case "url":
			s.URL = r.oneLineOf(maxSMSText)
			r.check(strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "http://"), "%q is not an address", short(s.URL))
		case "method":
			s.Method = oneOf(r, "GET", "POST")
		case "content":
			s.Content = oneOf(r, "form", "json")
		case "body":
			s.Body = r.lines(maxSMSText)
		case "headers":
			r.list(maxSMSHeaders, func(int) { s.Headers = append(s.Headers, r.oneLineOf(maxSMSText)) })
		case "plus":
			s.Plus = r.flag()
		case "has":
			s.Has = r.oneLine()
		case "has_not":
			s.HasNot = r.oneLine()
		case "kinds":
			r.list(4, func(int) {
				s.Kinds = append(s.Kinds, string(oneOf(r, booking.BookingConfirmed, booking.BookingChanged, booking.BookingCancelled, booking.BookingReminder)))
			})
		case "also":
			s.Also = r.flag()
		case "price":
			s.Price = r.price()
		case "day_cap":
			s.DayCap = r.number(1, 100_000)
		case "month_cap":
			s.MonthCap = r.number(1, 1_000_000)
		case "quiet_from":
			s.QuietFrom = r.clock(booking.DayEnd - 1)
		case "quiet_to":
			s.QuietTo = r.clock(booking.DayEnd - 1)
		}
	})
	return s
}

type wireSMS struct {
	URL       string   `json:"url"`
	Method    string   `json:"method"`
	Content   string   `json:"content"`
	Body      string   `json:"body,omitzero"`
	Headers   []string `json:"headers,omitempty"`
	Plus      bool     `json:"plus"`
	Has       string   `json:"has,omitzero"`
	HasNot    string   `json:"has_not,omitzero"`
	Kinds     []string `json:"kinds"`
	Also      bool     `json:"also"`
	Price     *string  `json:"price,omitzero"`
	DayCap    int      `json:"day_cap"`
	MonthCap  int      `json:"month_cap"`
	QuietFrom string   `json:"quiet_from"`
	QuietTo   string   `json:"quiet_to"`
}

func wireSMSOf(s *SMS) *wireSMS {
	if s == nil {
		return nil
	}
	return &wireSMS{s.URL, s.Method, s.Content, s.Body, s.Headers, s.Plus, s.Has, s.HasNot, s.Kinds, s.Also, orNull(s.Price), s.DayCap, s.MonthCap, s.QuietFrom.String(), s.QuietTo.String()}
}
