package views

import (
	"slices"
	"strings"

	"okno/booking"
)

// PreviewData is what saving an exception would do.
type PreviewData struct {
	Exception *booking.Exception // as it would be saved; nil while the fields are wrong
	Effects   []booking.Effect
	Hits      []Hit // the bookings that are decided with it
	More      int   // those beyond that, which stay as they are
	Gone      []booking.Booking
	Reason    string // of cancellations, as typed
	Wrong     map[string]booking.Sentence
}

// Hit is a booking that the exception hits, and what is to become of it.
type Hit struct {
	booking.Booking
	Mark  string       // how it stands, for the act to compare
	Moves []booking.ID // resources that could take it
	Do    string       // "keep", "cancel" or "move:ID"
	News  string       // "changed" or "new" since it was last shown, else ""
	Wrong booking.Sentence
}

// ExceptionPreview is the fragment #exception-preview.
type ExceptionPreview struct {
	W        *Words
	Sentence string // the exception in words, "" while it cannot be said
	Total    int    // free starts that go
	Returned int    // and come back
	Effects  []string
	Others   int // services beyond those that are named
	Rows     []HitRow
	More     int
	Gone     []string
	Reason   string
	Wrong    string // of the reason
	Problems []string
	movable  bool
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
}

// namedEffects is how many services are named with what they lose.
const namedEffects = 6

// NewExceptionPreview makes the fragment in the given language.
func NewExceptionPreview(locale string, d ExceptionData) ExceptionPreview {
	w := In(locale).At(d.Company.Zone, d.Now)
	v := ExceptionPreview{W: w, More: d.Preview.More, Reason: d.Preview.Reason, Wrong: w.Say(d.Preview.Wrong["cancel_reason"])}
	for _, field := range []string{"about", "from_date", "to_date", "weekdays", "from", "to", "reason"} {
		if s, wrong := d.Preview.Wrong[field]; wrong {
			v.Problems = append(v.Problems, w.T("exceptions.field."+field)+": "+w.Say(s))
		}
	}
	if d.Preview.Exception == nil {
		return v
	}
	e := *d.Preview.Exception
	who, _ := w.exceptionWho(e, d.Services, d.Resources)
	v.Sentence = who + ": " + w.exceptionText(e, booking.DateOf(d.Now, d.Company.Zone))
	v.movable = e.Resource != ""
	v.count(d)
	for _, hit := range d.Preview.Hits {
		v.Rows = append(v.Rows, v.row(d, hit))
	}
	for _, b := range d.Preview.Gone {
		v.Gone = append(v.Gone, w.T("exceptions.gone", "number", b.Number, "name", personName(w, b), "status", w.T("status."+string(b.Status))))
	}
	return v
}

func (ExceptionPreview) view() string { return "exception-preview" }

// count adds the services up, those that lose most first.
func (v *ExceptionPreview) count(d ExceptionData) {
	effects := slices.Clone(d.Preview.Effects)
	slices.SortStableFunc(effects, func(a, b booking.Effect) int { return b.Removed - a.Removed })
	for _, e := range effects {
		v.Total += e.Removed
		v.Returned += e.Returned
		if e.Removed == 0 {
			continue
		}
		if len(v.Effects) == namedEffects {
			v.Others++
			continue
		}
		i := slices.IndexFunc(d.Services, func(s booking.Service) bool { return s.ID == e.Service })
		v.Effects = append(v.Effects, v.W.T("exceptions.effect", "name", d.Services[i].Name, "number", e.Removed))
	}
}

func (v *ExceptionPreview) row(d ExceptionData, hit Hit) HitRow {
	w := v.W
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
		ID: hit.ID, Mark: hit.Mark, Status: statusOf(w, hit.Status), Wrong: w.Say(hit.Wrong),
		When: w.DateShort(booking.DateOf(start, d.Company.Zone)) + ", " + w.Times(start, end),
		Name: personName(w, hit.Booking), What: strings.Join(what, " · "),
	}
	if year := booking.DateOf(d.Now, d.Company.Zone).Year; start.Year() != year {
		row.When = w.dayOf(booking.DateOf(start, d.Company.Zone), booking.Date{Year: year}) + ", " + w.Times(start, end)
	}
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

// Named says whether there is anything to say about services.
func (v ExceptionPreview) Named() bool { return len(v.Effects) > 1 || v.Others > 0 }

// Stuck says whether some booking could move, were anybody free to take it.
func (v ExceptionPreview) Stuck() bool {
	return v.movable && slices.ContainsFunc(v.Rows, func(r HitRow) bool { return len(r.Choices) == 2 })
}

func personName(w *Words, b booking.Booking) string { return (&builder{w: w}).person(b) }

// Many says whether one choice for all is worth having, and Movable whether
// moving is among it.
func (v ExceptionPreview) Many() bool { return len(v.Rows) > 1 }
func (v ExceptionPreview) Movable() bool {
	return slices.ContainsFunc(v.Rows, func(r HitRow) bool { return len(r.Choices) > 2 })
}

// HitCount is how many bookings are hit, shown or not.
func (v ExceptionPreview) HitCount() int { return len(v.Rows) + v.More }
