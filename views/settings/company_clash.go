package settings

import (
	"cmp"

	"okno/booking"
	"okno/booking/companies"
	"okno/views"
)

// RulesBegan and PrivacyBegan are what these forms begin with, or had begun with
// when they were refused.
func (p CompanyPage) RulesBegan() string   { return p.began("rules", p.Stored.Rules) }
func (p CompanyPage) PrivacyBegan() string { return p.began("privacy", p.Stored.Privacy) }

func (p CompanyPage) began(part string, stored any) string {
	if p.Part == part {
		return views.BeganWith(p.Began, stored)
	}
	return views.Began(stored)
}

// ClashOf is both versions of a form, where somebody else has changed the company meanwhile.
func (p CompanyPage) ClashOf(part string) *views.Clashes {
	if p.Part != part || !p.Clash {
		return nil
	}
	c := &views.Clashes{W: p.W(), URL: "/settings/company", Draft: "settings-company"}
	field := func(name, yours, now string) { c.Add(p.W().T("company.field."+name), yours, now) }
	switch part {
	case "settings":
		yours, now := p.Typed, p.Stored.Settings
		words := map[string]func(string) string{"confirmation": p.confirmation, "starts": p.starts,
			"languages": func(stored string) string { return languagesSaid(p.W(), stored) }}
		for _, a := range companies.SettingAttributes {
			say := words[a.Name]
			if say == nil {
				say = func(text string) string { return text }
			}
			field(a.Name, say(yours[a.Name]), say(now[a.Name]))
		}
	case "rules":
		c.Draft = "settings-rules"
		yours, now := p.Rules, p.Stored.Rules
		field("phone", yours.Phone, now.Phone)
		field("address", yours.Address, now.Address)
		c.Tick(p.W().T("company.allow_cancel"), yours.AllowCancel, now.AllowCancel)
		field("cancel_cutoff", yours.CancelCutoff, now.CancelCutoff)
		c.Tick(p.W().T("company.allow_move"), yours.AllowMove, now.AllowMove)
		field("move_cutoff", yours.MoveCutoff, now.MoveCutoff)
		c.Tick(p.W().T("company.allow_late"), yours.AllowLate, now.AllowLate)
		c.Choices(p.W().T("company.reminders"), p.W().ReminderChoices(yours.Reminders), p.W().ReminderChoices(now.Reminders))
		c.Tick(p.W().T("company.ask_after"), yours.AskAfter, now.AskAfter)
		field("max_coming", yours.MaxComing, now.MaxComing)
	case "specialists":
		now := specialistTicks(p.W(), p.Stored.Specialist)
		for i, tick := range p.SpecialistTicks() {
			c.Tick(tick.Label, tick.Is, now[i].Is)
		}
	case "privacy":
		c.Draft = "settings-privacy"
		c.Choices(p.W().T("company.hide"), p.HiddenFrom(), p.roles(p.Stored.Privacy.Hide, booking.SeeBookings))
		c.Choices(p.W().T("company.hide_revenue"), p.RevenueHiddenFrom(), p.roles(p.Stored.Privacy.Revenue, booking.SeeBookings))
		field("retention", p.Hidden.Retention, p.Stored.Privacy.Retention)
	}
	return c
}

// starts is how starts lie, in words.
func (p CompanyPage) starts(name string) string {
	return p.W().T("company.starts." + cmp.Or(name, string(booking.StepStarts)))
}

// confirmation is what becomes of a booking from the web, in words.
func (p CompanyPage) confirmation(name string) string {
	if name == "" {
		return ""
	}
	return p.W().T("company.confirmation." + name)
}
