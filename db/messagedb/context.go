package messagedb

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/booking/webform"
	"okno/db"
	"okno/db/bookingdb"
)

// NotificationContext is a booking with the names around it as they read now: what a
// message about it needs to know.
type NotificationContext struct {
	Company   string
	Zone      *time.Location // the company's; Start and End carry it
	Booking   booking.ID
	Number    int64
	Status    booking.Status
	Deleted   bool
	Source    booking.Source
	Service   string
	ServiceID booking.ID
	Resources []Named // by kind, then in the panel's order
	Start     time.Time
	End       time.Time
	Contact   booking.Contact
	Answers   []webform.Answer    // what its client submitted, with the labels of that day
	Dead      bool                // mail to the contact's address is refused
	Proven    bool                // a link in a mail to that address was opened
	LateMin   int                 // by how much the client says that he will be late
	Price     string              // of the booking, decimal; "" where none is shown
	Currency  string              // ISO 4217
	Sequence  int                 // how many changes the booking has seen
	Last      booking.HistoryLine // by whom and why the booking was given up, or by whom it was moved last; else nothing
	Since     time.Time           // since when a pending one waits for its answer
	Answer    time.Time           // to be set: when a pending one is let go if nobody answers; zero for never
	Chat      string              // in which its client is told of it, "" for none
	Instead   bool                // and not by mail
	SMS       string              // the phone to which he is written by SMS, "" where he is not
	Coming    bool                // he has said that he will come, at the time that it has now
	texts     booking.Texts       // of Service
	Rules     booking.ClientRules // what the client may do by himself, and where the company is
}

// Named is a thing with its name.
type Named struct {
	ID    booking.ID    `json:"id"`
	Name  string        `json:"name"`
	Texts booking.Texts `json:"texts"` // of its name
}

// In is the context with the names that its client reads in a language.
func (o NotificationContext) In(locale string) NotificationContext {
	o.Service = cmp.Or(o.texts["name"][locale], o.Service)
	o.Resources = slices.Clone(o.Resources)
	for i, r := range o.Resources {
		o.Resources[i].Name = cmp.Or(r.Texts["name"][locale], r.Name)
	}
	return o
}

// Snapshot is the booking as a message made from this would tell of it.
func (o NotificationContext) Snapshot() telling.Snapshot {
	s := telling.Snapshot{Status: o.Status, Service: o.ServiceID, Start: o.Start, End: o.End, Price: &o.Price, Deleted: o.Deleted}
	for _, r := range o.Resources {
		s.Resources = append(s.Resources, r.ID)
	}
	return s
}

// ReadNotificationContext reads it in one query; NotFound when the company has no such booking.
func ReadNotificationContext(ctx context.Context, s db.Scope, id booking.ID) (NotificationContext, error) {
	var row notificationContextRow
	err := sqlx.GetContext(ctx, s.Q(), &row, `select `+notificationContextColumns+` where b.company_id = $1 and b.id = $2`, s.Company(), id)
	if err != nil {
		return NotificationContext{}, db.OrNotFound(err, "error.booking_unknown")
	}
	o, err := row.context(id)
	return db.Masked(s, o), err
}

// Masked is the notification for who is not told how its client is reached.
func (o NotificationContext) Masked() NotificationContext {
	o.Contact, o.Answers, o.Last = booking.Contact{Name: o.Contact.Masked().Name}, webform.MaskAnswers(o.Answers), o.Last.Masked()
	o.SMS = ""
	return o
}

// notificationContextColumns are those of notificationContextRow, with the tables that they come from.
var notificationContextColumns = `c.name as company, c.timezone, v.name as service, v.translations as service_texts, b.service_id, b.number, b.status, b.source, b.starts_at, b.ends_at, b.deleted_at is not null as deleted,
	b.contact_name as name, coalesce(b.contact_phone, '') as phone, coalesce(b.contact_email, '') as email,
	case when b.status = 'pending' then ` + bookingdb.PendingSince + ` end as since,
	case when b.status in ('cancelled', 'rejected') or b.deleted_at is not null then (
		select json_build_object('Act', h.act, 'Actor', json_build_object('Kind', h.actor_kind, 'Name', h.actor_name), 'Detail', h.detail)
		from booking_history h where h.company_id = b.company_id and h.booking_id = b.id and h.act in ('cancelled', 'rejected', 'deleted')
		order by h.n desc limit 1) else (
		select json_build_object('Act', h.act, 'Actor', json_build_object('Kind', h.actor_kind, 'Name', h.actor_name), 'Detail', '{}'::jsonb)
		from booking_history h where h.company_id = b.company_id and h.booking_id = b.id and h.act in ('moved', 'stretched', 'changed', 'undone', 'imported')
		order by h.n desc limit 1) end as last,
	(select l.payload from leads l where l.company_id = b.company_id and l.booking_id = b.id order by l.created_at limit 1) as answers,
	exists (select from dead_addresses a where a.company_id = b.company_id and a.address = b.contact_email) as dead,
	exists (select from proven_addresses a where a.company_id = b.company_id and a.address = b.contact_email) as proven,
	` + db.ChatOf("b") + ` as chat, ` + db.InsteadOfMail("b") + ` as instead, coalesce(` + db.SMSOf("b") + `, '') as sms,
	b.coming, b.late_min, coalesce(b.price::text, '') as price, c.currency, ` + db.ClientRulesJSON + ` as rules,
	(select coalesce(max(h.n), 0) from booking_history h where h.company_id = b.company_id and h.booking_id = b.id) as sequence,
	(select json_agg(json_build_object('id', r.id, 'name', r.name, 'texts', r.translations) order by array_position(array['staff', 'room', 'equipment'], r.kind), r.position, r.id)
	from booking_resources br join resources r on r.company_id = br.company_id and r.id = br.resource_id
	where br.company_id = b.company_id and br.booking_id = b.id) as resources
	from bookings b
		join companies c on c.id = b.company_id
		join services v on v.company_id = b.company_id and v.id = b.service_id `

type notificationContextRow struct {
	Company, Timezone, Service string
	ServiceTexts               []byte     `db:"service_texts"`
	ServiceID                  booking.ID `db:"service_id"`
	Number                     int64
	Status                     booking.Status
	Deleted                    bool
	Source                     booking.Source
	StartsAt                   time.Time `db:"starts_at"`
	EndsAt                     time.Time `db:"ends_at"`
	Name, Phone, Email         string
	Dead, Proven               bool
	Chat                       *string
	Instead, Coming            bool
	SMS                        string
	LateMin                    int `db:"late_min"`
	Price, Currency            string
	Sequence                   int
	Rules, Resources, Answers  []byte
	Last                       []byte
	Since                      *time.Time
}

func (row notificationContextRow) context(id booking.ID) (NotificationContext, error) {
	zone, err := time.LoadLocation(row.Timezone)
	if err != nil {
		return NotificationContext{}, fmt.Errorf("zone of a company: %w", err)
	}
	o := NotificationContext{
		Company: row.Company, Zone: zone, Booking: id, Number: row.Number, Status: row.Status, Deleted: row.Deleted, Source: row.Source,
		Service: row.Service, ServiceID: row.ServiceID, Start: row.StartsAt.In(zone), End: row.EndsAt.In(zone),
		Contact: booking.Contact{Name: row.Name, Phone: row.Phone, Email: row.Email}, Dead: row.Dead, Proven: row.Proven,
		LateMin: row.LateMin, Price: row.Price, Currency: row.Currency, Sequence: row.Sequence,
	}
	if err := json.Unmarshal(row.Rules, &o.Rules); err != nil {
		return o, err
	}
	if err := json.Unmarshal(row.ServiceTexts, &o.texts); err != nil {
		return o, err
	}
	o.Instead, o.Coming, o.SMS = row.Instead, row.Coming, row.SMS
	if row.Chat != nil {
		o.Chat = *row.Chat
	}
	if row.Since != nil {
		o.Since = *row.Since
	}
	if row.Last != nil {
		if err := json.Unmarshal(row.Last, &o.Last); err != nil {
			return o, err
		}
	}
	if row.Answers != nil {
		if err := json.Unmarshal(row.Answers, &o.Answers); err != nil {
			return o, err
		}
	}
	if row.Resources == nil {
		return o, nil
	}
	return o, json.Unmarshal(row.Resources, &o.Resources)
}
