package csvfile_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"okno/booking/csvfile"
)

func TestCSVIsRead(t *testing.T) {
	cells := map[string]string{
		"Анна":             "Анна",
		"+7 916 100-00-00": "+7 916 100-00-00",
		"+1 202-555-0123":  "+1 202-555-0123",
		"+79161000000":     "'+79161000000",
		"=1+1":             "'=1+1",
		" =1+1":            "' =1+1",
		"@SUM(A1)":         "'@SUM(A1)",
		"-2+3":             "'-2+3",
		"\t=1":             "'\t'=1",
		"＝1+1":             "'＝1+1",
		"＋1":               "'＋1",
		"－1":               "'－1",
		"＠A1":              "'＠A1",
		"+7 916+cmd|' /C":  "'+7 916+cmd|' /C",
		"Анна,=1+1;=2":     "Анна,'=1+1;'=2", // where the other sign is the separator, it is cut there
		"x;\"=1+1;y":       "x;\"'=1+1;y",
		"a\t＝1\n-2":        "a\t'＝1\n'-2",
		"да, - нет; +1":    "да, - нет; +1",
		`он сказал "да"`:   `он сказал "да"`,
		"":                 "",
	}
	for locale, comma := range map[string]rune{"ru": ';', "en": ','} {
		for in, want := range cells {
			var text strings.Builder
			if err := csvfile.Write(&text, locale, [][]string{{"x", in, "y"}}); err != nil {
				t.Fatal(err)
			}
			line, marked := strings.CutPrefix(text.String(), "\ufeff")
			if !marked || strings.Count(line, `"`)%2 != 0 || !strings.HasPrefix(line, `"`) {
				t.Errorf("%q is written as %q", in, text.String())
			}
			r := csv.NewReader(strings.NewReader(line))
			r.Comma = comma
			got, err := r.Read()
			if err != nil || len(got) != 3 || got[1] != want {
				t.Errorf("%s: %q is read as %q, %v, want %q", locale, in, got, err, want)
			}
		}
	}
}
