package companyfile

import (
	"okno/booking"
	"okno/booking/webform"
)

var (
	widgetShape = &shape{"a form's widget", 0, []string{
		"mode", "position", "button", "tabs", "accent", "radius", "theme", "language"}}
	tabShape = &shape{"a widget's tab", 1, []string{"kind", "title"}}
)

func (r *reader) widget(w *webform.Widget) {
	r.object(widgetShape, func(field string) {
		switch field {
		case "mode":
			w.Mode = oneOf(r, webform.WidgetModes...)
		case "position":
			w.Position = oneOf(r, webform.WidgetPlaces...)
		case "button":
			w.Button = r.words(booking.MaxName)
		case "tabs":
			w.Tabs = r.widgetTabs()
		case "accent":
			w.Accent = r.color()
		case "radius":
			radius := r.number(0, webform.MaxRadius)
			w.Radius = &radius
		case "theme":
			w.Theme = oneOf(r, webform.WidgetThemes...)
		case "language":
			w.Language = oneOf(r, "auto", "ru", "en")
		}
	})
}

func (r *reader) widgetTabs() []webform.WidgetTab {
	var tabs []webform.WidgetTab
	r.list(len(webform.TabKinds), func(int) {
		var tab webform.WidgetTab
		r.object(tabShape, func(field string) {
			switch field {
			case "kind":
				tab.Kind = oneOf(r, webform.TabKinds...)
				for _, other := range tabs {
					r.check(other.Kind != tab.Kind, "%q is there twice", short(string(tab.Kind)))
				}
			case "title":
				tab.Title = r.words(booking.MaxName)
			}
		})
		tabs = append(tabs, tab)
	})
	return tabs
}
