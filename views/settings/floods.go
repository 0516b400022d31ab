package settings

import (
	"time"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// FloodPage is the page GET /floods/ID.
type FloodPage struct {
	views.Base
	FloodData
}

// FloodData is what it is made of; contacts that the viewer may not see are masked.
type FloodData struct {
	Flood     webform.Flood
	Things    []FloodThing
	Zone      *time.Location
	CanChange bool
}

// FloodThing is a booking, a request or a hold that came by a flood.
type FloodThing struct {
	ID      booking.ID
	Kind    string // "booking", "lead", "hold"
	At      time.Time
	Known   bool // of a client whom the company has seen before
	Gone    bool // it is withdrawn, over, or somebody has looked after it
	Start   time.Time
	Contact booking.Contact
	Word    string // how a booking stands
}

// NewFloodPage makes the page. It sets the title.
func NewFloodPage(base views.Base, d FloodData) FloodPage {
	base.Section, base.Title = "overview", base.W().T("floods.title")
	base.Attention.Flood = nil // it is being looked after
	return FloodPage{base, d}
}

func (FloodPage) View() string { return "flood" }

// Lead is what has come; Closed is what has become of it, "" while it is open.
func (p FloodPage) Lead() string { return views.FloodSaid(p.W(), p.Flood) }
func (p FloodPage) Closed() string {
	if p.Flood.State == webform.FloodOpen {
		return ""
	}
	return p.W().T("floods."+string(p.Flood.State), "who", p.Flood.By, "time", p.Flood.Closed.In(p.Zone))
}

// Withdrawn says that there is something to bring back.
func (p FloodPage) Withdrawn() bool { return p.Flood.State == webform.FloodWithdrawn }

// Rows are the things in words.
func (p FloodPage) Rows() []FloodRow {
	var rows []FloodRow
	for _, t := range p.Things {
		row := FloodRow{FloodThing: t, Came: p.W().Time(t.At.In(p.Zone)), Chosen: !t.Known && !t.Gone}
		switch t.Kind {
		case "booking":
			row.What, row.URL = p.W().Moment(t.Start.In(p.Zone)), "/bookings/"+string(t.ID)
		case "lead":
			row.What, row.URL = p.W().T("floods.lead"), "/leads/"+string(t.ID)
		default:
			row.What = p.W().T("floods.hold", "when", p.W().Moment(t.Start.In(p.Zone)))
		}
		if t.Kind != "hold" {
			row.Name, row.Email = t.Contact.Name, t.Contact.Email
			if t.Contact.Phone != "" {
				row.Phone = p.W().Phone(t.Contact.Phone)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// FloodRow is one of them.
type FloodRow struct {
	FloodThing
	Came, What, URL    string
	Name, Phone, Email string
	Chosen             bool
}
