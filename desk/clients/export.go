package clients

import (
	"context"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/clientdb"
)

// ExportClient remembers that a client's data was taken out, and gives him as he
// is. Nothing on a board looks different for it.
func (d *Desk) ExportClient(ctx context.Context, m acts.Member, id booking.ID) (booking.Client, error) {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return booking.Client{}, err
	}
	now := d.Now()
	var client booking.Client
	err := d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) (err error) {
		if client, err = clientdb.Client(ctx, a.Scope, id); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("client.exported", now, nil)); err != nil {
			return err
		}
		return a.WriteClientHistory(ctx, id, booking.HistoryLine{At: now, Act: "exported", Actor: m.Actor()})
	})
	return client, err
}
