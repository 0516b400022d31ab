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
)

//go:embed locales/*.json
var locales embed.FS

// Words puts things into one language: messages, dates, times, money, phones.
type Words struct {
	locale    string
	localizer *i18n.Localizer
	weekdays  [8]string // nominative, by ISO number
	months    [13]string
}

var words = load()

// In has the words of a locale; an unknown one is English.
func In(locale string) *Words {
	if w, ok := words[locale]; ok {
		return w
	}
	return words["en"]
}

// load reads the embedded messages. A broken file cannot get past the tests,
// so that it is a panic and not an error that every caller would have to carry.
func load() map[string]*Words {
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
	all := map[string]*Words{}
	for _, locale := range []string{"ru", "en"} {
		w := &Words{locale: locale, localizer: i18n.NewLocalizer(bundle, locale)}
		for i := 1; i <= 7; i++ {
			w.weekdays[i] = w.T(fmt.Sprintf("calendar.weekday.%d", i))
		}
		for i := 1; i <= 12; i++ {
			w.months[i] = w.T(fmt.Sprintf("calendar.month.%d", i))
		}
		all[locale] = w
	}
	return all
}

// Locale is "ru" or "en".
func (w *Words) Locale() string { return w.locale }

// T is the message with that key. pairs are names and values for its blanks; a
// number named "count" chooses the plural form. A key that has no message is
// shown as it is: tests refuse it, people at least see where they are.
func (w *Words) T(key string, pairs ...any) string {
	return w.Say(booking.Say(key, pairs...))
}

// Say puts a sentence into words, the zero Sentence into none. Sentences among
// its arguments are put into words as well; dates and instants are written as
// people of the locale write them, an instant in the zone that it carries.
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
		return w.Date(v)
	case time.Time:
		return w.Time(v)
	case []string:
		return strings.Join(v, ", ")
	case booking.Sentence:
		return w.Say(v)
	}
	return value
}
