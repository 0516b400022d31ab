package settings

import (
	"slices"
	"strconv"
	"time"

	"okno/booking"
	"okno/booking/companies"
	"okno/booking/format"
	"okno/booking/languages"
	"okno/views"
)

// CompanyPage is the page GET /settings/company, for owners.
type CompanyPage struct {
	views.Base
	CompanyData
	Bar views.SettingsTabs
}

// CompanyData is what the page is made of.
type CompanyData struct {
	Typed, Seen booking.Typed // of companies.SettingAttributes
	Move        *ZoneMove     // what another zone means; nil where it is none
	Rules       booking.ClientRulesText
	Hidden      companies.PrivacyText // as it was typed
	DeskBlocks  bool                  // the front desk may block time on the board
	Specialist  booking.SpecialistRules
	LogoURL     string
	LogoSeen    string // names the picture, "" where there is none
	DeletionAt  *time.Time
	Zone        *time.Location
	TypedName   string        // at the deletion
	Stored      CompanyStored // what the forms begin with
	Clash       bool          // Part has been changed since it was begun
	Began       string        // what the refused form had begun with, "" for Stored
	Part        string        // the form that was refused, "" for none
	Now         time.Time
	Errors      map[string]booking.Sentence
	Problem     booking.Sentence
}

// CompanyStored are the company's settings as their forms hold them.
type CompanyStored struct {
	Settings   booking.Typed
	Rules      booking.ClientRulesText
	Privacy    companies.PrivacyText
	Specialist booking.SpecialistRules
}

// ZoneMove tells what another zone means for the bookings that stand: their
// instants stay, the clock on the wall reads another time.
type ZoneMove struct {
	From, To *time.Location
	Count    int
	First    []booking.Booking
	Zone     string // the new one's name, which the form then confirms
}

// NewCompanyPage makes the page. It sets the title.
func NewCompanyPage(base views.Base, d CompanyData) CompanyPage {
	base.Section, base.Title = "settings", base.W().T("settings.tab.company")
	return CompanyPage{base, d, views.NewSettingsTabs(base, "company")}
}

func (CompanyPage) View() string { return "company" }

func (p CompanyPage) field(part, name, value string) views.AccountField {
	f := views.AccountField{Field: views.Field{W: p.W(), ID: name, Value: value, Caption: name}, Type: "text", Autocomplete: "off", Label: p.W().T("company.field." + name)}
	if p.Part == part {
		f.Error = p.W().Say(p.Errors[name])
	}
	return f
}

// AmountField is a field for an amount, with the unit that it is typed in.
type AmountField struct {
	views.AccountField
	Units     []views.Choice
	UnitLabel string
}

// timeUnits are minutes, hours and days in minutes; dayUnits are days and weeks in days.
var timeUnits, dayUnits = []int{1, 60, 1440}, []int{1, 7}

func (p CompanyPage) amount(part, name, stored string, units []int) AmountField {
	amount, unit := format.Units(stored, units)
	f := AmountField{AccountField: p.field(part, name, amount)}
	f.UnitLabel = p.W().T("company.unit_of", "field", f.Label)
	for _, u := range units {
		key := "company.unit." + strconv.Itoa(u)
		if len(units) == len(dayUnits) {
			key = "company.unit_day." + strconv.Itoa(u)
		}
		f.Units = append(f.Units, views.Choice{Value: strconv.Itoa(u), Label: p.W().T(key), Chosen: u == unit})
	}
	return f
}

// LogoMaxBytes and LogoMaxMB bound the logo's file.
func (p CompanyPage) LogoMaxBytes() int { return booking.MaxPhotoBytes }
func (p CompanyPage) LogoMaxMB() int    { return booking.MaxPhotoBytes >> 20 }

// Name and the others are the fields of the forms.
func (p CompanyPage) Name() views.AccountField { return p.field("settings", "name", p.Typed["name"]) }
func (p CompanyPage) Currency() views.AccountField {
	return p.field("settings", "currency", p.Typed["currency"])
}
func (p CompanyPage) Notice() AmountField {
	return p.amount("settings", "notice", p.Typed["notice"], timeUnits)
}
func (p CompanyPage) Horizon() AmountField {
	return p.amount("settings", "horizon", p.Typed["horizon"], dayUnits)
}
func (p CompanyPage) ZoneField() views.AccountField {
	return p.field("settings", "timezone", p.W().ZoneText(p.Typed["timezone"], p.Now))
}
func (p CompanyPage) Phone() views.AccountField { return p.field("rules", "phone", p.Rules.Phone) }
func (p CompanyPage) Address() views.AccountField {
	return p.field("rules", "address", p.Rules.Address)
}
func (p CompanyPage) CancelCutoff() AmountField {
	return p.amount("rules", "cancel_cutoff", p.Rules.CancelCutoff, timeUnits)
}
func (p CompanyPage) MoveCutoff() AmountField {
	return p.amount("rules", "move_cutoff", p.Rules.MoveCutoff, timeUnits)
}
func (p CompanyPage) MaxComing() views.AccountField {
	return p.field("rules", "max_coming", p.Rules.MaxComing)
}
func (p CompanyPage) RetentionField() views.AccountField {
	return p.field("privacy", "retention", p.Hidden.Retention)
}
func (p CompanyPage) NameTyped() views.AccountField { return p.field("deletion", "typed", p.TypedName) }

// Refused is what is wrong with a form as a whole.
func (p CompanyPage) Refused(part string) string {
	if p.Part != part {
		return ""
	}
	return p.W().Say(p.Problem)
}

// Wrong is what is wrong with a choice of a form.
func (p CompanyPage) Wrong(part, name string) string {
	if p.Part != part {
		return ""
	}
	return p.W().Say(p.Errors[name])
}

// Zones are what the zone's field offers.
func (p CompanyPage) Zones() []format.ZoneChoice { return p.W().Zones(p.Now) }

// ZoneTo is the new zone in words.
func (p CompanyPage) ZoneTo() string { return p.W().Style.Zone(p.Move.To, p.Now) }

// Languages are choices of the form, as Steps and Confirmations are.
func (p CompanyPage) Languages() []views.Choice {
	return []views.Choice{{Value: "ru", Label: "Русский", Chosen: p.Typed["locale"] == "ru"}, {Value: "en", Label: "English", Chosen: p.Typed["locale"] == "en"}}
}

// Tongues are what the languages of the company's visitors may be.
func (p CompanyPage) Tongues() []views.Choice {
	var all []views.Choice
	for _, stored := range languages.Choices {
		all = append(all, views.Choice{Value: stored, Label: languagesSaid(p.W(), stored), Chosen: p.Typed["languages"] == stored})
	}
	return all
}

func languagesSaid(w *views.Words, stored string) string {
	if stored == "" || stored == "—" {
		return w.T("company.languages.one")
	}
	return w.T("company.languages.all")
}

// Steps are the choices of the step between starts, in minutes.
func (p CompanyPage) Steps() []views.Choice {
	var all []views.Choice
	for _, step := range booking.Steps {
		text := strconv.Itoa(step)
		all = append(all, views.Choice{Value: text, Label: p.W().Minutes(step), Chosen: p.Typed["step"] == text})
	}
	return all
}

// StartsChoices are how starts may lie.
func (p CompanyPage) StartsChoices() []RoleChoice {
	var all []RoleChoice
	for _, s := range booking.AllStarts {
		key, value := "company.starts."+string(s), string(s)
		if s == booking.StepStarts {
			value = ""
		}
		all = append(all, RoleChoice{views.Choice{Value: value, Label: p.W().T(key), Chosen: p.Typed["starts"] == value}, p.W().T(key + ".text")})
	}
	return all
}
func (p CompanyPage) Confirmations() []RoleChoice {
	var all []RoleChoice
	for _, c := range []booking.Confirmation{booking.Auto, booking.Manual} {
		key := "company.confirmation." + string(c)
		all = append(all, RoleChoice{views.Choice{Value: string(c), Label: p.W().T(key), Chosen: p.Typed["confirmation"] == string(c)}, p.W().T(key + ".text")})
	}
	return all
}

// HiddenFrom are the roles from which contacts may be hidden.
func (p CompanyPage) HiddenFrom() []views.Choice {
	return p.roles(p.Hidden.Hide, booking.SeeBookings)
}

// RevenueHiddenFrom are the roles from which the revenue may be hidden: those that see reports, or what a day took.
func (p CompanyPage) RevenueHiddenFrom() []views.Choice {
	return p.roles(p.Hidden.Revenue, booking.SeeBookings)
}

// roles are those with a right, but for owners.
func (p CompanyPage) roles(chosen []string, right booking.Right) []views.Choice {
	var all []views.Choice
	for _, r := range booking.Roles[1:] {
		if !r.May(right) {
			continue
		}
		all = append(all, views.Choice{Value: string(r), Label: p.W().T("role." + string(r)), Chosen: slices.Contains(chosen, string(r))})
	}
	return all
}

// Reminders are those that the form offers, beside others that are set.
func (p CompanyPage) Reminders() []views.Choice { return p.W().ReminderChoices(p.Rules.Reminders) }

// ZoneExamples say of the first bookings what the clock will read.
func (p CompanyPage) ZoneExamples() []string {
	var all []string
	say := func(at time.Time, zone *time.Location) string {
		return p.W().Date(booking.DateOf(at, zone)) + ", " + p.W().Time(at.In(zone))
	}
	for _, b := range p.Move.First {
		all = append(all, p.W().T("company.zone_example", "number", b.Number, "name", b.Contact.Name, "from", say(b.Start, p.Move.From), "to", say(b.Start, p.Move.To)))
	}
	return all
}

// DeletionDay is when the company will be gone: «в пятницу, 25 декабря».
func (p CompanyPage) DeletionDay() string {
	return p.W().Day(booking.DateOf(p.DeletionAt.In(p.Zone), p.Zone)).On()
}
