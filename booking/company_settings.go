package booking

import (
	"slices"
	"strconv"
	"strings"
)

// CompanySettingsText is a company with its booking rules as its owner types them.
type CompanySettingsText struct {
	CompanyText
	Step         string `form:"step"`    // minutes
	Notice       string `form:"notice"`  // minutes
	Horizon      string `form:"horizon"` // days
	Confirmation string `form:"confirmation"`
}

// CompanySettingsOf is the company as somebody would have typed it.
func CompanySettingsOf(c Company) CompanySettingsText {
	return CompanySettingsText{
		CompanyText: CompanyText{Name: c.Name, Zone: c.Zone.String(), Locale: c.Locale, Currency: c.Currency},
		Step:        strconv.Itoa(c.StepMin), Notice: strconv.Itoa(c.MinNoticeMin), Horizon: strconv.Itoa(c.HorizonDays), Confirmation: string(c.Confirmation),
	}
}

// Company reads the text into c, whose other fields stay. What cannot be accepted
// comes back as one Invalid Error with every field of it.
func (t CompanySettingsText) Company(c Company) (Company, error) {
	wrong := fields{}
	c, err := t.CompanyText.Company(c)
	if known, ok := err.(*Error); ok {
		wrong = known.Fields
	}
	step, err := strconv.Atoi(strings.TrimSpace(t.Step))
	if c.StepMin = step; err != nil || !slices.Contains(Steps, step) {
		wrong["step"] = Say("error.step")
	}
	c.MinNoticeMin = wrong.minutes("notice", t.Notice, 0, MaxNoticeMin)
	days, err := strconv.Atoi(strings.TrimSpace(t.Horizon))
	if c.HorizonDays = days; err != nil || days < 1 || days > MaxHorizonDays {
		wrong["horizon"] = Say("error.days", "Min", 1, "Max", MaxHorizonDays)
	}
	if c.Confirmation = Confirmation(t.Confirmation); c.Confirmation != Auto && c.Confirmation != Manual {
		wrong["confirmation"] = Say("error.choose")
	}
	if len(wrong) > 0 {
		return c, FailFields(wrong)
	}
	return c, nil
}

// Changes are the fields in which two texts differ, by the names that the form sends.
func (t CompanySettingsText) Changes(now CompanySettingsText) map[string]string {
	changed := map[string]string{}
	for _, f := range []struct{ name, from, to string }{
		{"name", t.Name, now.Name}, {"timezone", t.Zone, now.Zone}, {"locale", t.Locale, now.Locale}, {"currency", t.Currency, now.Currency},
		{"step", t.Step, now.Step}, {"notice", t.Notice, now.Notice}, {"horizon", t.Horizon, now.Horizon}, {"confirmation", t.Confirmation, now.Confirmation},
	} {
		if f.from != f.to {
			changed[f.name] = f.from + " → " + f.to
		}
	}
	return changed
}

// Privacy is what a company does with its clients' data.
type Privacy struct {
	HideFrom        []Role // who does not see clients' phones and e-mails; never owners
	RetentionMonths int    // after which clients without visits are made nameless; 0: never
}

// Hides says whether contacts are hidden from the role.
func (p Privacy) Hides(r Role) bool { return slices.Contains(p.HideFrom, r) }

// PrivacyText is Privacy as a person types it.
type PrivacyText struct {
	Hide      []string `form:"hide"` // roles
	Retention string   `form:"retention"`
}

// Text is the privacy as its form holds it.
func (p Privacy) Text() PrivacyText {
	var t PrivacyText
	for _, role := range p.HideFrom {
		t.Hide = append(t.Hide, string(role))
	}
	if p.RetentionMonths > 0 {
		t.Retention = strconv.Itoa(p.RetentionMonths)
	}
	return t
}

// MaxRetentionMonths is the longest that is not "for ever".
const MaxRetentionMonths = 120

// ReadPrivacy reads a form's choice.
func ReadPrivacy(hide []string, retention string) (Privacy, error) {
	wrong, p := fields{}, Privacy{}
	for _, name := range hide {
		role := Role(name)
		if !role.Valid() || role == Owner {
			wrong["hide"] = Say("error.role")
			continue
		}
		if !p.Hides(role) {
			p.HideFrom = append(p.HideFrom, role)
		}
	}
	if text := strings.TrimSpace(retention); text != "" {
		months, err := strconv.Atoi(text)
		if p.RetentionMonths = months; err != nil || months < 1 || months > MaxRetentionMonths {
			wrong["retention"] = Say("error.months", "Max", MaxRetentionMonths)
		}
	}
	if len(wrong) > 0 {
		return p, FailFields(wrong)
	}
	return p, nil
}
