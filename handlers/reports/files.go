package reports

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/tealeg/xlsx/v3"

	"okno/booking"
	"okno/handlers"
	"okno/views/reports"
)

// tables are those of the report that is asked for, as the page shows them, and the files' name.
func (h *Handlers) tables(c echo.Context) (tables []reports.Table, name string, err error) {
	d, err := h.read(c)
	if err != nil {
		return nil, "", err
	}
	if len(d.Wrong) > 0 {
		return nil, "", booking.FailFields(d.Wrong)
	}
	if err := h.NoteExport(c, "reports", booking.SeeReports); err != nil {
		return nil, "", err
	}
	return reports.NewReport(handlers.ReaderOf(c), d).AllTables(), "reports-" + d.Query.From.String() + "-" + d.Query.To.String(), nil
}

// csv is the report as one file, a table after the other.
func (h *Handlers) csv(c echo.Context) error {
	tables, name, err := h.tables(c)
	if err != nil {
		return err
	}
	point := "."
	if handlers.LocaleOf(c) == "ru" {
		point = ","
	}
	var rows [][]string
	for i, t := range tables {
		if i > 0 {
			rows = append(rows, nil)
		}
		rows = append(rows, []string{t.Caption}, t.Columns)
		for _, line := range lines(t) {
			row := []string{line.Name}
			for _, cell := range line.Cells {
				if cell.Number != "" {
					row = append(row, strings.Replace(cell.Number, ".", point, 1))
				} else {
					row = append(row, cell.Text)
				}
			}
			rows = append(rows, row)
		}
	}
	return handlers.WriteCSV(c, name+".csv", rows)
}

// xlsx is the report as a workbook with a sheet for each table. Texts are never formulas there.
func (h *Handlers) xlsx(c echo.Context) error {
	tables, name, err := h.tables(c)
	if err != nil {
		return err
	}
	book := xlsx.NewFile()
	bold := xlsx.NewStyle()
	bold.Font.Bold, bold.ApplyFont = true, true
	for _, t := range tables {
		sheet, err := book.AddSheet(t.ID)
		if err != nil {
			return err
		}
		sheet.AddRow().AddCell().SetString(t.Caption)
		head := sheet.AddRow()
		for _, column := range t.Columns {
			cell := head.AddCell()
			cell.SetString(column)
			cell.SetStyle(bold)
		}
		for _, line := range lines(t) {
			row := sheet.AddRow()
			row.AddCell().SetString(line.Name)
			for _, of := range line.Cells {
				cell := row.AddCell()
				if number, err := strconv.ParseFloat(of.Number, 64); err == nil {
					cell.SetFloat(number)
				} else {
					cell.SetString(of.Text)
				}
			}
		}
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		return err
	}
	return handlers.WriteFile(c, name+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.Bytes())
}

// lines are the rows of a table, and their sum.
func lines(t reports.Table) []reports.TableRow {
	if t.Sum == nil {
		return t.Rows
	}
	return append(t.Rows[:len(t.Rows):len(t.Rows)], *t.Sum)
}
