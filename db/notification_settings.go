package db

import (
	"context"
	"encoding/json"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// TellingSettings are how the company tells its team; the defaults where it has set nothing.
func (s Scope) TellingSettings(ctx context.Context) (booking.TellingSettings, error) {
	var rows []struct {
		SenderName string        `db:"sender_name"`
		ReplyTo    string        `db:"reply_to"`
		QuietFrom  booking.Clock `db:"quiet_from"`
		QuietTo    booking.Clock `db:"quiet_to"`
		LeadWait   int           `db:"lead_wait_min"`
		Remind     int           `db:"pending_remind_min"`
		Release    int           `db:"pending_release_min"`
		SheetAt    booking.Clock `db:"sheet_at"`
		Bot        string        `db:"telegram_bot"`
		Revision   int
	}
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select sender_name, reply_to, quiet_from, quiet_to, lead_wait_min, pending_remind_min, pending_release_min, sheet_at, telegram_bot, revision
		from notification_settings where company_id = $1`, s.company)
	if err != nil || len(rows) == 0 {
		return booking.DefaultTellingSettings(), err
	}
	r := rows[0]
	return booking.TellingSettings{
		SenderName: r.SenderName, ReplyTo: r.ReplyTo, Quiet: booking.Quiet{From: r.QuietFrom, To: r.QuietTo},
		LeadWaitMin: r.LeadWait, PendingRemindMin: r.Remind, PendingReleaseMin: r.Release, SheetAt: r.SheetAt, Bot: r.Bot, Revision: r.Revision,
	}, nil
}

// SaveTellingSettings writes all but the bot.
func (a *Act) SaveTellingSettings(ctx context.Context, s booking.TellingSettings) error {
	_, err := a.tx.ExecContext(ctx, `
		insert into notification_settings (company_id, sender_name, reply_to, quiet_from, quiet_to, lead_wait_min, sheet_at, pending_remind_min, pending_release_min)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		on conflict (company_id) do update set sender_name = $2, reply_to = $3, quiet_from = $4, quiet_to = $5,
			lead_wait_min = $6, sheet_at = $7, pending_remind_min = $8, pending_release_min = $9, revision = notification_settings.revision + 1`,
		a.company, s.SenderName, s.ReplyTo, s.Quiet.From, s.Quiet.To, s.LeadWaitMin, s.SheetAt, s.PendingRemindMin, s.PendingReleaseMin)
	return err
}

// Recipients are all that the team's messages may go to: the members by e-mail,
// then the extra addresses and the chats in the order of their making. Members
// who have set nothing have the defaults of their role.
func (s Scope) Recipients(ctx context.Context) ([]booking.Recipient, error) {
	var rows []struct {
		ID                          string
		Kind                        booking.RecipientKind
		User                        booking.UserID
		Name, Address, Role, Locale string
		Group                       bool
		Set                         bool
		Events                      []byte
		Broken                      string
		MadeBy                      booking.UserID `db:"made_by"`
		Maker                       string
	}
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select coalesce(r.id::text, '') as id, 'member' as kind, u.id as user, u.name, u.email as address, m.role, u.locale,
			false as group, r.id is not null as set, to_json(coalesce(r.events, '{}')) as events, '' as broken, 0 as made_by, '' as maker
		from members m join users u on u.id = m.user_id
			left join notification_recipients r on r.company_id = m.company_id and r.user_id = m.user_id and r.kind = 'member'
		where m.company_id = $1 and m.disabled_at is null
		union all
		select r.id::text, r.kind, coalesce(r.user_id, 0), r.name, r.address, '', r.locale, r.is_group, true, to_json(r.events), r.broken, coalesce(r.made_by, 0), coalesce((select name from users where id = r.made_by), '')
		from (select * from notification_recipients where company_id = $1 and kind <> 'member' order by kind, created_at, id) r`, s.company)
	if err != nil {
		return nil, err
	}
	list := make([]booking.Recipient, len(rows))
	for i, r := range rows {
		list[i] = booking.Recipient{
			ID: booking.ID(r.ID), Kind: r.Kind, User: r.User, Name: r.Name, Address: r.Address, Group: r.Group, Locale: r.Locale, Broken: r.Broken, MadeBy: r.MadeBy, Maker: r.Maker,
		}
		if r.Set {
			if err := json.Unmarshal(r.Events, &list[i].Rules); err != nil {
				return nil, err
			}
		} else if booking.Role(r.Role).May(booking.ChangeBookings) {
			list[i].Rules = booking.DefaultRules()
		}
	}
	return list, nil
}

// PutRecipient writes an address, a chat, or what a member wants to be told. A
// chat or an address that is there already keeps its id and is whole again.
func (a *Act) PutRecipient(ctx context.Context, r booking.Recipient) (booking.ID, error) {
	target := `(company_id, kind, address) where kind <> 'member'`
	address := r.Address
	if r.Kind == booking.RecipientMember {
		target, address = `(company_id, kind, address, user_id)`, ""
	}
	var id booking.ID
	err := sqlx.GetContext(ctx, a.tx, &id, `
		insert into notification_recipients (company_id, id, kind, user_id, address, name, is_group, locale, events, made_by, seen_as)
		values ($1, gen_random_uuid(), $2, nullif($3, 0), $4, $5, $6, $7, $8, nullif($9, 0), `+sightOf("$9")+`)
		on conflict `+target+` do update set user_id = excluded.user_id, name = excluded.name, is_group = excluded.is_group,
			locale = excluded.locale, events = excluded.events, broken = '', made_by = coalesce(excluded.made_by, notification_recipients.made_by),
			seen_as = case when excluded.made_by is null then notification_recipients.seen_as else excluded.seen_as end
		returning id`, a.company, r.Kind, r.User, address, r.Name, r.Group, r.Locale, words(r.Rules), r.MadeBy)
	return id, err
}

// DeleteRecipient forgets an address or a chat, and says whether there was one.
func (a *Act) DeleteRecipient(ctx context.Context, id booking.ID) (bool, error) {
	result, err := a.tx.ExecContext(ctx,
		`delete from notification_recipients where company_id = $1 and id = $2 and kind <> 'member'`, a.company, id)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// words are strings for PostgreSQL.
func words[S ~string](of []S) []string {
	list := make([]string, len(of))
	for i, each := range of {
		list[i] = string(each)
	}
	return list
}
