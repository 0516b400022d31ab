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
		rows = append(rows, NewBlockRow(p.Locale, b, p.Zone, p.CanChange))
	}
	return rows
}

// BlockRow is one of them: the fragment #block-ID.
type BlockRow struct {
	W                 *views.Words
	ID                booking.ID
	Name, Contact, By string
	Reason            string
	CanChange         bool
	Open              bool   // the form of the reason is
	Typed             string // into it
	Error             string
}

// NewBlockRow makes the fragment in the given language.
func NewBlockRow(locale string, b booking.BlockedClient, zone *time.Location, canChange bool) BlockRow {
	w := views.In(locale)
	contact := booking.Contact{Name: b.Name, Phone: b.Phone, Email: b.Email}
	return BlockRow{
		W: w, ID: b.ID, Name: w.PersonOf(contact), Contact: w.ContactText(booking.Contact{Phone: b.Phone, Email: b.Email}),
		By: w.T("blocks.by", "who", b.By, "when", w.Moment(b.At.In(zone))), Reason: b.Reason, Typed: b.Reason, CanChange: canChange,
	}
}

func (BlockRow) View() string { return "block-row" }

// URL is the block's own.
func (r BlockRow) URL() string { return "/blocks/" + string(r.ID) }
