// Package site is the site map: it puts the rooms of handlers together.
package site

import (
	"github.com/labstack/echo/v4"

	"okno/handlers"
	"okno/handlers/account"
	"okno/handlers/app"
	"okno/handlers/board"
	"okno/handlers/check"
	"okno/handlers/clients"
	"okno/handlers/exceptions"
	"okno/handlers/forms"
	"okno/handlers/hosted"
	"okno/handlers/leads"
	"okno/handlers/openform"
	"okno/handlers/overview"
	"okno/handlers/own"
	"okno/handlers/paper"
	"okno/handlers/reports"
	"okno/handlers/resources"
	"okno/handlers/schedules"
	"okno/handlers/search"
	"okno/handlers/services"
	"okno/handlers/settings"
	"okno/handlers/start"
	"okno/handlers/visit"
	"okno/handlers/week"
	"okno/handlers/widgetapi"
)

// Routes are all that Okno answers: a room's routes stand in its routes.go.
func Routes(kit *handlers.Kit) *echo.Echo {
	open := openform.New(kit)
	e, panel := kit.Server()
	for _, room := range []interface {
		Routes(e *echo.Echo, panel *echo.Group)
	}{
		account.New(kit), app.New(kit), board.New(kit), check.New(kit), clients.New(kit), exceptions.New(kit), forms.New(kit), hosted.New(open), leads.New(kit), overview.New(kit), own.New(kit),
		paper.New(kit), reports.New(kit), resources.New(kit), schedules.New(kit), search.New(kit), services.New(kit), settings.New(kit), start.New(kit), visit.New(kit), week.New(kit), widgetapi.New(open),
	} {
		room.Routes(e, panel)
	}
	return e
}
