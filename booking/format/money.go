package format

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"
)

//go:embed signs.tab
var signsTab string

// signs are what a currency is written with in each language; the others show their code.
var signs = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{"en": {}, "ru": {}}
	for line := range strings.Lines(signsTab) {
		if code, rest, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			all["en"][code], all["ru"][code], _ = strings.Cut(rest, "\t")
		}
	}
	return all
})

// Sign is the sign of a currency, its code where people know none.
func (s Style) Sign(code string) string {
	if sign, ok := signs()[s.Locale()][code]; ok {
		return sign
	}
	return code
}

// Money writes a decimal amount of a currency (ISO 4217): "2500.00" of RUB is
// «2 500 ₽», of GBP "£2,500". An empty amount is "".
func (s Style) Money(amount, code string) string {
	if amount == "" {
		return ""
	}
	if owed, below := strings.CutPrefix(amount, "-"); below {
		return "−" + s.Money(owed, code)
	}
	number, sign := s.number(amount, decimals(code)), s.Sign(code)
	if s.words() == &russian {
		return number + nbsp + sign
	}
	if last, _ := utf8.DecodeLastRuneInString(sign); unicode.IsLetter(last) || last == '.' {
		sign += nbsp
	}
	return sign + number
}

// decimals is how many digits after the point a currency has.
func decimals(code string) int {
	unit, err := currency.ParseISO(code)
	if err != nil {
		return 2
	}
	digits, _ := currency.Standard.Rounding(unit)
	return digits
}

// number groups the digits of a decimal number, and shows what is behind the point
// where that is not nothing.
func (s Style) number(decimal string, digits int) string {
	group, point := ",", "."
	if s.words() == &russian {
		group, point = nbsp, ","
	}
	whole, rest, _ := strings.Cut(decimal, ".")
	if text := grouped(whole, group); strings.Trim(rest, "0") == "" {
		return text
	} else if have := strings.TrimRight(rest, "0"); len(have) < digits {
		return text + point + have + strings.Repeat("0", digits-len(have))
	} else {
		return text + point + have
	}
}

// Number groups the digits of a whole number: 1,200.
func (s Style) Number(whole string) string { return s.number(whole, 0) }

// Amount is a decimal amount as it is typed into a field: "2500.50" is «2500,50» in
// Russian; a whole amount has no point.
func (s Style) Amount(decimal string) string {
	whole, cents, _ := strings.Cut(decimal, ".")
	switch {
	case strings.Trim(cents, "0") == "":
		return whole
	case s.words() == &russian:
		return whole + "," + cents
	}
	return decimal
}

// grouped puts sep between every three digits.
func grouped(digits, sep string) string {
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Currencies are the codes of those with a sign, in order: what a field offers.
func Currencies() []string { return slices.Sorted(maps.Keys(signs()["en"])) }
