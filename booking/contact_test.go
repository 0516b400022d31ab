package booking

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
)

func TestParsePhone(t *testing.T) {
	for _, test := range []struct{ zone, in, want string }{
		{"Europe/Moscow", "+7 916 123-45-67", "+79161234567"},
		{"Europe/Moscow", "8 (916) 123-45-67", "+79161234567"},
		{"Europe/Moscow", "9161234567", "+79161234567"},
		{"Europe/Moscow", "+44 7700 900123", "+447700900123"},
		{"Europe/London", "07700 900123", "+447700900123"},
		{"Etc/UTC", "+447700900123", "+447700900123"},
		{"Europe/Moscow", "0044 20 7946 0958", "+442079460958"}, // international prefixes, whosever they are
		{"Europe/Moscow", "8~10 44 20 7946 0958", "+442079460958"},
		{"Europe/Moscow", "011 44 20 7946 0958", "+442079460958"},
		{"Europe/Moscow", "00 7 916 123 45 67", "+79161234567"},
		{"Europe/London", "810 7 916 123 45 67", "+79161234567"},
		{"America/New_York", "00 44 20 7946 0958", "+442079460958"},
		{"America/New_York", "7 916 123-45-67", "+79161234567"}, // the plus forgotten
		{"Europe/Moscow", "+8 916 123-45-67", "+79161234567"},
		{"Europe/Moscow", "8916123456", "+78916123456"}, // possible; see TestDoubts
		{"Europe/Moscow", "+7 000 000-00-00", "+70000000000"},
		{"Etc/UTC", "07700 900123", ""},
		{"Europe/Moscow", "", ""},
		{"Europe/Moscow", "12", ""},
		{"Europe/Moscow", "+7 916 123-4", ""},
		{"Europe/Moscow", "+79161234567890", ""},
		{"Europe/London", "+7 700 702263", ""},
		{"Europe/Moscow", "not a phone", ""},
		{"Europe/Moscow", "💇", ""},
		{"Europe/Moscow", "+7916123456789012345", ""},
		{"Europe/Moscow", strings.Repeat("9", 10_000), ""},
	} {
		zone, err := time.LoadLocation(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := ParsePhone(test.in, zone)
		if got != test.want || ok != (test.want != "") {
			t.Errorf("ParsePhone(%.30q, %s) = %q, %v; want %q", test.in, test.zone, got, ok, test.want)
		}
	}
}

func TestParseEmail(t *testing.T) {
	for in, want := range map[string]string{
		"ivan@example.com":                        "ivan@example.com",
		" Ivan@Example.COM ":                      "ivan@example.com",
		"ivan":                                    "",
		"ivan@localhost":                          "ivan@localhost", // an intranet's own
		"Ivan <ivan@example.com>":                 "",
		"a@b.c, d@e.f":                            "",
		"a@b.c\r\nBcc: all@evil.com":              "",
		strings.Repeat("a", 300) + "@example.com": "",
	} {
		got, ok := ParseEmail(in)
		if got != want || ok != (want != "") {
			t.Errorf("ParseEmail(%.40q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

func TestCleanLine(t *testing.T) {
	for _, test := range []struct {
		in, want string
		ok       bool
	}{
		{"  Иван \t Петров ", "Иван Петров", true},
		{"a\x00b\x1bc", "abc", true},
		{"😀👩‍👩‍👧", "😀👩‍👩‍👧", true},
		{"two\r\nlines", "two lines", true},
		{strings.Repeat("я", 200), strings.Repeat("я", 200), true},
		{"\xff", "", false},
	} {
		if got, ok := CleanLine(test.in, MaxName); got != test.want || ok != test.ok {
			t.Errorf("CleanLine(%q) = %q, %v; want %q, %v", test.in, got, ok, test.want, test.ok)
		}
	}
	if _, ok := CleanLine(strings.Repeat("я", 201), MaxName); ok {
		t.Error("201 runes pass as a name")
	}
}
