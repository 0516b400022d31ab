package handlers

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// board is a day's bookings: two queries beside the session's and the setup's.
func (h *Handlers) board(c echo.Context) error {
	data, err := h.dayData(c)
	if err != nil {
		return err
	}
	if c.QueryString() == "" {
		if back := h.lastShown(c, data); back != data.Shown {
			return redirect(c, back.URL())
		}
	}
	h.rememberShown(c, data.Shown)
	if isFragment(c) {
		sayDated(c, data.Shown.URL())
		return h.render(c, http.StatusOK, views.NewDay(readerOf(c), data))
	}
	return h.render(c, http.StatusOK, views.NewBoard(h.base(c), data))
}

// dayData is the board that the address asks for, as the member wants his columns.
func (h *Handlers) dayData(c echo.Context) (views.BoardData, error) {
	who, ctx := identityOf(c), c.Request().Context()
	setup, err := h.setup(c)
	if err != nil {
		return views.BoardData{}, err
	}
	shown, err := h.shown(c, setup)
	if err != nil {
		return views.BoardData{}, err
	}
	data, err := boardData(ctx, h.scope(c), setup, shown, who.User.ID, h.Now())
	if err != nil {
		return views.BoardData{}, err
	}
	data.Version, data.CanChange, data.CanSetUp = who.Versions.Board, may(c, booking.ChangeBookings), may(c, booking.ChangeSetup)
	data.Topic = topicKey(newBoardTopic(shown, readerOf(c), who, data.Columns))
	return data, nil
}

// shown is what the address asks for. What it names and the company does not
// have is not asked for.
func (h *Handlers) shown(c echo.Context, setup db.Setup) (views.Shown, error) {
	date, err := dateParam(c, setup.Company, h)
	if err != nil {
		return views.Shown{}, err
	}
	asked := c.QueryParams()
	services, resources := map[string]bool{}, map[string]bool{}
	for _, s := range setup.Services {
		services[string(s.ID)] = true
	}
	for _, r := range setup.Resources {
		resources[string(r.ID)] = true
	}
	known := func(name string, is func(string) bool) views.Picks {
		return views.PicksOf(slices.DeleteFunc(views.PicksOf(asked[name]).All(), func(v string) bool { return !is(v) }))
	}
	s := views.Shown{
		Date:      date,
		Services:  known("service", func(v string) bool { return services[v] }),
		Resources: known("resource", func(v string) bool { return resources[v] }),
		Statuses:  known("status", func(v string) bool { return booking.Status(v).Valid() }),
	}
	if view := c.QueryParam("view"); view == "grid" || view == "list" {
		s.View = view
	}
	return s, nil
}

// dateParam is the date asked for, today where none is.
func dateParam(c echo.Context, company booking.Company, h *Handlers) (booking.Date, error) {
	text := c.QueryParam("date")
	if text == "" || text == booking.Today {
		return booking.DateOf(h.Now(), company.Zone), nil
	}
	date, err := booking.ParseDate(text)
	if err != nil || date.Year < 2000 || date.Year > 2100 {
		return booking.Date{}, booking.Fail(booking.NotFound, "error.date_unknown")
	}
	return date, nil
}

// sayDated has the browser's address name the date that a link to today has come to.
func sayDated(c echo.Context, url string) {
	if c.QueryParam("date") == booking.Today {
		c.Response().Header().Set("HX-Push-Url", url)
	}
}

// dayOf is the date's time.
func dayOf(date booking.Date, zone *time.Location) booking.Span {
	return booking.Span{From: booking.Instant(date, 0, zone), To: booking.Instant(date, booking.DayEnd, zone)}
}

// boardData is what a board shows at now, but for the version and the viewer's
// rights, with the columns as the user wants them. Two queries: the setup is known.
func boardData(ctx context.Context, scope db.Scope, setup db.Setup, shown views.Shown, user booking.UserID, now time.Time) (views.BoardData, error) {
	span := dayOf(shown.Date, setup.Company.Zone)
	bookings, err := scope.Bookings(ctx, span)
	if err != nil {
		return views.BoardData{}, err
	}
	day, err := scope.Day(ctx, user, span, now)
	if err != nil {
		return views.BoardData{}, err
	}
	data := views.BoardData{
		Company: setup.Company, Date: shown.Date, Shown: shown, Now: now, Services: setup.Services,
		Bookings: bookings, Pasts: day.Pasts, Waits: day.Waits, Holds: day.Holds, Seen: booking.Booking.VersionTag,
	}
	arrange(&data, setup, day.Columns)
	return data, nil
}

// arrange gives the board its columns: of the resources that are active or have
// something to show those that are asked for or, where none is, not hidden.
func arrange(data *views.BoardData, setup db.Setup, columns booking.Columns) {
	data.Columns, data.Everybody, data.Resources = columns, nil, nil
	used := map[booking.ID]bool{}
	for _, b := range data.Bookings {
		for _, id := range b.Resources {
			used[id] = true
		}
	}
	calendar := setup.Calendar(nil)
	for _, r := range columns.Arrange(setup.Resources) {
		if !r.Active && !used[r.ID] {
			continue // switched off, and nothing to show
		}
		data.Everybody = append(data.Everybody, r)
		if picked := data.Shown.Resources.Names(string(r.ID)); data.Shown.Resources == "" && columns.Hides(r.ID) || data.Shown.Resources != "" && !picked {
			continue
		}
		data.Resources = append(data.Resources, views.ResourceDay{
			Resource: r,
			Working:  calendar.Working(r.ID, data.Date, data.Date),
			Blocked:  calendar.Blocked(r.ID, data.Date, data.Date),
		})
	}
}
