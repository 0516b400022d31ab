package messagedb

import (
	"cmp"
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// TellingSettings are how the company tells its team; the defaults where it has set nothing.
func TellingSettings(ctx context.Context, s db.Scope) (telling.TellingSettings, error) {
	var rows []struct {
		SenderName string              `db:"sender_name"`
		ReplyTo    string              `db:"reply_to"`
		QuietFrom  booking.Clock       `db:"quiet_from"`
		QuietTo    booking.Clock       `db:"quiet_to"`
		LeadWait   int                 `db:"lead_wait_min"`
		Remind     int                 `db:"pending_remind_min"`
		Release    int                 `db:"pending_release_min"`
		SheetAt    booking.Clock       `db:"sheet_at"`
		Bot        string              `db:"telegram_bot"`
		Clients    telling.ClientChats `db:"client_chats"`
		Revision   int
	}
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select sender_name, reply_to, quiet_from, quiet_to, lead_wait_min, pending_remind_min, pending_release_min, sheet_at, telegram_bot, client_chats, revision
		from notification_settings where company_id = $1`, s.Company())
	if err != nil || len(rows) == 0 {
		return telling.DefaultTellingSettings(), err
	}
	r := rows[0]
	return telling.TellingSettings{
		SenderName: r.SenderName, ReplyTo: r.ReplyTo, Quiet: telling.Quiet{From: r.QuietFrom, To: r.QuietTo},
		LeadWaitMin: r.LeadWait, PendingRemindMin: r.Remind, PendingReleaseMin: r.Release, SheetAt: r.SheetAt, Bot: r.Bot, Clients: r.Clients, Revision: r.Revision,
	}, nil
}

// SaveTellingSettings writes all but the bot.
func SaveTellingSettings(ctx context.Context, a *db.Act, s telling.TellingSettings) error {
	_, err := a.SQLX().ExecContext(ctx, `
		insert into notification_settings (company_id, sender_name, reply_to, quiet_from, quiet_to, lead_wait_min, sheet_at, pending_remind_min, pending_release_min, client_chats)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		on conflict (company_id) do update set sender_name = $2, reply_to = $3, quiet_from = $4, quiet_to = $5,
			lead_wait_min = $6, sheet_at = $7, pending_remind_min = $8, pending_release_min = $9, client_chats = $10, revision = notification_settings.revision + 1`,
		a.Company(), s.SenderName, s.ReplyTo, s.Quiet.From, s.Quiet.To, s.LeadWaitMin, s.SheetAt, s.PendingRemindMin, s.PendingReleaseMin, cmp.Or(s.Clients, telling.ChatsAlso))
	return err
}

// Recipients are all that the team's messages may go to: the members by e-mail,
// then the extra addresses, the browsers and the chats in the order of their making. Members
// who have set nothing have the defaults of their role. Specialists' are their own matter: see OwnRecipients.
func Recipients(ctx context.Context, s db.Scope) ([]telling.Recipient, error) {
	var rows []struct {
		ID                          string
		Kind                        telling.RecipientKind
		User                        booking.UserID
		Name, Address, Role, Locale string
		Group                       bool
		Set                         bool
		Events                      []byte
		Broken                      string
		MadeBy                      booking.UserID `db:"made_by"`
		Maker                       string
		SeenAt                      *time.Time
		SheetAt                     booking.Clock `db:"sheet_at"`
		SheetTomorrow               bool          `db:"sheet_tomorrow"`
		SheetResource               booking.ID    `db:"sheet_resource"`
	}
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select coalesce(r.id::text, '') as id, 'member' as kind, u.id as user, u.name, u.email as address, m.role, u.locale,
			false as group, r.id is not null as set, to_json(coalesce(r.events, '{}')) as events, '' as broken, 0 as made_by, '' as maker, null::timestamptz as seenat, `+sheetColumns+`
		from members m join users u on u.id = m.user_id
			left join notification_recipients r on r.company_id = m.company_id and r.user_id = m.user_id and r.kind = 'member'
			left join notification_settings s on s.company_id = m.company_id
		where m.company_id = $1 and m.disabled_at is null and m.role <> 'specialist'
		union all
		select r.id::text, r.kind, coalesce(r.user_id, 0), r.name, r.address, '', r.locale, r.is_group, true, to_json(r.events), r.broken, coalesce(r.made_by, 0), coalesce((select name from users where id = r.made_by), ''),
			(select seen_at from sessions where id_hash = r.session_hash), `+sheetColumns+`
		from (select * from notification_recipients o where company_id = $1 and kind <> 'member'
				and not exists (select from members m where m.company_id = $1 and m.user_id = o.user_id and m.role = 'specialist') order by kind, created_at, id) r
			left join notification_settings s on s.company_id = r.company_id`, s.Company())
	if err != nil {
		return nil, err
	}
	list := make([]telling.Recipient, len(rows))
	for i, r := range rows {
		list[i] = telling.Recipient{
			ID: booking.ID(r.ID), Kind: r.Kind, User: r.User, Name: r.Name, Address: r.Address, Group: r.Group, Locale: r.Locale, Broken: r.Broken, MadeBy: r.MadeBy, Maker: r.Maker,
			Sheet: telling.SheetChoice{At: r.SheetAt, Tomorrow: r.SheetTomorrow, Resource: r.SheetResource},
		}
		if r.SeenAt != nil {
			list[i].SeenAt = *r.SeenAt
		}
		if r.Set {
			if err := json.Unmarshal(r.Events, &list[i].Rules); err != nil {
				return nil, err
			}
		} else if booking.Role(r.Role).May(booking.ChangeBookings) {
			list[i].Rules = telling.DefaultRules()
		}
	}
	return list, nil
}

// PutRecipient writes an address, a chat, or what a member wants to be told. A
// chat or an address that is there already keeps its id and is whole again.
func PutRecipient(ctx context.Context, a *db.Act, r telling.Recipient) (booking.ID, error) {
	target := `(company_id, kind, address) where kind <> 'member'`
	address := r.Address
	if r.Kind == telling.RecipientMember {
		target, address = `(company_id, kind, address, user_id)`, ""
	}
	var id booking.ID
	err := sqlx.GetContext(ctx, a.SQLX(), &id, `
		insert into notification_recipients (company_id, id, kind, user_id, address, name, is_group, locale, events, made_by, seen_as)
		values ($1, gen_random_uuid(), $2, nullif($3, 0), $4, $5, $6, $7, $8, nullif($9, 0), `+db.SightOf("$9")+`)
		on conflict `+target+` do update set user_id = excluded.user_id, name = excluded.name, is_group = excluded.is_group,
			locale = excluded.locale, events = excluded.events, broken = '', made_by = coalesce(excluded.made_by, notification_recipients.made_by),
			seen_as = case when excluded.made_by is null then notification_recipients.seen_as else excluded.seen_as end
		returning id`, a.Company(), r.Kind, r.User, address, r.Name, r.Group, r.Locale, db.Texts(r.Rules), r.MadeBy)
	return id, err
}

// PutRules keeps what a recipient that is there wants to be told.
func PutRules(ctx context.Context, a *db.Act, id booking.ID, rules []booking.Event) error {
	_, err := a.SQLX().ExecContext(ctx, `update notification_recipients set events = $3 where company_id = $1 and id = $2`, a.Company(), id, db.Texts(rules))
	return err
}

// DeleteRecipient forgets an address, a browser or a chat, and says whether there was one.
func DeleteRecipient(ctx context.Context, a *db.Act, id booking.ID) (bool, error) {
	result, err := a.SQLX().ExecContext(ctx,
		`delete from notification_recipients where company_id = $1 and id = $2 and kind <> 'member'`, a.Company(), id)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}
