package booking_test

import (
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/webform"
)

// What reaches somebody is taken out of prose, however it is written; what is no phone stays.
func TestMaskText(t *testing.T) {
	for text, want := range map[string]string{
		"перезвонить 8 (916) 123-45-67 после 18.00": "перезвонить •••67 после 18.00",
		"тел.+79161234567,ivan@example.com":         "тел.•••67,i•••",
		"wa.me/79161234567":                         "wa.me/•••67",
		"8 916 123 45 67 или 555-01-23":             "•••67 или •••23",
		"８９１６１２３４５６７":                               "•••６７",
		"почта ivan @ example.com":                  "почта i•••",
		"был 12.11.2026, придёт 2026-12-01 10:00":   "был 12.11.2026, придёт 2026-12-01 10:00",
		"с 12.30-14.00 по 13.30-15.00":              "с 12.30-14.00 по 13.30-15.00",
		"12.11.2026 8 916 123-45-67 13.11.2026":     "12.11.2026 •••67 13.11.2026",
		"79.16.1234567":                             "•••67",
		"№ 123456, 25 000 ₽, 2 раза":                "№ 123456, 25 000 ₽, 2 раза",
		"":                                          "",
	} {
		if got := booking.MaskText(text); got != want {
			t.Errorf("%q is masked as %q, not %q", text, got, want)
		}
		if again := booking.MaskText(want); again != want {
			t.Errorf("%q is masked again as %q", want, again)
		}
	}
}

// Who types over a masked text loses nothing of what he may not see.
func TestUnmask(t *testing.T) {
	stored := "звонить 8 916 123-45-67, потом +7 903 555-00-67 или a@b.example"
	for typed, want := range map[string]string{
		booking.MaskText(stored):              stored,
		booking.MaskText(stored) + "! Срочно": stored + "! Срочно",
		"потом •••67":                         "потом 8 916 123-45-67",
		"a••• и •••67 и •••67":                "a@b.example и 8 916 123-45-67 и +7 903 555-00-67",
		"забыть •••12":                        "забыть •••12",
		"":                                    "",
	} {
		if got := booking.Unmask(typed, stored); got != want {
			t.Errorf("%q becomes %q, not %q", typed, got, want)
		}
	}
}

func TestMaskPage(t *testing.T) {
	for page, want := range map[string]string{
		"https://s.example/book?phone=%2B79161234567&utm=ya": "https://s.example/book?phone=•••&utm=ya",
		"https://s.example/book?e=ivan%40example.com":        "https://s.example/book?e=•••",
		"https://s.example/79161234567/x#a@b.example":        "https://s.example/•••67/x#a•••",
		"https://s.example/%D0%B0?a=1":                       "https://s.example/а?a=1",
	} {
		if got := booking.MaskPage(page); got != want {
			t.Errorf("%s is masked as %s, not %s", page, got, want)
		}
	}
}

// An answer is masked by the kind of its field, whatever it is called, and by its looks.
func TestMaskedAnswers(t *testing.T) {
	for _, a := range []webform.Answer{
		{Name: "second", Kind: webform.PhoneField, Value: "12-34-56"},
		{Name: "mail", Kind: webform.EmailField, Value: "secret123456@example.com"},
		{Name: "comment", Kind: webform.TextareaField, Value: "мой номер 12 34 56 7"},
		{Name: "n", Kind: webform.NumberField, Value: "81234567890"},
		{Name: "from", Kind: webform.HiddenField, Value: "https://x.example/?t=1234567&m=secret%40example.com"},
		{Name: "old", Value: "1234567"},
	} {
		got := webform.MaskAnswers([]webform.Answer{a})[0].Value
		if !strings.Contains(got, "•••") || strings.Contains(got, "secret") || strings.Contains(strings.ReplaceAll(got, " ", ""), "12345") {
			t.Errorf("%+v is masked as %q", a, got)
		}
	}
	date := webform.Answer{Name: "when", Kind: webform.DateField, Value: "2026-12-01"}
	if date.Masked() != date {
		t.Error("a date is masked")
	}
}
