package report_test

import (
	"strings"
	"testing"

	"okno/booking/report"
)

func TestACampaignIsReadFromThePagesAddress(t *testing.T) {
	t.Parallel()
	for page, want := range map[string]string{
		"":                              "",
		"https://salon.example/":        "",
		"https://salon.example/?q=utm":  "",
		"https://salon.example/%zz?utm": "",
		"https://salon.example/?utm_source=yandex&utm_medium=cpc&utm_campaign=winter#book": "yandex / cpc / winter",
		"https://salon.example/?utm_campaign=%D0%B7%D0%B8%D0%BC%D0%B0":                     "зима",
		"https://salon.example/?utm_source=vera%40mail.example&utm_medium=mail":            "v••• / mail",
		"https://salon.example/?utm_source=a%0Ab&utm_medium=cpc":                           "a b / cpc",
		"https://salon.example/?utm_source=" + strings.Repeat("я", 100):                    strings.Repeat("я", 60),
	} {
		if got := report.Campaign(page); got != want {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
}
