package visit

import (
	"okno/booking"
	"okno/views"
)

// Reminders is the public page GET /u/:token: whether a client is reminded.
type Reminders struct {
	views.Base
	Token string
	Off   bool
}

// NewReminders makes the page. It sets the title.
func NewReminders(base views.Base, token string, company booking.Company, off bool) Reminders {
	base.Title = base.W().T("visit.reminders.title")
	base.Company = views.Company{Name: company.Name, Slug: company.Slug}
	base.Path = "/u/" + token
	return Reminders{base, token, off}
}

func (Reminders) View() string { return "reminders" }
