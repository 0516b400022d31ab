package messagedb

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// ClientChat is a Telegram chat in which a client is told of his bookings.
type ClientChat struct {
	ID        booking.ID
	Client    booking.ID
	Booking   booking.ID // of that one alone; "" for all that the client has
	Via       booking.ID // the booking on whose page it was connected
	Chat      string     // Telegram's id
	Name      string     // what its person is called there
	Broken    string     // why nothing reaches it any more, "" while it does
	Connected time.Time
}

const chatColumns = `k.id, k.client_id as client, coalesce(k.booking_id::text, '') as booking, k.via, k.chat, k.name, k.broken, k.connected_at as connected`

// PutClientChat connects a chat with its booking, or with all that its client has; it takes the place of the one that was
// connected so before.
func PutClientChat(ctx context.Context, a *db.Act, c ClientChat) error {
	_, err := a.SQLX().ExecContext(ctx, `
		delete from client_chats where company_id = $1 and (booking_id = nullif($3, '')::uuid
			or $3 = '' and client_id = $2 and (booking_id is null or chat = $4))`, a.Company(), c.Client, c.Booking, c.Chat)
	if err != nil {
		return err
	}
	_, err = a.SQLX().ExecContext(ctx, `
		insert into client_chats (company_id, id, client_id, booking_id, via, chat, name, connected_at)
		values ($1, $2, $3, nullif($4, '')::uuid, $5, $6, $7, $8)`, a.Company(), c.ID, c.Client, c.Booking, c.Via, c.Chat, c.Name, c.Connected)
	return err
}

// EndClientChat forgets a chat, and says whether there was one.
func EndClientChat(ctx context.Context, a *db.Act, id booking.ID) (bool, error) {
	result, err := a.SQLX().ExecContext(ctx, `delete from client_chats where company_id = $1 and id = $2`, a.Company(), id)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// EndClientChats forgets all of the company's: its bot is another one now.
func EndClientChats(ctx context.Context, a *db.Act) error {
	_, err := a.SQLX().ExecContext(ctx, `delete from client_chats where company_id = $1`, a.Company())
	return err
}

// ChatsOfClient are the chats of a client, that of all his bookings first.
func ChatsOfClient(ctx context.Context, s db.Scope, client booking.ID) ([]ClientChat, error) {
	var list []ClientChat
	err := sqlx.SelectContext(ctx, s.Q(), &list, `select `+chatColumns+` from client_chats k
		where k.company_id = $1 and k.client_id = $2 order by k.booking_id is not null, k.connected_at desc, k.id`, s.Company(), client)
	return list, err
}

// ClientsOfChat are the clients, and the bookings, with which a person's chat is connected.
func ClientsOfChat(ctx context.Context, s db.Scope, chat string) ([]ClientChat, error) {
	var list []ClientChat
	err := sqlx.SelectContext(ctx, s.Q(), &list, `select `+chatColumns+` from client_chats k
		where k.company_id = $1 and k.chat = $2 order by k.connected_at, k.id`, s.Company(), chat)
	return list, err
}

// ClientChatCompanies are the companies whose clients a chat is.
func ClientChatCompanies(ctx context.Context, d *db.DB, chat string) ([]booking.CompanyID, error) {
	var companies []booking.CompanyID
	err := d.SelectContext(ctx, &companies, `select distinct company_id from client_chats where chat = $1 order by company_id`, chat)
	return companies, err
}

// BreakClientChat says that nothing reaches a client's chat any more; it is no act of the company. With a
// reason of "" the chat is whole again.
func BreakClientChat(ctx context.Context, d *db.DB, company booking.CompanyID, chat, reason string) error {
	_, err := d.ExecContext(ctx, `update client_chats set broken = $3 where company_id = $1 and chat = $2`, company, chat, reason)
	return err
}

// PageChat is what the page of a booking says of Telegram, and of SMS.
type PageChat struct {
	OwnBot  bool   // the company has a bot of its own
	Mode    string // see telling.ClientChats
	Chat    string // the id of the chat that was connected there, or that its client is known by to the desk; "" for none
	Name    string // of that chat
	Broken  string
	EveryOf bool   // it hears of all that the client has
	SMS     string // see telling.ChatOffer
}

// ReadPageChat of a booking. A visitor's page does not tell of a chat that somebody else has connected.
func ReadPageChat(ctx context.Context, s db.Scope, id booking.ID) (PageChat, error) {
	var o PageChat
	err := sqlx.GetContext(ctx, s.Q(), &o, `
		select coalesce(s.telegram_token is not null, false) as ownbot, coalesce(s.client_chats, 'also') as mode,
			coalesce(k.id::text, '') as chat, coalesce(k.name, '') as name, coalesce(k.broken, '') as broken, coalesce(k.booking_id is null and k.id is not null, false) as everyof,
			case when (select p.sms_off_at from clients p where p.company_id = b.company_id and p.id = b.client_id) is not null then 'off' when `+db.SMSOf("b")+` is not null then 'on' else '' end as sms
		from bookings b left join notification_settings s on s.company_id = b.company_id
			left join lateral (select * from client_chats c where c.company_id = b.company_id and c.client_id = b.client_id
				and (c.booking_id = b.id or c.booking_id is null and (c.via = b.id or b.source not in ('widget', 'lead')))
				order by c.booking_id is null limit 1) k on true
		where b.company_id = $1 and b.id = $2`, s.Company(), id)
	return o, db.OrNotFound(err, "error.visit_unknown")
}

// ChatClaim is what is known of whoever connects a chat on a booking's page.
type ChatClaim struct {
	Client booking.ID
	Locale string
	Phone  string // of his card, "" for none: whose phone it is would show that he is the client
	Known  bool   // he is the client, and not only who made the booking: the desk made it, or he reads the mail of the card's address
	ToCome bool   // the booking stands, and has not begun
	Mode   string // see telling.ClientChats
}

// ReadChatClaim of a booking; NotFound where there is none, or its client was erased.
func ReadChatClaim(ctx context.Context, s db.Scope, id booking.ID, now time.Time) (ChatClaim, error) {
	var c ChatClaim
	err := sqlx.GetContext(ctx, s.Q(), &c, `
		select b.client_id as client, coalesce(b.locale, o.locale) as locale, coalesce(c.phone, '') as phone,
			b.source not in ('widget', 'lead') or b.contact_email is not null and b.contact_email = c.email and exists (
				select from proven_addresses p where p.company_id = b.company_id and p.address = c.email) as known,
			coalesce(s.client_chats, 'also') as mode,
			b.status in ('pending', 'confirmed') and b.starts_at > $3 and b.tell_client as tocome
		from bookings b join companies o on o.id = b.company_id
			join clients c on c.company_id = b.company_id and c.id = b.client_id and c.erased_at is null
			left join notification_settings s on s.company_id = b.company_id
		where b.company_id = $1 and b.id = $2 and b.deleted_at is null`, s.Company(), id, now)
	return c, db.OrNotFound(err, "error.visit_unknown")
}

// UseClientLink marks a link as used, once: false when it was. Those of days ago are forgotten, for they are out of date.
func UseClientLink(ctx context.Context, a *db.Act, hash []byte, now time.Time) (bool, error) {
	if _, err := a.SQLX().ExecContext(ctx, `delete from client_chat_links where company_id = $1 and used_at < $2::timestamptz - interval '2 days'`, a.Company(), now); err != nil {
		return false, err
	}
	result, err := a.SQLX().ExecContext(ctx, `
		insert into client_chat_links (company_id, token_hash, used_at) values ($1, $2, $3) on conflict do nothing`, a.Company(), hash, now)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// ClientsByPhone are the clients with that phone among those of a chat's bookings.
func ClientsByPhone(ctx context.Context, s db.Scope, chat, phone string) ([]ClientChat, error) {
	var list []ClientChat
	err := sqlx.SelectContext(ctx, s.Q(), &list, `select distinct on (k.client_id) `+chatColumns+` from client_chats k
		join clients c on c.company_id = k.company_id and c.id = k.client_id
		where k.company_id = $1 and k.chat = $2 and k.booking_id is not null and (c.phone = $3
			or exists (select from client_aliases a where a.company_id = k.company_id and a.client_id = k.client_id and a.value = $3))
		order by k.client_id, k.connected_at desc`, s.Company(), chat, phone)
	return list, err
}

// TellInChat writes the delivery of a booking as it stands to the chat that its client has now, for which it is news.
func TellInChat(ctx context.Context, a *db.Act, id booking.ID) ([]telling.Delivery, error) {
	_, err := a.SQLX().ExecContext(ctx, `
		update deliveries set told = null where company_id = $1 and booking_id = $2 and audience = 'client' and channel = 'telegram'`, a.Company(), id)
	if err != nil {
		return nil, err
	}
	var written []telling.Delivery
	err = sqlx.SelectContext(ctx, a.SQLX(), &written, `
		insert into deliveries (company_id, id, booking_id, event, topic, audience, channel, recipient, locale, due_at, created_at, updated_at)
		select $1::bigint, gen_random_uuid(), w.id, $3, $4, 'client', 'telegram', w.chat, w.locale, now(), now(), now()
		from (select b.id, coalesce(b.locale, c.locale) as locale, `+db.ChatOf("b")+` as chat
			from bookings b join companies c on c.id = b.company_id where b.company_id = $1 and b.id = $2) w where w.chat is not null
		on conflict (company_id, booking_id, topic, audience, channel, recipient) where state = 'waiting' do nothing
		returning `+deliveryColumns, a.Company(), id, booking.BookingCreated, booking.AboutBooking)
	return written, err
}

// MailInstead writes the mail that takes the place of a message which did not reach its client's chat, unless he
// is told the same by mail anyway.
func MailInstead(ctx context.Context, a *db.Act, of booking.ID) ([]telling.Delivery, error) {
	var written []telling.Delivery
	err := sqlx.SelectContext(ctx, a.SQLX(), &written, `
		insert into deliveries (company_id, id, booking_id, event, topic, audience, channel, recipient, locale, actor_user, actor_name, before,
			due_at, expires_at, created_at, updated_at)
		select d.company_id, gen_random_uuid(), d.booking_id, d.event, d.topic, 'client', 'email', b.contact_email, d.locale, d.actor_user, d.actor_name, d.before,
			now(), d.expires_at, now(), now()
		from deliveries d join bookings b on b.company_id = d.company_id and b.id = d.booking_id
		where d.company_id = $1 and d.id = $2 and b.contact_email <> '' and b.tell_client
			and not exists (select from deliveries e where e.company_id = d.company_id and e.booking_id = d.booking_id and e.audience = 'client'
				and e.channel = 'email' and e.topic = d.topic and (e.state in ('waiting', 'sending', 'retrying')
					or e.state <> 'dropped' and (e.topic <> $3 or e.created_at >= d.created_at)))
		on conflict (company_id, booking_id, topic, audience, channel, recipient) where state = 'waiting' do nothing
		returning `+deliveryColumns, a.Company(), of, booking.AboutBooking)
	return written, err
}

// AskChats reads whether the company has a bot of its own, and its telling.ClientChats, once the act sends what it has put off.
func AskChats(a *db.Act, own *bool, mode *string) {
	a.Collect(func(rows pgx.Rows) error {
		if rows.Next() {
			if err := rows.Scan(own, mode); err != nil {
				return err
			}
		}
		return rows.Err()
	}, `select coalesce(bool_or(telegram_token is not null), false), coalesce(max(client_chats), 'also') from notification_settings where company_id = $1`, a.Company())
}
