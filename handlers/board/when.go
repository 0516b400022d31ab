package board

import (
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/nearby"
	"okno/db"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/views/board"
)

// forDesk are the rules that do not keep a start from being offered to the desk.
var forDesk = booking.Waive(booking.TooSoon, booking.TooFar)

// when is the choice of place and time that a form has.
type when struct {
	typed     board.WhenTyped
	date      booking.Date
	start     time.Time // the zero Time where none is chosen
	resources []booking.ID
	wrong     map[string]booking.Sentence
	mine      bool // of a specialist: nothing is gone over
	walksIn   bool // the client is there: a start may be a little ago
	proposes  bool // the next free start is chosen where none is
}

// askedWhen is what the address of a new booking says of its time, ?date=&start=; today where it says nothing.
func askedWhen(c echo.Context, zone *time.Location, today booking.Date) when {
	w := when{typed: board.WhenTyped{Date: c.QueryParam("date"), Start: c.QueryParam("start")}, wrong: map[string]booking.Sentence{}}
	if start, wrong := booking.ParseStart(w.typed.Start, zone); wrong == nil {
		w.typed.Date = booking.DateOf(start, zone).String()
	} else {
		w.typed.Start = ""
	}
	if w.typed.Date == "" || w.typed.Date == booking.Today {
		w.typed.Date = today.String()
		w.typed.Today = w.typed.Date
	}
	return w
}

// whenOf reads the choice. What a button adds (to_date, to_start) goes before
// what the fields have. A today that the program has proposed is the today of now;
// a time of day that was chosen stays what it was where the company's zone has
// become another one, and is asked about once.
func (h *Handlers) whenOf(c echo.Context, company booking.Company) when {
	w := when{wrong: map[string]booking.Sentence{}}
	w.typed = board.WhenTyped{Date: handlers.FirstValue(c, "to_date", "date"), Start: handlers.FirstValue(c, "to_start", "start"), At: c.FormValue("at"), Proposed: c.FormValue("proposed")}
	w.walksIn = isWalkIn(c)
	for _, kind := range booking.Kinds {
		if id := c.FormValue("resource-" + string(kind)); id != "" {
			w.resources = append(w.resources, booking.ID(id))
		}
	}
	if c.FormValue("to_date") != "" && c.FormValue("to_start") == "" {
		w.typed.Start = "" // another day: nothing of it is chosen yet
	}
	if proposed := c.FormValue("today"); proposed != "" && proposed == w.typed.Date && w.typed.Start == "" {
		w.typed.Date = h.Today(company).String()
		w.typed.Today = w.typed.Date
	}
	elsewhere := c.FormValue("zone") != "" && c.FormValue("zone") != company.Zone.String()
	if start, err := time.Parse(time.RFC3339, w.typed.Start); elsewhere && err == nil {
		w.typed.Start = engine.Instant(booking.DateOf(start, start.Location()), booking.ClockOf(start), company.Zone).Format(time.RFC3339)
	}
	w.read(company)
	if elsewhere && w.typed.Start != "" && len(w.wrong) == 0 {
		w.wrong["start"] = booking.Say("acts.zone_changed")
	}
	return w
}

// read understands the date and the time. A start on another date than the one
// that is shown is none.
func (w *when) read(company booking.Company) {
	date, err := booking.ParseDate(w.typed.Date)
	if err != nil || !date.Usable() {
		w.wrong["date"] = booking.Say("error.date")
		return
	}
	w.date = date
	switch w.typed.Start {
	case "":
	case "other":
		clock, err := booking.ParseClock(w.typed.At)
		if err != nil {
			w.wrong["start"] = booking.Say("error.desk.clock")
			return
		}
		w.start = engine.Instant(date, clock, company.Zone)
	default:
		start, wrong := booking.ParseStart(w.typed.Start, company.Zone)
		if wrong != nil {
			w.wrong["start"], w.typed.Start = *wrong, ""
			return
		}
		if booking.DateOf(start, company.Zone) == date {
			w.start = start
		} else {
			w.typed.Start = ""
		}
	}
}

// waiverOf is what the button of a warning sends.
func waiverOf(c echo.Context) booking.Waiver {
	var reasons []booking.Reason
	for _, r := range strings.Split(c.FormValue("anyway"), ",") {
		reasons = append(reasons, booking.Reason(r))
	}
	return booking.Waive(reasons...)
}

// whenData is what the fragment shows: one query. calendar and ask are of the
// booking that is made or moved.
func (h *Handlers) whenData(c echo.Context, setup db.Setup, calendar *engine.Calendar, ask engine.Ask, w when) (board.WhenData, error) {
	d := board.WhenData{
		Company: setup.Company, Chosen: w.resources, Typed: w.typed, Wrong: w.wrong, Ready: true, Names: overWords(setup),
	}
	if w.date == (booking.Date{}) {
		return d, nil
	}
	ask.Now, ask.Waive = h.Now(), forDesk
	noon := engine.Instant(w.date, 12*60, setup.Company.Zone)
	asking := *calendar
	if err := bookingdb.FillNear(c.Request().Context(), h.Scope(c), &asking, ask, noon); err != nil {
		return d, err
	}
	if service, _ := setup.Service(string(ask.Service)); w.walksIn {
		ask.Now = w.walkInFrom(ask.Now, setup.Company, service)
	}
	days, err := asking.Days(ask, w.date, w.date)
	if err != nil {
		return d, err
	}
	if d.Slots = days[0].Slots; len(d.Slots) == 0 {
		d.Near = nearby.Starts(&asking, ask, noon, handlers.NearestShown)
	}
	w.propose(h.Today(setup.Company), d.Slots)
	d.Typed = w.typed
	h.weigh(&asking, ask, w, &d)
	return d, nil
}

// weigh looks at the start that is chosen: one that is not offered is a time of
// its own, with what it would go over.
func (h *Handlers) weigh(calendar *engine.Calendar, ask engine.Ask, w when, d *board.WhenData) {
	if w.start.IsZero() {
		return
	}
	for _, s := range d.Slots {
		if s.Start.Equal(w.start) {
			d.Typed.Start, d.Typed.At = s.Start.Format(time.RFC3339), ""
			return
		}
	}
	if w.mine {
		d.Typed.Start, ask.Waive = "", booking.ForVisitors
		if _, no := calendar.At(ask, w.start); no != nil {
			d.Refused = booking.Say("acts.own_no")
			d.Near = nearby.Starts(calendar, engine.Ask{Service: ask.Service, Now: ask.Now, Booking: ask.Booking, Waive: forDesk}, w.start, handlers.NearestShown)
		}
		return
	}
	d.Typed.Start, d.Typed.At = "other", w.start.Format("15:04")
	ask.Waive = booking.Anything
	choice, no := calendar.At(ask, w.start)
	switch {
	case no == nil:
		d.Warned = booking.Warned(choice.Waived)
	case no.Reason == booking.Occupied || no.Reason == booking.Held:
		d.Refused = booking.Say("acts.taken")
		d.Near = nearby.Starts(calendar, engine.Ask{Service: ask.Service, Now: ask.Now, Booking: ask.Booking, Waive: forDesk}, w.start, handlers.NearestShown)
	}
}

// overWords says what is gone over: whose hours, which exception.
func overWords(setup db.Setup) func(booking.Waived) booking.Sentence {
	return func(w booking.Waived) booking.Sentence {
		resource, _ := setup.Resource(string(w.Resource))
		key := "acts.over." + string(w.Reason)
		if e, known := setup.Exception(w.Exception); known && e.Reason != "" {
			return booking.Say(key+"_reason", "Resource", resource.Name, "Reason", e.Reason)
		}
		return booking.Say(key, "Resource", resource.Name)
	}
}
