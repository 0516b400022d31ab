package notify

import (
	"embed"
	"encoding/json"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"okno/booking"
	"okno/booking/format"
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
type words struct {
	*i18n.Localizer
	format.Style
}

func wordsOf(locale string) words { return words{i18n.NewLocalizer(bundle, locale), format.In(locale)} }

// in are the same words for a company in that zone; its year goes without saying.
func (w words) in(zone *time.Location) words {
	w.Style = w.Style.At(zone, time.Now())
	return w
}

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

// when is «пт 4 декабря, 10:00», on the clock of the zone that t carries.
func (w words) when(t time.Time) string {
	return w.Day(booking.DateOf(t, t.Location())).Brief() + ", " + w.Time(t)
}

// whole is «пятница, 4 декабря, 10:00–11:00».
func (w words) whole(start, end time.Time) string {
	return w.date(start) + ", " + w.Times(start, end)
}

// date is «пятница, 4 декабря».
func (w words) date(t time.Time) string { return w.Day(booking.DateOf(t, t.Location())).String() }
