package views

import "okno/booking"

// BlockForm is the act of blocking somebody, or of lifting it, where a client, a booking or a lead is shown.
type BlockForm struct {
	W       *Words
	Of      string // "client", "booking", "lead"
	ID      booking.ID
	Blocked booking.ID // the block that concerns him, "" for none
}

// blockFact is that somebody is not booked over the web, with the desk's reason.
func (w *Words) blockFact(reason string) string {
	if reason == "" {
		return w.T("blocks.fact")
	}
	return w.T("blocks.fact_for", "reason", reason)
}
