package telling

import (
	"strings"

	"okno/booking"
	"okno/booking/weekly"
)

// SheetChoice is how a recipient wants the daily sheet.
type SheetChoice struct {
	At       booking.Clock // when it is sent, on the company's clock
	Tomorrow bool          // it is of the next day, not of the one on which it is sent
	Resource booking.ID    // it is of that one alone; "": of the whole company
}

// OwnSheet is how a specialist wants the sheet of his own day.
type OwnSheet struct {
	Wanted bool
	Empty  bool // on days without bookings too
	SheetChoice
}

// NextDayFrom is the hour from which a sheet is of the next day, where its recipient has not said which.
const NextDayFrom booking.Clock = 15 * 60

// The days that a sheet can be of, as a person picks them.
const (
	SheetToday    = "today"
	SheetTomorrow = "tomorrow"
)

// Day is the one of them that was chosen.
func (c SheetChoice) Day() string {
	if c.Tomorrow {
		return SheetTomorrow
	}
	return SheetToday
}

// SheetText is a SheetChoice as a person types it.
type SheetText struct {
	At       string `form:"sheet_at"` // HH:MM
	Day      string `form:"sheet_day"`
	Resource string `form:"sheet_resource"`
}

// Choice reads the text. What cannot be accepted comes back as one Invalid Error. Whether there is such a resource is
// for the company to say.
func (t SheetText) Choice() (SheetChoice, error) {
	wrong := booking.Fields{}
	c := SheetChoice{At: weekly.ClockField(wrong, "sheet_at", t.At) % booking.DayEnd, Tomorrow: t.Day == SheetTomorrow, Resource: booking.ID(t.Resource)}
	if t.Day != SheetToday && t.Day != SheetTomorrow {
		wrong["sheet_day"] = booking.Say("error.sheet_day")
	}
	if c.Resource != "" && !booking.IsID(t.Resource) {
		wrong["sheet_resource"] = booking.Say("error.resource_unknown")
	}
	if len(wrong) > 0 {
		return SheetChoice{}, booking.FailFields(wrong)
	}
	return c, nil
}

// Sheet is which day a delivery's sheet is of, and of whom.
type Sheet struct {
	Date     booking.Date
	Resource booking.ID // "": the whole company
}

// Topic is the topic of its delivery: what it is of stays, whatever its recipient chooses meanwhile.
func (s Sheet) Topic() string {
	topic := string(booking.DailySheet) + " " + s.Date.String()
	if s.Resource != "" {
		topic += " " + string(s.Resource)
	}
	return topic
}

// SheetOf reads the topic; false for one that says no date.
func SheetOf(topic string) (s Sheet, ok bool) {
	parts := strings.Fields(topic)
	if len(parts) < 2 {
		return s, false
	}
	date, err := booking.ParseDate(parts[1])
	if s.Date = date; len(parts) > 2 {
		s.Resource = booking.ID(parts[2])
	}
	return s, err == nil && (s.Resource == "" || booking.IsID(string(s.Resource)))
}
