package messagedb

import (
	"context"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// ownEvening is when a specialist's own sheet comes where the company has its sheets in the morning.
const ownEvening booking.Clock = 19 * 60

// OwnSheet is how a specialist wants the sheet of his own day, by mail; as it is offered to him where he has not asked for it.
func OwnSheet(ctx context.Context, s db.Scope, user booking.UserID) (telling.OwnSheet, error) {
	var row struct {
		Wanted   bool
		Empty    bool
		At       booking.Clock
		Tomorrow bool
	}
	err := sqlx.GetContext(ctx, s.Q(), &row, fmt.Sprintf(`
		select coalesce('daily_sheet' = any(r.events), false) as wanted, coalesce(r.sheet_empty, false) as empty,
			coalesce(r.sheet_at, case when s.sheet_at >= %d then s.sheet_at end, %d) as at, coalesce(r.sheet_tomorrow, true) as tomorrow
		from (select $1::bigint as company, $2::bigint as member) w
			left join notification_recipients r on r.company_id = w.company and r.user_id = w.member and r.kind = 'member'
			left join notification_settings s on s.company_id = w.company`, telling.NextDayFrom, ownEvening), s.Company(), user)
	return telling.OwnSheet{Wanted: row.Wanted, Empty: row.Empty, SheetChoice: telling.SheetChoice{At: row.At, Tomorrow: row.Tomorrow}}, err
}

// SaveOwnSheet keeps it, and what else he is told of by mail.
func SaveOwnSheet(ctx context.Context, a *db.Act, user booking.UserID, name, locale string, c telling.OwnSheet) error {
	ways, err := OwnRecipients(ctx, a.Scope, user)
	if err != nil {
		return err
	}
	r := telling.Recipient{Kind: telling.RecipientMember, User: user, Name: name, Locale: locale}
	if len(ways) > 0 {
		r.Rules = slices.DeleteFunc(ways[0].Rules, func(e booking.Event) bool { return e == booking.DailySheet })
	}
	if c.Wanted {
		r.Rules = append(r.Rules, booking.DailySheet)
	}
	id, err := PutRecipient(ctx, a, r)
	if err != nil {
		return err
	}
	if err := SaveSheet(ctx, a, id, c.SheetChoice); err != nil {
		return err
	}
	_, err = a.SQLX().ExecContext(ctx, `update notification_recipients set sheet_empty = $3 where company_id = $1 and id = $2`, a.Company(), id, c.Empty)
	return err
}

// SheetReader is who reads a sheet that goes to an address by mail: a member as he is now, or nobody of the team.
type SheetReader struct {
	Role     booking.Role // "" for who is no member, or is kept out
	Resource booking.ID   // a specialist's own
	Empty    bool         // he wants days without bookings too
	Added    bool         // the address was added as one to be told
}

// ReaderOfSheet finds him.
func ReaderOfSheet(ctx context.Context, s db.Scope, email string) (SheetReader, error) {
	var r SheetReader
	err := sqlx.GetContext(ctx, s.Q(), &r, `
		select coalesce(m.role, '') as role, coalesce(m.resource_id::text, '') as resource, coalesce(r.sheet_empty, false) as empty,
			exists (select from notification_recipients o where o.company_id = $1 and o.kind = 'address' and o.address = $2) as added
		from (select 1) one
			left join (members m join users u on u.id = m.user_id and u.email = $2) on m.company_id = $1 and m.disabled_at is null
			left join notification_recipients r on r.company_id = $1 and r.user_id = m.user_id and r.kind = 'member'`, s.Company(), email)
	return r, err
}
