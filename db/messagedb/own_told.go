package messagedb

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// tellOwn are, of those that Tell writes to, the specialists whose booking it is or was, by each way that they have switched on
// themselves. A booking that comes to one of them from a colleague is told to who wants to hear of new ones, and one that leaves
// him to who wants to hear of cancelled ones. That a booking waits for its answer is no concern of theirs.
const tellOwn = `select 'team', case r.kind when 'chat' then 'telegram' when 'browser' then 'push' else 'email' end,
				case r.kind when 'member' then u.email else r.address end, u.locale, $11, m.resource_id
			from members m
				join users u on u.id = m.user_id
				join notification_recipients r on r.company_id = m.company_id and r.user_id = m.user_id and not r.is_group and r.broken = ''
					and (r.kind in ('chat', 'browser') or r.kind = 'member' and u.email <> '')
				cross join lateral (select
					exists (select from booking_resources br where br.company_id = $1 and br.booking_id = nullif($2, '')::uuid and br.resource_id = m.resource_id) as has,
					coalesce($10::jsonb -> 'resources' @> to_jsonb(m.resource_id::text), false) as had) it
			where m.company_id = $1 and m.role = 'specialist' and m.disabled_at is null and m.resource_id is not null and u.id <> $5 and $7 <> 'booking_waits'
				and (it.has or it.had) and case when it.had and not it.has then 'booking_cancelled' when it.has and not it.had and $10::jsonb is not null then 'booking_created'
					else $12 end = any(r.events)`

// knowOwn lets a specialist who has acted on a booking himself know it as he has made it: what waits to be told him of it is of no
// use any more, and what he is told next is the difference to that.
const knowOwn = `update deliveries set told = null,
				state = case when state in ('waiting', 'retrying') then 'dropped' else state end,
				error = case when state in ('waiting', 'retrying') then 'undone' else error end, updated_at = now()
			where company_id = $1 and booking_id = nullif($2, '')::uuid and topic = 'booking' and own_resource is not null and audience = 'team'
				and recipient in (select email from users where id = $5 union all
					select address from notification_recipients where company_id = $1 and user_id = $5 and kind in ('chat', 'browser'))`

// OwnRecipients are the ways in which a specialist can be told of his own bookings: by mail, which is there also where he has not
// asked for any (its ID is "" then), and the browsers and chats that he has connected, in the order of their making.
func OwnRecipients(ctx context.Context, s db.Scope, user booking.UserID) ([]telling.Recipient, error) {
	var rows []struct {
		telling.Recipient
		Events []byte
		Seen   *time.Time
	}
	err := sqlx.SelectContext(ctx, s.Q(), &rows, `
		select coalesce(r.id::text, '') as id, w.kind, u.id as user, case w.kind when 'member' then u.name else r.name end as name, u.locale,
			case w.kind when 'member' then u.email else r.address end as address, to_json(coalesce(r.events, '{}')) as events, coalesce(r.broken, '') as broken,
			(select seen_at from sessions where id_hash = r.session_hash) as seen, coalesce(m.resource_id::text, '') as own
		from users u
			join members m on m.company_id = $1 and m.user_id = u.id
			cross join unnest(array['member', 'browser', 'chat']) with ordinality w (kind, n)
			left join notification_recipients r on r.company_id = $1 and r.user_id = u.id and r.kind = w.kind and not r.is_group
		where u.id = $2 and (r.id is not null or w.kind = 'member')
		order by w.n, r.created_at, r.id`, s.Company(), user)
	list := make([]telling.Recipient, len(rows))
	for i, r := range rows {
		if list[i] = r.Recipient; r.Seen != nil {
			list[i].SeenAt = *r.Seen
		}
		if err := json.Unmarshal(r.Events, &list[i].Rules); err != nil {
			return nil, err
		}
	}
	return list, err
}

// OwnReader is a specialist to whom a delivery goes, as he is now.
type OwnReader struct {
	Resource booking.ID // "" for who is none of the company's any more, or whose person is put away
	Prices   bool       // he may see them
}

// ReaderOfOwn finds him.
func ReaderOfOwn(ctx context.Context, s db.Scope, d telling.Delivery) (OwnReader, error) {
	var found []OwnReader
	err := sqlx.SelectContext(ctx, s.Q(), &found, `
		select m.resource_id::text as resource, c.specialist_prices as prices
		from members m
			join companies c on c.id = m.company_id
			join resources o on o.company_id = m.company_id and o.id = m.resource_id and o.archived_at is null
		where m.company_id = $1 and m.role = 'specialist' and m.disabled_at is null and m.user_id = case $2
			when 'email' then (select id from users where email = $3)
			else (select user_id from notification_recipients r
				where r.company_id = $1 and r.address = $3 and not r.is_group and r.kind = case $2 when 'push' then 'browser' else 'chat' end) end`,
		s.Company(), d.Channel, d.Recipient)
	if err != nil || len(found) == 0 {
		return OwnReader{}, err
	}
	return found[0], nil
}
