package booking

import "strings"

// CSVCell is a cell that no spreadsheet takes for a formula: what begins like one
// gets an apostrophe before it (OWASP, CSV injection).
func CSVCell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n|%", rune(text[0])) {
		return "'" + text
	}
	return text
}
