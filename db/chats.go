package db

// chatsOf are the rows k of the chats in which the client of a booking, of alias b, may be told of it now.
func chatsOf(b string) string {
	return `client_chats k left join notification_settings s on s.company_id = k.company_id
		where k.company_id = ` + b + `.company_id and k.client_id = ` + b + `.client_id and (k.booking_id = ` + b + `.id or k.booking_id is null)
			and k.broken = '' and coalesce(s.client_chats, 'also') <> 'off'`
}

// ChatOf is the chat in which the client of a booking, of alias b, is told of it; null for none. One that was connected
// on the booking's own page comes before the client's.
func ChatOf(b string) string {
	return `(select k.chat from ` + chatsOf(b) + ` order by k.booking_id is null limit 1)`
}

// HasChat says whether there is one.
func HasChat(b string) string { return `exists (select from ` + chatsOf(b) + `)` }

// ChatWay is Booking.Chat of a booking, of alias b.
func ChatWay(b string) string {
	return `case when not ` + HasChat(b) + ` then case when ` + SMSOf(b) + ` is not null and coalesce(` + b + `.contact_email, '') = '' then 'sms' else '' end
		when ` + InsteadOfMail(b) + ` then 'instead' else 'also' end`
}

// ClientChatWay is Client.Chat of a client, of alias c.
func ClientChatWay(c string) string {
	return `coalesce((select case s.client_chats when 'instead' then 'instead' else 'also' end
		from client_chats k left join notification_settings s on s.company_id = k.company_id
		where k.company_id = ` + c + `.company_id and k.client_id = ` + c + `.id and k.booking_id is null
			and k.broken = '' and coalesce(s.client_chats, 'also') <> 'off'),
		(select 'sms' from sms_settings t where t.company_id = ` + c + `.company_id and t.enabled and ` + c + `.phone <> '' and coalesce(` + c + `.email, '') = '' and ` + c + `.sms_off_at is null), '')`
}

// InsteadOfMail says whether a booking's client is told in his chat and not by mail as well. A booking that was made
// over the web for an address that is not known to be the client's is told there all the same: whoever made it need
// not be he.
func InsteadOfMail(b string) string {
	return `exists (select from ` + chatsOf(b) + ` and s.client_chats = 'instead' and (k.booking_id is not null or ` + b + `.source not in ('widget', 'lead')
		or ` + b + `.contact_email in (select unnest(array[c.email, c.left_email]) from clients c where c.company_id = k.company_id and c.id = k.client_id)))`
}
