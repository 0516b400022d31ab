package messages_test

import (
	"testing"
	"testing/fstest"

	"okno/booking/messages"
)

func TestSay(t *testing.T) {
	book := messages.Read(fstest.MapFS{
		"ru.json": {Data: []byte(`{"saved": "Сохранено: {{.name}}.", "hello": "Привет, {{.name}}", "some": "выбрано: {{.count}}", "form": "Форма «{{.name}}» в архиве.", "many": {"one": "{{.count}} запись", "few": "{{.count}} записи", "many": "{{.count}} записей", "other": "{{.count}} записи"}}`)},
		"en.json": {Data: []byte(`{"saved": "Saved: {{.name}}.", "hello": "Hello, {{.name}}", "some": "chosen: {{.count}}", "form": "The form “{{.name}}” is archived.", "many": {"one": "{{.count}} booking", "other": "{{.count}} bookings"}}`)},
	}, "*.json")
	blanks := func(name string, value any) map[string]any { return map[string]any{name: value} }
	said := func(text string, _ error) string { return text }
	for got, want := range map[string]string{
		said(book.Say("ru", "hello", blanks("name", "Анна"), nil)):                "Привет, Анна",
		said(book.Say("ru", "many", blanks("count", 5), 5)):                       "5 записей",
		said(book.Say("ru", "some", blanks("count", 3), 3)):                       "выбрано: 3", // a message without forms may have a number
		said(book.Say("ru", "saved", blanks("name", "Борис Б."), nil)):            "Сохранено: Борис Б.",
		said(book.Say("ru", "saved", blanks("name", "Анна"), nil)):                "Сохранено: Анна.",
		said(book.Say("ru", "form", blanks("name", "Салон «Лотос»"), nil)):        "Форма «Салон „Лотос“» в архиве.",
		said(book.Say("ru", "form", blanks("name", "Салон «Лотос"), nil)):         "Форма «Салон «Лотос» в архиве.", // not closed: as it was typed
		said(book.Say("ru", "hello", blanks("name", "«Лотос» и «Ромашка»"), nil)): "Привет, «Лотос» и «Ромашка»",
		said(book.Say("de", "many", blanks("count", 1), 1)):                       "1 booking",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for name, say := range map[string]func(){
		"a key without a message": func() { _, _ = book.Say("ru", "no.such", nil, nil) },
		"a blank left open":       func() { _, _ = book.Say("ru", "hello", nil, nil) },
		"a count without number":  func() { _, _ = book.Say("ru", "many", blanks("count", 5), nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s is said", name)
				}
			}()
			say()
		}()
	}
}
