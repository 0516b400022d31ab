package reports

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"okno/booking"
	"okno/booking/report"
	"okno/booking/webform"
	"okno/views"
)

// Page is GET /reports.
type Page struct {
	views.Base
	Report Report
}

// Data is what a report is made of.
type Data struct {
	Company   booking.Company
	Services  []booking.Service
	Resources []booking.Resource
	Forms     []webform.Form
	Query     report.Query
	Wrong     booking.Fields // what is wrong with the days that were typed
	Now       time.Time

	Days        []Day // of the period before and of the period, where something was booked
	ByService   []Group
	BySource    []Group
	ByPerson    []Group
	Loads       []Load
	New         [2]int    // clients, in the period and before
	Taken       [2]string // decimals, likewise; "" where nothing was written down
	Absent      []Absent
	AbsentAll   int // how many there are with those that are not listed
	Answers     [2]Answers
	Unmet       []Unmet      // of each service in the order of weekdays and hours
	Funnels     []FormFunnel // of forms with which something was done
	Undecided   int          // bookings of the period that are over and have no word on how they went
	Money       bool         // the viewer may see what was earned
	CanBook     bool
	SeesContact bool
}

// Figures are some bookings in numbers.
type Figures struct {
	Bookings, Visits, NoShows, Cancelled, Minutes int
	InDay, InThree, InWeek, Early                 int    // cancelled, by how long before
	Expected, Done                                string // decimals
}

// Day is a date with its figures.
type Day struct {
	Date booking.Date
	Figures
}

// Group are the figures of a service, a resource, or a source with its form and campaign.
type Group struct {
	ID       booking.ID // of the service or the resource
	Source   booking.Source
	Form     booking.ID
	Campaign string
	Figures
}

// Load is how much of a resource's working hours is booked, by the hour.
type Load struct {
	Resource     booking.Resource
	Open, Booked report.Hours
}

// Absent is a client who has not been back.
type Absent struct {
	Client  booking.ID
	Contact booking.Contact
	Visits  int
	Last    time.Time
	Service booking.ID
}

// Answers are how leads were answered.
type Answers struct {
	Leads, Answered, InHour, InDay int
	Median                         int // minutes
}

// NewPage makes the page. It sets the title.
func NewPage(base views.Base, d Data) Page {
	base.Section, base.Title = "reports", base.W().T("reports.title")
	return Page{base, NewReport(base.Locale, d)}
}

func (Page) View() string { return "reports-page" }

// Report is the fragment #report.
type Report struct {
	W         *views.Words
	Query     report.Query
	Title     string // of the days
	Before    string // those that it is compared with
	Today     string // when it was made, on paper
	Filters   []Select
	Periods   []views.Choice
	Weeks     Select
	Errors    map[string]string
	Custom    bool
	Filtered  string // what it is about, in words; "" for everything
	Tiles     []Tile
	Undecided string
	Empty     bool // nothing was booked in the period
	Days      *DayPlot
	Heat      *HeatPlot
	Tables    []Section
	Unmet     UnmetSection
	Funnels   FunnelSection
	Absent    AbsentList
	CSV, XLSX string // addresses
}

// Select is a list to choose from.
type Select struct {
	Name, Label string
	Choices     []views.Choice
}

// Tile is one figure, beside what it was.
type Tile struct {
	Label     string
	Now, Then Cell
	Was       string // Then in words
	Change    string // «+12 %», "" where nothing can be said
	Worse     bool
}

// Section is a table with its heading.
type Section struct {
	W     *views.Words
	Title string
	Hint  string
	None  string // in its place, where there is nothing
	Table Table
}

func (Report) View() string { return "report" }

// NewReport makes the fragment for a reader.
func NewReport(locale string, d Data) Report {
	w := views.In(locale).At(d.Company.Zone, d.Now)
	b := builder{w, d}
	from, to := d.Query.Before()
	v := Report{
		W: w, Query: d.Query, Title: b.days(d.Query.From, d.Query.To), Before: b.days(from, to), Today: w.Moment(d.Now.In(d.Company.Zone)),
		Custom: d.Query.Period == report.Custom, Errors: map[string]string{},
		CSV: "/reports/reports.csv" + d.Query.Search(), XLSX: "/reports/reports.xlsx" + d.Query.Search(),
	}
	for name, said := range d.Wrong {
		v.Errors[name] = w.Say(said)
	}
	for _, p := range report.Periods {
		v.Periods = append(v.Periods, views.Choice{Value: string(p), Label: w.T("reports.period." + string(p)), Chosen: p == d.Query.Period})
	}
	v.Filters, v.Filtered = b.filters()
	v.Weeks = b.weeks()
	if len(d.Wrong) > 0 {
		return v
	}
	now, then := b.totals()
	v.Empty = now.Bookings+now.Cancelled == 0
	v.Tiles = b.tiles(now, then)
	if d.Undecided > 0 {
		v.Undecided = w.T("reports.undecided", "count", d.Undecided)
	}
	if !v.Empty {
		v.Days, v.Heat = b.dayPlot(), b.heatPlot()
	}
	v.Tables = b.sections(now)
	v.Unmet, v.Funnels = b.unmet(), b.funnels()
	v.Absent = b.absent()
	return v
}

// builder makes the parts of a report.
type builder struct {
	*views.Words
	d Data
}

// days are the first and the last day in words.
func (b builder) days(from, to booking.Date) string {
	if from == to {
		return b.Day(from).Full()
	}
	return b.Day(from).Full() + " – " + b.Day(to).Full()
}

// filters are the lists to choose from, and what was chosen, in words.
func (b builder) filters() (all []Select, said string) {
	q := b.d.Query
	add := func(name, chosen string, choices []views.Choice) {
		s := Select{Name: name, Label: b.T("reports.filter." + name), Choices: []views.Choice{{Label: b.T("reports.filter.any." + name), Chosen: chosen == ""}}}
		for _, c := range choices {
			c.Chosen = c.Value == chosen
			if c.Chosen {
				said += " · " + c.Label
			}
			s.Choices = append(s.Choices, c)
		}
		all = append(all, s)
	}
	var services, resources, sources, forms []views.Choice
	for _, s := range b.d.Services {
		services = append(services, views.Choice{Value: string(s.ID), Label: s.Name})
	}
	for _, r := range b.d.Resources {
		resources = append(resources, views.Choice{Value: string(r.ID), Label: r.Name})
	}
	for _, s := range report.Sources {
		sources = append(sources, views.Choice{Value: string(s), Label: b.T("source." + string(s))})
	}
	for _, f := range b.d.Forms {
		forms = append(forms, views.Choice{Value: string(f.ID), Label: f.Name})
	}
	add("service", string(q.Service), services)
	add("resource", string(q.Resource), resources)
	add("source", string(q.Source), sources)
	if len(forms) > 0 {
		add("form", string(q.Form), forms)
	}
	if said != "" {
		said = said[len(" · "):]
	}
	return all, said
}

func (b builder) weeks() Select {
	s := Select{Name: "weeks", Label: b.T("reports.absent.weeks")}
	for _, n := range report.Weeks {
		s.Choices = append(s.Choices, views.Choice{Value: strconv.Itoa(n), Label: b.T("reports.absent.week", "count", n), Chosen: n == b.d.Query.Weeks})
	}
	return s
}

// totals are the sums of the period and of the one before.
func (b builder) totals() (now, then Figures) {
	for _, day := range b.d.Days {
		if day.Date.Before(b.d.Query.From) {
			then = then.plus(day.Figures)
		} else {
			now = now.plus(day.Figures)
		}
	}
	return now, then
}

// service is what a service is called.
func (b builder) service(id booking.ID) string {
	if i := slices.IndexFunc(b.d.Services, func(s booking.Service) bool { return s.ID == id }); i >= 0 {
		return b.d.Services[i].Name
	}
	return b.T("reports.unknown")
}

// DateField is a day of a custom period.
type DateField struct{ Name, Label, Value, Error string }

// FromField and ToField are the first and the last day of a custom period, as they were typed.
func (v Report) FromField() DateField {
	return DateField{"from", v.W.T("reports.from"), v.Query.TypedFrom, v.Errors["from"]}
}
func (v Report) ToField() DateField {
	return DateField{"to", v.W.T("reports.to"), v.Query.TypedTo, v.Errors["to"]}
}

// Kept is what the choice of weeks leaves as it is: names in Value, values in Label.
func (v Report) Kept() (all []views.Choice) {
	values := v.Query.Values()
	values.Del("weeks")
	for _, name := range slices.Sorted(maps.Keys(values)) {
		all = append(all, views.Choice{Value: name, Label: values.Get(name)})
	}
	return all
}
