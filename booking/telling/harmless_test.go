package telling_test

import (
	"strings"
	"testing"

	"okno/booking/telling"
)

func TestLinksAreSeen(t *testing.T) {
	for _, text := range []string{
		"https://evil.example/pay", "Pay at evil.example", "www.bank", "bit.ly/abc", "HTTP://X", "a@bank.com", "банк.рф", "банк。рф", "evil．com", "mailto:x",
		"(evil.com)", "evil.co.uk", "xn--80a.xn--p1ai", "look:evil.com!",
	} {
		if !telling.HasLink(text) {
			t.Errorf("%q: no link seen", text)
		}
		if left := telling.Unlinked(text); telling.HasLink(left) {
			t.Errorf("%q became %q", text, left)
		}
	}
	for _, text := range []string{
		"", "Анна", "Анна-Мария О'Нил", "ул.Ленина, д.5", "J.Smith", "Иванов И.О.", "Салон №1", "10.30", "т.е. завтра", "Dr. Who", "Жду в 12:30", "1/2", "C#", "A&B",
	} {
		if telling.HasLink(text) || telling.Unlinked(text) != text {
			t.Errorf("%q is taken for a link: %q", text, telling.Unlinked(text))
		}
	}
}

func TestAPlainNameLeadsNowhere(t *testing.T) {
	if got := telling.PlainName("YOUR PARCEL IS HELD,\r\npay at https://evil.example/pay"); got != "YOUR PARCEL IS HELD, pay at https evil example pay" {
		t.Errorf("got %q", got)
	}
	if got := telling.PlainName(strings.Repeat("длинное имя ", 20)); len([]rune(got)) > 60 {
		t.Errorf("%d runes", len([]rune(got)))
	}
}

func TestForeignLinks(t *testing.T) {
	for text, want := range map[string]string{
		"Ждём вас, {{client}}!":                 "",
		"Карта: https://okno.example/b/abc":     "",
		"Меню на https://evil.example/okno":     "https://evil.example/okno",
		"https://okno.example@evil.example/":    "https://okno.example@evil.example/",
		"https://okno.example/?to=evil.example": "https://okno.example/?to=evil.example",
		"Пишите на x@evil.example":              "x@evil.example",
		"okno.example.evil.example":             "okno.example.evil.example",
	} {
		if got := telling.ForeignLink(text, "okno.example"); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
