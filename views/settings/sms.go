package settings

import (
	"slices"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/views"
)

// SMSPage is the page GET /settings/notifications/sms.
type SMSPage struct {
	views.Base
	SMSData
	Bar views.SettingsTabs
}

// SMSData is what the page is made of.
type SMSData struct {
	Settings    telling.SMSSettings
	Typed       telling.SMSText // as stored, as it was typed, or as a preset has it
	Preset      string          // the one that Typed is filled in from, "" for none
	Day, Month  telling.SMSUsage
	Templates   []telling.Template                        // the company's own
	Words       func(telling.Template) telling.SMSPreview // how an SMS comes out
	InLanguages []string                                  // in which clients are written to
	Currency    string
	Zone        string
	OwnFrom     time.Time // when the company begins to speak in its own words; zero where it does
	OwnZone     *time.Location
	Phone       string // of a test that was refused
	Errors      map[string]booking.Sentence
	Problem     booking.Sentence
	Began       string // what the refused settings had begun with, "" for those that are stored
	Clash       bool   // they have been changed since Typed was begun
}

// NewSMSPage makes the page. It sets the title.
func NewSMSPage(base views.Base, d SMSData) SMSPage {
	base.Section, base.Title = "settings", base.W().T("sms.title")
	d.Began = views.BeganWith(d.Began, d.Settings.Text())
	return SMSPage{base, d, views.NewSettingsTabs(base, "notifications")}
}

func (SMSPage) View() string { return "sms" }

// Why is what is wrong with a field, "" where nothing is.
func (p SMSPage) Why(name string) string { return p.W().Say(p.Errors[name]) }

// Trouble is what the act was refused for.
func (p SMSPage) Trouble() string { return p.W().Say(p.Problem) }

// Set says whether a provider is set up.
func (p SMSPage) Set() bool { return p.Settings.Provider.URL != "" }

// State says whether SMS are sent, and which.
func (p SMSPage) State() string {
	switch {
	case !p.Set():
		return p.W().T("sms.state.unset")
	case !p.Settings.On:
		return p.W().T("sms.state.off")
	}
	return p.W().T("sms.state.on")
}

// KeyHint says what the key is, and that it is kept.
func (p SMSPage) KeyHint() string {
	if p.Settings.Provider.HasKey() && p.Preset == "" {
		return p.W().T("sms.key_kept")
	}
	for _, each := range telling.SMSPresets {
		if each.ID == p.Preset {
			return p.W().T("sms.key_of", "name", each.KeyHint)
		}
	}
	return p.W().T("sms.key_hint")
}

// PresetDocs are the address and the name of the provider that the form is filled in for; "" for none.
func (p SMSPage) PresetDocs() *telling.SMSPreset {
	for _, each := range telling.SMSPresets {
		if each.ID == p.Preset {
			return &each
		}
	}
	return nil
}

// Presets are the providers that the form can be filled in for.
func (p SMSPage) Presets() []views.Choice {
	var all []views.Choice
	for _, each := range telling.SMSPresets {
		all = append(all, views.Choice{Value: each.ID, Label: each.Name, Chosen: each.ID == p.Preset})
	}
	return all
}

// Methods are the ways to ask, as choices of the form.
func (p SMSPage) Methods() []views.Choice {
	return []views.Choice{{Value: "POST", Label: "POST", Chosen: p.Typed.Method != "GET"}, {Value: "GET", Label: "GET", Chosen: p.Typed.Method == "GET"}}
}

// Contents are what a body can be.
func (p SMSPage) Contents() []views.Choice {
	return p.choices("sms.content.", p.Typed.Content, telling.FormContent, telling.JSONContent)
}

// Reach is who is written to.
func (p SMSPage) Reach() []views.Choice { return p.choices("sms.also.", p.Typed.Also, "", "1") }

// Pluses are the ways to write a phone.
func (p SMSPage) Pluses() []views.Choice {
	return []views.Choice{{Value: "", Label: "79990001122", Chosen: p.Typed.Plus == ""}, {Value: "1", Label: "+79990001122", Chosen: p.Typed.Plus != ""}}
}

func (p SMSPage) choices(prefix, chosen string, all ...string) []views.Choice {
	var list []views.Choice
	for _, each := range all {
		name := each
		if name == "" {
			name = "0"
		}
		list = append(list, views.Choice{Value: each, Label: p.W().T(prefix + name), Chosen: each == chosen})
	}
	return list
}

// Kinds are what can be told, ticked where it is.
func (p SMSPage) Kinds() []views.Choice {
	var all []views.Choice
	for _, kind := range telling.SMSKinds {
		all = append(all, views.Choice{Value: string(kind), Label: p.W().T("sms.kind." + string(kind)), Chosen: slices.Contains(p.Typed.Kinds, string(kind))})
	}
	return all
}

// Placeholder is a name that the parts of a request can have.
type Placeholder struct{ Name, Text string }

// Placeholders are all of them.
func (p SMSPage) Placeholders() []Placeholder {
	var all []Placeholder
	for _, name := range telling.SMSPlaceholders {
		all = append(all, Placeholder{"{{" + name + "}}", p.W().T("sms.placeholder." + name)})
	}
	return all
}

// Used is what was sent today and this month, and what it cost.
func (p SMSPage) Used() []views.Fact {
	fact := func(key string, u telling.SMSUsage, most int) views.Fact {
		value := p.W().T("sms.used", "n", p.W().Count(u.Segments), "max", p.W().Count(most))
		if p.Settings.Price != "" {
			value += " · " + p.W().Money(u.Cost, p.Currency)
		}
		return views.Fact{Name: p.W().T(key), Value: value}
	}
	return []views.Fact{fact("sms.today", p.Day, p.Settings.DayCap), fact("sms.month", p.Month, p.Settings.MonthCap)}
}

// Full says that a limit is reached, "" where none is.
func (p SMSPage) Full() string {
	switch {
	case !p.Set():
		return ""
	case p.Month.Segments >= p.Settings.MonthCap:
		return p.W().T("sms.full.month")
	case p.Day.Segments >= p.Settings.DayCap:
		return p.W().T("sms.full.day")
	}
	return ""
}

// SMSWords are the words for one kind in one language, as they come out.
type SMSWords struct {
	URL, Name, Lang, Language, Text, Count string
	Own                                    bool
}

// AllWords are those of all kinds and languages.
func (p SMSPage) AllWords() []SMSWords {
	var all []SMSWords
	for _, kind := range telling.SMSKinds {
		for _, language := range p.Base.Languages() {
			if !slices.Contains(p.InLanguages, language.Value) {
				continue
			}
			t, own := telling.Template{Audience: telling.BySMS, Event: kind, Locale: language.Value}, false
			for _, each := range p.Templates {
				if each.Audience == t.Audience && each.Event == kind && each.Locale == t.Locale {
					t, own = each, true
				}
			}
			out := p.Words(t)
			all = append(all, SMSWords{
				URL: templateURL(telling.BySMS, kind, language.Value), Name: p.W().T("sms.kind." + string(kind)), Lang: language.Value, Language: language.Label,
				Text: out.Text, Count: smsCount(p.W(), out.Segments), Own: own,
			})
		}
	}
	return all
}

// Young says from when the company speaks in its own words, "" where it does.
func (p SMSPage) Young() string {
	return youngSaid(p.W(), "notifications.words.young", p.OwnFrom, p.OwnZone)
}

// smsCount says how many SMS a text takes.
func smsCount(w *views.Words, s telling.Segments) string {
	return w.T("sms.count", "count", s.N) + ", " + w.T("sms.letters", "n", w.Count(s.Units), "max", w.Count(s.Room))
}

// ClashView is both versions of the settings, where somebody else has changed them.
func (p SMSPage) ClashView() *views.Clashes {
	if !p.Clash {
		return nil
	}
	c, now := &views.Clashes{W: p.W(), URL: "/settings/notifications/sms", Draft: "sms"}, p.Settings.Text()
	for _, f := range []struct{ name, yours, now string }{
		{"method", p.Typed.Method, now.Method}, {"url", p.Typed.URL, now.URL}, {"headers", p.Typed.Headers, now.Headers}, {"body", p.Typed.Body, now.Body},
		{"has", p.Typed.Has, now.Has}, {"has_not", p.Typed.HasNot, now.HasNot}, {"price", p.Typed.Price, now.Price},
		{"day_cap", p.Typed.Day, now.Day}, {"month_cap", p.Typed.Month, now.Month},
		{"quiet", p.Typed.From + "–" + p.Typed.To, now.From + "–" + now.To},
	} {
		c.Add(p.W().T("sms.field."+f.name), f.yours, f.now)
	}
	c.Tick(p.W().T("sms.on"), p.Typed.On != "", now.On != "")
	stored := p
	stored.Typed = now
	c.Choices(p.W().T("sms.kinds"), p.Kinds(), stored.Kinds())
	c.Choices(p.W().T("sms.also"), p.Reach(), stored.Reach())
	c.Choices(p.W().T("sms.plus"), p.Pluses(), stored.Pluses())
	c.Choices(p.W().T("sms.field.content"), p.Contents(), stored.Contents())
	return c
}

// SMSTested is the fragment that says what has become of a test, and shows what was sent.
type SMSTested struct {
	W      *views.Words
	Text   string
	Bad    bool
	Wait   string   // an address to ask again soon, "" once it is over
	Answer string   // of the provider
	Sent   []string // what it was asked, in lines
}

// NewSMSTested makes it of the test's delivery and of what was asked.
func NewSMSTested(locale string, d telling.Delivery, sent string) SMSTested {
	w := views.In(locale)
	t := SMSTested{W: w, Text: w.T("sms.tested." + string(d.State)), Sent: strings.Split(sent, "\n")}
	switch d.State {
	case telling.Waiting, telling.Sending, telling.Retrying:
		t.Wait, t.Sent = "/settings/notifications/sms/tests/"+string(d.ID), nil
		if d.Error != "" {
			t.Answer = d.Error
		}
	case telling.Sent:
		t.Answer = d.Receipt
	default:
		t.Bad, t.Answer = true, d.Error
		if d.Why != "" {
			t.Text += " " + w.T("why."+string(d.Why)) + "."
		}
	}
	return t
}

// NewSMSProblem says why there was no test.
func NewSMSProblem(locale string, why booking.Sentence) SMSTested {
	return SMSTested{W: views.In(locale), Text: views.In(locale).Say(why), Bad: true}
}

func (SMSTested) View() string { return "sms-tested" }
