package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
)

// accountRoutes are the ways in, a user's own page, and the settings' bar.
func (h *Handlers) accountRoutes(page *echo.Group) {
	page.GET("/sign-in", h.signInForm)
	page.POST("/sign-in", h.signIn)
	page.GET("/sign-in/code", h.secondForm)
	page.POST("/sign-in/code", h.secondStep)
	page.POST("/sign-out", h.signOut)
	page.GET("/sign-up", h.signUpForm)
	page.POST("/sign-up", h.askSignUp)
	page.GET("/sign-up/:token", h.signUpPassword, h.reading)
	page.POST("/sign-up/:token", h.signUp, h.reading)
	page.GET("/forgot", h.forgot)
	page.POST("/forgot", h.askReset)
	page.GET("/reset/:token", h.resetForm, h.reading)
	page.POST("/reset/:token", h.reset, h.reading)
	page.GET("/invite/:token", h.invitation, h.reading)
	page.POST("/invite/:token", h.accept, h.reading)
	page.GET("/email/:token", h.emailForm, h.reading)
	page.POST("/email/:token", h.confirmEmail, h.reading)

	page.GET("/account", h.account, h.signedIn)
	page.POST("/account/name", h.saveName, h.signedIn)
	page.POST("/account/email", h.askEmail, h.signedIn, h.freshIf(hasSecond))
	page.POST("/account/password", h.changePassword, h.signedIn)
	page.GET("/account/two-factor", h.twoFactorForm, h.signedIn)
	page.POST("/account/two-factor", h.setTwoFactor, h.signedIn)
	page.POST("/account/two-factor/removal", h.removeTwoFactor, h.signedIn, h.freshIf(hasSecond))
	page.POST("/account/two-factor/codes", h.newRecoveryCodes, h.signedIn, h.freshIf(hasSecond))
	page.POST("/account/sessions/end", h.endSession, h.signedIn)
	page.POST("/account/sessions/end-others", h.endSessions, h.signedIn)
	page.POST("/account/companies", h.addCompany, h.signedIn)
	page.POST("/account/companies/current", h.enterCompany, h.signedIn)

	page.POST("/account/companies/leave", h.leave, h.signedIn)

	team := h.guard(booking.ChangeTeam)
	page.GET("/settings/team", h.team, team)
	page.GET("/settings/team/:user", h.teamMemberPage, team)
	page.POST("/settings/team/:user/role", h.setRole, team, h.freshIf(givesOwner))
	page.POST("/settings/team/:user/disabling", h.disableMember, team)
	page.POST("/settings/team/:user/enabling", h.enableMember, team)
	page.POST("/settings/team/:user/removal", h.removeMember, team)
	page.POST("/settings/team/invitations", h.invite, team, h.freshIf(givesOwner))
	page.POST("/settings/team/invitations/:id/removal", h.uninvite, team)

	company := h.guard(booking.ChangeCompany)
	page.GET("/settings/company", h.company, company)
	page.POST("/settings/company", h.saveCompany, company)
	page.POST("/settings/company/client-rules", h.saveClientRules, company)
	page.POST("/settings/company/privacy", h.savePrivacy, company)
	page.GET("/settings/company/logo/:hash", h.logo, h.guard(booking.SeeBookings))
	page.POST("/settings/company/logo/removal", h.removeLogo, company)
	page.POST("/settings/company/export", h.exportCompany, company, h.freshIf(always))
	page.POST("/settings/company/deletion", h.deleteCompany, company, h.freshIf(always))
	page.POST("/settings/company/deletion/removal", h.keepCompany, company)
	page.GET("/settings/audit", h.audit, company)
	page.GET("/settings/audit.csv", h.auditCSV, company)

	page.GET("/settings", h.settings, h.guard(booking.SeeBookings))
}
