package start

import (
	"io"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/companies"
	"okno/booking/firststeps"
	"okno/booking/format"
	"okno/booking/weekly"
	"okno/db"
	deskstart "okno/desk/start"
	"okno/handlers"
	"okno/views/start"
)

// startForm is a step as it was sent. Fields of rows have the row's number
// behind their name, as in "name_0".
type startForm struct {
	url.Values
	locale string // of the company: of its templates
}

func readStart(c echo.Context) (startForm, error) {
	values, err := c.FormParams()
	if err != nil {
		return startForm{}, err
	}
	return startForm{values, handlers.IdentityOf(c).Company.Locale}, nil
}

func (f startForm) at(name string, row int) string { return f.Get(name + "_" + strconv.Itoa(row)) }

func (f startForm) number(name string, row int) int {
	n, _ := strconv.Atoi(f.at(name, row))
	return max(n, 0)
}

// rows is how many there are; one more than fit is enough to be refused.
func (f startForm) rows(name string) int {
	n, _ := strconv.Atoi(f.Get(name))
	return min(max(n, 0), firststeps.MaxFirstRows+1)
}

// fill puts what was typed into the step.
func (f startForm) fill(setup db.Setup, d *start.StartData) {
	switch d.Step {
	case firststeps.StepCompany:
		d.Company = companies.CompanyText{Name: f.Get("name"), Zone: format.ZoneNamed(f.Get("timezone")), Locale: f.Get("locale"), Currency: f.Get("currency"), Phone: f.Get("phone"), Address: f.Get("address")}
		d.Seen = companies.CompanyText{Name: f.Get("seen_name"), Zone: f.Get("seen_timezone"), Locale: f.Get("seen_locale"), Currency: f.Get("seen_currency"), Phone: f.Get("seen_phone"), Address: f.Get("seen_address")}
	case firststeps.StepResources:
		d.Template = f.Get("template")
		for i := range f.rows("rows") {
			d.Resources = append(d.Resources, firststeps.ResourceRow{
				ID: booking.ID(f.at("id", i)), Ref: f.at("ref", i), Revision: f.number("revision", i),
				Name: f.at("name", i), Kind: booking.Kind(f.at("kind", i)),
			})
		}
		d.Services = f.services()
	case firststeps.StepHours:
		f.fillHours(setup, d)
	case firststeps.StepServices:
		d.Known, d.Services = linkable(setup), f.services()
	}
}

func (f startForm) services() []firststeps.ServiceRow {
	var rows []firststeps.ServiceRow
	for i := range f.rows("service_rows") {
		row := firststeps.ServiceRow{
			ID: booking.ID(f.at("service_id", i)), Ref: f.at("service_ref", i), Revision: f.number("service_revision", i),
			Name: f.at("service", i), Duration: f.at("duration", i), Price: f.at("price", i),
		}
		for _, id := range f.Values["resource_"+strconv.Itoa(i)] {
			row.Resources = append(row.Resources, booking.ID(id))
		}
		rows = append(rows, row)
	}
	return rows
}

// fillHours takes the rows as they were sent. A resource that is not the
// company's stays a row, which the desk refuses.
func (f startForm) fillHours(setup db.Setup, d *start.StartData) {
	for i := range f.rows("rows") {
		r, known := setup.Resource(f.at("id", i))
		if !known {
			r = booking.Resource{ID: booking.ID(f.at("id", i))}
		}
		_, daily := firststeps.DailyHoursOf(r.Weekly)
		row := start.HoursRow{Resource: r, Own: !f.Has("from_"+strconv.Itoa(i)) && !daily, Typed: firststeps.DailyHours{
			From: f.at("from", i), To: f.at("to", i), BreakFrom: f.at("break_from", i), BreakTo: f.at("break_to", i), Night: f.at("night", i) != "",
		}}
		row.Resource.Weekly, _ = weekly.ParseWeekText(f.at("seen", i))
		for _, text := range f.Values["days_"+strconv.Itoa(i)] {
			if day, err := strconv.Atoi(text); err == nil {
				row.Typed.Days = append(row.Typed.Days, day)
			}
		}
		slices.Sort(row.Typed.Days)
		row.Typed.Days = slices.Compact(row.Typed.Days)
		d.Hours = append(d.Hours, row)
	}
}

// hours are the rows that are to be saved.
func (f startForm) hours(rows []start.HoursRow) []deskstart.FirstHours {
	var all []deskstart.FirstHours
	for i, row := range rows {
		if !row.Own {
			all = append(all, deskstart.FirstHours{Row: i, Resource: row.Resource.ID, Seen: row.Resource.Weekly, Typed: row.Typed})
		}
	}
	return all
}

// press does what a button other than that of saving asks for.
func (f startForm) press(random io.Reader, d *start.StartData) bool {
	switch {
	case f.Get("act") == "show": // what was begun before, with nothing done to it
	case f.Get("add") == "resource":
		return addResource(random, d) == nil
	case f.Get("add") == "service":
		return addService(random, d) == nil
	case f.Has("remove"):
		d.Resources = without(d.Resources, f.Get("remove"), func(r *firststeps.ResourceRow) bool { r.Name = ""; return r.Revision > 0 })
		d.Focus = "add"
	case f.Has("remove_service"):
		d.Services = without(d.Services, f.Get("remove_service"), func(s *firststeps.ServiceRow) bool { s.Name = ""; return s.Revision > 0 })
		d.Focus = "add"
	case f.Has("copy"):
		if n, err := strconv.Atoi(f.Get("copy")); err == nil && n >= 0 && n < len(d.Hours) {
			for i := range d.Hours {
				if !d.Hours[i].Own {
					d.Hours[i].Typed = d.Hours[n].Typed
				}
			}
			d.Focus = "from_" + strconv.Itoa(min(n+1, len(d.Hours)-1))
		}
	default:
		return false
	}
	return true
}

// without takes a row away, or only empties it when the company has the thing:
// then it goes once the form is saved.
func without[T any](rows []T, number string, empty func(*T) (keep bool)) []T {
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n >= len(rows) || empty(&rows[n]) {
		return rows
	}
	return slices.Delete(rows, n, n+1)
}

func addResource(random io.Reader, d *start.StartData) error {
	id, err := booking.NewID(random)
	d.Focus = "name_" + strconv.Itoa(len(d.Resources))
	d.Resources = append(d.Resources, firststeps.ResourceRow{ID: id, Kind: booking.Staff})
	return err
}

// addService adds a row that is linked to everything: less is a matter of a few clicks.
func addService(random io.Reader, d *start.StartData) error {
	id, err := booking.NewID(random)
	row := firststeps.ServiceRow{ID: id, Duration: "60"}
	for _, r := range d.Known {
		row.Resources = append(row.Resources, r.ID)
	}
	d.Focus = "service_" + strconv.Itoa(len(d.Services))
	d.Services = append(d.Services, row)
	return err
}
