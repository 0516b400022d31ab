package handlers

import (
	"bytes"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking/csvfile"
	"okno/views"
)

// InstantCell is a date and a time that a spreadsheet reads.
func InstantCell(w *views.Words, t time.Time) string {
	return t.Format(time.DateOnly) + " " + ClockCell(w, t)
}

// ClockCell is a time that a spreadsheet reads: none knows a space that does not break.
func ClockCell(w *views.Words, t time.Time) string {
	return strings.ReplaceAll(w.Time(t), "\u00a0", " ")
}

// WriteCSV answers with rows as a file for spreadsheets.
func WriteCSV(c echo.Context, name string, rows [][]string) error {
	var text bytes.Buffer
	if err := csvfile.Write(&text, LocaleOf(c), rows); err != nil {
		return err
	}
	return WriteFile(c, name, "text/csv; charset=utf-8", text.Bytes())
}
