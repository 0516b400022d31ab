package compose

import (
	"embed"
	"errors"
	"io/fs"
	"log/slog"
	"time"

	"okno/booking"
	"okno/booking/format"
	"okno/booking/messages"
)

//go:embed locales/*.json
var locales embed.FS

// book has the words of messages about bookings and leads.
var book = messages.Read(locales, "locales/*.json")

// ReloadWords takes the words of all messages from files, which are laid out as this folder, instead of those that the
// program carries. Where they can't be read, those from before stay.
func ReloadWords(files fs.FS) error {
	return errors.Join(book.Replace(files, "locales/*.json"), accountBook.Replace(files, "account/*.json"))
}

// words speak one language.
type words struct {
	*messages.Book
	format.Style
}

func wordsOf(locale string) words { return words{book, format.In(locale)} }

// in are the same words for a company in that zone; its year goes without saying.
func (w words) in(zone *time.Location) words {
	w.Style = w.Style.At(zone, time.Now())
	return w
}

type blanks = map[string]any

func (w words) say(id string, fill blanks) string { return w.said(id, fill, nil) }

func (w words) count(id string, n int) string {
	return w.said(id, blanks{"PluralCount": n}, n)
}

func (w words) said(id string, fill blanks, count any) string {
	text, err := w.Say(w.Locale(), id, fill, count)
	if err != nil {
		slog.Error("a message lacks a sentence", "error", err)
	}
	return text
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

// StopWords are what a link says that switches messages of a kind off.
func StopWords(locale string) string { return wordsOf(locale).say("client.stop", nil) }

// Via is the name of a sender that says by whom a young company writes.
func Via(locale, company string) string {
	return wordsOf(locale).say("via", blanks{"Company": company})
}

// line is booking.PlainLine: nothing that somebody typed leaves without it.
func line(s string) string { return booking.PlainLine(s) }
