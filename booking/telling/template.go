package telling

import (
	"regexp"
	"slices"
	"strings"

	"okno/booking"
)

// Template is a company's own words for an event: what stands in the subject
// and at the beginning of the message, with variables such as {{client}}.
type Template struct {
	Audience Audience
	Event    booking.Event
	Locale   string
	Subject  string
	Body     string // paragraphs; may be empty
}

// TemplateText is what a person types of a template.
type TemplateText struct{ Subject, Body string }

// Text is the template as its form holds it.
func (t Template) Text() TemplateText { return TemplateText{t.Subject, t.Body} }

// TemplateEvents are the events for which a company can have words of its own.
var TemplateEvents = map[Audience][]booking.Event{
	ForTeam:   {booking.BookingCreated, booking.BookingConfirmed, booking.BookingMoved, booking.BookingChanged, booking.BookingCancelled, booking.BookingRejected, booking.BookingRestored, booking.BookingLate, booking.BookingWaits},
	ForClient: {booking.BookingCreated, booking.BookingConfirmed, booking.BookingMoved, booking.BookingChanged, booking.BookingCancelled, booking.BookingRejected, booking.BookingRestored, booking.BookingReminder, booking.BookingAsked},
	BySMS:     SMSKinds,
}

// HasTemplate says whether a company can have words of its own for the event.
func HasTemplate(audience Audience, event booking.Event) bool {
	return slices.Contains(TemplateEvents[audience], event)
}

// TemplateVariables are what a template may name.
var TemplateVariables = []string{"client", "service", "when", "date", "time", "with", "number", "company"}

// SMSVariables are what a template of an SMS may name.
var SMSVariables = append(slices.Clone(TemplateVariables), "link")

// The bounds of a template.
const (
	MaxSubject = 200
	MaxBody    = 2000
	MaxSMS     = 500 // of the Subject, which is all that there is of an SMS
)

var variable = regexp.MustCompile(`{{\s*([^{}]*?)\s*}}`)

// Check cleans the template. What cannot be accepted comes back as one Invalid
// Error; a variable that does not exist is named.
func (t Template) Check() (Template, error) {
	wrong := booking.Fields{}
	longest, known := MaxSubject, TemplateVariables
	if t.Audience == BySMS {
		longest, known, t.Body = MaxSMS, SMSVariables, ""
	}
	t.Subject, t.Body = wrong.Line("subject", t.Subject, longest), wrong.Text("body", t.Body, MaxBody)
	if t.Subject == "" {
		wrong["subject"] = booking.Say("error.required")
	}
	for name, text := range map[string]string{"subject": t.Subject, "body": t.Body} {
		for _, m := range variable.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(known, m[1]) {
				wrong[name] = booking.Say("error.variable_unknown", "Name", m[1])
			}
		}
	}
	if len(wrong) > 0 {
		return Template{}, booking.FailFields(wrong)
	}
	return t, nil
}

// Fill puts values into a text of the template. What a value holds is not read
// again, so that a client called {{company}} stays one.
func Fill(text string, values map[string]string) string {
	return variable.ReplaceAllStringFunc(text, func(found string) string {
		if value, ok := values[strings.TrimSpace(strings.Trim(found, "{}"))]; ok {
			return value
		}
		return found
	})
}
