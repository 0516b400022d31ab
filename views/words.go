package views

import (
	"embed"
	"log/slog"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/format"
	"okno/booking/messages"
)

//go:embed locales/*.json
var locales embed.FS

// HasMessage says whether there is a message of that key.
func HasMessage(key string) bool { return Messages.Has(key) }

// Words puts things into one language: messages, and by its Style dates, times, money
// and phones.
type Words struct{ format.Style }

// NBSP keeps a number and its unit on one line.
const NBSP = "\u00a0"

// Messages has every message of the pages.
var Messages = messages.Read(locales, "locales/*.json")

// In has the words of a reader, whom a tag of format.Style describes: the name of a
// language alone will do. An unknown one reads English.
func In(tag string) *Words {
	return &Words{format.Read(tag)}
}

// At has the same words for a company in that zone, at a time in whose year other
// years are to be said.
func (w *Words) At(zone *time.Location, now time.Time) *Words {
	return &Words{w.Style.At(zone, now)}
}

// T is the message with that key. pairs are names and values for its blanks; a
// number named "count" chooses the plural form.
func (w *Words) T(key string, pairs ...any) string {
	return w.Say(booking.Say(key, pairs...))
}

// OClock is a full hour of the day.
func (w *Words) OClock(hour int) string { return w.Clock(booking.Clock(hour * 60)) }

// Named is what a value of a request is called, where it is one that has a name: the
// message of prefix and value, else "".
func (w *Words) Named(prefix, value string) string {
	if !Messages.Has(prefix + value) {
		return ""
	}
	return w.T(prefix + value)
}

// Say puts a sentence into words, the zero Sentence into none. Sentences among
// its arguments are put into words as well; a date is a format.Day, a reading of the
// clock its time, and an instant is the time on the clock of the zone that it carries.
func (w *Words) Say(s booking.Sentence) string {
	if s.Key == "" {
		return ""
	}
	data := make(map[string]any, len(s.Args))
	var count any
	for name, value := range s.Args {
		if name == "count" {
			count = value
		}
		data[name] = w.argument(value)
	}
	text, err := Messages.Say(w.Locale(), s.Key, data, count)
	if err != nil {
		slog.Error("a page lacks a sentence", "error", err)
	}
	return text
}

func (w *Words) argument(value any) any {
	switch v := value.(type) {
	case booking.Date:
		return w.Day(v)
	case time.Time:
		return w.Time(v)
	case booking.Clock:
		return w.Clock(v)
	case booking.Interval:
		return w.Clocks(v.From, v.To)
	case []string:
		return strings.Join(v, ", ")
	case booking.SaidPhone:
		return w.Phone(string(v))
	case booking.Sentence:
		return w.Say(v)
	}
	return value
}
