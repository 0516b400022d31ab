package telling

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/weekly"
)

// Rules are the events that a recipient can ask to be told of, in the order in
// which settings show them; every other event belongs to one of them.
var Rules = []booking.Event{booking.BookingCreated, booking.BookingMoved, booking.BookingChanged, booking.BookingCancelled, booking.BookingLate, booking.LeadCreated, booking.LeadWaits, booking.DailySheet}

// Rule is the one of Rules that decides who is told of the event.
func Rule(e booking.Event) booking.Event {
	switch e {
	case booking.BookingConfirmed, booking.BookingRestored:
		return booking.BookingChanged
	case booking.BookingRejected:
		return booking.BookingCancelled
	case booking.BookingWaits:
		return booking.BookingCreated
	}
	return e
}

// DefaultRules are what a member who may change bookings, and a chat that has
// just been connected, is told of: all but the daily sheet.
func DefaultRules() []booking.Event {
	return slices.DeleteFunc(slices.Clone(Rules), func(e booking.Event) bool { return e == booking.DailySheet })
}

// Quiet are the hours in which the team is left in peace, on the company's clock.
// They may run past midnight. The same From and To are no quiet hours at all.
type Quiet struct{ From, To booking.Clock }

// None says whether there are no quiet hours.
func (q Quiet) None() bool { return q.From == q.To }

// holds says whether the clock reads a quiet time at t, which carries the company's zone.
func (q Quiet) holds(t time.Time) bool {
	c := booking.ClockOf(t)
	if q.From <= q.To {
		return q.From <= c && c < q.To
	}
	return c >= q.From || c < q.To
}

// Until is the first instant from at on that is not quiet: at itself outside the
// quiet hours. It follows the clock minute by minute, so that a night on which
// the clocks change is as quiet as they read.
func (q Quiet) Until(at time.Time, zone *time.Location) time.Time {
	for t := at.In(zone); q.holds(t); {
		t = t.Truncate(time.Minute).Add(time.Minute)
		at = t
	}
	return at
}

// Before is the last minute before the quiet hours that at falls into, and at itself outside of them.
func (q Quiet) Before(at time.Time, zone *time.Location) time.Time {
	local := at.In(zone)
	if q.None() || !q.holds(local) {
		return at
	}
	day := booking.DateOf(local, zone)
	if booking.ClockOf(local) < q.From {
		day = day.AddDays(-1)
	}
	return time.Date(day.Year, day.Month, day.Day, 0, int(q.From)-1, 0, 0, zone)
}

// TellingSettings are how a company tells its team.
type TellingSettings struct {
	SenderName  string // of its mail; "" is the company's own
	ReplyTo     string // an address; "" is none
	Quiet       Quiet
	LeadWaitMin int // after how many minutes without an answer a lead waits too long
	// Minutes of waking hours after which the team is reminded of a booking that waits for
	// its answer, and after which it is let go; 0 is never.
	PendingRemindMin, PendingReleaseMin int

	SheetAt  booking.Clock // when the day's sheet is sent
	Clients  ClientChats   // whether clients are told in Telegram
	Bot      string        // the user name of the company's own Telegram bot; "" is the installation's
	Revision int
}

// DefaultTellingSettings are those of a company that has set none.
func DefaultTellingSettings() TellingSettings {
	return TellingSettings{LeadWaitMin: 30, PendingRemindMin: 120, SheetAt: 7*60 + 30, Clients: ChatsAlso}
}

// The bounds of how long a booking may wait for its answer, in hours.
const (
	MaxPendingRemindHours  = 168
	MaxPendingReleaseHours = 336
)

// The bounds of TellingSettings.LeadWaitMin.
const (
	MinLeadWaitMin = 5
	MaxLeadWaitMin = 7 * 24 * 60
)

// TellingText is TellingSettings as a person types them.
type TellingText struct {
	SenderName string `form:"sender_name"`
	ReplyTo    string `form:"reply_to"`
	QuietFrom  string `form:"quiet_from"` // HH:MM; both empty are none
	QuietTo    string `form:"quiet_to"`
	LeadWait   string `form:"lead_wait"` // minutes
	SheetAt    string `form:"sheet_at"`  // HH:MM
	Clients    string `form:"clients"`   // a ClientChats; "" leaves it as it is

	PendingRemind  string `form:"pending_remind"`  // hours; empty is never
	PendingRelease string `form:"pending_release"` // likewise
}

// Settings reads the text. What cannot be accepted comes back as one Invalid Error.
func (t TellingText) Settings() (TellingSettings, error) {
	wrong := booking.Fields{}
	var s TellingSettings
	s.SenderName = wrong.Line("sender_name", t.SenderName, booking.MaxName)
	if strings.TrimSpace(t.ReplyTo) != "" {
		var ok bool
		if s.ReplyTo, ok = booking.ParseEmail(t.ReplyTo); !ok {
			wrong["reply_to"] = booking.Say("error.email")
		}
	}
	if t.QuietFrom != "" || t.QuietTo != "" {
		s.Quiet = Quiet{weekly.ClockField(wrong, "quiet_from", t.QuietFrom) % booking.DayEnd, weekly.ClockField(wrong, "quiet_to", t.QuietTo) % booking.DayEnd}
	}
	s.LeadWaitMin = wrong.Minutes("lead_wait", t.LeadWait, MinLeadWaitMin, MaxLeadWaitMin)
	if strings.TrimSpace(t.PendingRemind) != "" {
		s.PendingRemindMin = 60 * hours(wrong, "pending_remind", t.PendingRemind, MaxPendingRemindHours)
	}
	if strings.TrimSpace(t.PendingRelease) != "" {
		s.PendingReleaseMin = 60 * hours(wrong, "pending_release", t.PendingRelease, MaxPendingReleaseHours)
	}
	if s.PendingReleaseMin > 0 && s.PendingReleaseMin <= s.PendingRemindMin {
		wrong["pending_release"] = booking.Say("error.release_first")
	}
	if s.Clients = ClientChats(t.Clients); s.Clients != "" && !slices.Contains(ClientChatChoices, s.Clients) {
		wrong["clients"] = booking.Say("error.malformed")
	}
	s.SheetAt = weekly.ClockField(wrong, "sheet_at", t.SheetAt) % booking.DayEnd
	if len(wrong) > 0 {
		return TellingSettings{}, booking.FailFields(wrong)
	}
	return s, nil
}

// hours are whole ones, of which none is never.
func hours(f booking.Fields, name, text string, most int) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 || n > most {
		f[name] = booking.Say("error.hours", "Max", most)
		return 0
	}
	return n
}

// Text is how the form shows the settings.
func (s TellingSettings) Text() TellingText {
	t := TellingText{SenderName: s.SenderName, ReplyTo: s.ReplyTo, LeadWait: strconv.Itoa(s.LeadWaitMin), SheetAt: s.SheetAt.String(), Clients: string(s.Clients)}
	if s.PendingRemindMin > 0 {
		t.PendingRemind = strconv.Itoa((s.PendingRemindMin + 59) / 60)
	}
	if s.PendingReleaseMin > 0 {
		t.PendingRelease = strconv.Itoa((s.PendingReleaseMin + 59) / 60)
	}
	if !s.Quiet.None() {
		t.QuietFrom, t.QuietTo = s.Quiet.From.String(), s.Quiet.To.String()
	}
	return t
}

// RecipientKind is what a recipient of the team's messages is.
type RecipientKind string

const (
	RecipientMember  RecipientKind = "member"  // by his e-mail address
	RecipientAddress RecipientKind = "address" // another e-mail address
	RecipientChat    RecipientKind = "chat"    // a Telegram chat, a member's own or a group
	RecipientBrowser RecipientKind = "browser" // a browser that a member is signed in at
)

// Recipient is somebody, or some place, that the team's messages go to.
type Recipient struct {
	ID      booking.ID // "" for a member who has the defaults of his role
	Kind    RecipientKind
	User    booking.UserID // of a member, of his own chat and of his browser
	Name    string
	Address string // an e-mail address, the id of a chat, or Subscription.Address
	Group   bool
	Locale  string
	Rules   []booking.Event
	Sheet   SheetChoice
	Broken  string         // why nothing reaches it any more, "" while it does
	MadeBy  booking.UserID // who added an address or a group, 0 where that was not kept
	Maker   string         // his name
	SeenAt  time.Time      // when a browser was last used, else zero
	Own     booking.ID     // the resource of the specialist whose it is, "" for anybody else's; TellOne alone asks for it
}

// AuditDetail is how the audit log names an address or a chat.
func (r Recipient) AuditDetail() map[string]string {
	if r.Kind == RecipientAddress {
		return map[string]string{"email": r.Address}
	}
	return map[string]string{"name": r.Name}
}

// Channel is how the recipient is reached.
func (r Recipient) Channel() Channel {
	switch r.Kind {
	case RecipientChat:
		return Telegram
	case RecipientBrowser:
		return Push
	}
	return Email
}

// Wants says whether the recipient is told of the events of a rule.
func (r Recipient) Wants(rule booking.Event) bool { return slices.Contains(r.Rules, rule) }

// MaxRecipients bounds the extra addresses and the chats of a company, each.
const MaxRecipients = 30
