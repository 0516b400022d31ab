package settings

import (
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/peopledb"
	"okno/handlers"
)

// specialists are what the company lets them do.
type specialists struct{ *handlers.Kit }

// save says what they may do with their own bookings, and see of them.
func (h specialists) save(c echo.Context) error {
	rules := booking.SpecialistRules{Marks: c.FormValue("marks") != "", Prices: c.FormValue("prices") != "", Contacts: c.FormValue("contacts") != ""}
	if err := h.Desk.Settings.SaveSpecialistRules(c.Request().Context(), handlers.Member(c), rules); err != nil {
		return err
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
