package settings

import (
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/reconcile"
	"okno/db/peopledb"
	"okno/handlers"
	"okno/views/settings"
)

// specialists are what the company lets them do.
type specialists struct{ *Handlers }

// save says what they may do with their own bookings, and see of them.
func (h specialists) save(c echo.Context) error {
	ticked := func(name string) bool { return c.FormValue(name) != "" }
	typed := booking.SpecialistRules{Marks: ticked("marks"), Moves: ticked("moves"), Cancels: ticked("cancels"), Books: ticked("books"), Prices: ticked("prices"), Contacts: ticked("contacts")}
	began, seen := handlers.BeganOf[booking.SpecialistRules](c)
	if err := h.Desk.Settings.SaveSpecialistRules(c.Request().Context(), handlers.Member(c), typed, handlers.PtrIf(began, seen)); err != nil {
		return h.companyRefused(c, err, "specialists", func(d *settings.CompanyData) {
			if d.Specialist = typed; d.Clash {
				d.Specialist, _ = reconcile.Join(began, typed, d.Stored.Specialist)
			}
		})
	}
	return handlers.Redirect(c, "/settings/company?said=saved")
}

// peopleOf are those whom a specialist may be.
func peopleOf(all []booking.Resource) []booking.Resource {
	return slices.DeleteFunc(slices.Clone(all), func(r booking.Resource) bool { return r.Kind != booking.Staff || r.Archived })
}

// typedPost is the role that a form has and, of a specialist, who he is.
func typedPost(c echo.Context) peopledb.Post {
	p := peopledb.Post{Role: booking.Role(c.FormValue("role"))}
	if p.Role == booking.Specialist {
		p.Resource = booking.ID(c.FormValue("resource"))
	}
	return p
}
