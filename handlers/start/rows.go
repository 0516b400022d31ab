package start

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/companies"
	"okno/booking/firststeps"
	"okno/db"
	deskstart "okno/desk/start"
	"okno/views"
	"okno/views/start"
)

// fillStep fills a step from what the company has, or from the template asked for.
func (h *Handlers) fillStep(c echo.Context, setup db.Setup, d *start.StartData) error {
	switch d.Step {
	case firststeps.StepCompany:
		d.Company = companies.CompanyTextOf(setup.Company)
		d.Seen = d.Company
	case firststeps.StepResources:
		return h.fillResources(c, setup, d)
	case firststeps.StepHours:
		d.Hours = hoursRows(setup)
	case firststeps.StepServices:
		d.Known, d.Services = linkable(setup), serviceRows(setup)
		if len(d.Services) == 0 {
			return addService(h.Random, d)
		}
	}
	return nil
}

func (h *Handlers) fillResources(c echo.Context, setup db.Setup, d *start.StartData) error {
	for _, r := range setup.Resources {
		if !r.Archived && len(d.Resources) < firststeps.MaxFirstRows {
			d.Resources = append(d.Resources, firststeps.ResourceRow{ID: r.ID, Revision: r.Revision, Name: r.Name, Kind: r.Kind})
		}
	}
	switch template := c.QueryParam("template"); {
	case len(d.Resources) > 0:
		return nil
	case template == "none":
		return addResource(h.Random, d)
	case template != "":
		return h.fillTemplate(template, setup, d)
	}
	d.Choosing = true
	return nil
}

// fillTemplate shows a template in the language of the company's clients.
func (h *Handlers) fillTemplate(name string, setup db.Setup, d *start.StartData) error {
	file, err := deskstart.Template(name, setup.Company.Locale)
	if err != nil {
		return err
	}
	d.Template = name
	for _, r := range file.Resources {
		id, err := booking.NewID(h.Random)
		if err != nil {
			return err
		}
		d.Resources = append(d.Resources, firststeps.ResourceRow{ID: id, Ref: r.Ref, Name: r.Name, Kind: r.Kind})
	}
	for _, s := range file.Services {
		id, err := booking.NewID(h.Random)
		if err != nil {
			return err
		}
		d.Services = append(d.Services, firststeps.ServiceRow{ID: id, Ref: s.Ref, Name: s.Name, Duration: strconv.Itoa(s.DurationMin), Price: s.Price})
	}
	return nil
}

// hoursRows are the hours of all active resources; who has none yet is offered
// the usual ones.
func hoursRows(setup db.Setup) []start.HoursRow {
	var rows []start.HoursRow
	for _, r := range linkable(setup) {
		if !r.Active || len(rows) == firststeps.MaxFirstRows {
			continue
		}
		typed, daily := firststeps.DailyHoursOf(r.Weekly)
		if len(r.Weekly) == 0 {
			typed = firststeps.UsualHours
		}
		rows = append(rows, start.HoursRow{Resource: r, Typed: typed, Own: !daily})
	}
	return rows
}

func serviceRows(setup db.Setup) []firststeps.ServiceRow {
	var rows []firststeps.ServiceRow
	for _, s := range setup.Services {
		if s.Archived || len(rows) == firststeps.MaxFirstRows {
			continue
		}
		rows = append(rows, firststeps.ServiceRow{
			ID: s.ID, Revision: s.Revision, Name: s.Name, Duration: strconv.Itoa(s.DurationMin), Price: s.Price, Resources: s.Resources,
		})
	}
	return rows
}

// linkable are the resources that a service may be linked to.
func linkable(setup db.Setup) []booking.Resource {
	return slices.DeleteFunc(slices.Clone(setup.Resources), func(r booking.Resource) bool { return r.Archived })
}

// seeNow makes the form name what is stored now as what has been seen.
func seeNow(setup db.Setup, d *start.StartData, reader string) {
	d.Seen = companies.CompanyTextOf(setup.Company)
	if d.Step == firststeps.StepCompany {
		w, reach := views.In(reader), ""
		if d.Seen.Phone != "" {
			reach = ", " + w.Phone(d.Seen.Phone)
		}
		if d.Seen.Address != "" {
			reach += ", " + d.Seen.Address
		}
		d.Now = booking.Say("start.now_company", "name", d.Seen.Name, "timezone", w.ZoneText(d.Seen.Zone, d.At), "currency", d.Seen.Currency, "reach", reach)
	}
	for i := range d.Resources {
		if r, ok := setup.Resource(string(d.Resources[i].ID)); ok {
			d.Resources[i].Revision = r.Revision
		}
	}
	for i := range d.Services {
		if s, ok := setup.Service(string(d.Services[i].ID)); ok {
			d.Services[i].Revision = s.Revision
		}
	}
	for i := range d.Hours {
		if r, ok := setup.Resource(string(d.Hours[i].Resource.ID)); ok {
			d.Hours[i].Resource.Weekly = r.Weekly
		}
	}
}

// startFields are the fields of the first steps in the order of a row; those of
// resources stand before those of services.
var startFields = []string{"name", "timezone", "locale", "currency", "phone", "address", "from", "to", "break_from", "break_to", "service", "duration", "price"}

// wrongFirst is the first field, from above, that something is wrong with: the
// cursor goes there. "" where none can take it.
func wrongFirst(wrong map[string]booking.Sentence) string {
	type place struct{ part, row, field int }
	first, least := "", place{}
	for id := range wrong {
		name, number := id, 0
		if i := strings.LastIndexByte(id, '_'); i >= 0 {
			if n, err := strconv.Atoi(id[i+1:]); err == nil {
				name, number = id[:i], n
			}
		}
		at := place{0, number, slices.Index(startFields, name)}
		if at.field >= slices.Index(startFields, "service") {
			at.part = 1
		}
		if at.field >= 0 && (first == "" || cmp.Or(at.part-least.part, at.row-least.row, at.field-least.field) < 0) {
			first, least = id, at
		}
	}
	return first
}
