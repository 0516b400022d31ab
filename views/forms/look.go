package forms

import (
	"fmt"
	"slices"
	"strings"

	"okno/booking/webform"
	"okno/views"
)

// WidgetLook is the form of how a form's widget looks.
type WidgetLook struct {
	W                                 *views.Words
	Modes, Positions, Themes, Tongues []views.Choice
	Tabs                              []views.Choice
	TabsError                         string
	Button, Booking, Form             TextPair
	Colors                            []views.ColorChoice
	Own                               bool
	OwnColor, ColorError              string
	Radius                            views.TextField
	MaxRadius                         int
	Metrika, Analytics                views.TextField
	DataLayer                         bool
	Snippet, Hosted, Code, Poster     string
	Install                           string // how to paste Snippet
}

// tabOrders are the ways in which the tabs may stand.
var tabOrders = []string{"booking", "form", "booking form", "form booking"}

// tabsOf are the tabs as one of tabOrders, with an underscore for the key of its words.
func tabsOf(t webform.WidgetText) string {
	names := make([]string, len(t.Tabs))
	for i, kind := range t.Tabs {
		names[i] = string(kind)
	}
	name := strings.Join(names, " ")
	if !slices.Contains(tabOrders, name) {
		name = tabOrders[0]
	}
	return strings.ReplaceAll(name, " ", "_")
}

// widgetHeight is the least height of a widget in the page's flow, in CSS pixels
// (min-height in widget/src/styles/first.css): room that is kept from the start.
const widgetHeight = 480

// snippet is what goes into a site. A widget that stands in the page's flow looks
// up its mode when it comes into view; a button has to be there before.
func snippet(base, key, mode string) string {
	named := ""
	if mode != "" && mode != string(webform.Inline) {
		named = fmt.Sprintf(` data-mode="%s"`, mode)
	}
	script := fmt.Sprintf(`<script src="%s/widget.js" data-okno="%s"%s async></script>`, base, key, named)
	if named != "" {
		return script
	}
	return fmt.Sprintf("<div style=\"min-height: %dpx\">\n%s\n</div>", widgetHeight, script)
}

func newWidgetLook(w *views.Words, d FormData, wrong map[string]string) WidgetLook {
	t := d.Look
	pair := func(name, label, ru, en string) TextPair {
		return TextPair{W: w, Name: name, Label: w.T("forms.field." + label), RU: ru, EN: en, ErrorRU: wrong[name+"_ru"], ErrorEN: wrong[name+"_en"]}
	}
	l := WidgetLook{
		W: w, TabsError: wrong["tab"], ColorError: wrong["accent"], MaxRadius: webform.MaxRadius,
		Button: pair("button", "button", t.ButtonRU, t.ButtonEN), Booking: pair("booking", "booking_title", t.BookRU, t.BookEN), Form: pair("form", "form_title", t.FormRU, t.FormEN),
		Radius:    views.TextField{Name: "radius", Label: w.T("forms.field.radius"), Value: t.Radius, Error: wrong["radius"]},
		Metrika:   views.TextField{Name: "metrika", Label: w.T("forms.field.metrika"), Value: t.Metrika, Error: wrong["metrika"], Mode: "numeric", Max: 20},
		Analytics: views.TextField{Name: "ga4", Label: w.T("forms.field.ga4"), Value: t.Analytics, Error: wrong["ga4"], Max: 30}, DataLayer: t.DataLayer != "",
		Snippet: snippet(d.BaseURL, d.Form.Key, t.Mode),
		Hosted:  d.BaseURL + "/b/" + d.Form.Key, Code: "/forms/" + string(d.Form.ID) + "/qr.svg", Poster: "/forms/" + string(d.Form.ID) + "/poster",
		Install: "/forms/" + string(d.Form.ID) + "/install",
	}
	ru, en := d.Product["ru"], d.Product["en"]
	l.Button.PlaceRU, l.Button.PlaceEN = ru.Button, en.Button
	l.Booking.PlaceRU, l.Booking.PlaceEN = ru.Booking, en.Booking
	l.Form.PlaceRU, l.Form.PlaceEN = ru.Form, en.Form
	for _, mode := range webform.WidgetModes {
		l.Modes = append(l.Modes, views.Choice{Value: string(mode), Label: w.T("forms.mode." + string(mode)), Chosen: string(mode) == t.Mode})
	}
	for _, place := range webform.WidgetPlaces {
		l.Positions = append(l.Positions, views.Choice{Value: string(place), Label: w.T("forms.position." + string(place)), Chosen: string(place) == t.Position})
	}
	for _, theme := range webform.WidgetThemes {
		l.Themes = append(l.Themes, views.Choice{Value: string(theme), Label: w.T("forms.theme." + string(theme)), Chosen: string(theme) == t.Theme})
	}
	for _, language := range []string{"auto", "ru", "en"} {
		l.Tongues = append(l.Tongues, views.Choice{Value: language, Label: w.T("forms.language." + language), Chosen: language == t.Language})
	}
	for _, order := range tabOrders {
		name := strings.ReplaceAll(order, " ", "_")
		l.Tabs = append(l.Tabs, views.Choice{Value: order, Label: w.T("forms.tabs." + name), Chosen: name == tabsOf(t)})
	}
	l.colors(t.Accent)
	return l
}

func (l *WidgetLook) colors(accent string) {
	accent = strings.ToLower(accent)
	l.Colors = []views.ColorChoice{{Value: "", Label: l.W.T("forms.color_own_product"), Hue: "blue", Chosen: accent == ""}}
	l.Own, l.OwnColor = accent != "", "#2f6fd6"
	for _, h := range views.Hues {
		value := views.HexColor(h.RGB)
		l.Colors = append(l.Colors, views.ColorChoice{Value: value, Label: l.W.T("services.color." + string(h.Name)), Hue: h.Name, Chosen: accent == value})
		l.Own = l.Own && accent != value
	}
	if l.Own {
		l.OwnColor = accent
	}
}

// What a button needs to be told from the ground it stands on (WCAG 2.2,
// 1.4.11), and the grounds of a widget. The text on it the widget keeps readable
// by itself.
const (
	enoughContrast = 3.0
	lightGround    = "#ffffff"
	darkGround     = "#161c29"
)

// PreviewNotes is the fragment #preview-notes: what is to be said of the look
// before it is saved.
type PreviewNotes struct {
	W     *views.Words
	Notes []string
}

// NewPreviewNotes says where the accent is hard to read. The product's own
// colour is not.
func NewPreviewNotes(locale string, look webform.WidgetText) PreviewNotes {
	n := PreviewNotes{W: views.In(locale)}
	for _, ground := range []struct{ theme, name, color string }{
		{"dark", "light", lightGround}, {"light", "dark", darkGround},
	} {
		ratio := webform.Contrast(look.Accent, ground.color)
		if look.Theme != ground.theme && ratio > 0 && ratio < enoughContrast {
			n.Notes = append(n.Notes, n.W.T("forms.contrast."+ground.name, "Ratio", decimal(n.W, ratio), "Enough", decimal(n.W, enoughContrast)))
		}
	}
	return n
}

func (PreviewNotes) View() string { return "preview-notes" }

// decimal is a number with one digit behind the locale's point.
func decimal(w *views.Words, n float64) string {
	text := fmt.Sprintf("%.1f", float64(int(n*10))/10) // cut, not rounded: 4.49 is not enough
	if w.Locale() == "ru" {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}

// FormPreview is the page GET /forms/:id/preview/:preview: a site that might be
// anybody's, with the real widget on it.
type FormPreview struct {
	W                   *views.Words
	Theme, Company, Key string
}

// NewFormPreview makes it. theme is the site's: "dark", else light.
func NewFormPreview(locale, theme, company, key string) FormPreview {
	if theme != "dark" {
		theme = "light"
	}
	return FormPreview{views.In(locale), theme, company, key}
}

func (FormPreview) View() string { return "form-preview" }
