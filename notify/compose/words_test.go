package compose

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/telling"
	"okno/notify/channel"
)

func read(t *testing.T, locale string) map[string]any {
	t.Helper()
	data, err := locales.ReadFile("locales/" + locale + ".json")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]any{}
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	return words
}

func TestBothLanguagesAreComplete(t *testing.T) {
	en, ru := read(t, "en"), read(t, "ru")
	if a, b := slices.Sorted(maps.Keys(en)), slices.Sorted(maps.Keys(ru)); !slices.Equal(a, b) {
		t.Errorf("en has %q\nru has %q", a, b)
	}
	for id, of := range ru {
		if forms, plural := of.(map[string]any); plural {
			for _, form := range []string{"one", "few", "many", "other"} {
				if forms[form] == nil {
					t.Errorf("%s has no form %q in Russian", id, form)
				}
			}
		}
	}
}

func TestEveryStatusAndSourceHasItsWords(t *testing.T) {
	for _, locale := range []string{"ru", "en"} {
		have := read(t, locale)
		for _, status := range booking.Statuses {
			if have["status."+string(status)] == nil {
				t.Errorf("%s: no words for status %s", locale, status)
			}
		}
		for _, e := range booking.Events {
			if e.Topic() == booking.AboutBooking && (have[string(e)+".title"] == nil || have[string(e)+".subject"] == nil) {
				t.Errorf("%s: no words for event %s", locale, e)
			}
		}
		for _, source := range []booking.Source{booking.FromWidget, booking.FromPhone, booking.FromDesk, booking.FromWalkIn, booking.FromLead, booking.FromImport} {
			if have["source."+string(source)] == nil {
				t.Errorf("%s: no words for source %s", locale, source)
			}
		}
	}
}

func TestLineKeepsOneLine(t *testing.T) {
	for in, want := range map[string]string{
		" a \r\n b\tc ":         "a b c",
		"a\x00b\x1b[31m\u0085c": "a b [31m c",
		"a\u2028b\u2029c":       "a b c",
		"\u202Ea\u2066b\u2069":  "ab",
		"\u200Fשלום":            "\u200Fשלום",
		"\xff<b>&🧖‍♀️":          "\uFFFD<b>&🧖‍♀️",
	} {
		if got := line(in); got != want {
			t.Errorf("line(%q) = %q, want %q", in, got, want)
		}
	}
	if got := []rune(channel.Brief(strings.Repeat("ж", 10_000))); len(got) != 500 || got[499] != '…' {
		t.Errorf("brief keeps %d runes", len(got))
	}
}

func TestEveryTemplateHasItsWords(t *testing.T) {
	for audience, events := range telling.TemplateEvents {
		for _, event := range events {
			for _, locale := range []string{"ru", "en"} {
				if got := DefaultTemplate(audience, event, locale); got.Subject == "" || strings.Contains(got.Subject, "no value") {
					t.Errorf("%s %s %s: %q", audience, event, locale, got.Subject)
				}
			}
		}
	}
}
