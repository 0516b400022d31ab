package schedules

import (
	"net/url"
	"slices"

	"okno/booking"
	"okno/views"
)

// scheduleViews are the tabs of GET /schedules in their order: view=NAME, and
// schedules.view.NAME in the locales. A view is here once it works.
var scheduleViews = []string{"week", "dates", "day", "month"}

// ScheduleQuery is what the address of the schedules says. Each view keeps all
// of it in its links, so that what was chosen outlives a change of the tab.
type ScheduleQuery struct {
	View     string       // "week", "dates", "day" or "month"
	Date     booking.Date // the zero Date: none was asked for
	Resource booking.ID   // "": any
	Service  booking.ID   // "": any
}

// URL is the address that says it.
func (q ScheduleQuery) URL() string {
	values := url.Values{"view": {q.View}}
	if q.Date != (booking.Date{}) {
		values.Set("date", q.Date.String())
	}
	if q.Resource != "" {
		values.Set("resource", string(q.Resource))
	}
	if q.Service != "" {
		values.Set("service", string(q.Service))
	}
	return "/schedules?" + values.Encode()
}

// TodayURL is the same of whatever is today when it is asked for.
func (q ScheduleQuery) TodayURL() string {
	return q.At(booking.Date{}).URL() + "&date=" + booking.Today
}

// At is the same with another date, In with another view, Of with another resource.
func (q ScheduleQuery) At(date booking.Date) ScheduleQuery { q.Date = date; return q }
func (q ScheduleQuery) In(view string) ScheduleQuery       { q.View = view; return q }
func (q ScheduleQuery) Of(id booking.ID) ScheduleQuery     { q.Resource = id; return q }

// SchedulesHead is what week, day and month have above them: the tabs and the
// filter. Template "schedules-head"; it stands first inside each view's own
// <section class="schedules" id="schedules">, which is what its links replace.
type SchedulesHead struct {
	W         *views.Words
	Query     ScheduleQuery
	Resources []views.Choice // those of the chosen service, in the panel's order
	Services  []views.Choice
	HoursURL  string // where hours are given, where none of those that are shown has any; "" elsewhere
}

// NewSchedulesHead makes it. Archived things are left out, unless one is chosen.
func NewSchedulesHead(locale string, q ScheduleQuery, resources []booking.Resource, services []booking.Service) SchedulesHead {
	head := SchedulesHead{W: views.In(locale), Query: q}
	var shown []booking.Resource
	var linked []booking.ID
	for _, s := range services {
		if s.ID == q.Service {
			linked = s.Resources
		}
		if !s.Archived || s.ID == q.Service {
			head.Services = append(head.Services, views.Choice{Value: string(s.ID), Label: s.Name, Chosen: s.ID == q.Service})
		}
	}
	for _, r := range resources {
		fits := !r.Archived && (q.Service == "" || slices.Contains(linked, r.ID))
		if fits || r.ID == q.Resource {
			head.Resources = append(head.Resources, views.Choice{Value: string(r.ID), Label: r.Name, Chosen: r.ID == q.Resource})
		}
		if r.ID == q.Resource || fits && q.Resource == "" {
			shown = append(shown, r)
		}
	}
	return head.lacking(shown...)
}

// lacking says where hours are given if none of the resources has any, ordinary or dated. The week says it itself.
func (h SchedulesHead) lacking(resources ...booking.Resource) SchedulesHead {
	h.HoursURL = ""
	worked := func(r booking.Resource) bool { return len(r.Weekly) > 0 || r.Dated() }
	if len(resources) > 0 && h.Query.View != "week" && !slices.ContainsFunc(resources, worked) {
		h.HoursURL = h.Query.In("week").Of(resources[0].ID).URL()
	}
	return h
}

// Showing is the head with a resource chosen that the address does not name: the
// filter shows it, the other views are not narrowed to it.
func (h SchedulesHead) Showing(r booking.Resource) SchedulesHead {
	for i := range h.Resources {
		h.Resources[i].Chosen = h.Resources[i].Value == string(r.ID)
	}
	if r.ID == "" {
		return h
	}
	return h.lacking(r)
}

// AnyResource says whether the view can show all resources at once.
func (h SchedulesHead) AnyResource() bool { return h.Query.View != "week" && h.Query.View != "dates" }

// ScheduleTab is one of the views.
type ScheduleTab struct {
	View, Label, URL string
	Here             bool
}

// Tabs are the views that there are.
func (h SchedulesHead) Tabs() []ScheduleTab {
	var tabs []ScheduleTab
	for _, view := range scheduleViews {
		tabs = append(tabs, ScheduleTab{view, h.W.T("schedules.view." + view), h.Query.In(view).URL(), view == h.Query.View})
	}
	return tabs
}

// DateText is the date that the filter keeps, "" where there is none.
func (h SchedulesHead) DateText() string {
	if h.Query.Date == (booking.Date{}) {
		return ""
	}
	return h.Query.Date.String()
}
