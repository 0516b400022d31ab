package db

// SMSOf is the phone to which the client of a booking, of alias b, is written by SMS; null where he is not: the company does
// not, he wants none, or he is told by mail or in Telegram and the company writes to those alone who are not.
func SMSOf(b string) string {
	return `(select nullif(` + b + `.contact_phone, '') from sms_settings t join clients p on p.company_id = t.company_id and p.id = ` + b + `.client_id
		where t.company_id = ` + b + `.company_id and t.enabled and p.sms_off_at is null and (t.also
			or (coalesce(` + b + `.contact_email, '') = '' or exists (select from dead_addresses g where g.company_id = t.company_id and g.address = ` + b + `.contact_email))
				and not ` + HasChat(b) + `))`
}
