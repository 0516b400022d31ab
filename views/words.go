package views

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"okno/booking"
	"okno/booking/format"
)

//go:embed locales/*.json
var locales embed.FS

// Words puts things into one language: messages, and by its Style dates, times, money
// and phones.
type Words struct {
	format.Style
	localizer *i18n.Localizer
}

// nbsp keeps a number and its unit on one line.
const nbsp = "\u00a0"

var localizers = load()

// In has the words of a reader, whom a tag of format.Style describes: the name of a
// language alone will do. An unknown one reads English.
func In(tag string) *Words {
	style := format.Read(tag)
	return &Words{style, localizers[style.Locale()]}
}

// At has the same words for a company in that zone, at a time in whose year other
// years are to be said.
func (w *Words) At(zone *time.Location, now time.Time) *Words {
	return &Words{w.Style.At(zone, now), w.localizer}
}

// load reads the embedded messages. A broken file cannot get past the tests,
// so that it is a panic and not an error that every caller would have to carry.
func load() map[string]*i18n.Localizer {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	files, err := fs.Glob(locales, "locales/*.json")
	if err != nil {
		panic(err)
	}
	for _, name := range files {
		text, err := locales.ReadFile(name)
		if err != nil {
			panic(err)
		}
		if _, err := bundle.ParseMessageFileBytes(text, path.Base(name)); err != nil {
			panic(fmt.Errorf("views: %s: %w", name, err))
		}
	}
	all := map[string]*i18n.Localizer{}
	for _, locale := range []string{"ru", "en"} {
		all[locale] = i18n.NewLocalizer(bundle, locale)
	}
	return all
}

// T is the message with that key. pairs are names and values for its blanks; a
// number named "count" chooses the plural form. A key that has no message is
// shown as it is: tests refuse it, people at least see where they are.
func (w *Words) T(key string, pairs ...any) string {
	return w.Say(booking.Say(key, pairs...))
}

// Say puts a sentence into words, the zero Sentence into none. Sentences among
// its arguments are put into words as well; a date is a format.Day, and an instant is
// the time on the clock of the zone that it carries.
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
	text, err := w.localizer.Localize(&i18n.LocalizeConfig{MessageID: s.Key, TemplateData: data, PluralCount: count})
	if err != nil || text == "" {
		return s.Key
	}
	return text
}

func (w *Words) argument(value any) any {
	switch v := value.(type) {
	case booking.Date:
		return w.Day(v)
	case time.Time:
		return w.Time(v)
	case []string:
		return strings.Join(v, ", ")
	case booking.Sentence:
		return w.Say(v)
	}
	return value
}
