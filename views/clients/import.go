package clients

import (
	"strconv"
	"time"

	"okno/booking"
	"okno/booking/clientfile"
	"okno/views"
)

// What a page of an import shows of a file.
const (
	importSamples = 3  // cells of a column
	importWrong   = 50 // lines that are wrong
	importMaybe   = 50 // lines that are asked about
)

// ImportPage is GET /clients/import, and of a file /clients/import/:id: what would become of it, or what has.
type ImportPage struct {
	views.Base
	URL     string // of the file, "" where none is chosen yet
	Name    string
	Problem string
	Columns []ImportColumn
	Counts  []string
	Ready   int // cards that would be made or completed
	Import  string
	Wrong   []ImportWrong
	MoreBad string
	Bad     bool
	Skip    bool
	Maybe   []ImportMaybe
	Done    bool
	Undone  bool
	CanUndo bool
	Until   string
}

func (ImportPage) View() string { return "client-import" }

// ImportColumn is a column of the file: what it is of can be chosen.
type ImportColumn struct {
	Name    string // of the select
	Title   string
	Samples []string
	Fields  []views.SelectOption
}

// ImportWrong is what cannot be accepted in a line.
type ImportWrong struct {
	Line              int
	Field, Value, Why string
}

// ImportMaybe is a line of somebody new who may be one of the clients.
type ImportMaybe struct {
	Name    string // of the choice
	Line    string
	Who     string
	Answers []views.SelectOption
}

// ImportData is what it is made of.
type ImportData struct {
	Company   booking.Company
	File      ImportFile
	Header    bool
	Fields    []clientfile.Field
	Plan      ImportPlan
	Chosen    map[int]booking.ID
	Skip      bool
	Problem   booking.Sentence
	UndoUntil time.Time
	Now       time.Time
}

// ImportFile is a file that was brought along, and what has become of it.
type ImportFile struct {
	ID                                booking.ID
	Name                              string
	Cells                             [][]string
	Done, Undone                      bool
	Made, Completed, Same, Left, Kept int
}

// ImportPlan is what would become of its lines.
type ImportPlan struct {
	New, Completed, Same, Twice int
	Wrong                       []clientfile.Row
	Maybe                       []ImportLine
}

// ImportLine is a line of somebody new, and who it may be.
type ImportLine struct {
	Line   int
	Client booking.Client
	Maybe  []booking.Client
}

// NewImportPage makes the page. It sets the title.
func NewImportPage(base views.Base, d ImportData) ImportPage {
	w := base.W()
	base.Section, base.Title = "clients", w.T("clients.import.title")
	v := ImportPage{Base: base, Problem: w.Say(d.Problem), Name: d.File.Name, Skip: d.Skip, Done: d.File.Done, Undone: d.File.Undone}
	if d.File.ID == "" {
		return v
	}
	v.URL = "/clients/import/" + string(d.File.ID)
	if v.Done {
		v.done(w, d)
		return v
	}
	v.columns(w, d)
	p := d.Plan
	v.Ready = p.New + p.Completed
	v.count(w, "new", p.New)
	v.count(w, "completed", p.Completed)
	v.count(w, "same", p.Same)
	v.count(w, "twice", p.Twice)
	v.count(w, "wrong", len(p.Wrong))
	v.Import = w.T("clients.import.now", "count", v.Ready)
	v.Bad = len(p.Wrong) > 0
	for i, row := range p.Wrong {
		if i == importWrong {
			v.MoreBad = w.T("clients.import.more", "count", len(p.Wrong)-importWrong)
			break
		}
		for _, wrong := range row.Wrong {
			v.Wrong = append(v.Wrong, ImportWrong{row.Line, w.T("clients.import.field." + string(wrong.Field)), wrong.Value, w.Say(wrong.Sentence)})
		}
	}
	for i, line := range p.Maybe {
		if i == importMaybe {
			break
		}
		v.Maybe = append(v.Maybe, maybeOf(w, line, d.Chosen[line.Line]))
	}
	return v
}

func (v *ImportPage) count(w *views.Words, what string, n int) {
	if n > 0 {
		v.Counts = append(v.Counts, w.T("clients.import.count."+what, "count", n))
	}
}

func (v *ImportPage) done(w *views.Words, d ImportData) {
	f := d.File
	if f.Undone {
		v.count(w, "kept", f.Kept)
		return
	}
	v.count(w, "made", f.Made)
	v.count(w, "filled", f.Completed)
	v.count(w, "same", f.Same)
	v.count(w, "left", f.Left)
	v.CanUndo = f.Made+f.Completed > 0 && d.Now.Before(d.UndoUntil)
	v.Until = w.When(d.UndoUntil.In(d.Company.Zone), d.Now.In(d.Company.Zone))
}

func (v *ImportPage) columns(w *views.Words, d ImportData) {
	for i, field := range d.Fields {
		c := ImportColumn{Name: "column-" + strconv.Itoa(i), Title: w.T("clients.import.column", "n", i+1)}
		rows := d.File.Cells
		if d.Header {
			if rows[0][i] != "" {
				c.Title = rows[0][i]
			}
			rows = rows[1:]
		}
		for _, row := range rows {
			if row[i] != "" && len(c.Samples) < importSamples {
				c.Samples = append(c.Samples, row[i])
			}
		}
		c.Fields = []views.SelectOption{{Label: w.T("clients.import.field.none"), Chosen: field == ""}}
		for _, each := range clientfile.Fields {
			c.Fields = append(c.Fields, views.SelectOption{Value: string(each), Label: w.T("clients.import.field." + string(each)), Chosen: each == field})
		}
		v.Columns = append(v.Columns, c)
	}
}

func maybeOf(w *views.Words, line ImportLine, chosen booking.ID) ImportMaybe {
	m := ImportMaybe{Name: "same-" + strconv.Itoa(line.Line), Line: w.T("clients.import.line", "n", line.Line), Who: brief(w, line.Client)}
	m.Answers = []views.SelectOption{{Label: w.T("clients.import.someone_new"), Chosen: chosen == ""}}
	for _, c := range line.Maybe {
		m.Answers = append(m.Answers, views.SelectOption{Value: string(c.ID), Label: brief(w, c), Chosen: c.ID == chosen})
	}
	return m
}

// brief names a client with how he is reached.
func brief(w *views.Words, c booking.Client) string {
	text := c.Name
	if c.Phone != "" {
		text += " · " + w.Phone(c.Phone)
	}
	if c.Email != "" {
		text += " · " + c.Email
	}
	return text
}
