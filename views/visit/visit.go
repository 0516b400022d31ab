package visit

import (
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/telling"
	"okno/views"
)

// Visit is the public page GET /m/:token: the visitor's own booking, and what
// he may do with it. It is not to be indexed.
type Visit struct {
	views.Base
	VisitCard
}

// VisitCard is the fragment #visit: the booking, and one of the page's three
// screens below it: what can be done, the choice of another time, or the
// question whether it is really to be cancelled.
type VisitCard struct {
	W         *views.Words
	Token     string
	Company   string
	Status    views.Status
	Late      string // «Вы опаздываете на 10 мин»
	WillCome  bool   // he has said that he will come
	Waits     string // that a pending one will be answered
	Service   string
	When      string // «Вторник, 24 ноября 2026»
	Times     string // 15:00–16:00
	Length    string
	Price     string
	Resources []string
	Address   string
	Number    int64
	Zone      string // IANA name, since the visitor may be elsewhere
	ZoneTime  string // the same in words
	Start     string // RFC 3339; with End, for the visitor's own clock
	End       string
	Now, Next int64 // Unix seconds: of the page, and when it says something else by itself
	Gone      bool  // cancelled or rejected

	Mailed  string // see VisitData
	Said    string // what has just been done
	Problem string // what was refused
	Typed   string // the reason that was typed for it
	Move    *views.VisitMove
	Cancel  *VisitCancel
	Acts    *VisitActs
	SMS     string     // "on" where he is written to by SMS, "off" where he wants none; on the first screen
	Chat    *VisitChat // on the first screen, nil where there is nothing to say
}

// VisitChat is what the page says of Telegram.
type VisitChat struct {
	Connect bool
	Said    string // that he is told there, or is not any more
	Leave   bool
}

// VisitActs is the first screen: a closed act has the reason in its place.
type VisitActs struct {
	CanMove, CanCancel bool
	Closed             []string // why not, one sentence each
	Phone, PhoneURL    string   // where to call then
	Late               []LateChoice
	Coming             bool // he is asked whether he will come
	LateClosed         string
	CanRestore         bool
	Calendar           views.CalendarLinks
}

// LateChoice is a button: by how many minutes.
type LateChoice struct {
	Minutes int
	Label   string
	Chosen  bool
}

// VisitData is what the page is made of.
type VisitData struct {
	Token     string
	Company   booking.Company
	Booking   booking.Booking
	Service   booking.Service
	Resources []booking.Resource // of the booking, in the panel's order
	Now       time.Time
	Link      string // of the page itself
	Mailed    string // the mark of the mail that the page was opened from, "" where it was not
	Chat      telling.ChatOffer
	CanUndo   bool // the visitor has cancelled it himself, and its time is still free

	Said    booking.Sentence
	Problem booking.Sentence
	Move    *VisitMoveData   // on that screen
	Cancel  bool             // likewise
	Reason  string           // what was typed there
	Wrong   booking.Sentence // what is wrong with it
}

// NewVisit makes the page. It sets the title.
func NewVisit(base views.Base, d VisitData) Visit {
	base.Title = base.W().T("visit.title", "company", d.Company.Name)
	base.Company = views.Company{Name: d.Company.Name, Slug: d.Company.Slug}
	base.Path = "/m/" + d.Token // the switches ask for it, and not for what has just been done
	return Visit{base, NewVisitCard(base.Locale, d)}
}

func (Visit) View() string { return "visit" }

// NewVisitCard makes the fragment in the given language.
func NewVisitCard(locale string, d VisitData) VisitCard {
	w, b := views.In(locale).At(d.Company.Zone, d.Now), d.Booking
	start, end := b.Start.In(d.Company.Zone), b.End.In(d.Company.Zone)
	midnight := engine.Instant(booking.DateOf(d.Now, d.Company.Zone).AddDays(1), 0, d.Company.Zone)
	v := VisitCard{
		W:       w,
		Token:   d.Token,
		Mailed:  d.Mailed,
		Company: d.Company.Name,
		Status:  views.StatusOf(w, b.Status),
		Gone:    !b.Status.Occupies(),
		Service: d.Service.Name,
		When:    w.Date(booking.DateOf(start, d.Company.Zone)),
		Times:   w.Times(start, end),
		Length:  w.Minutes(int(end.Sub(start) / time.Minute)),
		Price:   w.Money(b.Price, d.Company.Currency),
		Address: d.Company.Client.Address,
		Number:  b.Number,
		Zone:    d.Company.Zone.String(), ZoneTime: w.ZoneTime(d.Company.Zone, start),
		Start: start.Format(time.RFC3339),
		End:   end.Format(time.RFC3339),
		Now:   d.Now.Unix(), Next: d.Company.Client.NextChange(b, d.Now, midnight).Unix() + 1,
		Said:    w.Say(d.Said),
		Problem: w.Say(d.Problem),
	}
	v.WillCome = b.WillCome()
	if asked := comingFrom(d); asked.After(d.Now) && asked.Unix() < v.Next {
		v.Next = asked.Unix() + 1
	}
	if b.LateMin > 0 && !v.Gone {
		v.Late = w.T("visit.late.said", "minutes", w.Minutes(b.LateMin))
	}
	if b.Status == booking.Pending && d.Now.Before(b.Start) {
		v.Waits = w.T("visit.waits")
	}
	for _, r := range d.Resources {
		v.Resources = append(v.Resources, r.Name)
	}
	switch {
	case d.Move != nil:
		move := newVisitMove(w, d)
		v.Move = &move
	case d.Cancel:
		v.Cancel = &VisitCancel{Reason: d.Reason, ReasonError: w.Say(d.Wrong)}
	default:
		v.Typed = d.Reason
		acts := newVisitActs(w, d)
		v.Acts = &acts
		if !v.Gone {
			v.Chat, v.SMS = newVisitChat(w, d), d.Chat.SMS
		}
	}
	return v
}

func (VisitCard) View() string { return "visit-card" }

// URL is the page's own address, or that of one of its acts.
func (v VisitCard) URL(act ...string) string {
	if len(act) == 0 {
		return "/m/" + v.Token
	}
	return "/m/" + v.Token + "/" + act[0]
}

// CalendarURL is the file that puts the booking into the visitor's calendar.
func (v VisitCard) CalendarURL() string { return v.URL() + "/calendar.ics" }

// VisitCancel is the question whether the booking is really to be cancelled.
type VisitCancel struct{ Reason, ReasonError string }

// comingFrom is when the client is first asked whether he will come: with the first reminder, or a day before where there is none.
func comingFrom(d VisitData) time.Time {
	before := 24 * time.Hour
	if reminders := d.Company.Client.RemindersOf(d.Service); len(reminders) > 0 {
		before = time.Duration(reminders[0]) * time.Minute
	}
	return d.Booking.Start.Add(-before)
}

func newVisitChat(w *views.Words, d VisitData) *VisitChat {
	o := d.Chat
	v := &VisitChat{Connect: o.CanConnect, Leave: o.Connected}
	switch {
	case o.Broken:
		v.Said = w.T("visit.telegram.broken")
	case o.EveryOf:
		v.Said = w.T("visit.telegram.all")
	case o.Connected:
		v.Said = w.T("visit.telegram.one")
	case !o.CanConnect:
		return nil
	}
	return v
}

func newVisitActs(w *views.Words, d VisitData) VisitActs {
	rules, b := d.Company.Client, d.Booking
	move, cancel, late := rules.MayMove(b, d.Now), rules.MayCancel(b, d.Now), rules.MayBeLate(b, d.Now)
	a := VisitActs{CanMove: move == "", CanCancel: cancel == "", CanRestore: d.CanUndo}
	if rules.Phone != "" {
		a.Phone, a.PhoneURL = w.Phone(rules.Phone), rules.Phone
	}
	if b.Status.Occupies() {
		a.Calendar = views.NewCalendarLinks(w, d.Booking, d.Service, d.Company, d.Link)
	}
	a.Coming = b.Status == booking.Confirmed && !b.Coming && !d.Now.Before(comingFrom(d)) && d.Now.Before(b.Start)
	if late == "" {
		for _, minutes := range booking.LateChoices {
			a.Late = append(a.Late, LateChoice{minutes, w.Minutes(minutes), minutes == b.LateMin})
		}
	}
	switch {
	case move == booking.ClosedByStatus: // both are closed then, and there is nothing to call about
	case move != "" && move == cancel:
		a.Closed = []string{w.T("visit.closed.both."+string(move), "cutoff", w.Minutes(max(rules.MoveCutoffMin, rules.CancelCutoffMin)))}
	default:
		if move != "" {
			a.Closed = append(a.Closed, w.T("visit.closed.move."+string(move), "cutoff", w.Notice(rules.MoveCutoffMin)))
		}
		if cancel != "" {
			a.Closed = append(a.Closed, w.T("visit.closed.cancel."+string(cancel), "cutoff", w.Notice(rules.CancelCutoffMin)))
		}
	}
	return a
}
