package messagedb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// Templates are the company's own words, those that it has.
func Templates(ctx context.Context, s db.Scope) ([]telling.Template, error) {
	var list []telling.Template
	err := sqlx.SelectContext(ctx, s.Q(), &list, `
		select audience, event, locale, subject, body from notification_templates
		where company_id = $1 order by audience, event, locale`, s.Company())
	return list, err
}

// PutTemplate writes one.
func PutTemplate(ctx context.Context, a *db.Act, t telling.Template) error {
	_, err := a.SQLX().ExecContext(ctx, `
		insert into notification_templates (company_id, audience, event, locale, subject, body) values ($1, $2, $3, $4, $5, $6)
		on conflict (company_id, audience, event, locale) do update set subject = $5, body = $6`,
		a.Company(), t.Audience, t.Event, t.Locale, t.Subject, t.Body)
	return err
}

// DeleteTemplate brings the program's own words back.
func DeleteTemplate(ctx context.Context, a *db.Act, audience telling.Audience, event booking.Event, locale string) error {
	_, err := a.SQLX().ExecContext(ctx, `
		delete from notification_templates where company_id = $1 and audience = $2 and event = $3 and locale = $4`,
		a.Company(), audience, event, locale)
	return err
}

// Voice is what a company's messages are written with.
type Voice struct {
	SenderName, ReplyTo string
	Template            *telling.Template // its own words for the event; nil for the program's
	Company             string
	Standing            telling.Standing // without its figures
	ReplyOfMember       bool             // ReplyTo is a member's own address, which he has confirmed
}

// ReadVoice of the company for an event, in one query.
func ReadVoice(ctx context.Context, s db.Scope, audience telling.Audience, event booking.Event, locale string) (Voice, error) {
	var row struct {
		SenderName    string `db:"sender_name"`
		ReplyTo       string `db:"reply_to"`
		Subject, Body *string
		Company       string
		Approved      bool
		SignedUp      time.Time `db:"signed_up"`
		OfMember      bool      `db:"of_member"`
	}
	err := sqlx.GetContext(ctx, s.Q(), &row, `
		select coalesce(nullif(s.sender_name, ''), c.name) as sender_name, coalesce(s.reply_to, '') as reply_to, t.subject, t.body,
			c.name as company, `+standingColumns+`,
			exists (select from members m join users u on u.id = m.user_id
				where m.company_id = c.id and m.disabled_at is null and u.email = s.reply_to) as of_member
		from companies c left join notification_settings s on s.company_id = c.id
			left join notification_templates t on t.company_id = c.id and t.audience = $2 and t.event = $3 and t.locale = $4
		where c.id = $1`, s.Company(), audience, event, locale)
	if err != nil {
		return Voice{}, db.OrNotFound(err, "error.company_unknown")
	}
	v := Voice{
		SenderName: row.SenderName, ReplyTo: row.ReplyTo, Company: row.Company, ReplyOfMember: row.OfMember,
		Standing: telling.Standing{Approved: row.Approved, SignedUp: row.SignedUp},
	}
	if row.Subject != nil {
		v.Template = &telling.Template{Audience: audience, Event: event, Locale: locale, Subject: *row.Subject, Body: *row.Body}
	}
	return v, nil
}
