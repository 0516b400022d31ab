package views

// RulesBegan and PrivacyBegan are what these forms begin with, or had begun with
// when they were refused.
func (p CompanyPage) RulesBegan() string   { return p.began("rules", p.Stored.Rules) }
func (p CompanyPage) PrivacyBegan() string { return p.began("privacy", p.Stored.Privacy) }

func (p CompanyPage) began(part string, stored any) string {
	if p.Part == part {
		return beganWith(p.Began, stored)
	}
	return Began(stored)
}

// ClashOf is both versions of a form, where somebody else has changed the company meanwhile.
func (p CompanyPage) ClashOf(part string) *Clashes {
	if p.Part != part || !p.Clash {
		return nil
	}
	c := &Clashes{W: p.W(), URL: "/settings/company", Draft: "settings-company"}
	field := func(name, yours, now string) { c.add(p.W().T("company.field."+name), yours, now) }
	switch part {
	case "settings":
		yours, now := p.Typed, p.Stored.Settings
		for _, f := range []struct{ name, yours, now string }{
			{"name", yours.Name, now.Name}, {"timezone", yours.Zone, now.Zone}, {"locale", yours.Locale, now.Locale}, {"currency", yours.Currency, now.Currency},
			{"step", yours.Step, now.Step}, {"notice", yours.Notice, now.Notice}, {"horizon", yours.Horizon, now.Horizon},
			{"confirmation", p.confirmation(yours.Confirmation), p.confirmation(now.Confirmation)},
		} {
			field(f.name, f.yours, f.now)
		}
	case "rules":
		c.Draft = "settings-rules"
		yours, now := p.Rules, p.Stored.Rules
		field("phone", yours.Phone, now.Phone)
		field("address", yours.Address, now.Address)
		c.tick(p.W().T("company.allow_cancel"), yours.AllowCancel, now.AllowCancel)
		field("cancel_cutoff", yours.CancelCutoff, now.CancelCutoff)
		c.tick(p.W().T("company.allow_move"), yours.AllowMove, now.AllowMove)
		field("move_cutoff", yours.MoveCutoff, now.MoveCutoff)
		c.tick(p.W().T("company.allow_late"), yours.AllowLate, now.AllowLate)
		c.choices(p.W().T("company.reminders"), p.W().reminderChoices(yours.Reminders), p.W().reminderChoices(now.Reminders))
		c.tick(p.W().T("company.ask_after"), yours.AskAfter, now.AskAfter)
		field("max_coming", yours.MaxComing, now.MaxComing)
	case "privacy":
		c.Draft = "settings-privacy"
		c.choices(p.W().T("company.hide"), p.roles(p.Hidden.Hide), p.roles(p.Stored.Privacy.Hide))
		field("retention", p.Hidden.Retention, p.Stored.Privacy.Retention)
	}
	return c
}

// confirmation is what becomes of a booking from the web, in words.
func (p CompanyPage) confirmation(name string) string {
	if name == "" {
		return ""
	}
	return p.W().T("company.confirmation." + name)
}
