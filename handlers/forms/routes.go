package forms

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// Routes are the pages of the forms.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	see, change := h.Guard(booking.SeeSetup), h.Guard(booking.ChangeSetup)
	page.GET("/forms", h.forms, see)
	page.POST("/forms", h.createForm, change)
	page.GET("/forms/:id", h.formPage, see)
	page.POST("/forms/:id", h.saveForm, change)
	page.POST("/forms/:id/fields", h.draftFields, change)
	page.GET("/forms/:id/widget", h.formWidget, see)
	page.POST("/forms/:id/widget", h.saveWidget, change)
	page.POST("/forms/:id/preview", h.previewForm, change)
	page.GET("/forms/:id/preview/:preview", h.formPreview, see)
	page.GET("/forms/:id/install", h.install, see)
	page.GET("/forms/:id/qr.svg", h.formCode, see)
	page.POST("/forms/:id/copy", h.copyForm, change)
	page.POST("/forms/:id/sites", h.allowSite, change)
	page.DELETE("/forms/:id/sites", h.forbidSite, change)
	page.POST("/forms/:id/archive", h.archiveForm, change)
	page.DELETE("/forms/:id/archive", h.restoreForm, change)
	page.POST("/forms/:id/activity", h.switchFormOn, change)
	page.DELETE("/forms/:id/activity", h.switchFormOff, change)
}
