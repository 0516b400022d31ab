package views

import (
	"fmt"
	"strconv"
	"strings"

	"okno/booking"
)

// NewServiceText is a service as it stands in its form.
func NewServiceText(locale string, s booking.Service) booking.ServiceText {
	w := In(locale)
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	return booking.ServiceText{
		Name: s.Name, Description: s.Description, Category: s.Category, Duration: number(s.DurationMin),
		Before: number(s.BufferBeforeMin), After: number(s.BufferAfterMin), Step: number(s.StepMin),
		Price: w.Amount(s.Price), Color: s.Color, Resources: s.Resources,
		OwnReminders: s.RemindersMin != nil, Reminders: texts(s.RemindersMin),
	}
}

// facts are the service's fields in words, for who only reads.
func (d ServiceEditorData) facts(w *Words, s booking.Service) []Fact {
	links := w.links(s.Resources, d.Resources)
	facts := []Fact{
		{w.T("services.field.description"), s.Description},
		{w.T("services.field.category"), s.Category},
		{w.T("services.field.duration"), w.Minutes(s.DurationMin)},
		{w.T("services.field.buffer_before"), w.minutesOrNone(s.BufferBeforeMin)},
		{w.T("services.field.buffer_after"), w.minutesOrNone(s.BufferAfterMin)},
		{w.T("services.field.step"), w.minutesOrNone(s.StepMin)},
		{w.T("services.field.price"), w.Money(s.Price, d.Company.Currency)},
		{w.T("services.field.resources"), links.Text},
		{w.T("services.field.reminders"), w.remindersOf(NewServiceText(w.Locale(), s))},
	}
	some := facts[:0]
	for _, f := range facts {
		if f.Value != "" {
			some = append(some, f)
		}
	}
	return some
}

// clashes are the fields in which what was typed and what is stored differ.
func (d ServiceEditorData) clashes(w *Words) []Clash {
	now := NewServiceText(w.Locale(), d.Service)
	yours := d.Typed
	var all []Clash
	add := func(field, yours, now string) {
		if yours != now {
			all = append(all, Clash{w.T("services.field." + field), w.orNothing(yours), w.orNothing(now)})
		}
	}
	add("name", yours.Name, now.Name)
	add("description", yours.Description, now.Description)
	add("category", yours.Category, now.Category)
	add("duration", yours.Duration, now.Duration)
	add("buffer_before", yours.Before, now.Before)
	add("buffer_after", yours.After, now.After)
	add("step", yours.Step, now.Step)
	if typed, ok := booking.ParsePrice(yours.Price); !ok || typed != d.Service.Price {
		add("price", yours.Price, now.Price)
	}
	add("color", w.colorName(yours.Color), w.colorName(now.Color))
	add("reminders", w.remindersOf(yours), w.remindersOf(now))
	add("resources", w.links(yours.Resources, d.Resources).Text, w.links(now.Resources, d.Resources).Text)
	return all
}

// remindersOf are a service's own reminders in words: «за 24 ч, за 2 ч».
func (w *Words) remindersOf(t booking.ServiceText) string {
	if !t.OwnReminders {
		return w.T("services.reminders.company")
	}
	var all []string
	for _, text := range t.Reminders {
		minutes, _ := strconv.Atoi(text)
		all = append(all, w.T("company.reminder", "time", w.Notice(minutes)))
	}
	if len(all) == 0 {
		return w.T("services.reminders.none")
	}
	return strings.Join(all, ", ")
}

func texts(numbers []int) []string {
	var all []string
	for _, n := range numbers {
		all = append(all, strconv.Itoa(n))
	}
	return all
}

func (w *Words) orNothing(text string) string {
	if text == "" {
		return w.T("services.nothing")
	}
	return text
}

func (w *Words) minutesOrNone(n int) string {
	if n == 0 {
		return ""
	}
	return w.Minutes(n)
}

// colorName is a colour of the palette by its name, another one as it is written.
func (w *Words) colorName(color string) string {
	if color == "" {
		return w.T("services.color.auto")
	}
	for _, h := range hues {
		if hexColor(h.rgb) == color {
			return w.T("services.color." + string(h.name))
		}
	}
	return color
}

func hexColor(rgb [3]uint8) string { return fmt.Sprintf("#%02x%02x%02x", rgb[0], rgb[1], rgb[2]) }
