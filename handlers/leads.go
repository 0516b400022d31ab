package handlers

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// leadRoutes are the pages of the leads.
func (h *Handlers) leadRoutes(page *echo.Group) {
	see, change := h.guard(booking.SeeBookings), h.guard(booking.ChangeBookings)
	page.GET("/leads", h.leads, see)
	page.GET("/leads/live", h.leadsLive, see)
	page.GET("/leads/rail", h.leadRail, see)
	page.GET("/leads/leads.csv", h.leadsFile, change)
	page.GET("/leads/:id", h.leadPage, see)
	page.POST("/leads/:id/status", h.setLeadStatus, change)
	page.POST("/leads/:id/assignee", h.assignLead, change)
	page.POST("/leads/:id/next", h.planLead, change)
	page.POST("/leads/:id/notes", h.noteLead, change)
}

// leadsPage is how many leads a page of the stream has.
const leadsPage = 50

// leads is the stream.
func (h *Handlers) leads(c echo.Context) error {
	d, err := h.leadsData(c)
	if err != nil {
		return err
	}
	if isFragment(c) && d.Filter.Before != "" {
		return h.render(c, http.StatusOK, views.NewLeadRows(readerOf(c), d))
	}
	if isFragment(c) {
		c.Response().Header().Set("HX-Replace-Url", "/leads"+d.Filter.Search())
		return h.render(c, http.StatusOK, views.NewLeadList(readerOf(c), d))
	}
	return h.render(c, http.StatusOK, views.NewLeads(h.base(c), d, views.LeadSheet{}))
}

// leadsLive is the WebSocket of the stream.
func (h *Handlers) leadsLive(c echo.Context) error {
	return h.follow(c, h.leadsTopic(c), booking.SeeBookings)
}

// leadsTopic is what distinguishes streams of one company from each other.
type leadsTopic struct {
	Filter    views.LeadFilter
	User      booking.UserID // whose "mine" it is; 0 where nobody asks
	Locale    string
	CanChange bool
	Masked    bool // without what reaches people
}

func (h *Handlers) leadsTopic(c echo.Context) leadsTopic {
	t := leadsTopic{Filter: leadFilter(c), Locale: readerOf(c), CanChange: may(c, booking.ChangeBookings), Masked: hidesContacts(c)}
	t.Filter.Before = ""
	if t.Filter.Assignee == "me" {
		t.User = identityOf(c).User.ID
	}
	return t
}

func (t leadsTopic) Hears() hearing { return hearing{t.Locale, t.Masked} }

// Message is the list as it stands now, where leads or bookings have changed. Three queries.
func (t leadsTopic) Message(ctx context.Context, f *Feed, setup db.Setup, changes []db.Change, last int64) (views.View, error) {
	concerns := func(c db.Change) bool { return c.What != "held" && c.What != "released" }
	if !slices.ContainsFunc(changes, concerns) {
		return nil, nil
	}
	d, err := readLeads(ctx, f.db.Of(setup.Company.ID).Seen(t.Masked), setup, t.Filter, t.User)
	if err != nil {
		return nil, err
	}
	d.Now, d.CanChange, d.Version = f.now(), t.CanChange, last
	return views.NewLeadsLive(t.Locale, d), nil
}

// leadsData is what the stream is made of: five queries with the session's.
func (h *Handlers) leadsData(c echo.Context) (views.LeadsData, error) {
	who := identityOf(c)
	setup, err := h.setup(c)
	if err != nil {
		return views.LeadsData{}, err
	}
	ctx, scope := c.Request().Context(), h.scope(c)
	versions, err := h.DB.Versions(ctx, []booking.CompanyID{who.Company.ID}) // before what it is the version of
	if err != nil {
		return views.LeadsData{}, err
	}
	if filter := leadFilter(c); filter.Query != "" {
		search, _ := booking.ParseSearch(filter.Query, setup.Company.Zone)
		if err := h.looking(c, search.Complete()); err != nil {
			return views.LeadsData{}, err
		}
	}
	d, err := readLeads(ctx, scope, setup, leadFilter(c), who.User.ID)
	if err != nil {
		return views.LeadsData{}, err
	}
	team, err := scope.Assignees(ctx)
	if err != nil {
		return views.LeadsData{}, err
	}
	for _, a := range team {
		d.Team = append(d.Team, views.Person{ID: a.ID, Name: a.Name})
	}
	d.Now, d.CanChange, d.Version, d.Topic = h.Now(), may(c, booking.ChangeBookings), versions[who.Company.ID].Board, topicKey(h.leadsTopic(c))
	return d, nil
}

// readLeads reads the leads that a filter wants: two queries.
func readLeads(ctx context.Context, scope db.Scope, setup db.Setup, filter views.LeadFilter, me booking.UserID) (views.LeadsData, error) {
	d := views.LeadsData{Company: setup.Company, Forms: setup.Forms, Filter: filter, Me: me}
	lines, err := scope.Leads(ctx, wantedLeads(filter, setup, me, leadsPage+1))
	if err != nil {
		return d, err
	}
	if d.More = len(lines) > leadsPage; d.More {
		lines = lines[:leadsPage]
	}
	for _, line := range lines {
		d.Leads = append(d.Leads, leadLine(line))
	}
	d.Counts, err = scope.LeadCounts(ctx)
	return d, err
}

func leadLine(l db.LeadLine) views.LeadShown {
	return views.LeadShown{
		Lead: l.Lead, AssigneeName: l.AssigneeName, BookingNumber: l.BookingNumber, BookingStart: l.BookingStart, BookingStatus: l.BookingStatus,
	}
}

// wantedLeads is the filter as the database takes it.
func wantedLeads(f views.LeadFilter, setup db.Setup, me booking.UserID, limit int) db.LeadFilter {
	want := db.LeadFilter{Query: f.Query, Before: f.Before, Limit: limit, Statuses: f.Statuses()}
	want.Search, _ = booking.ParseSearch(f.Query, setup.Company.Zone) // what is no search finds nobody
	if slices.ContainsFunc(setup.Forms, func(form booking.Form) bool { return form.ID == f.Form }) {
		want.Form = f.Form
	}
	switch f.Assignee {
	case "":
	case "me":
		want.Assignee = me
	case "nobody":
		want.Nobody = true
	default:
		id, _ := strconv.ParseInt(f.Assignee, 10, 64)
		want.Assignee = booking.UserID(id)
	}
	if date, err := booking.ParseDate(f.From); err == nil {
		want.From = booking.Instant(date, 0, setup.Company.Zone)
	}
	if date, err := booking.ParseDate(f.To); err == nil {
		want.To = booking.Instant(date.AddDays(1), 0, setup.Company.Zone)
	}
	return want
}

// leadFilter is the filter of the stream that is asked for or, in an act or
// beside a lead, of the one that it was asked from. What means nothing is left out.
func leadFilter(c echo.Context) views.LeadFilter {
	query := c.QueryParams()
	if c.Param("id") != "" && isFragment(c) {
		query = currentQuery(c)
	}
	clean := func(name string) string {
		text, ok := booking.CleanLine(query.Get(name), booking.MaxName)
		if !ok {
			return ""
		}
		return text
	}
	f := views.LeadFilter{Status: clean("status"), Assignee: clean("assignee"), Query: clean("q")}
	if !f.Known() {
		f.Status = ""
	}
	if id := clean("form"); booking.IsID(id) {
		f.Form = booking.ID(id)
	}
	if id := clean("before"); booking.IsID(id) {
		f.Before = booking.ID(id)
	}
	if n, err := strconv.ParseInt(f.Assignee, 10, 64); f.Assignee != "me" && f.Assignee != "nobody" && (err != nil || n < 1) {
		f.Assignee = ""
	}
	for name, to := range map[string]*string{"from": &f.From, "to": &f.To} {
		if date, err := booking.ParseDate(clean(name)); err == nil && date.Year >= 2000 && date.Year <= 2100 {
			*to = date.String()
		}
	}
	return f
}

// leadRail are the open leads as cards that are dragged onto a board.
func (h *Handlers) leadRail(c echo.Context) error {
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	lines, err := h.scope(c).Leads(c.Request().Context(), db.LeadFilter{
		Statuses: []booking.LeadStatus{booking.LeadNew, booking.LeadInProgress}, Limit: leadsPage, From: h.Now().Add(-90 * 24 * time.Hour),
	})
	if err != nil {
		return err
	}
	d := views.LeadsData{Company: setup.Company, Forms: setup.Forms, Now: h.Now(), CanChange: may(c, booking.ChangeBookings)}
	for _, line := range lines {
		if line.Booking == "" {
			d.Leads = append(d.Leads, leadLine(line))
		}
	}
	return h.render(c, http.StatusOK, views.NewLeadRail(readerOf(c), d))
}
