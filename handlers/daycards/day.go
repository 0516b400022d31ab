// Package daycards is what several rooms show of a day: its bookings, and the cards of a booking and of a client.
package daycards

import (
	"context"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/columns"
	"okno/booking/engine"
	"okno/db"
	"okno/db/bookingdb"
	"okno/handlers"
	"okno/views/day"
)

// Shown is what the address asks for. What it names and the company does not
// have is not asked for.
func Shown(h *handlers.Kit, c echo.Context, setup db.Setup) (day.Shown, error) {
	date, err := h.DateParam(c, setup.Company)
	if err != nil {
		return day.Shown{}, err
	}
	asked := c.QueryParams()
	services, resources := map[string]bool{}, map[string]bool{}
	for _, s := range setup.Services {
		services[string(s.ID)] = true
	}
	for _, r := range setup.Resources {
		resources[string(r.ID)] = true
	}
	known := func(name string, is func(string) bool) day.Picks {
		return day.PicksOf(slices.DeleteFunc(day.PicksOf(asked[name]).All(), func(v string) bool { return !is(v) }))
	}
	s := day.Shown{
		Date:      date,
		Services:  known("service", func(v string) bool { return services[v] }),
		Resources: known("resource", func(v string) bool { return resources[v] }),
		Statuses:  known("status", func(v string) bool { return booking.Status(v).Valid() }),
		Only:      known("only", func(v string) bool { return v == day.OnlyWorking || v == day.OnlyPeople }),
	}
	if view := c.QueryParam("view"); view == "grid" || view == "list" {
		s.View = view
	}
	return s, nil
}

// BoardData is what a board shows at now, but for the version and the viewer's
// rights, with the columns as the user wants them. Two queries: the setup is known.
func BoardData(ctx context.Context, scope db.Scope, setup db.Setup, shown day.Shown, user booking.UserID, now time.Time) (day.BoardData, error) {
	span := handlers.DayOf(shown.Date, setup.Company.Zone)
	bookings, err := bookingdb.Bookings(ctx, scope, span)
	if err != nil {
		return day.BoardData{}, err
	}
	today := booking.DateOf(now, setup.Company.Zone)
	over := bookingdb.Counted{Span: booking.Span{
		From: engine.Instant(today.AddDays(-bookingdb.UndecidedDays), 0, setup.Company.Zone), To: engine.Instant(today, 0, setup.Company.Zone),
	}, Most: day.MaxUndecided + 1}
	stored, err := bookingdb.ReadDay(ctx, scope, user, shown.Date, span, over, now)
	if err != nil {
		return day.BoardData{}, err
	}
	data := day.BoardData{
		Company: setup.Company, Date: shown.Date, Shown: shown, Now: now, Services: setup.Services,
		Bookings: bookings, Pasts: stored.Pasts, Waits: stored.Waits, Undecided: stored.Undecided, Taken: stored.Taken, Birthdays: stored.Birthdays, Holds: stored.Holds, Seen: booking.Booking.VersionTag,
	}
	Arrange(&data, setup, stored.Columns)
	return data, nil
}

// Arrange gives the board its columns: of the resources that are active or have
// something to show those that are asked for or, where none is, not hidden.
func Arrange(data *day.BoardData, setup db.Setup, columns columns.Choice) {
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
		working := calendar.Working(r.ID, data.Date, data.Date)
		idle := len(working) == 0 && !used[r.ID]
		if data.Shown.Only.Names(day.OnlyPeople) && r.Kind != booking.Staff || data.Shown.Only.Names(day.OnlyWorking) && idle {
			continue
		}
		data.Resources = append(data.Resources, day.ResourceDay{Resource: r, Working: working, Blocked: calendar.Blocked(r.ID, data.Date, data.Date)})
	}
}

// DayData is the board that the address asks for, as the member wants his columns.
func DayData(h *handlers.Kit, c echo.Context) (day.BoardData, error) {
	who, ctx := handlers.IdentityOf(c), c.Request().Context()
	setup, err := h.Setup(c)
	if err != nil {
		return day.BoardData{}, err
	}
	shown, err := Shown(h, c, setup)
	if err != nil {
		return day.BoardData{}, err
	}
	data, err := BoardData(ctx, h.Scope(c), setup, shown, who.User.ID, h.Now())
	if err != nil {
		return day.BoardData{}, err
	}
	data.Version, data.CanChange, data.CanSetUp = who.Versions.Board, handlers.May(c, booking.ChangeBookings), handlers.May(c, booking.ChangeSetup)
	data.CanBlock, data.SeesMoney = handlers.MayBlock(who), handlers.SeesMoney(who)
	return data, nil
}
