package messagedb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// TelegramToken is the company's own bot's token, sealed; nil where it has none.
func TelegramToken(ctx context.Context, s db.Scope) ([]byte, error) {
	var tokens [][]byte
	err := sqlx.SelectContext(ctx, s.Q(), &tokens,
		`select telegram_token from notification_settings where company_id = $1 and telegram_token is not null`, s.Company())
	if err != nil || len(tokens) == 0 {
		return nil, err
	}
	return tokens[0], nil
}

// SaveTelegramBot keeps a company's own bot; a nil token takes it away.
func SaveTelegramBot(ctx context.Context, a *db.Act, name string, sealed []byte) error {
	_, err := a.SQLX().ExecContext(ctx, `
		insert into notification_settings (company_id, telegram_token, telegram_bot) values ($1, $2, $3)
		on conflict (company_id) do update set telegram_token = $2, telegram_bot = $3`, a.Company(), sealed, name)
	return err
}

// CompanyBot is a bot that a company brought.
type CompanyBot struct {
	Company booking.CompanyID `db:"company_id"`
	Sealed  []byte            `db:"telegram_token"`
}

// CompanyBots are those of all companies.
func CompanyBots(ctx context.Context, d *db.DB) ([]CompanyBot, error) {
	var bots []CompanyBot
	err := d.SelectContext(ctx, &bots,
		`select company_id, telegram_token from notification_settings where telegram_token is not null order by company_id`)
	return bots, err
}

// TelegramLink is a link by which a chat is connected.
type TelegramLink struct {
	Company   booking.CompanyID `db:"company_id"`
	Hash      []byte            `db:"token_hash"`
	User      booking.UserID    `db:"user_id"`
	Group     bool              `db:"is_group"`
	Expires   time.Time         `db:"expires_at"`
	Used      bool
	Recipient booking.ID // the chat that it has connected
}

const selectLinks = `select company_id, token_hash, user_id, is_group, expires_at, used_at is not null as used,
	coalesce(recipient::text, '') as recipient from telegram_links `

// InsertTelegramLink writes a new one, and forgets those that are of no use any more.
func InsertTelegramLink(ctx context.Context, a *db.Act, l TelegramLink, now time.Time) error {
	if _, err := a.SQLX().ExecContext(ctx, `delete from telegram_links where company_id = $1 and expires_at < $2::timestamptz - interval '1 day'`, a.Company(), now); err != nil {
		return err
	}
	_, err := a.SQLX().ExecContext(ctx, `
		insert into telegram_links (company_id, token_hash, user_id, is_group, expires_at) values ($1, $2, $3, $4, $5)`,
		a.Company(), l.Hash, l.User, l.Group, l.Expires)
	return err
}

// FindTelegramLink finds the link of a token, of whichever company: the bot knows no more.
func FindTelegramLink(ctx context.Context, d *db.DB, hash []byte) (TelegramLink, error) {
	var l TelegramLink
	err := d.GetContext(ctx, &l, selectLinks+`where token_hash = $1 limit 1`, hash)
	return l, db.OrNotFound(err, "error.link_unknown")
}

// LinkOf is the company's link of a token.
func LinkOf(ctx context.Context, s db.Scope, hash []byte) (TelegramLink, error) {
	var l TelegramLink
	err := sqlx.GetContext(ctx, s.Q(), &l, selectLinks+`where company_id = $1 and token_hash = $2`, s.Company(), hash)
	return l, db.OrNotFound(err, "error.link_unknown")
}

// UseTelegramLink marks the link as used, once. False when it was, or has expired.
func UseTelegramLink(ctx context.Context, a *db.Act, hash []byte, recipient booking.ID, now time.Time) (bool, error) {
	result, err := a.SQLX().ExecContext(ctx, `
		update telegram_links set used_at = $3, recipient = $4
		where company_id = $1 and token_hash = $2 and used_at is null and expires_at > $3`, a.Company(), hash, now, recipient)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// HidesContacts says whether the company hides its clients' contacts from the recipient of
// a team's message: a member by his role, an address or a group by who added it. Of whoever
// is neither any more it is hidden, if it is from anybody.
func HidesContacts(ctx context.Context, s db.Scope, channel telling.Channel, recipient string) (bool, error) {
	var hides bool
	err := sqlx.GetContext(ctx, s.Q(), &hides, `
		select coalesce(
			(select m.role = any(c.hide_contacts_from) or m.role = 'specialist' and not c.specialist_contacts from members m join users u on u.id = m.user_id
			 where m.company_id = c.id and m.disabled_at is null and $2 = 'email' and u.email = $3),
			(select case when r.user_id is not null then (select m.role = any(c.hide_contacts_from) or m.role = 'specialist' and not c.specialist_contacts from members m
					where m.company_id = c.id and m.user_id = r.user_id)
				else `+db.HiddenFrom("r")+` end
			 from notification_recipients r
			 where r.company_id = c.id and r.address = $3 and r.kind = case $2 when 'email' then 'address' when 'push' then 'browser' else 'chat' end),
			cardinality(c.hide_contacts_from) > 0)
		from companies c where c.id = $1`, s.Company(), channel, recipient)
	return hides, err
}

// ChatMember is the member whose own chat it is.
type ChatMember struct {
	User   booking.UserID
	Name   string
	Role   booking.Role
	Locale string
}

// FindChatMember finds him as he is now; NotFound where the chat is nobody's, or he is no member any more.
func FindChatMember(ctx context.Context, s db.Scope, chat string) (ChatMember, error) {
	var m ChatMember
	err := sqlx.GetContext(ctx, s.Q(), &m, `
		select u.id as user, u.name, m.role, u.locale
		from notification_recipients r
			join members m on m.company_id = r.company_id and m.user_id = r.user_id and m.disabled_at is null
			join users u on u.id = m.user_id
		where r.company_id = $1 and r.kind = 'chat' and not r.is_group and r.address = $2`, s.Company(), chat)
	return m, db.OrNotFound(err, "error.chat_unknown")
}

// BreakChat says that nothing reaches a chat any more; it is no act of the
// company. With a reason of "" the chat is whole again.
func BreakChat(ctx context.Context, d *db.DB, company booking.CompanyID, chat, reason string) error {
	_, err := d.ExecContext(ctx, `
		update notification_recipients set broken = $3 where company_id = $1 and kind = 'chat' and address = $2`, company, chat, reason)
	return err
}

// ChatCompanies are the companies that have a chat.
func ChatCompanies(ctx context.Context, d *db.DB, chat string) ([]booking.CompanyID, error) {
	var companies []booking.CompanyID
	err := d.SelectContext(ctx, &companies, `select company_id from notification_recipients where kind = 'chat' and address = $1`, chat)
	return companies, err
}

// MoveChat follows a group to its new id, with what waits for it.
func MoveChat(ctx context.Context, d *db.DB, company booking.CompanyID, from, to string) error {
	return d.InTx(ctx, func(tx *sqlx.Tx) error {
		for _, sql := range []string{ // whoever connected the group anew stays
			`delete from notification_recipients where company_id = $1 and kind = 'chat' and address = $2
				and exists (select from notification_recipients where company_id = $1 and kind = 'chat' and address = $3)`,
			`update notification_recipients set address = $3 where company_id = $1 and kind = 'chat' and address = $2`,
		} {
			if _, err := tx.ExecContext(ctx, sql, company, from, to); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `
			update deliveries set recipient = $3
			where company_id = $1 and channel = 'telegram' and recipient = $2 and state in ('waiting', 'sending', 'retrying')`, company, from, to)
		return err
	})
}

// ChatDeliveries are the messages in chats about a booking, or a lead, that can be edited. Specialists' are not: what has become
// of a booking that was theirs need not be for them.
func ChatDeliveries(ctx context.Context, s db.Scope, about, lead booking.ID) ([]booking.ID, error) {
	var list []booking.ID
	err := sqlx.SelectContext(ctx, s.Q(), &list, `
		select id from deliveries where company_id = $1 and channel = 'telegram' and state = 'sent' and receipt <> ''
			and (booking_id = nullif($2, '')::uuid or lead_id = nullif($3, '')::uuid) and own_resource is null
		order by created_at desc limit 20`, s.Company(), about, lead)
	return list, err
}

// MemberLocale is the language of one of the company's members.
func MemberLocale(ctx context.Context, s db.Scope, user booking.UserID) (string, error) {
	var locale string
	err := sqlx.GetContext(ctx, s.Q(), &locale, `
		select u.locale from members m join users u on u.id = m.user_id where m.company_id = $1 and m.user_id = $2`, s.Company(), user)
	return locale, db.OrNotFound(err, "error.user_unknown")
}
