package leads

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/lookup"
	"okno/booking/webform"
	"okno/db"
	"okno/db/leaddb"
	"okno/handlers"
	"okno/handlers/feed"
	"okno/handlers/kept"
	"okno/views"
	"okno/views/leads"
)

// leadsPage is how many leads a page of the stream has.
const leadsPage = 50

// leads is the stream.
func (h *Handlers) leads(c echo.Context) error {
	if !handlers.IsFragment(c) && c.QueryParam("q") == "" { // a search is counted
		return h.RenderPage(c, true, func() (kept.Page, time.Time, error) {
			d, err := h.leadsData(c)
			if err != nil {
				return nil, time.Time{}, err
			}
			return leads.NewLeads(h.Base(c), d, leads.LeadSheet{}), d.Now, nil
		})
	}
	d, err := h.leadsData(c)
	if err != nil {
		return err
	}
	if handlers.IsFragment(c) && d.Filter.Before != "" {
		return h.Render(c, http.StatusOK, leads.NewLeadRows(handlers.ReaderOf(c), d))
	}
	if handlers.IsFragment(c) {
		c.Response().Header().Set("HX-Replace-Url", "/leads"+d.Filter.Search())
		return h.Render(c, http.StatusOK, leads.NewLeadList(handlers.ReaderOf(c), d))
	}
	return h.Render(c, http.StatusOK, leads.NewLeads(h.Base(c), d, leads.LeadSheet{}))
}

// leadsLive is the WebSocket of the stream.
func (h *Handlers) leadsLive(c echo.Context) error {
	return h.Follow(c, h.leadsTopic(c), booking.SeeBookings)
}

// leadsTopic is what distinguishes streams of one company from each other.
type leadsTopic struct {
	Filter    leads.LeadFilter
	User      booking.UserID // whose "mine" it is; 0 where nobody asks
	Locale    string
	CanChange bool
	Masked    bool // without what reaches people
}

func (h *Handlers) leadsTopic(c echo.Context) leadsTopic {
	t := leadsTopic{Filter: leadFilter(c), Locale: handlers.ReaderOf(c), CanChange: handlers.May(c, booking.ChangeBookings), Masked: handlers.HidesContacts(c)}
	t.Filter.Before = ""
	if t.Filter.Assignee == "me" {
		t.User = handlers.IdentityOf(c).User.ID
	}
	return t
}

func (t leadsTopic) Hears() feed.Hearing { return feed.Hearing{Locale: t.Locale, Masked: t.Masked} }

// Message is the list as it stands now, where leads or bookings have changed. Three queries.
func (t leadsTopic) Message(ctx context.Context, f *feed.Feed, setup db.Setup, changes []db.Change, last int64) (views.View, error) {
	concerns := func(c db.Change) bool { return c.Act != booking.ActHeld && c.Act != booking.ActReleased }
	if !slices.ContainsFunc(changes, concerns) {
		return nil, nil
	}
	d, err := readLeads(ctx, f.DB.Of(setup.Company.ID).Seen(t.Masked), setup, t.Filter, t.User)
	if err != nil {
		return nil, err
	}
	d.Now, d.CanChange, d.Version = f.Now(), t.CanChange, last
	return leads.NewLeadsLive(t.Locale, d), nil
}

// leadsData is what the stream is made of: five queries with the session's.
func (h *Handlers) leadsData(c echo.Context) (leads.LeadsData, error) {
	who := handlers.IdentityOf(c)
	setup, err := h.Setup(c)
	if err != nil {
		return leads.LeadsData{}, err
	}
	ctx, scope := c.Request().Context(), h.Scope(c)
	versions, err := h.DB.Versions(ctx, []booking.CompanyID{who.Company.ID}) // before what it is the version of
	if err != nil {
		return leads.LeadsData{}, err
	}
	if filter := leadFilter(c); filter.Query != "" {
		search, _ := lookup.ParseSearch(filter.Query, setup.Company.Zone)
		if err := h.CountSearch(c, search.Complete()); err != nil {
			return leads.LeadsData{}, err
		}
	}
	d, err := readLeads(ctx, scope, setup, leadFilter(c), who.User.ID)
	if err != nil {
		return leads.LeadsData{}, err
	}
	team, err := leaddb.Assignees(ctx, scope)
	if err != nil {
		return leads.LeadsData{}, err
	}
	for _, a := range team {
		d.Team = append(d.Team, leads.Person{ID: a.ID, Name: a.Name})
	}
	d.Now, d.CanChange, d.Version, d.Topic = h.Now(), handlers.May(c, booking.ChangeBookings), versions[who.Company.ID].Board, handlers.TopicKey(h.leadsTopic(c))
	return d, nil
}

// readLeads reads the leads that a filter wants: two queries.
func readLeads(ctx context.Context, scope db.Scope, setup db.Setup, filter leads.LeadFilter, me booking.UserID) (leads.LeadsData, error) {
	d := leads.LeadsData{Company: setup.Company, Forms: setup.Forms, Filter: filter, Me: me}
	lines, err := leaddb.Leads(ctx, scope, wantedLeads(filter, setup, me, leadsPage+1))
	if err != nil {
		return d, err
	}
	if d.More = len(lines) > leadsPage; d.More {
		lines = lines[:leadsPage]
	}
	for _, line := range lines {
		d.Leads = append(d.Leads, leadLine(line))
	}
	d.Counts, err = leaddb.LeadCounts(ctx, scope)
	return d, err
}

func leadLine(l leaddb.LeadLine) leads.LeadShown {
	return leads.LeadShown{
		Lead: l.Lead, AssigneeName: l.AssigneeName, BookingNumber: l.BookingNumber, BookingStart: l.BookingStart, BookingStatus: l.BookingStatus,
	}
}

// wantedLeads is the filter as the database takes it.
func wantedLeads(f leads.LeadFilter, setup db.Setup, me booking.UserID, limit int) leaddb.LeadFilter {
	want := leaddb.LeadFilter{Query: f.Query, Before: f.Before, Limit: limit, Statuses: f.Statuses()}
	want.Search, _ = lookup.ParseSearch(f.Query, setup.Company.Zone) // what is no search finds nobody
	if slices.ContainsFunc(setup.Forms, func(form webform.Form) bool { return form.ID == f.Form }) {
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
		want.From = engine.Instant(date, 0, setup.Company.Zone)
	}
	if date, err := booking.ParseDate(f.To); err == nil {
		want.To = engine.Instant(date.AddDays(1), 0, setup.Company.Zone)
	}
	return want
}

// leadFilter is the filter of the stream that is asked for or, in an act or
// beside a lead, of the one that it was asked from. What means nothing is left out.
func leadFilter(c echo.Context) leads.LeadFilter {
	query := c.QueryParams()
	if c.Param("id") != "" && handlers.IsFragment(c) {
		query = currentQuery(c)
	}
	clean := func(name string) string {
		text, ok := booking.CleanLine(query.Get(name), booking.MaxName)
		if !ok {
			return ""
		}
		return text
	}
	f := leads.LeadFilter{Status: clean("status"), Assignee: clean("assignee"), Query: clean("q")}
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
		if date, err := booking.ParseDate(clean(name)); err == nil && date.Usable() {
			*to = date.String()
		}
	}
	return f
}

// leadRail are the open leads as cards that are dragged onto a board.
func (h *Handlers) leadRail(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	lines, err := leaddb.Leads(c.Request().Context(), h.Scope(c), leaddb.LeadFilter{
		Statuses: []webform.LeadStatus{webform.LeadNew, webform.LeadInProgress}, Limit: leadsPage, From: h.Now().Add(-90 * 24 * time.Hour),
	})
	if err != nil {
		return err
	}
	d := leads.LeadsData{Company: setup.Company, Forms: setup.Forms, Now: h.Now(), CanChange: handlers.May(c, booking.ChangeBookings)}
	for _, line := range lines {
		if line.Booking == "" {
			d.Leads = append(d.Leads, leadLine(line))
		}
	}
	return h.Render(c, http.StatusOK, leads.NewLeadRail(handlers.ReaderOf(c), d))
}
