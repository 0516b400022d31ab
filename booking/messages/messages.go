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
	"sync/atomic"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
)

// Locales are the languages that every message is in.
var Locales = []string{"ru", "en"}

// Book has messages in every language. It is filled when the program starts; after that it is read, and may be given
// others by Replace while it is.
type Book struct{ now atomic.Pointer[content] }

// content is all that a book has at a time.
type content struct {
	bundle     *i18n.Bundle
	localizers map[string]*i18n.Localizer
	counted    map[string]bool // every key: whether it has plural forms
}

func newContent() *content {
	c := &content{bundle: i18n.NewBundle(language.English), localizers: map[string]*i18n.Localizer{}, counted: map[string]bool{}}
	c.bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	return c
}

// Read fills a book from JSON files. They are embedded and tested: one that cannot be
// read is a panic, and not an error that every caller would have to carry.
func Read(files fs.FS, pattern string) *Book {
	b := &Book{}
	b.now.Store(newContent())
	b.Add(files, pattern)
	return b
}

// Add brings more messages into it, as Read does.
func (b *Book) Add(files fs.FS, pattern string) {
	if err := b.now.Load().addAll(files, pattern); err != nil {
		panic(err)
	}
}

// Replace gives the book the messages of these files instead of all that it has, in one moment. If one of them can't be
// read, it keeps what it has; the error names the file.
func (b *Book) Replace(files fs.FS, pattern string) error {
	c := newContent()
	if err := c.addAll(files, pattern); err != nil {
		return err
	}
	b.now.Store(c)
	return nil
}

func (c *content) addAll(files fs.FS, pattern string) error {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := c.add(files, name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	for _, locale := range Locales {
		c.localizers[locale] = i18n.NewLocalizer(c.bundle, locale)
	}
	return nil
}

func (c *content) add(files fs.FS, name string) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if _, err := c.bundle.ParseMessageFileBytes(text, path.Base(name)); err != nil {
		return err
	}
	var raw map[string]any
	if err := json.Unmarshal(text, &raw); err != nil {
		return err
	}
	for key, value := range raw {
		_, forms := value.(map[string]any)
		c.counted[key] = c.counted[key] || forms
	}
	return nil
}

// Keys are those of all messages, in order.
func (b *Book) Keys() []string { return slices.Sorted(maps.Keys(b.now.Load().counted)) }

// Has says whether there is a message of that key.
func (b *Book) Has(key string) bool {
	_, known := b.now.Load().counted[key]
	return known
}

// Counts says whether the key's message has plural forms.
func (b *Book) Counts(key string) bool { return b.now.Load().counted[key] }

// strictly refuses a blank that nobody fills.
var strictly = &template.TextParser{Option: "missingkey=error"}

// Say is the message of the key with its blanks filled. count chooses the form of one
// that has several, and may be nil for the others. Where it cannot be said it is "",
// with an error for the log; in a test it panics.
func (b *Book) Say(locale, key string, blanks map[string]any, count any) (string, error) {
	now := b.now.Load()
	localizer, known := now.localizers[locale]
	if !known {
		localizer = now.localizers["en"]
	}
	c := &i18n.LocalizeConfig{MessageID: key, TemplateData: blanks, TemplateParser: strictly}
	if now.counted[key] {
		c.PluralCount = count
	}
	text, err := localizer.Localize(c)
	if err == nil && now.counted[key] && count == nil {
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
