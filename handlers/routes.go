package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"okno/booking"
)

// Routes is the site map: method, path, guards, handler.
func (h *Handlers) Routes() *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = h.address
	e.HTTPErrorHandler = h.fail
	e.Use(h.logged, h.paced, headed, h.recovered, h.headers, h.pinned, h.wellFormed, compressed)
	headToo(e)

	e.GET("/healthz", h.health)
	e.GET("/readyz", h.ready)
	e.GET("/static/*", h.asset)
	e.GET("/favicon.ico", h.favicon)
	e.GET("/widget.js", h.widgetScript)
	e.GET("/widget.css", h.widgetLook)
	e.GET("/b/:key", h.hosted, h.reading)
	e.POST("/b/:key", h.sendHosted, h.sameSite, h.reading, middleware.BodyLimit("64K"))
	e.GET("/b/:key/logo/:hash", h.hostedLogo, h.reading)
	e.GET("/feeds/:slug/:token", h.calendarFeed, h.reading)
	h.visitRoutes(e)

	page := e.Group("", h.sameSite, middleware.BodyLimit("64K"), h.identified)
	page.GET("/", h.home)
	page.POST("/preferences", h.setPreferences)
	h.accountRoutes(page)
	h.notificationRoutes(e, page)

	see, change := h.guard(booking.SeeBookings), h.guard(booking.ChangeBookings)
	page.GET("/live", h.hearingLive, see)
	page.GET("/bookings", h.board, see)
	page.GET("/bookings/live", h.boardLive, see)
	page.POST("/bookings/columns", h.setColumns, see)
	page.DELETE("/bookings/holds/:id", h.freeHold, change)
	page.GET("/bookings/:id", h.booking, see)
	h.actRoutes(page)

	h.clientRoutes(page)

	seeSetup := h.guard(booking.SeeSetup)
	page.GET("/check", h.check, seeSetup)

	changeSetup := h.guard(booking.ChangeSetup)
	page.GET("/start", h.start, changeSetup)
	page.POST("/start", h.openSteps, changeSetup)
	page.POST("/start/end", h.endSteps, changeSetup)
	page.GET("/start/try", h.tryWidget, changeSetup)
	page.GET("/start/:step", h.step, changeSetup)
	page.POST("/start/:step", h.saveStep, changeSetup)

	page.GET("/schedules", h.schedules, seeSetup)
	page.GET("/schedules/why", h.why, seeSetup)
	page.POST("/resources/:id/week", h.saveWeek, changeSetup)
	page.POST("/resources/:id/week/copies", h.copyWeek, changeSetup)
	page.POST("/resources/:id/week/restoration", h.restoreWeeks, changeSetup)

	page.GET("/services", h.services, seeSetup)
	page.GET("/services/new", h.newService, changeSetup)
	page.GET("/services/:id", h.service, seeSetup)
	page.POST("/services", h.saveService, changeSetup)
	page.POST("/services/order", h.orderServices, changeSetup)
	page.POST("/services/links", h.serviceLinks, changeSetup)
	page.POST("/services/:id", h.saveService, changeSetup)
	page.POST("/services/:id/copy", h.copyService, changeSetup)
	page.POST("/services/:id/archive", h.archiveService, changeSetup)
	page.DELETE("/services/:id/archive", h.restoreService, changeSetup)
	page.POST("/services/:id/activity", h.switchServiceOn, changeSetup)
	page.DELETE("/services/:id/activity", h.switchServiceOff, changeSetup)
	page.POST("/services/:id/activity/end", h.switchServiceOff, changeSetup) // the same with choices for bookings, which are too long for an address

	page.GET("/resources", h.resources, seeSetup)
	page.GET("/resources/new", h.newResource, changeSetup)
	page.GET("/resources/:id", h.resource, seeSetup)
	page.POST("/resources", h.saveResource, changeSetup)
	page.POST("/resources/order", h.orderResources, changeSetup)
	page.POST("/resources/:id", h.saveResource, changeSetup)
	page.POST("/resources/:id/copy", h.copyResource, changeSetup)
	page.GET("/resources/:id/archive", h.askArchiveResource, changeSetup)
	page.POST("/resources/:id/archive", h.archiveResource, changeSetup)
	page.DELETE("/resources/:id/archive", h.restoreResource, changeSetup)
	page.POST("/resources/:id/activity", h.switchResourceOn, changeSetup)
	page.DELETE("/resources/:id/activity", h.switchResourceOff, changeSetup)
	page.POST("/resources/:id/activity/end", h.switchResourceOff, changeSetup) // the same with choices for bookings, which are too long for an address
	page.GET("/resources/:id/photo/:hash", h.photo, see)
	page.DELETE("/resources/:id/photo", h.removePhoto, changeSetup)
	page.DELETE("/resources/:id/photo/removal", h.restorePhoto, changeSetup)
	// A body of its own: putPhoto bounds what it reads.
	e.POST("/resources/:id/photo", h.putPhoto, h.sameSite, h.identified, changeSetup)
	e.POST("/settings/company/logo", h.putLogo, h.sameSite, h.identified, h.guard(booking.ChangeCompany))

	page.GET("/exceptions", h.exceptions, seeSetup)
	page.GET("/exceptions/new", h.newException, changeSetup)
	page.GET("/exceptions/:id", h.exception, seeSetup)
	page.POST("/exceptions", h.saveException, changeSetup)
	page.POST("/exceptions/preview", h.previewException, changeSetup)
	page.POST("/exceptions/:id", h.saveException, changeSetup)
	page.POST("/exceptions/:id/end", h.endException, changeSetup)
	page.POST("/exceptions/:id/deletion", h.deleteException, changeSetup)
	page.DELETE("/exceptions/:id/deletion", h.restoreException, changeSetup)

	h.formRoutes(page)
	h.leadRoutes(page)
	h.floodRoutes(page)

	api := e.Group("/api/v1/widget/:key", h.crossOrigin, middleware.BodyLimit("64K"))
	api.GET("/config", h.widgetConfig)
	api.GET("/slots", h.widgetSlots)
	api.POST("/bookings", h.widgetBook)
	api.POST("/leads", h.widgetLead)
	api.POST("/events", h.widgetEvent)
	api.POST("/holds", h.widgetHold)
	api.PUT("/holds/:id", h.widgetProlong)
	api.DELETE("/holds/:id", h.widgetRelease)
	api.POST("/holds/:id/end", h.widgetRelease) // the same for a page that is being left: a beacon can only post
	api.OPTIONS("/*", func(c echo.Context) error { return c.NoContent(http.StatusNoContent) })
	return e
}
