// Package clientfile reads clients out of a table that somebody brings along: CSV or XLSX, from a
// spreadsheet or from another program.
package clientfile

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"okno/booking"
)

// The bounds of a table.
const (
	MaxBytes   = 4 << 20
	MaxRows    = 5_000
	MaxColumns = 60
	maxCell    = 4_000 // bytes
)

// Read is the table of a file: its rows with as many cells each, none of which is all empty. Of an
// XLSX file it is the first sheet. What is no table, or too large, is Invalid.
func Read(content []byte) ([][]string, error) {
	var rows [][]string
	var err error
	switch {
	case len(content) > MaxBytes:
		return nil, booking.Fail(booking.Invalid, "error.import.large", "Max", MaxBytes>>20)
	case bytes.HasPrefix(content, []byte("PK")):
		rows, err = readXLSX(content)
	default:
		rows, err = readCSV(content)
	}
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, booking.Fail(booking.Invalid, "error.import.empty")
	}
	return square(rows), nil
}

// readCSV reads what spreadsheets write: UTF-8 or UTF-16 with its mark, else Windows-1251 where it is no UTF-8;
// separated by whatever the first line has most of.
func readCSV(content []byte) ([][]string, error) {
	text, err := decoded(content)
	if err != nil || strings.ContainsRune(text, 0) {
		return nil, booking.Fail(booking.Invalid, "error.import.unreadable")
	}
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	line, _, _ := strings.Cut(text, "\n")
	reader.Comma = ';'
	for _, comma := range ",\t" {
		if strings.Count(line, string(comma)) > strings.Count(line, string(reader.Comma)) {
			reader.Comma = comma
		}
	}
	var rows [][]string
	for len(rows) <= MaxRows+1 {
		cells, err := reader.Read()
		if err != nil {
			break // its end: nothing else is wrong with lazy quotes
		}
		for i := range cells {
			cells[i] = tidy(cells[i])
		}
		rows = keep(rows, cells[:min(len(cells), MaxColumns)])
	}
	return rows, orTooMany(rows, nil)
}

func decoded(content []byte) (string, error) {
	switch {
	case bytes.HasPrefix(content, []byte("\xff\xfe")), bytes.HasPrefix(content, []byte("\xfe\xff")):
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(content)
		return string(text), err
	case utf8.Valid(content):
		return strings.TrimPrefix(string(content), "\ufeff"), nil
	}
	text, err := charmap.Windows1251.NewDecoder().Bytes(content)
	return string(text), err
}

// tidy is a cell without what spreadsheets put around it.
func tidy(cell string) string {
	cell = strings.TrimSpace(strings.ToValidUTF8(cell, ""))
	if len(cell) > maxCell {
		cell = strings.ToValidUTF8(cell[:maxCell], "")
	}
	return strings.TrimPrefix(cell, "'") // text that looks like a number
}

// keep adds a row that is not all empty.
func keep(rows [][]string, cells []string) [][]string {
	if strings.Join(cells, "") == "" {
		return rows
	}
	return append(rows, cells)
}

func orTooMany(rows [][]string, err error) error {
	if err == nil && len(rows) > MaxRows+1 { // the first one may be a header
		return booking.Fail(booking.Invalid, "error.import.rows", "Max", MaxRows)
	}
	return err
}

// square gives all rows as many cells as the longest has.
func square(rows [][]string) [][]string {
	most := 0
	for _, row := range rows {
		most = max(most, len(row))
	}
	for i, row := range rows {
		rows[i] = append(row, make([]string, most-len(row))...)
	}
	return rows
}
