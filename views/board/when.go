package board

import (
	"time"

	"okno/booking"
	"okno/booking/pricelist"
	"okno/views"
)

// When is the fragment #when of a form that books or moves: on which resources,
// on which day and at what time, chosen from what the engine offers. Another time
// can be typed; what it would go over is then warned of.
type When struct {
	W        *views.Words
	TimesURL string // POST the form there for the fragment as it is after a choice
	Kinds    []KindChoice
	Offer    string // how long it takes and what it costs with whoever is chosen, where that is not the same with all
	Date     string // as it was typed
	Today    string // the same where it is only proposed: it moves on with the day
	Proposed string // the start that is only proposed, "" where there is none
	Zone     string // that the times are of
	Day      string // in words, "" where it is no date
	Previous string // the dates beside it
	Next     string
	Parts    []PartOfDay
	Mine     bool   // of a specialist: what is offered is all
	Ready    bool   // a service is chosen: times can be
	Start    string // kept until a service is chosen
	Other    bool   // the typed time counts
	At       string
	Near     []NearTime // instead of what is not there
	Warned   []string   // what the time goes over
	Anyway   string     // what the button of the warning sends
	Warning  string
	Confirm  string // the button's words
	Wrong    map[string]string
}

// KindChoice is the choice of one kind of resource.
type KindChoice struct {
	Label   string
	Field   string // the name of the select
	Any     string // "any will do", "" where one is needed
	Options []views.SelectOption
}

// PartOfDay are the free times of the morning, of the day or of the evening.
type PartOfDay struct {
	Label string
	Times []TimeChoice
}

// TimeChoice is a start that is offered.
type TimeChoice struct {
	Value  string // RFC 3339
	Text   string
	Chosen bool
}

// NearTime is a start on another day, or beside one that is taken.
type NearTime struct{ Value, Date, Text string }

// WhenData is what it is made of.
type WhenData struct {
	Company   booking.Company
	Resources []booking.Resource // that can be chosen, in the panel's order
	Chosen    []booking.ID
	Service   booking.Service    // that is wanted, the zero Service where none is chosen
	Unable    []booking.Resource // of those, who do not do what is wanted
	AnyOf     bool               // a kind may be left open
	TimesURL  string
	Mine      bool
	Typed     WhenTyped
	Slots     []booking.Slot // of the date
	Ready     bool
	Near      []booking.Slot
	Warned    []booking.Waived
	Names     func(booking.Waived) booking.Sentence // what is gone over, in words
	Refused   booking.Sentence                      // why a typed time cannot be had
	Confirm   booking.Sentence
	Wrong     map[string]booking.Sentence
}

// WhenTyped is what was chosen and typed.
type WhenTyped struct {
	Date     string
	Start    string // RFC 3339, or "other"
	At       string // the typed time
	Proposed string // Start where the program has proposed it
	Today    string // Date where the program has proposed it as today's, "" where somebody has chosen
}

// NewWhen makes the fragment in the given language.
func NewWhen(locale string, d WhenData) When {
	w := views.In(locale)
	v := When{
		W: w, TimesURL: d.TimesURL, Mine: d.Mine, Date: d.Typed.Date, Today: d.Typed.Today, Proposed: d.Typed.Proposed, Zone: d.Company.Zone.String(), Ready: d.Ready, Start: d.Typed.Start, Other: d.Typed.Start == "other", At: d.Typed.At,
		Wrong: map[string]string{},
	}
	if date, err := booking.ParseDate(d.Typed.Date); err == nil {
		v.Day, v.Previous, v.Next = w.DayMonth(date), date.AddDays(-1).String(), date.AddDays(1).String()
	}
	for name, sentence := range d.Wrong {
		v.Wrong[name] = w.Say(sentence)
	}
	if d.Refused.Key != "" {
		v.Wrong["start"] = w.Say(d.Refused)
	}
	v.kinds(d)
	v.offer(d)
	v.parts(d)
	hint := "acts.does_not_hint"
	if len(v.Parts) == 0 {
		hint = "acts.does_not_choose" // nobody's time is shown
	}
	for _, r := range d.Unable {
		v.Wrong["resource-"+string(r.Kind)] = v.W.T("acts.does_not", "Name", r.Name) + " " + v.W.T(hint)
	}
	for _, s := range d.Near {
		date := booking.DateOf(s.Start, d.Company.Zone)
		v.Near = append(v.Near, NearTime{s.Start.Format(time.RFC3339), date.String(), w.DateShort(date) + ", " + w.Time(s.Start)})
	}
	if len(d.Warned) > 0 {
		v.warn(d)
	}
	return v
}

func (When) View() string { return "when" }

func (v *When) kinds(d WhenData) {
	for _, kind := range booking.Kinds {
		c := KindChoice{Label: v.W.T("resources.kind." + string(kind)), Field: "resource-" + string(kind)}
		if d.AnyOf {
			c.Any = v.W.T("acts.any")
		}
		chosen := false
		for _, r := range d.Resources {
			if r.Kind == kind {
				o := views.SelectOption{Value: string(r.ID), Label: r.Name, Chosen: contains(d.Chosen, r.ID)}
				chosen = chosen || o.Chosen
				c.Options = append(c.Options, o)
			}
		}
		if len(c.Options) > 1 || len(c.Options) == 1 && (!d.AnyOf || chosen) {
			v.Kinds = append(v.Kinds, c)
		}
	}
}

// offer says it of the people who are chosen, else of all who do it.
func (v *When) offer(d WhenData) {
	if len(d.Service.Terms) == 0 {
		return
	}
	people, names := d.Resources, ""
	for _, r := range d.Resources {
		if r.Kind == booking.Staff && contains(d.Chosen, r.ID) && contains(d.Service.Resources, r.ID) {
			people, names = []booking.Resource{r}, r.Name+": "
		}
	}
	v.Offer = names + v.W.Offer(pricelist.Of(&d.Service, people), d.Company.Currency)
}

// parts are the times before noon, before 17:00, and later.
func (v *When) parts(d WhenData) {
	parts := []PartOfDay{{Label: v.W.T("acts.morning")}, {Label: v.W.T("acts.day")}, {Label: v.W.T("acts.evening")}}
	for _, s := range d.Slots {
		i := 0
		if hour := s.Start.Hour(); hour >= 17 {
			i = 2
		} else if hour >= 12 {
			i = 1
		}
		value := s.Start.Format(time.RFC3339)
		parts[i].Times = append(parts[i].Times, TimeChoice{value, v.W.Time(s.Start), value == d.Typed.Start})
	}
	for _, p := range parts {
		if len(p.Times) > 0 {
			v.Parts = append(v.Parts, p)
		}
	}
}

func (v *When) warn(d WhenData) {
	v.Warning, v.Confirm = v.W.T("error.warned"), v.W.Say(d.Confirm)
	for i, waived := range d.Warned {
		v.Warned = append(v.Warned, v.W.Say(d.Names(waived)))
		if i > 0 {
			v.Anyway += ","
		}
		v.Anyway += string(waived.Reason)
	}
}

func contains(ids []booking.ID, id booking.ID) bool {
	for _, each := range ids {
		if each == id {
			return true
		}
	}
	return false
}
