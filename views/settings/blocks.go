package settings

import (
	"time"

	"okno/booking"
	"okno/views"
)

// BlocksPage is the page GET /blocks: those whose bookings are not taken over the web.
type BlocksPage struct {
	views.Base
	Blocks    []booking.BlockedClient // masked for whoever may not see contacts
	Zone      *time.Location
	CanChange bool
}

// NewBlocksPage makes the page. It sets the title.
func NewBlocksPage(base views.Base, all []booking.BlockedClient, zone *time.Location, canChange bool) BlocksPage {
	base.Section, base.Title = "clients", base.W().T("blocks.title")
	return BlocksPage{base, all, zone, canChange}
}

func (BlocksPage) View() string { return "blocks" }

// Rows are the blocks in words.
func (p BlocksPage) Rows() []BlockRow {
	var rows []BlockRow
	for _, b := range p.Blocks {
		name := p.W().PersonOf(booking.Contact{Name: b.Name, Phone: b.Phone, Email: b.Email})
		rows = append(rows, BlockRow{b.ID, name, p.W().ContactText(booking.Contact{Phone: b.Phone, Email: b.Email}), p.W().T("blocks.by", "who", b.By, "when", p.W().Moment(b.At.In(p.Zone))), b.Reason})
	}
	return rows
}

// BlockRow is one of them.
type BlockRow struct {
	ID                booking.ID
	Name, Contact, By string
	Reason            string
}
