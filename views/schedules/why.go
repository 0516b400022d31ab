package schedules

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
)

// WhyPage is GET /schedules/why for who comes without htmx.
type WhyPage struct {
	views.Base
	Why Why
}

// WhyData is the engine's answer about one start, and the company it is about.
type WhyData struct {
	Company    booking.Company
	Services   []booking.Service
	Resources  []booking.Resource
	Exceptions []booking.Exception
	Occupied   []engine.Occupancy
	Service    booking.Service // without an ID: none is chosen yet
	Resource   booking.ID      // the one that was asked for, "" for any
	Start      time.Time
	Now        time.Time
	Choice     engine.Choice
	Refusal    *engine.Refusal // nil: the service can start then
	Near       []booking.Slot  // the nearest free starts
}

// NewWhyPage makes the page. It sets the title.
func NewWhyPage(base views.Base, d WhyData) WhyPage {
	why := NewWhy(base.Locale, d)
	why.Alone = true
	base.Title, base.Section = why.Title, "schedules"
	return WhyPage{base, why}
}

func (WhyPage) View() string { return "why-page" }

// Why is the fragment in the modal: why a time is not offered.
type Why struct {
	W       *views.Words
	Title   string
	About   string // service, date and time
	With    string // the resource that was asked for
	Free    bool   // it is offered
	Takes   string // and whom the booking would take
	Reason  booking.Reason
	Answer  Cause   // the first reason
	Others  []Cause // each resource's own, where there are several
	Near    []WhyNear
	Choices []WhyChoice // services to choose from, where none is chosen
	BackURL string      // the day
	Alone   bool
}

// Cause is one reason in words, and what leads to what caused it.
type Cause struct {
	Name  string // whose reason it is, "" for the service's own
	Text  string
	Icon  string
	URL   string // "" where nothing can be opened: a rule of the company, somebody choosing
	Label string // of the link
	Modal bool   // the link opens in the same dialog
}

// WhyNear is a free start nearby.
type WhyNear struct{ Start, Label, URL string }

// WhyChoice is a service to ask about.
type WhyChoice struct {
	Name, URL string
	Hue       views.Hue
}

// NewWhy makes the fragment in the given language.
func NewWhy(locale string, d WhyData) Why {
	b := whyBuilder{d, views.In(locale).At(d.Company.Zone, d.Now)}
	date := booking.DateOf(d.Start, d.Company.Zone)
	query := ScheduleQuery{View: "day", Date: date, Resource: d.Resource, Service: d.Service.ID}
	why := Why{W: b.w, Title: b.w.T("why.title"), With: b.resource(d.Resource).Name, BackURL: query.URL()}
	switch {
	case d.Service.ID == "":
		why.About = b.w.DateShort(date) + ", " + b.w.Time(d.Start)
		why.Title, why.Choices = b.w.T("why.choose"), b.choices()
		return why
	case d.Refusal == nil:
		why.Title, why.Free = b.w.T("why.free"), true
		var names []string
		for _, id := range d.Choice.Resources {
			names = append(names, b.resource(id).Name)
		}
		why.Takes = b.w.T("why.takes", "names", names)
	default:
		why.Reason, why.Answer = d.Refusal.Reason, b.cause(*d.Refusal)
		if len(d.Refusal.Others) > 1 {
			for _, other := range d.Refusal.Others {
				why.Others = append(why.Others, b.cause(other))
			}
		}
		for _, s := range d.Near {
			why.Near = append(why.Near, b.near(s, query, date))
		}
	}
	why.About = fmt.Sprintf("%s · %s, %s", d.Service.Name, b.w.DateShort(date), b.w.Times(d.Start, b.end()))
	return why
}

func (Why) View() string { return "why" }

// whyBuilder makes the parts of a Why.
type whyBuilder struct {
	WhyData
	w *views.Words
}

func (b whyBuilder) end() time.Time {
	length, _ := b.Service.With(append(slices.Clone(b.Choice.Resources), b.Resource)...)
	return b.Start.Add(time.Duration(length) * time.Minute)
}

func (b whyBuilder) resource(id booking.ID) booking.Resource {
	if i := slices.IndexFunc(b.Resources, func(r booking.Resource) bool { return r.ID == id }); i >= 0 {
		return b.Resources[i]
	}
	return booking.Resource{}
}

// cause puts a Refusal into words.
func (b whyBuilder) cause(r engine.Refusal) Cause {
	c := Cause{Name: b.resource(r.Resource).Name, Icon: "circle-question-mark"}
	pairs := []any{"resource", c.Name, "service", b.Service.Name}
	to := func(icon, link, url string) { c.Icon, c.Label, c.URL = icon, b.w.T("why.open."+link), url }
	key := "why.reason." + string(r.Reason)
	switch r.Reason {
	case booking.ServiceInactive, booking.NoResource, booking.ResourceNotLinked:
		to("ban", "service", "/services/"+string(b.Service.ID))
	case booking.ResourceInactive:
		to("ban", "resource", "/resources/"+string(r.Resource))
	case booking.KindMissing:
		key += "." + string(r.Kind)
		to("ban", "resources", "/resources")
	case booking.OffGrid:
		if b.Service.StepMin > 0 {
			to("clock", "service", "/services/"+string(b.Service.ID))
		}
		c.Icon = "clock"
		pairs = append(pairs, "step", b.w.Minutes(stepOf(b.Company, &b.Service)))
	case booking.LeavesGap:
		c.Icon = "clock"
		if b.Service.Starts != "" {
			to("clock", "service", "/services/"+string(b.Service.ID))
		}
	case booking.InPast:
		c.Icon = "clock"
	case booking.TooSoon:
		c.Icon = "clock"
		earliest := b.Now.Add(time.Duration(b.Company.MinNoticeMin) * time.Minute).In(b.Company.Zone)
		pairs = append(pairs, "notice", b.w.Notice(b.Company.MinNoticeMin), "earliest", b.w.Moment(earliest))
	case booking.TooFar:
		c.Icon = "clock"
		last := booking.DateOf(b.Now, b.Company.Zone).AddDays(b.Company.HorizonDays)
		pairs = append(pairs, "count", b.Company.HorizonDays, "last", b.w.DateShort(last))
	case booking.OutsideHours:
		hours := ScheduleQuery{View: "week", Resource: r.Resource, Service: b.Service.ID}
		if x := b.resource(r.Resource); x.Dated() {
			hours = hours.In("dates").At(booking.DateOf(b.Start, b.Company.Zone))
		}
		to("moon", "hours", hours.URL())
		pairs = append(pairs, "times", b.w.Times(b.Start, b.end()))
	case booking.Excepted:
		to("ban", "exception", "/exceptions/"+string(r.Exception))
		if reason := b.reason(r.Exception); reason != "" {
			key, pairs = key+".named", append(pairs, "reason", reason)
		}
	case booking.Occupied:
		to("calendar-days", "booking", "/bookings/"+string(r.Booking))
		c.Modal = true
		pairs = append(pairs, "times", b.occupied(r))
	case booking.Held:
		c.Icon = "clock"
	}
	c.Text = b.w.T(key, pairs...)
	return c
}

func (b whyBuilder) reason(exception booking.ID) string {
	for _, e := range b.Exceptions {
		if e.ID == exception {
			return strings.TrimSpace(e.Reason)
		}
	}
	return ""
}

// occupied is how long the booking keeps the resource, its buffers included.
func (b whyBuilder) occupied(r engine.Refusal) string {
	for _, o := range b.Occupied {
		if o.Booking == r.Booking && o.Resource == r.Resource {
			return b.w.Times(o.Span.From.In(b.Company.Zone), o.Span.To.In(b.Company.Zone))
		}
	}
	return ""
}

func (b whyBuilder) near(s booking.Slot, query ScheduleQuery, date booking.Date) WhyNear {
	on := booking.DateOf(s.Start, b.Company.Zone)
	near := WhyNear{Start: s.Start.Format(time.RFC3339), Label: b.w.Time(s.Start), URL: query.At(on).URL()}
	if on != date {
		near.Label = b.w.DateShort(on) + ", " + near.Label
	}
	return near
}

// choices are the services that the resource, or anybody, can do.
func (b whyBuilder) choices() []WhyChoice {
	var all []WhyChoice
	for i, s := range b.Services {
		if s.Archived || b.Resource != "" && !slices.Contains(s.Resources, b.Resource) {
			continue
		}
		values := url.Values{"service": {string(s.ID)}, "at": {b.Start.Format(time.RFC3339)}}
		if b.Resource != "" {
			values.Set("resource", string(b.Resource))
		}
		all = append(all, WhyChoice{s.Name, "/schedules/why?" + values.Encode(), views.HueOf(s.Color, i)})
	}
	return all
}
