// Package companies is how a company, its settings and what it keeps private are typed, checked and said.
package companies

import (
	"slices"
	"strconv"
	"strings"

	"okno/booking"
	"okno/booking/languages"
)

// SettingAttributes are the plain settings of a company: who it is, and its booking rules.
var SettingAttributes = booking.Attributes[booking.Company]{
	{Name: "name", Required: true, Most: booking.MaxName, Value: func(c *booking.Company) any { return &c.Name }},
	{Name: "timezone", Value: func(c *booking.Company) any { return zoneOf{c} }},
	{Name: "locale", Kind: booking.ChoiceAttribute, Choices: Locales, Unknown: "error.locale", Value: func(c *booking.Company) any { return &c.Locale }},
	{Name: "languages", Kind: booking.ChoiceAttribute, Choices: languages.Choices, Unknown: "error.choose", Value: func(c *booking.Company) any { return &c.Languages }},
	{Name: "currency", Value: func(c *booking.Company) any { return currencyOf{c} }}, // behind the zone, whose country may name it
	{Name: "step", Column: "step_min", Kind: booking.StepAttribute, Required: true, Value: func(c *booking.Company) any { return &c.StepMin }},
	{Name: "notice", Column: "min_notice_min", Kind: booking.MinutesAttribute, Required: true, Most: booking.MaxNoticeMin, Value: func(c *booking.Company) any { return &c.MinNoticeMin }},
	{Name: "horizon", Column: "horizon_days", Kind: booking.DaysAttribute, Required: true, Least: 1, Most: booking.MaxHorizonDays, Value: func(c *booking.Company) any { return &c.HorizonDays }},
	{Name: "confirmation", Kind: booking.ChoiceAttribute, Choices: []string{string(booking.Auto), string(booking.Manual)}, Unknown: "error.choose", Value: func(c *booking.Company) any { return (*string)(&c.Confirmation) }},
	{Name: "starts", Kind: booking.ChoiceAttribute, Choices: []string{"", string(booking.NextStarts), string(booking.FullStarts)}, Unknown: "error.choose", Value: func(c *booking.Company) any { return (*string)(&c.Starts) }},
}

// identity names the settings that say who a company is, without its booking rules.
var identity = SettingAttributes.Only("name", "timezone", "locale", "currency")

// ReadSettings reads what was typed into c, whose other fields stay. What cannot be accepted
// comes back as one Invalid Error with every field of it.
func ReadSettings(typed booking.Typed, c booking.Company) (booking.Company, error) {
	return read(SettingAttributes, typed, c)
}

func read(attributes booking.Attributes[booking.Company], typed booking.Typed, c booking.Company) (booking.Company, error) {
	wrong := booking.Fields{}
	attributes.Read(typed, &c, wrong)
	if len(wrong) > 0 {
		return c, booking.FailFields(wrong)
	}
	return c, nil
}

// Changes are the settings in which two states of a company differ, by their names.
func Changes(before, after booking.Company) map[string]string {
	changed := map[string]string{}
	was, is := SettingAttributes.Texts(before), SettingAttributes.Texts(after)
	for _, name := range SettingAttributes.Differing(before, after) {
		changed[name] = was[name] + " → " + is[name]
	}
	return changed
}

// Privacy is what a company does with its clients' data.
type Privacy struct {
	HideFrom        []booking.Role // who does not see clients' phones and e-mails; never owners
	RevenueFrom     []booking.Role // who sees neither what was earned, in reports, nor what a day took; never owners
	RetentionMonths int            // after which clients without visits are made nameless; 0: never
}

// Hides says whether contacts are hidden from the role.
func (p Privacy) Hides(r booking.Role) bool { return slices.Contains(p.HideFrom, r) }

// PrivacyText is Privacy as a person types it.
type PrivacyText struct {
	Hide      []string `form:"hide"` // roles
	Revenue   []string `form:"hide_revenue"`
	Retention string   `form:"retention"`
}

// Text is the privacy as its form holds it.
func (p Privacy) Text() PrivacyText {
	var t PrivacyText
	for _, role := range p.HideFrom {
		t.Hide = append(t.Hide, string(role))
	}
	for _, role := range p.RevenueFrom {
		t.Revenue = append(t.Revenue, string(role))
	}
	if p.RetentionMonths > 0 {
		t.Retention = strconv.Itoa(p.RetentionMonths)
	}
	return t
}

// MaxRetentionMonths is the longest that is not "for ever".
const MaxRetentionMonths = 120

// ReadPrivacy reads a form's choice.
func ReadPrivacy(typed PrivacyText) (Privacy, error) {
	wrong, p := booking.Fields{}, Privacy{}
	for _, name := range typed.Revenue {
		role := booking.Role(name)
		if role == booking.Owner || !role.Valid() {
			wrong["hide_revenue"] = booking.Say("error.role")
			continue
		}
		if !slices.Contains(p.RevenueFrom, role) {
			p.RevenueFrom = append(p.RevenueFrom, role)
		}
	}
	for _, name := range typed.Hide {
		role := booking.Role(name)
		if role == booking.Owner || !role.May(booking.SeeBookings) {
			wrong["hide"] = booking.Say("error.role")
			continue
		}
		if !p.Hides(role) {
			p.HideFrom = append(p.HideFrom, role)
		}
	}
	if text := strings.TrimSpace(typed.Retention); text != "" {
		months, err := strconv.Atoi(text)
		if p.RetentionMonths = months; err != nil || months < 1 || months > MaxRetentionMonths {
			wrong["retention"] = booking.Say("error.months", "Max", MaxRetentionMonths)
		}
	}
	if len(wrong) > 0 {
		return p, booking.FailFields(wrong)
	}
	return p, nil
}
