package booking

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"okno/booking/abuse"
)

// ClientRules are what a company lets a client do with his booking by himself,
// on the booking's own page, how it reminds him of it, and what it tells of itself.
type ClientRules struct {
	Phone           string // E.164, where he can call; "" where it names none
	Address         string // on one line, where he is to come; likewise
	AllowCancel     bool
	CancelCutoffMin int // he may cancel until this many minutes before the start
	AllowMove       bool
	MoveCutoffMin   int // and move until this many
	AllowLate       bool
	RemindersMin    []int // minutes before the start, the earliest reminder first; none: he is not reminded
	AskAfter        bool  // whether he is asked how it was
	MaxComing       int   // how many bookings to come one phone or e-mail may have over the web; 0: any number
}

// DefaultClientRules are the rules of a company that has set none.
func DefaultClientRules() ClientRules {
	return ClientRules{
		AllowCancel: true, CancelCutoffMin: 120, AllowMove: true, MoveCutoffMin: 120, AllowLate: true,
		RemindersMin: []int{24 * 60, 2 * 60}, MaxComing: abuse.Coming.Most,
	}
}

// MaxComing bounds ClientRules.MaxComing.
const MaxComing = 1000

// The bounds of reminders: how many a booking may have, and when.
const (
	MaxReminders   = 4
	MinReminderMin = 15
	MaxReminderMin = 14 * 24 * 60
)

// ReminderChoices are the reminders that a form offers, in minutes before the start.
var ReminderChoices = []int{7 * 24 * 60, 48 * 60, 24 * 60, 12 * 60, 4 * 60, 2 * 60, 60, 30}

// CleanReminders are reminders in their order, the earliest first, each once; false
// when there are too many, or one is out of bounds.
func CleanReminders(minutes []int) ([]int, bool) {
	clean := slices.Clone(minutes)
	slices.SortFunc(clean, func(a, b int) int { return b - a })
	clean = slices.Compact(clean)
	outside := func(n int) bool { return n < MinReminderMin || n > MaxReminderMin }
	return clean, len(clean) <= MaxReminders && !slices.ContainsFunc(clean, outside)
}

// RemindersOf are the reminders of a booking of the service.
func (r ClientRules) RemindersOf(s Service) []int {
	if s.RemindersMin != nil {
		return s.RemindersMin
	}
	return r.RemindersMin
}

// ClientRulesText is ClientRules as a person types them: nothing in it is checked
// yet. The names in errors are those that the form sends.
type ClientRulesText struct {
	Phone        string   `form:"phone"`
	Address      string   `form:"address"`
	AllowCancel  bool     `form:"allow_cancel"`
	CancelCutoff string   `form:"cancel_cutoff"` // minutes; empty is none
	AllowMove    bool     `form:"allow_move"`
	MoveCutoff   string   `form:"move_cutoff"`
	AllowLate    bool     `form:"allow_late"`
	Reminders    []string `form:"reminder"` // minutes
	AskAfter     bool     `form:"ask_after"`
	MaxComing    string   `form:"max_coming"` // empty is any number
}

// Text is the rules as their form holds them.
func (r ClientRules) Text() ClientRulesText {
	t := ClientRulesText{
		Phone: r.Phone, Address: r.Address, AllowCancel: r.AllowCancel, CancelCutoff: strconv.Itoa(r.CancelCutoffMin),
		AllowMove: r.AllowMove, MoveCutoff: strconv.Itoa(r.MoveCutoffMin), AllowLate: r.AllowLate, AskAfter: r.AskAfter,
	}
	if r.MaxComing > 0 {
		t.MaxComing = strconv.Itoa(r.MaxComing)
	}
	for _, minutes := range r.RemindersMin {
		t.Reminders = append(t.Reminders, strconv.Itoa(minutes))
	}
	return t
}

// Rules reads the text, a phone number as one of the zone's country. What cannot be accepted comes back as one Invalid Error
// with every field of it.
func (t ClientRulesText) Rules(zone *time.Location) (ClientRules, error) {
	wrong := Fields{}
	r := ClientRules{AllowCancel: t.AllowCancel, AllowMove: t.AllowMove, AllowLate: t.AllowLate, AskAfter: t.AskAfter}
	r.Address = wrong.Line("address", t.Address, MaxName)
	if strings.TrimSpace(t.Phone) != "" {
		phone, ok := ParsePhone(t.Phone, zone)
		if r.Phone = phone; !ok {
			wrong["phone"] = Say("error.phone")
		}
	}
	if strings.TrimSpace(t.CancelCutoff) != "" {
		r.CancelCutoffMin = wrong.Minutes("cancel_cutoff", t.CancelCutoff, 0, MaxNoticeMin)
	}
	if strings.TrimSpace(t.MoveCutoff) != "" {
		r.MoveCutoffMin = wrong.Minutes("move_cutoff", t.MoveCutoff, 0, MaxNoticeMin)
	}
	if strings.TrimSpace(t.MaxComing) != "" {
		r.MaxComing = wrong.count("max_coming", t.MaxComing, MaxComing)
	}
	r.RemindersMin = wrong.reminders("reminder", t.Reminders)
	if len(wrong) > 0 {
		return ClientRules{}, FailFields(wrong)
	}
	return r, nil
}

// reminders are never nil, which would mean those of somebody else.
func (f Fields) reminders(name string, texts []string) []int {
	minutes := []int{}
	for _, text := range texts {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil {
			n = 0 // out of bounds
		}
		minutes = append(minutes, n)
	}
	clean, ok := CleanReminders(minutes)
	if !ok {
		f[name] = Say("error.reminders", "Most", MaxReminders, "Min", MinReminderMin, "Max", MaxReminderMin)
	}
	return clean
}

// Closed is why a client may not do something with his booking by himself.
type Closed string

const (
	ClosedByStatus Closed = "status" // it does not stand any more, or the visit has begun
	ClosedByRule   Closed = "rule"   // the company does not let clients do it
	ClosedByCutoff Closed = "cutoff" // it is too late for that
	ClosedByTime   Closed = "time"   // it is too early, or too late, to be late
)

// stands says whether a visit is still ahead of its client.
func (b Booking) stands() bool { return b.Status == Pending || b.Status == Confirmed }

// MayCancel says whether the client of b may cancel it at now; "" is yes.
func (r ClientRules) MayCancel(b Booking, now time.Time) Closed {
	if b.BoundTo != nil && b.BoundTo.Before(b.Start) {
		b.Start = *b.BoundTo
	}
	return may(b, now, r.AllowCancel, r.CancelCutoffMin)
}

// CancelOver says that it is too late for the client of b to cancel it, whether or not the
// company lets clients cancel at all.
func (r ClientRules) CancelOver(b Booking, now time.Time) bool {
	return now.Add(time.Duration(r.CancelCutoffMin) * time.Minute).After(b.Start)
}

// MayMove says whether he may move it to another time.
func (r ClientRules) MayMove(b Booking, now time.Time) Closed {
	return may(b, now, r.AllowMove, r.MoveCutoffMin)
}

func may(b Booking, now time.Time, allowed bool, cutoffMin int) Closed {
	switch {
	case !b.stands():
		return ClosedByStatus
	case !allowed:
		return ClosedByRule
	case now.Add(time.Duration(cutoffMin) * time.Minute).After(b.Start):
		return ClosedByCutoff
	}
	return ""
}

// NextChange is when what the client of b may do, or what is said of it, changes by
// the clock alone, after now: a cut-off, the visit itself, or midnight, when the company's next date begins.
func (r ClientRules) NextChange(b Booking, now, midnight time.Time) time.Time {
	next := midnight
	for _, at := range []time.Time{
		b.Start.Add(-time.Duration(r.CancelCutoffMin)*time.Minute + 1), b.Start.Add(-time.Duration(r.MoveCutoffMin)*time.Minute + 1), // the cut-off itself is still in time
		b.Start.Add(-LateFrom), b.Start, b.End,
	} {
		if at.After(now) && at.Before(next) {
			next = at
		}
	}
	return next
}

// LateChoices are how late a client may say that he will be, in minutes.
var LateChoices = []int{5, 10, 15, 30}

// LateFrom is how long before the start one may say that one will be late.
const LateFrom = 3 * time.Hour

// MayBeLate says whether the client of b may say at now that he will be late.
func (r ClientRules) MayBeLate(b Booking, now time.Time) Closed {
	switch {
	case !b.stands():
		return ClosedByStatus
	case !r.AllowLate:
		return ClosedByRule
	case now.Before(b.Start.Add(-LateFrom)) || !now.Before(b.End):
		return ClosedByTime
	}
	return ""
}
