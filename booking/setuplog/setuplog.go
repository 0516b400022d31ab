// Package setuplog says what has become of a company's setup, for the audit log.
package setuplog

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/languages"
	"okno/booking/webform"
)

// Changes are what has become of a company's services, resources with
// their hours, exceptions and forms, a map for each thing that is not as it was,
// for the audit log: under "service", "resource", "exception" or "form" its name,
// under the name of a field "BEFORE → AFTER", and under "did" the word "added" or
// "removed" where that is what happened. Nothing in it is in any language but
// for what people have typed.
func Changes(before, after *engine.Calendar, formsBefore, formsAfter []webform.Form) []map[string]string {
	names := map[booking.ID]string{}
	for _, c := range []*engine.Calendar{before, after} {
		for _, r := range c.Resources {
			names[r.ID] = r.Name
		}
		for _, s := range c.Services {
			names[s.ID] = s.Name
		}
	}
	all := differences("service", before.Services, after.Services, func(s booking.Service) (booking.ID, string) { return s.ID, s.Name }, func(s booking.Service) []fact { return serviceFacts(s, names) })
	all = append(all, differences("resource", before.Resources, after.Resources, func(r booking.Resource) (booking.ID, string) { return r.ID, r.Name }, resourceFacts)...)
	all = append(all, differences("exception", before.Exceptions, after.Exceptions, func(e booking.Exception) (booking.ID, string) { return e.ID, exceptionName(e, names) }, func(e booking.Exception) []fact { return exceptionFacts(e, names) })...)
	return append(all, differences("form", formsBefore, formsAfter, func(f webform.Form) (booking.ID, string) { return f.ID, f.Name }, formFacts)...)
}

// fact is one field of a thing as the audit log shows it; of a long one only
// that it has changed.
type fact struct {
	name, value string
	long        bool
	lines       []string // of a list, instead of a value
}

func short(name, value string) fact         { return fact{name: name, value: value} }
func long(name, value string) fact          { return fact{name: name, value: value, long: true} }
func list(name string, lines []string) fact { return fact{name: name, lines: lines} }

// maxListed bounds how many lines of a list are told of either side.
const maxListed = 10

// only are those of the lines that others do not have, as one text.
func only(lines, others []string) string {
	var own []string
	for _, line := range lines {
		if !slices.Contains(others, line) {
			own = append(own, line)
		}
	}
	if len(own) > maxListed {
		own = append(own[:maxListed], "…")
	}
	return strings.Join(own, "; ")
}

func differences[T any](what string, before, after []T, of func(T) (booking.ID, string), facts func(T) []fact) []map[string]string {
	var all []map[string]string
	old := map[booking.ID]T{}
	for _, each := range before {
		id, _ := of(each)
		old[id] = each
	}
	for _, each := range after {
		id, name := of(each)
		was, known := old[id]
		delete(old, id)
		if !known {
			all = append(all, map[string]string{what: name, "did": "added"})
		} else if detail := changed(facts(was), facts(each)); len(detail) > 0 {
			detail[what] = name
			all = append(all, detail)
		}
	}
	for _, each := range before {
		id, name := of(each)
		if _, gone := old[id]; gone {
			all = append(all, map[string]string{what: name, "did": "removed"})
		}
	}
	return all
}

// changed holds the same list of facts against each other.
func changed(before, after []fact) map[string]string {
	detail := map[string]string{}
	for i, f := range after {
		switch was := before[i].value; {
		case !slices.Equal(before[i].lines, f.lines):
			detail[f.name] = orDash(only(before[i].lines, f.lines)) + " → " + orDash(only(f.lines, before[i].lines))
		case was == f.value:
		case f.long:
			detail[f.name] = "changed"
		default:
			detail[f.name] = orDash(was) + " → " + orDash(f.value)
		}
	}
	return detail
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func serviceFacts(s booking.Service, names map[booking.ID]string) []fact {
	linked := make([]string, len(s.Resources))
	for i, id := range s.Resources {
		linked[i] = names[id]
	}
	slices.Sort(linked)
	reminders := "company"
	if s.RemindersMin != nil {
		reminders = strings.Trim(fmt.Sprint(s.RemindersMin), "[]")
	}
	return append(append(plainFacts(booking.ServiceAttributes, s), textFacts(languages.ServiceTexts, s)...),
		short("reminders", reminders), short("resources", strings.Join(linked, ", ")), list("terms", termsText(s.Terms, names)), short("state", stateOf(s.Active, s.Archived)))
}

// termsText is a line for each person who has terms: who, how long and how much.
func termsText(all []booking.Terms, names map[booking.ID]string) []string {
	var lines []string
	for _, t := range all {
		own := []string{}
		if t.DurationMin > 0 {
			own = append(own, strconv.Itoa(t.DurationMin))
		}
		if t.Price != "" {
			own = append(own, t.Price)
		}
		lines = append(lines, names[t.Resource]+": "+strings.Join(own, ", "))
	}
	return lines
}

// plainFacts are the plain attributes of a thing. The log calls buffers by their side alone.
func plainFacts[T any](fields booking.Attributes[T], of T) []fact {
	var all []fact
	for _, f := range fields {
		value := f.Text(of)
		switch f.Kind {
		case booking.MinutesAttribute:
			value = cmp.Or(value, "0")
		case booking.StepAttribute, booking.ChoiceAttribute:
			value = cmp.Or(value, "company")
		}
		if f.Name == "held" && value == "company" {
			value = "here"
		}
		all = append(all, fact{name: strings.TrimPrefix(f.Name, "buffer_"), value: value, long: f.Kind == booking.TextAttribute})
	}
	return all
}

// textFacts are the translations of a thing, a fact for each language.
func textFacts[T any](texts booking.Attributes[T], of T) []fact {
	var all []fact
	for _, tag := range languages.All {
		value := ""
		for _, a := range texts {
			if _, in := languages.Split(a.Name); in == tag {
				value += a.Text(of) + "\n"
			}
		}
		all = append(all, long("translation_"+tag, strings.TrimRight(value, "\n")))
	}
	return all
}

func resourceFacts(r booking.Resource) []fact {
	facts := append(append(plainFacts(booking.ResourceAttributes, r), textFacts(languages.ResourceTexts, r)...), long("photo", r.Photo), short("state", stateOf(r.Active, r.Archived)))
	for day := 1; day <= 7; day++ {
		var hours []string
		for _, i := range r.Weekly {
			if i.Weekday == day {
				hours = append(hours, i.From.String()+"–"+i.To.String())
			}
		}
		facts = append(facts, short("day."+strconv.Itoa(day), strings.Join(hours, ", ")))
	}
	return append(facts, list("schedules", schedulesText(r.Schedules)), list("days", daysText(r.Days)))
}

// schedulesText is a line for each schedule: its dates, its cycle and its hours.
func schedulesText(all []booking.Schedule) []string {
	var lines []string
	for _, s := range all {
		until := ""
		if s.To != nil {
			until = s.To.String()
		}
		days := make([]string, s.CycleDays)
		for _, h := range s.Hours {
			days[h.Day-1] = strings.TrimPrefix(days[h.Day-1]+" ", " ") + h.From.String() + "–" + h.To.String()
		}
		for i := range days {
			days[i] = orDash(days[i])
		}
		line := s.From.String() + " – " + until
		if s.Anchor != s.From {
			line += " (" + s.Anchor.String() + ")"
		}
		lines = append(lines, strings.TrimSpace(line)+": "+strings.Join(days, " / "))
	}
	return lines
}

func daysText(all []booking.OwnDay) []string {
	var lines []string
	for _, d := range all {
		var hours []string
		for _, h := range d.Hours {
			hours = append(hours, h.From.String()+"–"+h.To.String())
		}
		lines = append(lines, d.Date.String()+": "+orDash(strings.Join(hours, " ")))
	}
	return lines
}

// exceptionName is how an exception is known: whose it is, from when, and why.
func exceptionName(e booking.Exception, names map[booking.ID]string) string {
	parts := []string{names[e.Service+e.Resource], e.FromDate.String(), e.Reason}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

func exceptionFacts(e booking.Exception, names map[booking.ID]string) []fact {
	until, hours := "no_end", "whole_day"
	if e.ToDate != nil {
		until = e.ToDate.String()
	}
	if !e.WholeDay {
		hours = e.From.String() + "–" + e.To.String()
	}
	return []fact{
		short("about", names[e.Service+e.Resource]), short("since", e.FromDate.String()), short("until", until),
		short("weekdays", strings.Trim(fmt.Sprint(e.Weekdays), "[]")), short("hours", hours), short("reason", e.Reason),
	}
}

func formFacts(f webform.Form) []fact {
	return []fact{short("name", f.Name), short("state", stateOf(f.Active, f.Archived)), short("sites", strings.Join(f.Settings.Sites, ", ")),
		short("services", strings.Join(f.Settings.Services, ", ")), long("fields", text(f.Settings.Fields)), long("consent", text(f.Settings.Consent)),
		long("texts", text(webform.FormAttributes.Without("name").Texts(f))), long("widget", text(f.Settings.Widget))}
}

// text is settings that are too many to be told, as a text to compare.
func text(settings any) string {
	raw, _ := json.Marshal(settings) // plain structs: it cannot fail
	return string(raw)
}

func stateOf(active, archived bool) string {
	switch {
	case archived:
		return "archived"
	case active:
		return "on"
	}
	return "off"
}
