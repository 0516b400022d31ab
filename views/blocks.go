package views

import (
	"time"

	"okno/booking"
)

// BlocksPage is the page GET /blocks: those whose bookings are not taken over the web.
type BlocksPage struct {
	Base
	Blocks    []booking.BlockedClient // masked for whoever may not see contacts
	Zone      *time.Location
	CanChange bool
}

// NewBlocksPage makes the page. It sets the title.
func NewBlocksPage(base Base, all []booking.BlockedClient, zone *time.Location, canChange bool) BlocksPage {
	base.Section, base.Title = "clients", base.W().T("blocks.title")
	return BlocksPage{base, all, zone, canChange}
}

func (BlocksPage) view() string { return "blocks" }

// Rows are the blocks in words.
func (p BlocksPage) Rows() []BlockRow {
	var rows []BlockRow
	for _, b := range p.Blocks {
		name := p.W().person(booking.Contact{Name: b.Name, Phone: b.Phone, Email: b.Email})
		rows = append(rows, BlockRow{b.ID, name, p.W().contactText(booking.Contact{Phone: b.Phone, Email: b.Email}), p.W().T("blocks.by", "who", b.By, "when", p.W().Moment(b.At.In(p.Zone)))})
	}
	return rows
}

// BlockRow is one of them.
type BlockRow struct {
	ID                booking.ID
	Name, Contact, By string
}

// Block is the act of blocking the booking's client; nil where there is nobody to block.
func (d Details) Block() *BlockForm {
	if !d.CanChange || d.Phone == "" && d.Email == "" {
		return nil
	}
	return &BlockForm{W: d.W, Of: "booking", ID: d.ID}
}

// Block is the same of a lead.
func (s LeadSheet) Block() *BlockForm {
	if !s.CanChange || s.Phone == "" && s.Email == "" {
		return nil
	}
	return &BlockForm{W: s.W, Of: "lead", ID: s.Row.ID}
}

// Block is the same of a client's card, or the lifting of it.
func (c Client) Block() *BlockForm {
	if !c.CanChange || c.Erased || c.Phone == "" && c.Email == "" && c.Blocked == "" {
		return nil
	}
	return &BlockForm{W: c.W, Of: "client", ID: c.ID, Blocked: c.Blocked}
}

// BlockForm is the act of blocking somebody, or of lifting it, where a client, a booking or a lead is shown.
type BlockForm struct {
	W       *Words
	Of      string // "client", "booking", "lead"
	ID      booking.ID
	Blocked booking.ID // the block that concerns him, "" for none
}
