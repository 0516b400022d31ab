package start

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/companies"
	"okno/booking/firststeps"
	"okno/booking/format"
	"okno/views"
)

// Start is a page of the first steps: GET /start/STEP.
type Start struct {
	views.Base
	Form StartForm
}

// StartData is what a step is made of: what the company has, or what was typed.
type StartData struct {
	Step, Reached firststeps.FirstStep
	Template      string
	Choosing      bool     // how to begin is to be chosen first
	Templates     []string // what may be chosen
	Company, Seen companies.CompanyText
	At            time.Time // when the offsets of zones are those that are shown
	MayRename     bool
	Resources     []firststeps.ResourceRow
	Services      []firststeps.ServiceRow
	Known         []booking.Resource // that a service may be linked to
	Hours         []HoursRow
	Key           string // of the form, "" while there is none
	FormID        booking.ID
	Consent       bool   // the form asks for one
	Origin        string // where the widget's script comes from
	Errors        map[string]booking.Sentence
	Problem, Now  booking.Sentence // what is wrong with the whole form, and how it stands now
	Focus         string           // the name of the field to begin at
}

// HoursRow is a resource's hours as the step shows them.
type HoursRow struct {
	Resource booking.Resource
	Typed    firststeps.DailyHours
	Own      bool // they are of another form, and stay as they are
}

// NewStart makes the page. It sets the title.
func NewStart(base views.Base, d StartData) Start {
	form := NewStartForm(base.Locale, d)
	base.Section, base.Title = "start", form.Title()
	return Start{base, form}
}

func (Start) View() string { return "start" }

// StartForm is the fragment #start.
type StartForm struct {
	W *views.Words
	StartData
}

// NewStartForm makes the fragment.
func NewStartForm(locale string, d StartData) StartForm { return StartForm{views.In(locale), d} }

func (StartForm) View() string { return "start-fragment" }

// Title is what the step asks.
func (f StartForm) Title() string { return f.W.T("start.title." + string(f.Step)) }

// Lead says in a sentence what the step is for.
func (f StartForm) Lead() string {
	if f.Template != "" {
		return f.W.T("start.lead.template")
	}
	return f.W.T("start.lead." + string(f.Step))
}

// Is says whether this is that step.
func (f StartForm) Is(step string) bool { return string(f.Step) == step }

// StartLink is a step in the row of steps.
type StartLink struct {
	URL, Label string
	Number     int
	Here, Done bool
}

// Links are the steps.
func (f StartForm) Links() []StartLink {
	var links []StartLink
	for i, s := range firststeps.FirstSteps {
		links = append(links, StartLink{
			URL: "/start/" + string(s), Label: f.W.T("start.step." + string(s)), Number: i + 1,
			Here: s == f.Step, Done: i < f.Reached.Number() && s != f.Step,
		})
	}
	return links
}

// Back and Next are the addresses of the steps beside this one, "" at the ends.
func (f StartForm) Back() string {
	if i := f.Step.Number(); i > 0 {
		return "/start/" + string(firststeps.FirstSteps[i-1])
	}
	return ""
}
func (f StartForm) Next() string {
	if next := f.Step.Next(); next != "" {
		return "/start/" + string(next)
	}
	return ""
}

// Said is what is wrong with the whole form.
func (f StartForm) Said() string {
	return strings.TrimSpace(f.W.Say(f.Problem) + " " + f.W.Say(f.Now))
}

func (f StartForm) field(id, value string) views.Field {
	return views.Field{W: f.W, ID: id, Value: value, Error: f.W.Say(f.Errors[id]), First: f.Focus == id}
}

// Name is a field of the company, as Zone and Currency are.
func (f StartForm) Name() views.Field {
	field := f.field("name", f.Company.Name)
	field.ReadOnly = !f.MayRename
	return field
}
func (f StartForm) Zone() views.Field     { return f.field("timezone", f.W.ZoneText(f.Company.Zone, f.At)) }
func (f StartForm) Currency() views.Field { return f.field("currency", f.Company.Currency) }

// Reach are the fields of where clients reach the company, with the kind of keyboard that each is typed on.
func (f StartForm) Reach() []ReachField {
	phone := f.Company.Phone
	if phone != "" && phone == f.Seen.Phone {
		phone = f.W.Phone(phone)
	}
	all := []ReachField{{f.field("phone", phone), "tel", "tel"}, {f.field("address", f.Company.Address), "text", "street-address"}}
	for i := range all {
		all[i].ReadOnly = !f.MayRename
	}
	return all
}

// ReachField is a phone or an address; Mode and Autocomplete are HTML's.
type ReachField struct {
	views.Field
	Mode, Autocomplete string
}

// Label is what the field asks for.
func (f ReachField) Label() string { return f.W.T("start." + f.ID) }

// Zones are what the zone's field offers.
func (f StartForm) Zones() []format.ZoneChoice { return f.W.Zones(f.At) }

// Currencies are those that the currency's field offers.
func (f StartForm) Currencies() []string {
	return format.Currencies()
}

// Languages are those of the company's visitors.
func (f StartForm) Languages() []views.Choice {
	return []views.Choice{{Value: "ru", Label: "Русский", Chosen: f.Company.Locale == "ru"}, {Value: "en", Label: "English", Chosen: f.Company.Locale == "en"}}
}

// TemplateCard is a way to begin.
type TemplateCard struct{ Icon, URL, Name, Text string }

// Cards are the templates, and by hand.
func (f StartForm) Cards() []TemplateCard {
	icons := map[string]string{"salon": "scissors", "clinic": "stethoscope", "studio": "dumbbell", "workshop": "wrench"}
	var cards []TemplateCard
	for _, name := range f.Templates {
		key := "start.template." + name
		cards = append(cards, TemplateCard{icons[name], "/start/resources?template=" + name, f.W.T(key), f.W.T(key + ".text")})
	}
	return append(cards, TemplateCard{"pencil", "/start/resources?template=none", f.W.T("start.template.none"), f.W.T("start.template.none.text")})
}

// RowsSaid is what is wrong with the rows as a whole.
func (f StartForm) RowsSaid() string { return f.W.Say(f.Errors["rows"]) }

// Snippet is the code for the company's site.
func (f StartForm) Snippet() string {
	return fmt.Sprintf(`<script src="%s/widget.js" data-okno="%s" async></script>`, f.Origin, f.Key)
}

// Hosted is the address of the form's own page, for a company without a site; QR leads to it.
func (f StartForm) Hosted() string { return f.Origin + "/b/" + f.Key }
func (f StartForm) QR() string     { return "/forms/" + string(f.FormID) + "/qr.svg" }

// Install is where it is told how the snippet comes into a site builder.
func (f StartForm) Install() string { return "/forms/" + string(f.FormID) + "/install" }

// Poster is the code as a page to be hung up.
func (f StartForm) Poster() string { return "/forms/" + string(f.FormID) + "/poster" }

// ConsentURL is where the consent is written, with a draft where there is none.
func (f StartForm) ConsentURL() string {
	if f.Consent {
		return "/forms/" + string(f.FormID) + "#form-consent"
	}
	return "/forms/" + string(f.FormID) + "?consent=draft#form-consent"
}

func numbered(name string, n int) string { return name + "_" + strconv.Itoa(n) }
