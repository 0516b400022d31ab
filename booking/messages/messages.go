// Package messages finds the words of a key in one language. Nothing that it cannot
// say rightly gets out: a key without a message, a blank that nobody filled and a
// count without its plural form stop a test, and are an error and left out elsewhere.
package messages

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
)

// Locales are the languages that every message is in.
var Locales = []string{"ru", "en"}

// Book has messages in every language. It is filled once and only read after that.
type Book struct {
	localizers map[string]*i18n.Localizer
	counted    map[string]bool // every key: whether it has plural forms
}

// Read fills a book from JSON files. They are embedded and tested: one that cannot be
// read is a panic, and not an error that every caller would have to carry.
func Read(files fs.FS, pattern string) *Book {
	b := &Book{localizers: map[string]*i18n.Localizer{}, counted: map[string]bool{}}
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	names, err := fs.Glob(files, pattern)
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		if err := b.add(bundle, files, name); err != nil {
			panic(fmt.Errorf("%s: %w", name, err))
		}
	}
	for _, locale := range Locales {
		b.localizers[locale] = i18n.NewLocalizer(bundle, locale)
	}
	return b
}

func (b *Book) add(bundle *i18n.Bundle, files fs.FS, name string) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if _, err := bundle.ParseMessageFileBytes(text, path.Base(name)); err != nil {
		return err
	}
	var raw map[string]any
	if err := json.Unmarshal(text, &raw); err != nil {
		return err
	}
	for key, value := range raw {
		_, forms := value.(map[string]any)
		b.counted[key] = b.counted[key] || forms
	}
	return nil
}

// Keys are those of all messages, in order.
func (b *Book) Keys() []string { return slices.Sorted(maps.Keys(b.counted)) }

// Has says whether there is a message of that key.
func (b *Book) Has(key string) bool {
	_, known := b.counted[key]
	return known
}

// Counts says whether the key's message has plural forms.
func (b *Book) Counts(key string) bool { return b.counted[key] }

// strictly refuses a blank that nobody fills.
var strictly = &template.TextParser{Option: "missingkey=error"}

// Say is the message of the key with its blanks filled. count chooses the form of one
// that has several, and may be nil for the others. Where it cannot be said it is "",
// with an error for the log; in a test it panics.
func (b *Book) Say(locale, key string, blanks map[string]any, count any) (string, error) {
	localizer, known := b.localizers[locale]
	if !known {
		localizer = b.localizers["en"]
	}
	c := &i18n.LocalizeConfig{MessageID: key, TemplateData: blanks, TemplateParser: strictly}
	if b.counted[key] {
		c.PluralCount = count
	}
	text, err := localizer.Localize(c)
	if err == nil && b.counted[key] && count == nil {
		err = errors.New("nobody said how many")
	}
	if err == nil {
		return innerQuotes(oneStop(text, blanks)), nil
	}
	if err = fmt.Errorf("the message %q cannot be said: %w", key, err); testing.Testing() {
		panic(err)
	}
	return "", err
}

// oneStop takes the sentence's full stop away behind what ends with one itself: «Сохранено:
// Борис Б.»
func oneStop(text string, blanks map[string]any) string {
	for _, value := range blanks {
		if filled, ok := value.(string); ok && (strings.HasSuffix(filled, ".") || strings.HasSuffix(filled, "…")) {
			text = strings.ReplaceAll(text, filled+".", filled)
		}
	}
	return text
}

// innerQuotes gives a name that has guillemets of its own „these“ within those of the
// sentence: «Салон „Лотос“». What does not close is left as it is.
func innerQuotes(text string) string {
	if strings.Count(text, "«") < 2 {
		return text
	}
	var b strings.Builder
	depth := 0
	for _, r := range text {
		switch {
		case r == '«':
			if depth++; depth > 1 {
				r = '„'
			}
		case r == '»':
			if depth--; depth > 0 {
				r = '“'
			}
		}
		if depth < 0 {
			return text
		}
		b.WriteRune(r)
	}
	if depth != 0 {
		return text
	}
	return b.String()
}
