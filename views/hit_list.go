package views

import (
	"slices"
	"strings"
	"time"

	"okno/booking"
)

// HitsData is what a list of hit bookings is made of.
type HitsData struct {
	Company   booking.Company
	Services  []booking.Service
	Resources []booking.Resource
	Now       time.Time
	Hits      []Hit
	More      int    // beyond those, which stay as they are
	Reason    string // of cancellations, as typed
	Wrong     map[string]booking.Sentence
	NoMail    bool // nothing is mailed at all
	Movable   bool // somebody else could take some of them over
}

// Hit is a booking that an exception or another change of the setup hits, and what is to become of it.
type Hit struct {
	booking.Booking
	Mark  string       // how it stands, for the act to compare
	Moves []booking.ID // resources that could take it
	Do    string       // "keep", "cancel" or "move:ID"
	News  string       // "changed" or "new" since it was last shown, else ""
	Wrong booking.Sentence
	Why   []booking.Sentence // what it does not fit any more, where that is not plain
}

// HitList is the bookings that a change of the setup hits, with a choice for
// each: the part hit-list of a form.
type HitList struct {
	W          *Words
	Rows       []HitRow
	More       int
	Reason     string
	ReasonHint string // what no reason means
	Wrong      string // of the reason
	movable    bool
}

// HitRow is a Hit in words.
type HitRow struct {
	ID      booking.ID
	Mark    string
	When    string
	Name    string
	What    string // the service and the resources
	Status  Status
	Choices []Choice
	Label   string
	News    string
	Wrong   string
	Why     string // what it does not fit, and that nobody will write to its client; "" for neither
}

// NewHitList puts the bookings that a change would hit into words, with what may become of each.
func NewHitList(w *Words, d HitsData) HitList {
	v := HitList{W: w, More: d.More, Reason: d.Reason, Wrong: w.Say(d.Wrong["cancel_reason"]), movable: d.Movable}
	for _, hit := range d.Hits {
		v.Rows = append(v.Rows, w.HitRow(d, hit))
	}
	return v
}

// HitRow is one of them, its times in the company's zone.
func (w *Words) HitRow(d HitsData, hit Hit) HitRow {
	start, end := hit.Start.In(d.Company.Zone), hit.End.In(d.Company.Zone)
	var what []string
	for _, s := range d.Services {
		if s.ID == hit.Service {
			what = append(what, s.Name)
		}
	}
	for _, r := range d.Resources {
		if slices.Contains(hit.Resources, r.ID) {
			what = append(what, r.Name)
		}
	}
	row := HitRow{
		ID: hit.ID, Mark: hit.Mark, Status: StatusOf(w, hit.Status), Wrong: w.Say(hit.Wrong),
		When: w.DateShort(booking.DateOf(start, d.Company.Zone)) + ", " + w.Times(start, end),
		Name: w.Person(hit.Booking), What: strings.Join(what, " · "),
	}
	if year := booking.DateOf(d.Now, d.Company.Zone).Year; start.Year() != year {
		row.When = w.DayOf(booking.DateOf(start, d.Company.Zone), booking.Date{Year: year}) + ", " + w.Times(start, end)
	}
	var why []string
	for _, s := range hit.Why {
		why = append(why, w.Say(s))
	}
	if hit.TellNone || hit.Chat == "" && (hit.Contact.Email == "" || d.NoMail) {
		why = append(why, w.T("hits.no_mail"))
	}
	row.Why = strings.Join(why, "; ")
	if hit.News != "" {
		row.News = w.T("exceptions.news." + hit.News)
	}
	row.Label = w.T("exceptions.fate", "name", row.Name, "when", row.When)
	row.Choices = append(row.Choices, Choice{"keep", w.T("exceptions.fate.keep"), true})
	for _, r := range d.Resources {
		if slices.Contains(hit.Moves, r.ID) {
			value := "move:" + string(r.ID)
			row.Choices = append(row.Choices, Choice{value, w.T("exceptions.fate.move", "name", r.Name), hit.Do == value})
		}
	}
	row.Choices = append(row.Choices, Choice{"cancel", w.T("exceptions.fate.cancel"), hit.Do == "cancel"})
	return row
}

// Stuck says whether some booking could move, were anybody free to take it.
func (v HitList) Stuck() bool {
	return v.movable && slices.ContainsFunc(v.Rows, func(r HitRow) bool { return len(r.Choices) == 2 })
}

// Many says whether one choice for all is worth having, and Movable whether
// moving is among it.
func (v HitList) Many() bool { return len(v.Rows) > 1 }
func (v HitList) Movable() bool {
	return slices.ContainsFunc(v.Rows, func(r HitRow) bool { return len(r.Choices) > 2 })
}

// HitCount is how many bookings are hit, shown or not.
func (v HitList) HitCount() int { return len(v.Rows) + v.More }
