package reports

// Table is what a plot shows, in figures: what stands behind it on the page, and in the files.
type Table struct {
	ID      string // of its place on the page
	Caption string
	Columns []string // the first is of the rows' names
	Rows    []TableRow
	Sum     *TableRow // nil for none
}

// TableRow is one line of a table.
type TableRow struct {
	Name  string
	Cells []Cell
	Bar   string // how long its bar is, an SVG attribute; "" for none
}

// Cell is one figure: as people read it, and as a program does.
type Cell struct {
	Text   string
	Number string // a decimal with a point; "" where it is no number
}

// Bars says whether the table has a bar in each row.
func (t Table) Bars() bool { return len(t.Rows) > 0 && t.Rows[0].Bar != "" }

// Numeric says whether the cell is a number, which stays on one line.
func (c Cell) Numeric() bool { return c.Number != "" }
