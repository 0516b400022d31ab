package webform

import (
	"slices"
	"strconv"
	"strings"

	"okno/booking"
)

// WidgetText is the look of a widget as a person chooses it; the fields' names
// in errors are those that the panel sends.
type WidgetText struct {
	Mode     string    `form:"mode"`
	Position string    `form:"position"`
	ButtonRU string    `form:"button_ru"`
	ButtonEN string    `form:"button_en"`
	Tabs     []TabKind `form:"tab"` // ticked, in order
	BookRU   string    `form:"booking_ru"`
	BookEN   string    `form:"booking_en"`
	FormRU   string    `form:"form_ru"`
	FormEN   string    `form:"form_en"`
	Accent   string    `form:"accent"` // "#rrggbb"; "" is the product's own
	Radius   string    `form:"radius"`
	Theme    string    `form:"theme"`
	Language string    `form:"language"`

	Metrika   string `form:"metrika"`
	Analytics string `form:"ga4"`
	DataLayer string `form:"data_layer"` // ticked: "true"
}

// NewWidgetText is a widget as it stands in the panel.
func NewWidgetText(w Widget) WidgetText {
	w = w.Whole()
	t := WidgetText{
		Mode: string(w.Mode), Position: string(w.Position), ButtonRU: w.Button["ru"], ButtonEN: w.Button["en"],
		Accent: w.Accent, Radius: strconv.Itoa(*w.Radius), Theme: string(w.Theme), Language: w.Language,
	}
	t.Metrika, t.Analytics = w.Counters.Metrika, w.Counters.Analytics
	if w.Counters.DataLayer {
		t.DataLayer = "true"
	}
	for _, tab := range w.Tabs {
		t.Tabs = append(t.Tabs, tab.Kind)
		switch tab.Kind {
		case BookingTab:
			t.BookRU, t.BookEN = tab.Title["ru"], tab.Title["en"]
		case FormTab:
			t.FormRU, t.FormEN = tab.Title["ru"], tab.Title["en"]
		}
	}
	return t
}

// Widget reads the text; settings are the form's, which have to fit. What cannot
// be accepted comes back as one Invalid Error with every field of it.
func (t WidgetText) Widget(settings FormSettings) (Widget, error) {
	wrong := booking.Fields{}
	w := Widget{
		Mode: WidgetMode(t.Mode), Position: WidgetPlace(t.Position), Theme: WidgetTheme(t.Theme), Language: t.Language,
		Button: words(wrong, "button", WordsText{t.ButtonRU, t.ButtonEN}, booking.MaxName), Accent: strings.ToLower(strings.TrimSpace(t.Accent)),
	}
	unknown := map[string]bool{
		"mode": !slices.Contains(WidgetModes, w.Mode), "position": !slices.Contains(WidgetPlaces, w.Position),
		"theme": !slices.Contains(WidgetThemes, w.Theme), "language": !slices.Contains([]string{"auto", "ru", "en"}, w.Language),
	}
	for name, is := range unknown {
		if is {
			wrong[name] = booking.Say("error.option_unknown")
		}
	}
	if !booking.IsColor(w.Accent) {
		wrong["accent"] = booking.Say("error.color")
	}
	w.Counters = t.counters(wrong)
	radius, err := strconv.Atoi(strings.TrimSpace(t.Radius))
	if w.Radius = &radius; err != nil || radius < 0 || radius > MaxRadius {
		wrong["radius"] = booking.Say("error.radius", "Max", MaxRadius)
	}
	titles := map[TabKind]Words{
		BookingTab: words(wrong, "booking", WordsText{t.BookRU, t.BookEN}, booking.MaxName),
		FormTab:    words(wrong, "form", WordsText{t.FormRU, t.FormEN}, booking.MaxName),
	}
	for _, kind := range t.Tabs {
		if !slices.Contains(TabKinds, kind) || slices.ContainsFunc(w.Tabs, func(x WidgetTab) bool { return x.Kind == kind }) {
			wrong["tab"] = booking.Say("error.option_unknown")
			continue
		}
		w.Tabs = append(w.Tabs, WidgetTab{kind, titles[kind]})
	}
	named := slices.ContainsFunc(settings.AllFields(), func(x FormField) bool { return x.Name == "name" })
	switch {
	case len(w.Tabs) == 0:
		wrong["tab"] = booking.Say("error.no_tab")
	case w.has(BookingTab) && !named:
		wrong["tab"] = booking.Say("error.no_name_field")
	}
	if len(wrong) > 0 {
		return Widget{}, booking.FailFields(wrong)
	}
	return w, nil
}
