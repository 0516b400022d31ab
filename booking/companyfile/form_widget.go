package companyfile

import (
	"okno/booking"
	"okno/booking/webform"
)

var (
	widgetShape = &shape{"a form's widget", 0, []string{
		"mode", "position", "button", "tabs", "accent", "radius", "theme", "language", "counters"}}
	countersShape = &shape{"a widget's counters", 0, []string{"metrika", "ga4", "data_layer"}}
	tabShape      = &shape{"a widget's tab", 1, []string{"kind", "title"}}
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
		case "counters":
			w.Counters = r.counters()
		}
	})
}

func (r *reader) counters() (c webform.Counters) {
	r.object(countersShape, func(field string) {
		switch field {
		case "metrika":
			c.Metrika = r.oneLine()
			r.check(webform.IsMetrika(c.Metrika), "%q is not the number of a counter", short(c.Metrika))
		case "ga4":
			c.Analytics = r.oneLine()
			r.check(webform.IsMeasurement(c.Analytics), "%q is not a measurement ID like G-AB12CD34EF", short(c.Analytics))
		case "data_layer":
			c.DataLayer = r.flag()
		}
	})
	return c
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
