package settings

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"okno/booking"
	"okno/handlers"
)

// Routes are the company, its team, who is told of what, and what became of it.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	team := h.Guard(booking.ChangeTeam)
	page.GET("/settings/team", h.team, team)
	page.GET("/settings/team/:user", h.teamMemberPage, team)
	page.POST("/settings/team/:user/role", h.setRole, team, h.FreshIf(handlers.GivesOwner))
	page.POST("/settings/team/:user/disabling", h.disableMember, team)
	page.POST("/settings/team/:user/enabling", h.enableMember, team)
	page.POST("/settings/team/:user/removal", h.removeMember, team)
	page.POST("/settings/team/invitations", h.invite, team, h.FreshIf(handlers.GivesOwner))
	page.POST("/settings/team/invitations/:id/removal", h.uninvite, team)

	company := h.Guard(booking.ChangeCompany)
	page.GET("/settings/company", h.company, company)
	page.POST("/settings/company", h.saveCompany, company)
	page.POST("/settings/company/client-rules", h.saveClientRules, company)
	page.POST("/settings/company/privacy", h.savePrivacy, company)
	page.POST("/settings/company/desk", h.saveDeskBlocks, company)
	page.POST("/settings/company/specialists", specialists{h}.save, company)
	page.GET("/settings/company/logo/:hash", h.logo, h.Guard(booking.SeeBookings))
	page.POST("/settings/company/logo/removal", h.removeLogo, company)
	page.POST("/settings/company/export", h.exportCompany, company, h.FreshIf(handlers.Always))
	page.POST("/settings/company/deletion", h.deleteCompany, company, h.FreshIf(handlers.Always))
	page.POST("/settings/company/deletion/removal", h.keepCompany, company)
	page.GET("/settings/audit", h.audit, company)
	page.GET("/settings/audit.csv", h.auditCSV, company)

	page.GET("/settings", h.settings, h.Guard(booking.SeeBookings))
	e.POST("/settings/company/logo", h.putLogo, h.SameSite, h.Identified, h.Guard(booking.ChangeCompany))

	e.POST("/telegram/:hook", h.telegramHook, middleware.BodyLimit("1M"))

	see, change := h.Guard(booking.SeeBookings), h.Guard(booking.ChangeBookings)
	page.GET("/settings/deliveries", h.deliveries, see)
	page.POST("/settings/deliveries/:id/again", h.sendAgain, change)

	page.GET("/settings/notifications", h.notifications, see)
	page.POST("/settings/notifications/rules", h.setRules, see)
	page.POST("/settings/notifications/sheet", sheets{h}.choose, see)
	page.POST("/settings/notifications/recipients/:id/removal", h.removeRecipient, see)
	page.POST("/settings/notifications/tests", h.testRecipient, see)
	page.GET("/settings/notifications/tests/:id", h.testResult, see)
	page.POST("/settings/notifications/browsers", h.addBrowser, see)
	page.POST("/settings/notifications/telegram", h.linkTelegram, see)
	page.GET("/settings/notifications/telegram/:token", h.telegramLinked, see)

	seeSetup, changeSetup := h.Guard(booking.SeeSetup), h.Guard(booking.ChangeSetup)
	page.POST("/settings/notifications", h.saveNotifications, changeSetup)
	page.POST("/settings/notifications/addresses", h.addAddress, changeSetup)
	page.POST("/settings/notifications/bot", h.setBot, changeSetup)
	bySMS := texts{h}
	page.GET("/settings/notifications/sms", bySMS.page, changeSetup)
	page.POST("/settings/notifications/sms", bySMS.save, changeSetup)
	page.POST("/settings/notifications/sms/removal", bySMS.remove, changeSetup)
	page.POST("/settings/notifications/sms/tests", bySMS.test, changeSetup)
	page.GET("/settings/notifications/sms/tests/:id", bySMS.tested, changeSetup)
	page.GET("/settings/notifications/words/:audience/:event/:locale", h.template, seeSetup)
	page.POST("/settings/notifications/words/:audience/:event/:locale", h.saveTemplate, changeSetup)
	page.POST("/settings/notifications/words/:audience/:event/:locale/preview", h.previewTemplate, changeSetup)
	page.POST("/settings/notifications/words/:audience/:event/:locale/removal", h.resetTemplate, changeSetup)

	page.GET("/floods/:id", h.flood, see)
	page.POST("/floods/:id/withdrawal", h.withdrawFlood, change)
	page.POST("/floods/:id/dismissal", h.dismissFlood, change)
	page.POST("/floods/:id/restoration", h.restoreFlood, change)
	page.GET("/blocks", h.blocks, see)
	page.POST("/blocks", h.block, change)
	page.POST("/blocks/:id", reasons{h}.save, change)
	page.POST("/blocks/:id/end", h.unblock, change)
}
