package exceptions

import (
	"slices"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
)

// PreviewData is what saving an exception would do.
type PreviewData struct {
	Exception *booking.Exception // as it would be saved; nil while the fields are wrong
	Effects   []engine.Effect
	Hits      []views.Hit // the bookings that are decided with it
	More      int         // those beyond that, which stay as they are
	Gone      []booking.Booking
	Reason    string // of cancellations, as typed
	Wrong     map[string]booking.Sentence
}

// ExceptionPreview is the fragment #exception-preview.
type ExceptionPreview struct {
	W        *views.Words
	Sentence string // the exception in words, "" while it cannot be said
	Total    int    // free starts that go
	Returned int    // and come back
	Effects  []string
	Others   int // services beyond those that are named
	Hits     views.HitList
	Gone     []string
	Problems []string
}

// namedEffects is how many services are named with what they lose.
const namedEffects = 6

// NewExceptionPreview makes the fragment in the given language.
func NewExceptionPreview(locale string, d ExceptionData) ExceptionPreview {
	w := views.In(locale).At(d.Company.Zone, d.Now)
	v := ExceptionPreview{W: w}
	for _, field := range []string{"about", "from_date", "to_date", "weekdays", "from", "to", "reason"} {
		if s, wrong := d.Preview.Wrong[field]; wrong {
			v.Problems = append(v.Problems, w.T("exceptions.field."+field)+": "+w.Say(s))
		}
	}
	if d.Preview.Exception == nil {
		return v
	}
	e := *d.Preview.Exception
	who, _ := w.ExceptionWho(e, d.Services, d.Resources)
	v.Sentence = who + ": " + w.ExceptionText(e, booking.DateOf(d.Now, d.Company.Zone))
	v.count(d)
	v.Hits = views.NewHitList(w, views.HitsData{
		Company: d.Company, Services: d.Services, Resources: d.Resources, Now: d.Now, Hits: d.Preview.Hits, More: d.Preview.More,
		Reason: d.Preview.Reason, Wrong: d.Preview.Wrong, Movable: e.Resource != "",
	})
	v.Hits.ReasonHint = w.T("exceptions.cancel_hint")
	for _, b := range d.Preview.Gone {
		v.Gone = append(v.Gone, w.T("exceptions.gone", "number", b.Number, "name", w.Person(b), "status", w.T("status."+string(b.Status))))
	}
	return v
}

func (ExceptionPreview) View() string { return "exception-preview" }

// count adds the services up, those that lose most first.
func (v *ExceptionPreview) count(d ExceptionData) {
	effects := slices.Clone(d.Preview.Effects)
	slices.SortStableFunc(effects, func(a, b engine.Effect) int { return b.Removed - a.Removed })
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

// Named says whether there is anything to say about services.
func (v ExceptionPreview) Named() bool { return len(v.Effects) > 1 || v.Others > 0 }
