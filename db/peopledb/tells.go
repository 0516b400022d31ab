package peopledb

import (
	"context"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
)

// SetNotifyClient keeps a member's answer to whether his acts are told to clients.
func SetNotifyClient(ctx context.Context, tx *sqlx.Tx, company booking.CompanyID, user booking.UserID, tells bool) error {
	_, err := tx.ExecContext(ctx, `
		update members set tells_client = $3 where company_id = $1 and user_id = $2`, company, user, tells)
	return err
}

// Withhold takes back what waits to be told to the client of a booking.
func Withhold(ctx context.Context, tx *sqlx.Tx, company booking.CompanyID, id booking.ID) error {
	_, err := tx.ExecContext(ctx, `
		update deliveries set state = 'dropped', error = $3, updated_at = now()
		where company_id = $1 and booking_id = $2 and audience = 'client' and state = 'waiting'`, company, id, telling.DropUndone)
	return err
}
