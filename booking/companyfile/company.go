package companyfile

import (
	"strings"
	"time"

	"golang.org/x/text/currency"

	"okno/booking"
	"okno/booking/languages"
)

var companyShape = &shape{"a company", 3, []string{"slug", "name", "timezone", "locale", "currency",
	"step_min", "min_notice_min", "horizon_days", "confirmation", "phone", "address",
	"allow_cancel", "cancel_cutoff_min", "allow_move", "move_cutoff_min", "allow_late", "reminders_min", "ask_after", "max_coming", "starts", "languages",
	"specialist_marks", "specialist_prices", "specialist_contacts", "specialist_moves", "specialist_cancels", "specialist_books"}}

// defaultCurrency is what prices are in where the file does not say.
var defaultCurrency = map[string]string{"ru": "RUB", "en": "USD"}

func (r *reader) company() {
	c := &r.file.Company
	c.Locale, c.StepMin, c.MinNoticeMin, c.HorizonDays, c.Confirmation = "en", 15, 60, 60, booking.Auto
	c.Client, c.Specialist = booking.DefaultClientRules(), booking.DefaultSpecialistRules
	r.object(companyShape, func(field string) {
		switch field {
		case "slug":
			c.Slug = r.key(63, "-", "lower-case latin letters, digits and hyphens")
		case "name":
			c.Name = r.oneLine()
		case "timezone":
			c.Zone = r.zone()
		case "locale":
			c.Locale = oneOf(r, "ru", "en")
		case "currency":
			c.Currency = r.currency()
		case "step_min":
			c.StepMin = r.step()
		case "min_notice_min":
			c.MinNoticeMin = r.number(0, booking.MaxNoticeMin)
		case "horizon_days":
			c.HorizonDays = r.number(1, booking.MaxHorizonDays)
		case "confirmation":
			c.Confirmation = oneOf(r, booking.Auto, booking.Manual)
		case "starts":
			if c.Starts = oneOf(r, booking.AllStarts...); c.Starts == booking.StepStarts {
				c.Starts = ""
			}
		case "languages":
			var tags []string
			r.list(len(languages.All), func(int) { tags = append(tags, oneOf(r, languages.All...)) })
			c.Languages = languages.Stored(tags)
		case "specialist_marks":
			c.Specialist.Marks = r.flag()
		case "specialist_prices":
			c.Specialist.Prices = r.flag()
		case "specialist_contacts":
			c.Specialist.Contacts = r.flag()
		case "specialist_moves":
			c.Specialist.Moves = r.flag()
		case "specialist_cancels":
			c.Specialist.Cancels = r.flag()
		case "specialist_books":
			c.Specialist.Books = r.flag()
		default:
			r.clientRule(field, &c.Client)
		}
	})
	if c.Client.Phone != "" { // the zone may stand behind it
		phone, ok := booking.ParsePhone(c.Client.Phone, c.Zone)
		r.check(ok, "phone: %q is not a phone number", short(c.Client.Phone))
		c.Client.Phone = phone
	}
	if c.Currency == "" {
		c.Currency = defaultCurrency[c.Locale]
	}
}

func (r *reader) clientRule(field string, rules *booking.ClientRules) {
	switch field {
	case "phone":
		rules.Phone, _ = r.text()
	case "address":
		rules.Address = strings.Join(strings.Fields(r.lines(booking.MaxName)), " ")
	case "allow_cancel":
		rules.AllowCancel = r.flag()
	case "cancel_cutoff_min":
		rules.CancelCutoffMin = r.number(0, booking.MaxNoticeMin)
	case "allow_move":
		rules.AllowMove = r.flag()
	case "move_cutoff_min":
		rules.MoveCutoffMin = r.number(0, booking.MaxNoticeMin)
	case "allow_late":
		rules.AllowLate = r.flag()
	case "reminders_min":
		rules.RemindersMin = r.reminders()
	case "ask_after":
		rules.AskAfter = r.flag()
	case "max_coming":
		rules.MaxComing = r.number(0, booking.MaxComing)
	}
}

// reminders are minutes before the start, the earliest first; the list may be empty.
func (r *reader) reminders() []int {
	minutes := []int{}
	r.list(booking.MaxReminders, func(int) {
		minutes = append(minutes, r.number(booking.MinReminderMin, booking.MaxReminderMin))
	})
	clean, _ := booking.CleanReminders(minutes)
	return clean
}

// zone is an IANA time zone.
func (r *reader) zone() *time.Location {
	s, ok := r.text()
	if !ok {
		return time.UTC
	}
	zone, ok := booking.ParseZone(s)
	if !ok {
		r.check(false, "%q is not a time zone of the IANA database like Europe/Moscow", short(s))
		return time.UTC
	}
	return zone
}

// currency is an ISO 4217 code.
func (r *reader) currency() string {
	s, ok := r.text()
	if !ok {
		return ""
	}
	unit, err := currency.ParseISO(s)
	if err != nil {
		r.check(false, "%q is not a currency of ISO 4217 like EUR", short(s))
	}
	return unit.String()
}
