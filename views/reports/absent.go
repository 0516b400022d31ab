package reports

import (
	"html/template"

	"okno/booking"
	"okno/views"
)

// AbsentList are the clients who have not been back, to be called or written to.
type AbsentList struct {
	W     *views.Words
	Title string
	Hint  string
	None  string
	Rows  []AbsentRow
	More  string // how many are not listed, "" for none
	Table Table
}

// AbsentRow is one of them.
type AbsentRow struct {
	ID, Name, URL string
	Facts         string // «последний визит 3 марта · Стрижка · 4 визита»
	PhoneURL      template.URL
	Phone         string
	Email         string
	BookURL       string // "" for who may not
}

func (b builder) absent() AbsentList {
	v := AbsentList{
		W: b.Words, Title: b.T("reports.absent"), Hint: b.T("reports.absent.hint"), None: b.T("reports.absent.none"),
		Table: Table{ID: "absent", Caption: b.T("reports.absent"), Columns: []string{b.T("reports.col.client"), b.T("reports.col.last"), b.T("reports.col.service"), b.T("reports.col.visits")}},
	}
	if b.d.SeesContact {
		v.Table.Columns = append(v.Table.Columns, b.T("reports.col.phone"), b.T("reports.col.email"))
	}
	for _, a := range b.d.Absent {
		day := booking.DateOf(a.Last, b.d.Company.Zone)
		row := AbsentRow{
			ID: string(a.Client), Name: b.PersonOf(a.Contact), URL: "/clients/" + string(a.Client),
			Facts: b.T("reports.absent.last", "day", b.Day(day).Full()) + " · " + b.service(a.Service) + " · " + b.T("reports.visits", "count", a.Visits),
		}
		line := TableRow{Name: row.Name, Cells: []Cell{b.text(day.String()), b.text(b.service(a.Service)), b.count(a.Visits)}}
		if b.d.SeesContact {
			row.Phone, row.PhoneURL, row.Email = b.Phone(a.Contact.Phone), views.PhoneURL(a.Contact.Phone), a.Contact.Email
			line.Cells = append(line.Cells, b.text(row.Phone), b.text(row.Email))
		}
		if b.d.CanBook {
			row.BookURL = "/bookings/new?client=" + string(a.Client)
		}
		v.Rows, v.Table.Rows = append(v.Rows, row), append(v.Table.Rows, line)
	}
	if more := b.d.AbsentAll - len(v.Rows); more > 0 {
		v.More = b.T("reports.absent.more", "count", more)
	}
	return v
}

// AllTables are all tables of the report, as its files have them.
func (v Report) AllTables() []Table {
	tiles := Table{ID: "figures", Caption: v.W.T("reports.figures"), Columns: []string{v.W.T("reports.col.figure"), v.Title, v.Before}}
	for _, t := range v.Tiles {
		tiles.Rows = append(tiles.Rows, TableRow{Name: t.Label, Cells: []Cell{t.Now, t.Then}})
	}
	all := []Table{tiles}
	if v.Days != nil {
		all = append(all, v.Days.Table)
	}
	if v.Heat != nil {
		all = append(all, v.Heat.Table)
	}
	for _, s := range v.Tables {
		if len(s.Table.Rows) > 0 {
			all = append(all, s.Table)
		}
	}
	if len(v.Unmet.Table.Rows) > 0 {
		all = append(all, v.Unmet.Table)
	}
	if len(v.Funnels.Table.Rows) > 0 {
		all = append(all, v.Funnels.Table)
	}
	if len(v.Absent.Rows) > 0 {
		all = append(all, v.Absent.Table)
	}
	return all
}
