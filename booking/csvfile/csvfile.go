// Package csvfile writes tables for spreadsheets.
package csvfile

import (
	"io"
	"regexp"
	"strings"
)

// Write writes a table as spreadsheets of the language open it: UTF-8 with its mark,
// semicolons where the comma is the decimal one, and every cell in quotes, so that none
// is cut in two, wherever the program takes its separators from.
func Write(w io.Writer, locale string, rows [][]string) error {
	comma := ","
	if locale == "ru" {
		comma = ";"
	}
	text := strings.Builder{}
	text.WriteString("\ufeff")
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				text.WriteString(comma)
			}
			text.WriteString(`"` + strings.ReplaceAll(csvCell(cell), `"`, `""`) + `"`)
		}
		text.WriteString("\r\n")
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// formula is how a formula begins, in letters of any width (OWASP, CSV injection).
const formula = "=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20"

// plainCell is a phone number in groups, +7 916 100-00-00, text to every spreadsheet; or an amount below zero, -300.00, a number.
var plainCell = regexp.MustCompile(`^(\+\d{1,3}( [\d-]+)+|-\d+\.\d\d)$`)

// splitFormula is a formula that begins where a program that takes another sign for the separator
// would cut a cell in two.
var splitFormula = regexp.MustCompile(`([,;\t\r\n|]"*)([=+\-@%\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}])`)

// csvCell is a cell that no spreadsheet takes for a formula: what begins like one gets
// an apostrophe before it.
func csvCell(text string) string {
	if plainCell.MatchString(text) {
		return text
	}
	text = splitFormula.ReplaceAllString(text, "$1'$2")
	if strings.IndexAny(strings.TrimLeft(text, " \u00a0\""), formula) == 0 {
		return "'" + text
	}
	return text
}
