package start

import (
	"slices"
	"strconv"

	"okno/booking"
	"okno/booking/firststeps"
	"okno/booking/weekly"
	"okno/views"
)

// StartResource is a resource's row.
type StartResource struct {
	W *views.Words
	firststeps.ResourceRow
	Number    int
	Gone      bool // of the company's resources one that is to go: kept out of sight, without a name
	Field     views.Field
	Choices   []views.Choice
	KindID    string
	KindError string
}

// ResourceRows are the rows of resources.
func (f StartForm) ResourceRows() []StartResource {
	var rows []StartResource
	for i, r := range f.Resources {
		row := StartResource{W: f.W, ResourceRow: r, Number: i, Gone: r.Revision > 0 && firststeps.Blank(r.Name),
			Field: f.field(numbered("name", i), r.Name), KindID: numbered("kind", i), KindError: f.W.Say(f.Errors[numbered("kind", i)])}
		for _, k := range booking.Kinds {
			row.Choices = append(row.Choices, views.Choice{Value: string(k), Label: f.W.T("start.kind." + string(k)), Chosen: k == r.Kind})
		}
		rows = append(rows, row)
	}
	return rows
}

// StartService is a service's row.
type StartService struct {
	W *views.Words
	firststeps.ServiceRow
	Number                int
	Gone                  bool
	Field, Minutes, Money views.Field
	Linked                []views.Choice // none where a template links by itself
	LinkedID, LinkedError string
}

// ServiceRows are the rows of services.
func (f StartForm) ServiceRows() []StartService {
	var rows []StartService
	for i, s := range f.Services {
		row := StartService{W: f.W, ServiceRow: s, Number: i, Gone: s.Revision > 0 && firststeps.Blank(s.Name),
			Field: f.field(numbered("service", i), s.Name), Minutes: f.field(numbered("duration", i), s.Duration),
			Money: f.field(numbered("price", i), s.Price), LinkedID: numbered("resource", i),
			LinkedError: f.W.Say(f.Errors[numbered("resource", i)])}
		for _, r := range f.Known {
			row.Linked = append(row.Linked, views.Choice{Value: string(r.ID), Label: r.Name, Chosen: slices.Contains(s.Resources, r.ID)})
		}
		rows = append(rows, row)
	}
	return rows
}

// StartHours is the row of a resource's hours.
type StartHours struct {
	W                            *views.Words
	Number                       int
	ID                           booking.ID
	Name, Seen                   string
	Own                          bool
	Days                         []views.Choice
	DaysID, DaysError            string
	From, To, BreakFrom, BreakTo views.Field
	AskNight                     bool // it ends before it begins
	Night                        bool
	First                        bool // its hours can be given to all others
}

// HoursRows are the rows of hours.
func (f StartForm) HoursRows() []StartHours {
	var rows []StartHours
	for i, h := range f.Hours {
		night := f.Errors[numbered("to", i)]
		row := StartHours{W: f.W, Number: i, ID: h.Resource.ID, Name: h.Resource.Name, Own: h.Own, First: i == 0 && len(f.Hours) > 1 && !h.Own,
			Seen: weekly.WeekText(h.Resource.Weekly), DaysID: numbered("days", i), DaysError: f.W.Say(f.Errors[numbered("days", i)]),
			From: f.time("from", i, h.Typed.From), To: f.time("to", i, h.Typed.To),
			BreakFrom: f.time("break_from", i, h.Typed.BreakFrom), BreakTo: f.time("break_to", i, h.Typed.BreakTo),
			Night: h.Typed.Night, AskNight: h.Typed.Night || night.Key == "error.night",
		}
		for day := 1; day <= 7; day++ {
			row.Days = append(row.Days, views.Choice{Value: strconv.Itoa(day), Label: f.W.WeekdayShort(day), Chosen: slices.Contains(h.Typed.Days, day)})
		}
		rows = append(rows, row)
	}
	return rows
}

func (f StartForm) time(name string, row int, value string) views.Field {
	field := f.field(numbered(name, row), f.W.TypedClock(value))
	field.Caption, field.Hint = f.W.T("start.hours."+name), map[string]string{"from": f.W.Clock(9 * 60), "to": f.W.Clock(18 * 60)}[name]
	return field
}

// StartTry is the page GET /start/try: the widget as the visitors see it.
type StartTry struct {
	views.Base
	Key, Script string
}

// NewStartTry makes the page. It sets the title.
func NewStartTry(base views.Base, key, script string) StartTry {
	base.Title = base.W().T("start.try.title")
	return StartTry{base, key, script}
}

func (StartTry) View() string { return "start-try" }
