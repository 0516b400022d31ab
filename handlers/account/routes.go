package account

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers"
)

// Routes are the ways in, and a user's own page.
func (h *Handlers) Routes(e *echo.Echo, page *echo.Group) {
	page.GET("/", h.home)
	page.GET("/sign-in", h.signInForm)
	page.POST("/sign-in", h.signIn)
	page.GET("/sign-in/code", h.secondForm)
	page.POST("/sign-in/code", h.secondStep)
	page.POST("/sign-out", h.signOut)
	page.GET("/sign-up", h.signUpForm)
	page.POST("/sign-up", h.askSignUp)
	page.GET("/sign-up/:token", h.signUpPassword, h.Reading)
	page.POST("/sign-up/:token", h.signUp, h.Reading)
	page.GET("/forgot", h.forgot)
	page.POST("/forgot", h.askReset)
	page.GET("/reset/:token", h.resetForm, h.Reading)
	page.POST("/reset/:token", h.reset, h.Reading)
	page.GET("/invite/:token", h.invitation, h.Reading)
	page.POST("/invite/:token", h.accept, h.Reading)
	page.GET("/email/:token", h.emailForm, h.Reading)
	page.POST("/email/:token", h.confirmEmail, h.Reading)

	page.GET("/account", h.account, h.SignedIn)
	page.POST("/account/name", h.saveName, h.SignedIn)
	page.POST("/account/email", h.askEmail, h.SignedIn, h.FreshIf(handlers.HasSecond))
	page.POST("/account/password", h.changePassword, h.SignedIn)
	page.POST("/account/daily", h.saveSheet, h.Guard(booking.SeeOwn))
	told{h}.routes(page)
	page.GET("/account/two-factor", h.twoFactorForm, h.SignedIn)
	page.POST("/account/two-factor", h.setTwoFactor, h.SignedIn)
	page.POST("/account/two-factor/removal", h.removeTwoFactor, h.SignedIn, h.FreshIf(handlers.HasSecond))
	page.POST("/account/two-factor/codes", h.newRecoveryCodes, h.SignedIn, h.FreshIf(handlers.HasSecond))
	page.POST("/account/sessions/end", h.endSession, h.SignedIn)
	page.POST("/account/sessions/end-others", h.endSessions, h.SignedIn)
	page.POST("/account/companies", h.addCompany, h.SignedIn)
	page.POST("/account/companies/current", h.enterCompany, h.SignedIn)
	page.POST("/account/companies/leave", h.leave, h.SignedIn)
}
