package compose

import (
	"html"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"okno/booking"
	"okno/booking/telling"
	"okno/booking/webform"
	"okno/db/leaddb"
	"okno/db/messagedb"
	"okno/notify/channel"
)

// maxChat keeps a message under Telegram's 4,096 characters, with what stands below a list.
const maxChat = 3500

// chatText is the page in Telegram's HTML, which knows no tables.
func (p Page) chatText() string {
	var b strings.Builder
	b.WriteString("<b>" + html.EscapeString(p.Title) + "</b>\n" + html.EscapeString(p.Company) + "\n")
	for _, paragraph := range p.Body {
		b.WriteString("\n" + html.EscapeString(paragraph) + "\n")
	}
	b.WriteByte('\n')
	for _, r := range p.Rows {
		b.WriteString(html.EscapeString(r.Label) + ": " + html.EscapeString(r.Value) + "\n")
	}
	p.chatGroups(&b)
	if p.Outcome != "" {
		b.WriteString("\n<b>" + html.EscapeString(p.Outcome) + "</b>\n")
	}
	if p.URL != "" && !linkable(p.URL) {
		b.WriteString("\n" + html.EscapeString(p.Open) + ": " + html.EscapeString(p.URL) + "\n")
	}
	return strings.TrimSpace(b.String())
}

// chatGroups writes the groups as far as there is room, and how many bookings it leaves out.
func (p Page) chatGroups(b *strings.Builder) {
	full, shown, left := false, map[booking.ID]bool{}, map[booking.ID]bool{}
	add := func(text string) {
		if full = full || units(b.String())+units(text) > maxChat; !full {
			b.WriteString(text)
		}
	}
	for _, g := range p.Groups {
		add("<b>" + html.EscapeString(g.Title) + "</b>\n")
		if g.Text != "" {
			add(html.EscapeString(g.Text) + "\n")
		}
		for _, r := range g.Rows {
			add(html.EscapeString(r.Label) + ": " + html.EscapeString(r.Value) + "\n")
		}
		for _, e := range g.List {
			text := html.EscapeString(e.Time) + "  " + html.EscapeString(e.What) + "\n"
			if e.Who != "" {
				text += "    " + html.EscapeString(e.Who) + "\n"
			}
			if add(text); e.Booked() {
				map[bool]map[booking.ID]bool{true: left, false: shown}[full][e.Booking] = true
			}
		}
		add("\n")
	}
	maps.DeleteFunc(left, func(id booking.ID, _ bool) bool { return shown[id] })
	if len(left) > 0 {
		b.WriteString(html.EscapeString(p.More(len(left))) + "\n")
	}
}

// units are what Telegram counts the length of a message in.
func units(text string) int { return len(utf16.Encode([]rune(text))) }

// linkable says whether Telegram takes the address for a button: it refuses a
// message whose button leads to a host without a dot.
func linkable(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.Contains(u.Hostname(), ".")
}

// PressAction is what a button asks for.
type PressAction string

const (
	PressConfirm PressAction = "c" // a booking that waits
	PressReject  PressAction = "r" // likewise
	PressTake    PressAction = "t" // a lead
	PressCall    PressAction = "k" // the contact of its client, to call
)

// Press is a button of a message: what it asks for, and whose it is.
type Press struct {
	Action   PressAction
	Company  booking.CompanyID
	Delivery booking.ID
}

// data is at most 64 bytes.
func (p Press) data() string {
	return string(p.Action) + ":" + strconv.FormatInt(int64(p.Company), 36) + ":" + string(p.Delivery)
}

// ParsePress reads what a button sent back. Anybody can send anything: whether he
// may is decided by who he is, and by the delivery having gone to where he pressed.
func ParsePress(data string) (Press, bool) {
	action, rest, _ := strings.Cut(data, ":")
	company, delivery, _ := strings.Cut(rest, ":")
	n, err := strconv.ParseInt(company, 36, 64)
	p := Press{PressAction(action), booking.CompanyID(n), booking.ID(delivery)}
	known := p.Action == PressConfirm || p.Action == PressReject || p.Action == PressTake || p.Action == PressCall || p.Action.OfClient()
	return p, err == nil && known && booking.IsID(delivery)
}

// BookingButtons are what a member can press below a booking's message; open is the address of its page in the panel.
func BookingButtons(locale string, company booking.CompanyID, d telling.Delivery, o messagedb.NotificationContext, open string) []channel.Button {
	var all []channel.Button
	w := wordsOf(locale)
	press := func(label string, action PressAction) {
		all = append(all, channel.Button{Label: w.say(label, nil), Data: Press{action, company, d.ID}.data()})
	}
	if o.Status == booking.Pending {
		press("button.confirm", PressConfirm)
		press("button.reject", PressReject)
	}
	return append(all, reachButtons(w, company, d, o.Contact.Phone, open)...)
}

// LeadButtons are the same below a lead's message.
func LeadButtons(locale string, company booking.CompanyID, d telling.Delivery, o leaddb.LeadContext, open string) []channel.Button {
	var all []channel.Button
	w := wordsOf(locale)
	if o.Status == webform.LeadNew {
		all = append(all, channel.Button{Label: w.say("button.take", nil), Data: Press{PressTake, company, d.ID}.data()})
	}
	return append(all, reachButtons(w, company, d, o.Contact.Phone, open)...)
}

// leadOutcome is where a lead stands that is not new any more, and who brought it there.
func leadOutcome(w words, o leaddb.LeadContext, history []booking.HistoryLine) string {
	if o.Status == webform.LeadNew {
		return ""
	}
	var last booking.HistoryLine
	for _, l := range slices.Backward(history) {
		if last = l; l.Act == booking.ActMoved || l.Act == "booked" {
			break
		}
	}
	return w.say("outcome.lead."+string(o.Status), blanks{"Who": actorName(w, last.Actor), "Time": w.Time(last.At.In(o.Zone))})
}

// reachButtons call the client and open the panel. Telegram has no tel: buttons:
// this one is answered with the client's contact, which a telephone can call.
func reachButtons(w words, company booking.CompanyID, d telling.Delivery, phone, open string) []channel.Button {
	var all []channel.Button
	if phone != "" {
		all = append(all, channel.Button{Label: w.say("button.call", nil), Data: Press{PressCall, company, d.ID}.data()})
	}
	if linkable(open) {
		all = append(all, channel.Button{Label: w.say("button.open", nil), URL: open})
	}
	return all
}

// outcome is what has become of a booking since a chat was told of it, and who did it.
func outcome(w words, told *telling.Snapshot, now telling.Snapshot, o messagedb.NotificationContext, last booking.HistoryLine) string {
	if told == nil {
		return ""
	}
	what := ""
	switch {
	case now.Status == booking.Rejected:
		what = "outcome.rejected"
	case !now.InForce():
		what = "outcome.cancelled"
	case told.Status == booking.Pending && now.Status != booking.Pending:
		what = "outcome.confirmed"
	case !told.Start.Equal(now.Start), !told.End.Equal(now.End), told.Service != now.Service:
		what = "outcome.changed"
	default:
		return ""
	}
	return w.say(what, blanks{"Who": actorName(w, last.Actor), "Time": w.Time(last.At.In(o.Zone))})
}

func actorName(w words, a booking.Actor) string {
	switch {
	case a.Kind == booking.Visitor:
		return w.say("outcome.visitor", nil)
	case a.Name == "":
		return w.say("outcome.system", nil)
	}
	return line(a.Name)
}
