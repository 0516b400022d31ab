package clients

import (
	"context"
	"slices"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/messagedb"
)

// RemoveChat ends the connection of one of a client's chats, on the desk's word: he is told by mail again, and can connect
// it anew. To remove what is gone does nothing.
func (d *Desk) RemoveChat(ctx context.Context, m acts.Member, client, chat booking.ID) error {
	return d.Bookings.ChangeClient(ctx, m, client, func(a *db.Act, _ booking.Client, now time.Time) error {
		list, err := messagedb.ChatsOfClient(ctx, a.Scope, client)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(list, func(k messagedb.ClientChat) bool { return k.ID == chat }) {
			return acts.ErrUnchanged
		}
		if _, err := messagedb.EndClientChat(ctx, a, chat); err != nil {
			return err
		}
		return a.WriteClientHistory(ctx, client, booking.HistoryLine{At: now, Act: "chat_removed", Actor: m.Actor()})
	})
}
