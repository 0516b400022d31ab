package reports

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/report"
	"okno/booking/webform"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/reportdb"
	"okno/handlers"
	"okno/views/reports"
)

// absentShown is how many clients who have not been back are listed.
const absentShown = 50

// reports is the page: ten queries with the session's, where the setup is known.
func (h *Handlers) reports(c echo.Context) error {
	d, err := h.read(c)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if len(d.Wrong) > 0 {
		status = http.StatusUnprocessableEntity
	}
	if !handlers.IsFragment(c) {
		return h.Render(c, status, reports.NewPage(h.Base(c), d))
	}
	c.Response().Header().Set("HX-Push-Url", "/reports"+d.Query.Search())
	return h.Render(c, status, reports.NewReport(handlers.ReaderOf(c), d))
}

// read is what the report that is asked for is made of. Of days that are wrong nothing is read.
func (h *Handlers) read(c echo.Context) (d reports.Data, err error) {
	who, now := handlers.IdentityOf(c), h.Now()
	setup, err := h.Setup(c)
	if err != nil {
		return d, err
	}
	q, wrong := report.Read(c.QueryParams(), booking.DateOf(now, who.Company.Zone))
	onlyKnown(&q, setup)
	d = reports.Data{
		Company: setup.Company, Services: setup.Services, Resources: setup.Resources, Forms: setup.Forms, Query: q, Wrong: wrong, Now: now,
		Money: !slices.Contains(who.HideRevenue, string(who.Role)), CanBook: handlers.May(c, booking.ChangeBookings), SeesContact: !handlers.HidesContacts(c),
	}
	if len(wrong) > 0 {
		return d, nil
	}
	for _, part := range []func(echo.Context, db.Setup, *reports.Data) error{h.readRows, h.readPeople, h.readHours, h.readClients, h.readAnswers, h.readUnmet, h.readFunnels} {
		if err := part(c, setup, &d); err != nil {
			return d, err
		}
	}
	return d, nil
}

// onlyKnown leaves out what the company does not have.
func onlyKnown(q *report.Query, setup db.Setup) {
	if !slices.ContainsFunc(setup.Services, func(s booking.Service) bool { return s.ID == q.Service }) {
		q.Service = ""
	}
	if !slices.ContainsFunc(setup.Resources, func(r booking.Resource) bool { return r.ID == q.Resource }) {
		q.Resource = ""
	}
	if !slices.ContainsFunc(setup.Forms, func(f webform.Form) bool { return f.ID == q.Form }) {
		q.Form = ""
	}
}

func (h *Handlers) readRows(c echo.Context, _ db.Setup, d *reports.Data) error {
	rows, err := reportdb.Rows(c.Request().Context(), h.Scope(c), d.Query)
	if err != nil {
		return err
	}
	for _, row := range rows {
		group := reports.Group{ID: row.Service, Source: row.Source, Form: row.Form, Campaign: row.Campaign, Figures: figuresOf(row.Figures)}
		switch {
		case row.Of == "taken" && row.Before:
			d.Taken[1] = row.Done
		case row.Of == "taken":
			d.Taken[0] = row.Done
		case row.Of == "day":
			date, err := booking.ParseDate(row.Day)
			if err != nil {
				return err
			}
			d.Days = append(d.Days, reports.Day{Date: date, Figures: group.Figures})
		case row.Before:
		case row.Of == "service":
			d.ByService = append(d.ByService, group)
		case group.Bookings+group.Cancelled > 0:
			d.BySource = append(d.BySource, group)
		}
	}
	return nil
}

// readPeople reads what each person did; what rooms and equipment were booked for is in the load.
func (h *Handlers) readPeople(c echo.Context, setup db.Setup, d *reports.Data) error {
	rows, err := reportdb.ByResource(c.Request().Context(), h.Scope(c), d.Query)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if i := slices.IndexFunc(setup.Resources, func(r booking.Resource) bool { return r.ID == row.Resource }); i >= 0 && setup.Resources[i].Kind == booking.Staff {
			d.ByPerson = append(d.ByPerson, reports.Group{ID: row.Resource, Figures: figuresOf(row.Figures)})
		}
	}
	return nil
}

// readHours reads what is booked of each resource that works, or is booked all the same.
func (h *Handlers) readHours(c echo.Context, setup db.Setup, d *reports.Data) error {
	rows, err := reportdb.ByHour(c.Request().Context(), h.Scope(c), d.Query)
	if err != nil {
		return err
	}
	booked := map[booking.ID]report.Hours{}
	for _, row := range rows {
		hours := booked[row.Resource]
		hours[row.Hour] = row.Minutes
		booked[row.Resource] = hours
	}
	calendar := setup.Calendar(nil)
	for _, r := range setup.Resources {
		hours, some := booked[r.ID]
		if !some && !r.Active || d.Query.Resource != "" && d.Query.Resource != r.ID {
			continue
		}
		load := reports.Load{Resource: r, Open: report.OpenHours(calendar, r.ID, d.Query.From, d.Query.To), Booked: hours}
		if load.Open.Sum()+load.Booked.Sum() > 0 {
			d.Loads = append(d.Loads, load)
		}
	}
	return nil
}

// readClients reads who was new, who has not been back, and of which bookings nobody has said how they went.
func (h *Handlers) readClients(c echo.Context, setup db.Setup, d *reports.Data) error {
	ctx, scope := c.Request().Context(), h.Scope(c)
	now, then := spans(setup, d.Query)
	fresh, err := reportdb.NewClients(ctx, scope, d.Query, now, then)
	if err != nil {
		return err
	}
	d.New = [2]int(fresh)
	today := booking.DateOf(d.Now, setup.Company.Zone)
	absent, total, err := reportdb.AbsentSince(ctx, scope, d.Query, engine.Instant(today.AddDays(-7*d.Query.Weeks), 0, setup.Company.Zone), absentShown)
	if err != nil {
		return err
	}
	d.AbsentAll = total
	for _, a := range absent {
		d.Absent = append(d.Absent, reports.Absent{Client: a.Client, Contact: a.Contact, Visits: a.Visits, Last: a.Last, Service: a.Service})
	}
	if !now.From.Before(d.Now) || d.Query.Filtered() {
		return nil
	}
	if now.To.After(d.Now) {
		now.To = d.Now
	}
	d.Undecided, err = bookingdb.CountUndecided(ctx, scope, now)
	return err
}

func (h *Handlers) readAnswers(c echo.Context, setup db.Setup, d *reports.Data) error {
	now, then := spans(setup, d.Query)
	answers, err := reportdb.AnswersIn(c.Request().Context(), h.Scope(c), d.Query, now, then)
	if err != nil {
		return err
	}
	for i, a := range answers {
		d.Answers[i] = reports.Answers{Leads: a.Leads, Answered: a.Answered, InHour: a.InHour, InDay: a.InDay, Median: int(a.Median)}
	}
	return nil
}

// readUnmet reads what was looked for in vain.
func (h *Handlers) readUnmet(c echo.Context, _ db.Setup, d *reports.Data) error {
	rows, err := reportdb.Unmet(c.Request().Context(), h.Scope(c), d.Query)
	if err != nil {
		return err
	}
	for _, row := range rows {
		d.Unmet = append(d.Unmet, reports.Unmet{Before: row.Before, Service: row.Service, Weekday: row.Weekday, Hour: row.Hour, Searches: row.Searches, Closed: row.Closed})
	}
	return nil
}

// readFunnels reads what became of each form's visitors.
func (h *Handlers) readFunnels(c echo.Context, setup db.Setup, d *reports.Data) error {
	now, then := spans(setup, d.Query)
	rows, err := reportdb.Funnels(c.Request().Context(), h.Scope(c), d.Query, now, then)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if n := len(d.Funnels); n == 0 || d.Funnels[n-1].Form != row.Form {
			d.Funnels = append(d.Funnels, reports.FormFunnel{Form: row.Form})
		}
		f, of := reports.Funnel{Shown: row.Shown, Opened: row.Opened, Searched: row.Searched, Leads: row.Leads, Bookings: row.Bookings, Visits: row.Visits}, &d.Funnels[len(d.Funnels)-1]
		if row.Period == 1 {
			of.Now = f
		} else {
			of.Then = f
		}
	}
	return nil
}

// spans are the times of the period and of the one before.
func spans(setup db.Setup, q report.Query) (now, then booking.Span) {
	span := func(from, to booking.Date) booking.Span {
		return booking.Span{From: engine.Instant(from, 0, setup.Company.Zone), To: engine.Instant(to, booking.DayEnd, setup.Company.Zone)}
	}
	from, to := q.Before()
	return span(q.From, q.To), span(from, to)
}

func figuresOf(f reportdb.Figures) reports.Figures {
	return reports.Figures{
		Bookings: f.Bookings, Visits: f.Visits, NoShows: f.NoShows, Cancelled: f.Cancelled, Minutes: f.Minutes,
		InDay: f.InDay, InThree: f.InThree, InWeek: f.InWeek, Early: f.Early, Expected: f.Expected, Done: f.Done,
	}
}
