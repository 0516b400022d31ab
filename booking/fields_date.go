package booking

import (
	"regexp"
	"strings"
)

var dateForm = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// Date is nil where the text is no date of this century.
func (f Fields) Date(field, text string) *Date {
	text = strings.TrimSpace(text)
	date, err := ParseDate(text)
	switch {
	case text == "":
		f[field] = Say("error.required")
	case !dateForm.MatchString(text):
		f[field] = Say("error.date")
	case err != nil || !date.Usable():
		f[field] = Say("error.date_unknown")
	default:
		return &date
	}
	return nil
}
