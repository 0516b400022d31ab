package views

import "okno/booking"

// Reminders is the public page GET /u/:token: whether a client is reminded.
type Reminders struct {
	Base
	Token string
	Off   bool
}

// NewReminders makes the page. It sets the title.
func NewReminders(base Base, token string, company booking.Company, off bool) Reminders {
	base.Title = base.W().T("visit.reminders.title")
	base.Company = Company{company.Name, company.Slug}
	base.Path = "/u/" + token
	return Reminders{base, token, off}
}

func (Reminders) view() string { return "reminders" }
