package booking

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// SetupChanges are what has become of a company's services, resources with
// their hours, exceptions and forms, a map for each thing that is not as it was,
// for the audit log: under "service", "resource", "exception" or "form" its name,
// under the name of a field "BEFORE → AFTER", and under "did" the word "added" or
// "removed" where that is what happened. Nothing in it is in any language but
// for what people have typed.
func SetupChanges(before, after *Calendar, formsBefore, formsAfter []Form) []map[string]string {
	names := map[ID]string{}
	for _, c := range []*Calendar{before, after} {
		for _, r := range c.Resources {
			names[r.ID] = r.Name
		}
		for _, s := range c.Services {
			names[s.ID] = s.Name
		}
	}
	all := differences("service", before.Services, after.Services, func(s Service) (ID, string) { return s.ID, s.Name }, func(s Service) []fact { return serviceFacts(s, names) })
	all = append(all, differences("resource", before.Resources, after.Resources, func(r Resource) (ID, string) { return r.ID, r.Name }, resourceFacts)...)
	all = append(all, differences("exception", before.Exceptions, after.Exceptions, func(e Exception) (ID, string) { return e.ID, exceptionName(e, names) }, func(e Exception) []fact { return exceptionFacts(e, names) })...)
	return append(all, differences("form", formsBefore, formsAfter, func(f Form) (ID, string) { return f.ID, f.Name }, formFacts)...)
}

// fact is one field of a thing as the audit log shows it; of a long one only
// that it has changed.
type fact struct {
	name, value string
	long        bool
}

func short(name, value string) fact { return fact{name, value, false} }
func long(name, value string) fact  { return fact{name, value, true} }

func differences[T any](what string, before, after []T, of func(T) (ID, string), facts func(T) []fact) []map[string]string {
	var all []map[string]string
	old := map[ID]T{}
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

func serviceFacts(s Service, names map[ID]string) []fact {
	linked := make([]string, len(s.Resources))
	for i, id := range s.Resources {
		linked[i] = names[id]
	}
	slices.Sort(linked)
	reminders := "company"
	if s.RemindersMin != nil {
		reminders = strings.Trim(fmt.Sprint(s.RemindersMin), "[]")
	}
	step := "company"
	if s.StepMin > 0 {
		step = strconv.Itoa(s.StepMin)
	}
	return []fact{
		short("name", s.Name), long("description", s.Description), short("category", s.Category), short("price", s.Price), short("duration", strconv.Itoa(s.DurationMin)),
		short("before", strconv.Itoa(s.BufferBeforeMin)), short("after", strconv.Itoa(s.BufferAfterMin)), short("step", step), short("color", s.Color),
		short("reminders", reminders), short("resources", strings.Join(linked, ", ")), short("state", stateOf(s.Active, s.Archived)),
	}
}

func resourceFacts(r Resource) []fact {
	facts := []fact{short("name", r.Name), short("kind", string(r.Kind)), short("color", r.Color), long("photo", r.Photo), short("state", stateOf(r.Active, r.Archived))}
	for day := 1; day <= 7; day++ {
		var hours []string
		for _, i := range r.Weekly {
			if i.Weekday == day {
				hours = append(hours, i.From.String()+"–"+i.To.String())
			}
		}
		facts = append(facts, short("day."+strconv.Itoa(day), strings.Join(hours, ", ")))
	}
	return facts
}

// exceptionName is how an exception is known: whose it is, from when, and why.
func exceptionName(e Exception, names map[ID]string) string {
	parts := []string{names[e.Service+e.Resource], e.FromDate.String(), e.Reason}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

func exceptionFacts(e Exception, names map[ID]string) []fact {
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

func formFacts(f Form) []fact {
	return []fact{short("name", f.Name), short("state", stateOf(f.Active, f.Archived)), short("sites", strings.Join(f.Settings.Sites, ", ")),
		short("services", strings.Join(f.Settings.Services, ", ")), long("fields", text(f.Settings.Fields)), long("consent", text(f.Settings.Consent)),
		long("texts", text([]any{f.Settings.Done, f.Settings.DoneURL, f.Settings.Closed, f.Settings.TargetMin})), long("widget", text(f.Settings.Widget))}
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
