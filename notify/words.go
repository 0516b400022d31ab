package notify

import (
	"embed"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"okno/booking"
)

//go:embed locales/*.json
var locales embed.FS

// bundle holds all words; it is filled once and only read after that.
var bundle = func() *i18n.Bundle {
	b := i18n.NewBundle(language.English)
	b.RegisterUnmarshalFunc("json", json.Unmarshal)
	for _, name := range []string{"en", "ru"} {
		if _, err := b.LoadMessageFileFS(locales, "locales/"+name+".json"); err != nil {
			panic(err) // the files are embedded; a test reads them all
		}
	}
	return b
}()

// words speak one language.
type words struct{ *i18n.Localizer }

func wordsOf(locale string) words { return words{i18n.NewLocalizer(bundle, locale)} }

type blanks = map[string]any

// say panics on an unknown id: ids are literals, or made of enums that a test walks through.
func (w words) say(id string, fill blanks) string {
	return w.MustLocalize(&i18n.LocalizeConfig{MessageID: id, TemplateData: fill})
}

// has says whether there is a message of that id.
func (w words) has(id string) bool {
	_, err := w.Localize(&i18n.LocalizeConfig{MessageID: id})
	return err == nil
}

func (w words) count(id string, n int) string {
	return w.MustLocalize(&i18n.LocalizeConfig{MessageID: id, PluralCount: n})
}

// when reads the clock of the zone that start and end carry.
func (w words) when(id, weekday string, start, end time.Time) string {
	return w.say(id, blanks{
		"Weekday": w.say(fmt.Sprintf("%s.%d", weekday, booking.DateOf(start, start.Location()).Weekday()), nil),
		"Day":     start.Day(),
		"Month":   w.say(fmt.Sprintf("month.%d", start.Month()), nil),
		"Year":    start.Year(),
		"From":    start.Format("15:04"),
		"To":      end.Format("15:04"),
	})
}
