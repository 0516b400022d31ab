package companyfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"okno/booking"
	"okno/booking/payment"
)

// text is the next value, which has to be a string. False when a problem was noted.
func (r *input) text() (string, bool) {
	if r.dec.PeekKind() != '"' {
		r.wrong("a string")
		return "", false
	}
	s := r.token().String()
	if strings.ContainsRune(s, 0) { // PostgreSQL's text cannot hold it
		r.here("holds a NUL character (U+0000)")
		return "", false
	}
	return s, true
}

// oneLine is a text on one line: trimmed, not empty, of at most booking.MaxName characters.
func (r *input) oneLine() string { return r.oneLineOf(booking.MaxName) }

func (r *input) oneLineOf(most int) string {
	s, ok := r.text()
	if !ok {
		return ""
	}
	s = strings.TrimSpace(s)
	if i := strings.IndexFunc(s, unicode.IsControl); i >= 0 {
		c, _ := utf8.DecodeRuneInString(s[i:])
		r.here(fmt.Sprintf("holds a control character (%U)", c))
	}
	r.check(s != "", "is empty")
	r.longest(s, most)
	return s
}

// lines is a text of several lines, possibly empty.
func (r *input) lines(most int) string {
	s, ok := r.text()
	if !ok {
		return ""
	}
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	control := func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }
	if i := strings.IndexFunc(s, control); i >= 0 {
		c, _ := utf8.DecodeRuneInString(s[i:])
		r.here(fmt.Sprintf("holds a control character (%U)", c))
	}
	r.longest(s, most)
	return s
}

func (r *input) longest(s string, most int) {
	if n := utf8.RuneCountInString(s); n > most {
		r.here(fmt.Sprintf("is %d characters long, %d are allowed", n, most))
	}
}

// literal is the raw text of a number, "" after a problem.
func (r *input) literal() string {
	if r.dec.PeekKind() != '0' {
		r.wrong("a number")
		return ""
	}
	return r.token().String()
}

func (r *input) number(least, most int) int {
	s := r.literal()
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	r.check(err == nil && n >= least && n <= most, "must be a whole number from %d to %d, not %s", least, most, short(s))
	return n
}

func (r *input) step() int {
	s := r.literal()
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	r.check(err == nil && slices.Contains(booking.Steps, n), "must be one of 5, 10, 15, 20, 30 and 60, not %s", short(s))
	return n
}

func (r *input) flag() bool {
	if k := r.dec.PeekKind(); k != 't' && k != 'f' {
		r.wrong("true or false")
		return false
	}
	return r.token().Bool()
}

// oneOf is a string that is one of the words of T.
func oneOf[T ~string](r *reader, words ...T) T {
	s, ok := r.text()
	if ok && !slices.Contains(words, T(s)) {
		list := make([]string, len(words))
		for i, w := range words {
			list[i] = string(w)
		}
		r.here(fmt.Sprintf("must be one of %s, not %q", strings.Join(list, ", "), short(s)))
	}
	return T(s)
}

// color is #rrggbb, in lower case.
func (r *input) color() string {
	s, ok := r.text()
	if !ok {
		return ""
	}
	hex := func(c rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF", c) }
	if len(s) != 7 || s[0] != '#' || strings.ContainsFunc(s[1:], hex) {
		r.here(fmt.Sprintf("%q is not a colour like #7c5cff", short(s)))
	}
	return strings.ToLower(s)
}

// price is a decimal of at most ten digits and two decimals, which it is filled up to.
func (r *input) price() string {
	s, ok := r.text()
	if !ok {
		return ""
	}
	whole, cents, point := strings.Cut(s, ".")
	notDigit := func(c rune) bool { return c < '0' || c > '9' }
	if whole == "" || len(whole) > 10 || len(cents) > 2 || (point && cents == "") || strings.ContainsFunc(whole+cents, notDigit) {
		r.here(fmt.Sprintf("%q is not a price like 2500.00, from 0 to 9999999999.99", short(s)))
		return ""
	}
	whole = strings.TrimLeft(whole[:len(whole)-1], "0") + whole[len(whole)-1:]
	return whole + "." + (cents + "00")[:2]
}

// amount is a price that may be below zero, and is not zero.
func (r *input) amount() string {
	s, ok := r.text()
	if !ok {
		return ""
	}
	price, readable := booking.ParsePrice(strings.TrimPrefix(s, "-"))
	if !readable || strings.ContainsAny(s, ", ") || payment.Cents(price) == 0 {
		r.here(fmt.Sprintf("%q is not an amount like 2500.00 or -500.00, and not zero", short(s)))
		return ""
	}
	if strings.HasPrefix(s, "-") {
		return "-" + price
	}
	return price
}

// key is of lower-case latin letters, digits and the other characters.
func (r *reader) key(most int, others, what string) string {
	s, ok := r.text()
	if !ok {
		return ""
	}
	strange := func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < '0' || c > '9') && !strings.ContainsRune(others, c)
	}
	r.check(len(s) >= 2 && len(s) <= most && !strings.ContainsFunc(s, strange), "%q is not of 2 to %d %s", short(s), most, what)
	return s
}
