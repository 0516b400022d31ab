package peopledb

import (
	"context"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/telling"
	"okno/booking/webform"
	"okno/db"
)

// Session is a signed-in browser with all that a request has to know of whoever
// holds it.
type Session struct {
	ExpiresAt      time.Time
	CreatedAt      time.Time // when its holder signed in, whatever ids it has had since
	Confirmed      time.Time // when he last proved to be himself
	Retired        bool      // it has got another id: good for finishing what was asked for before, and for nothing else
	User           User
	Role           booking.Role    // "" when the user is no longer a member of the company
	Resource       booking.ID      // a specialist's own, "" for everybody else
	Company        booking.Company // zero when he is in none
	Versions       db.Versions
	FirstStep      string // where the company's first steps have got to, "" once they are done or put away
	SeenAt         time.Time
	Current        booking.CompanyID // the company that is open, whether he is still a member of it or not; 0 for none
	Renew          bool              // the rights have changed since its id was made
	DeleteAt       *time.Time        // when the company is to be deleted, nil where it stays
	HideFrom       []string          // the roles that do not see clients' contacts
	HideRevenue    []string          // the roles that see neither what was earned nor what a day took
	DeskBlocks     bool              // the front desk may block time on the board
	SMS            []booking.Event   // what the company tells clients of by SMS, of telling.SMSKinds
	NotifiesClient *bool             // whether his acts on a booking are told to its client; nil: he has not been asked
	db.Attention                     // what waits for the desk
}

// FindSession finds a live session by the hash of its id, with user, role and company
// in one query; NotFound when there is none or it has expired.
func FindSession(ctx context.Context, d *db.DB, idHash []byte, now time.Time) (Session, error) {
	var row struct {
		ExpiresAt      time.Time `db:"expires_at"`
		CreatedAt      time.Time `db:"created_at"`
		ConfirmedAt    time.Time `db:"confirmed_at"`
		Retired        bool
		UserID         booking.UserID `db:"user_id"`
		Email          string
		UserName       string `db:"user_name"`
		Language       string `db:"user_locale"`
		Theme          string
		Role           *booking.Role
		Board          *int64             `db:"version"`
		Setup          *int64             `db:"setup_version"`
		CompanyID      *booking.CompanyID `db:"id"`
		Slug           *string
		Name           *string
		Timezone       *string
		Locale         *string
		Languages      *string
		Currency       *string
		StepMin        *int `db:"step_min"`
		MinNoticeMin   *int `db:"min_notice_min"`
		HorizonDays    *int `db:"horizon_days"`
		Confirmation   *booking.Confirmation
		Starts         *booking.Starts
		ClientRules    []byte `db:"client_rules"`
		Specialist     []byte `db:"specialist_rules"`
		Resource       booking.ID
		FirstStep      string    `db:"first_step"`
		SeenAt         time.Time `db:"seen_at"`
		Renew          bool
		Current        booking.CompanyID
		DeleteAt       *time.Time `db:"delete_at"`
		HideFrom       string     `db:"hide_from"`
		HideRevenue    string     `db:"hide_revenue"`
		DeskBlocks     bool       `db:"desk_blocks"`
		TOTPSecret     []byte     `db:"totp_secret"`
		SMS            string
		NotifiesClient *bool `db:"tells_client"`
		NewLeads       int   `db:"new_leads"`
		Waiting        int
		Flood          *webform.Flood
	}
	err := d.GetContext(ctx, &row, `
		select s.expires_at, s.created_at, s.confirmed_at, s.retired_at is not null as retired, u.id as user_id, u.email, u.name as user_name, u.locale as user_locale, u.theme, u.totp_secret,
			s.seen_at, s.renew, coalesce(s.current_company, 0) as current, c.delete_at, coalesce(array_to_string(c.hide_contacts_from, ','), '') as hide_from,
			coalesce(array_to_string(c.hide_revenue_from, ','), '') as hide_revenue, coalesce(c.desk_blocks, false) as desk_blocks,
			coalesce((select array_to_string(t.kinds, ' ') from sms_settings t where t.company_id = c.id and t.enabled), '') as sms,
			`+db.AttentionColumns("m.company_id", "$2")+`,
			m.role, coalesce(m.resource_id::text, '') as resource, m.tells_client, v.version, v.setup_version, coalesce(c.first_step, '') as first_step, `+db.CompanyColumns+`
		from sessions s
		join users u on u.id = s.user_id
		left join members m on m.company_id = s.current_company and m.user_id = s.user_id and m.disabled_at is null
		left join companies c on c.id = m.company_id
		left join company_versions v on v.company_id = c.id
		where s.id_hash = $1 and s.expires_at > $2`, idHash, now)
	if err != nil {
		return Session{}, db.OrNotFound(err, "error.session_unknown")
	}
	session := Session{ExpiresAt: row.ExpiresAt, CreatedAt: row.CreatedAt, Confirmed: row.ConfirmedAt, Retired: row.Retired,
		SeenAt: row.SeenAt, Current: row.Current, Renew: row.Renew, DeleteAt: row.DeleteAt,
		User: User{ID: row.UserID, Email: row.Email, Name: row.UserName, Locale: row.Language, Theme: row.Theme, TOTPSecret: row.TOTPSecret}}
	if row.HideFrom != "" {
		session.HideFrom = strings.Split(row.HideFrom, ",")
	}
	if row.HideRevenue != "" {
		session.HideRevenue = strings.Split(row.HideRevenue, ",")
	}
	if row.Role == nil {
		return session, nil
	}
	session.Role, session.Resource, session.FirstStep, session.DeskBlocks = *row.Role, row.Resource, row.FirstStep, row.DeskBlocks
	session.SMS = telling.SMSKindsOf(row.SMS)
	session.NotifiesClient, session.Attention = row.NotifiesClient, db.Attention{NewLeads: row.NewLeads, Waiting: row.Waiting, Flood: row.Flood}
	session.Versions.Board, session.Versions.Setup = *row.Board, *row.Setup
	session.Company, err = db.CompanyRow{ID: *row.CompanyID, Slug: *row.Slug, Name: *row.Name, Timezone: *row.Timezone, Locale: *row.Locale, Languages: *row.Languages, Currency: *row.Currency,
		StepMin: *row.StepMin, MinNoticeMin: *row.MinNoticeMin, HorizonDays: *row.HorizonDays, Confirmation: *row.Confirmation, Starts: *row.Starts, ClientRules: row.ClientRules, Specialist: row.Specialist}.Company()
	return session, err
}

// Standing is what a session lets its holder do at the moment; the zero Standing
// is that of a session which has ended, or whose user is no longer a member.
type Standing struct {
	Company  booking.CompanyID
	Role     booking.Role
	Resource booking.ID // see Session
}

// Standings are those of the sessions with these hashes, in one query: what
// Session would say, for all the sockets that a process holds open.
func Standings(ctx context.Context, d *db.DB, hashes [][]byte, now time.Time) (map[string]Standing, error) {
	rows, err := d.QueryxContext(ctx, `
		select s.id_hash, m.company_id, m.role, coalesce(m.resource_id::text, '')
		from sessions s join members m on m.company_id = s.current_company and m.user_id = s.user_id and m.disabled_at is null
		where s.id_hash = any($1) and s.expires_at > $2 and s.retired_at is null`, hashes, now)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	standings := make(map[string]Standing, len(hashes))
	for rows.Next() {
		var hash []byte
		var s Standing
		if err := rows.Scan(&hash, &s.Company, &s.Role, &s.Resource); err != nil {
			return nil, err
		}
		standings[string(hash)] = s
	}
	return standings, rows.Err()
}

// Browser is where a session is held: what its list tells of it.
type Browser struct {
	Address string
	Device  string // the User-Agent
}

// InsertSession writes the session of somebody who has just signed in. There is no way to
// write over one that stands: what has ended cannot come back.
func InsertSession(ctx context.Context, tx *sqlx.Tx, idHash []byte, user booking.UserID, company booking.CompanyID, from Browser, now, expires time.Time) error {
	_, err := tx.ExecContext(ctx, `
		insert into sessions (id_hash, user_id, current_company, data, created_at, expires_at, address, device, seen_at, confirmed_at)
		values ($1, $2, nullif($3, 0), '', $4, $5, $6, $7, $4, $4)`,
		idHash, user, company, now, expires, from.Address, from.Device)
	return err
}

// live is the condition under which a session may go on; $2 is now.
const live = `id_hash = $1 and retired_at is null and expires_at > $2`

// ProlongSession notes that a live session is used, and lets it last until expires, but
// no longer than oldest after its holder signed in. One that is retired or over stays so.
func ProlongSession(ctx context.Context, tx *sqlx.Tx, idHash []byte, from Browser, now, expires time.Time, oldest time.Duration) error {
	_, err := tx.ExecContext(ctx, `
		update sessions set seen_at = $2, expires_at = least($3, created_at + make_interval(secs => $4)), address = $5, device = $6
		where `+live, idHash, now, expires, oldest.Seconds(), from.Address, from.Device)
	return err
}

// RenewSession gives a live session another id, and the old one ends at once; false when
// it is not live any more.
func RenewSession(ctx context.Context, tx *sqlx.Tx, idHash, next []byte, now time.Time) (bool, error) {
	return db.Affected(tx.ExecContext(ctx, `update sessions set id_hash = $3, renew = false where `+live, idHash, now, next))
}

// SucceedSession lets a live session go on in a company under another id and retires the
// old one, which is over at until; false when it is not live any more. What its browser is told of goes on.
func SucceedSession(ctx context.Context, tx *sqlx.Tx, idHash, next []byte, company booking.CompanyID, now, until time.Time) (bool, error) {
	return db.Affected(tx.ExecContext(ctx, `
		with was as (select * from sessions where `+live+` for update),
		old as (update sessions s set retired_at = $2, expires_at = least(s.expires_at, $5), renew = false from was where s.id_hash = was.id_hash),
		told as (update notification_recipients r set session_hash = $3 from was where r.session_hash = was.id_hash)
		insert into sessions (id_hash, user_id, current_company, data, created_at, expires_at, address, device, seen_at, confirmed_at)
		select $3, user_id, nullif($4, 0), '', created_at, expires_at, address, device, $2, confirmed_at from was`,
		idHash, now, next, company, until))
}

// ConfirmSession notes that the holder of a live session has proved to be himself.
func ConfirmSession(ctx context.Context, tx *sqlx.Tx, idHash []byte, now time.Time) error {
	_, err := tx.ExecContext(ctx, `update sessions set confirmed_at = $2 where `+live, idHash, now)
	return err
}

// SignedIn is one of a user's sessions, for him to see.
type SignedIn struct {
	IDHash    []byte `db:"id_hash"`
	Address   string
	Device    string
	CreatedAt time.Time `db:"created_at"`
	SeenAt    time.Time `db:"seen_at"`
}

// SignedIns are the live sessions of a user, the last seen first.
func SignedIns(ctx context.Context, d *db.DB, user booking.UserID, now time.Time) ([]SignedIn, error) {
	var all []SignedIn
	err := d.SelectContext(ctx, &all, `
		select id_hash, address, device, created_at, seen_at from sessions
		where user_id = $1 and expires_at > $2 and retired_at is null order by seen_at desc, id_hash limit 100`, user, now)
	return all, err
}

// DeleteSessions ends all sessions of a user but the one with that hash (nil: all of them).
func DeleteSessions(ctx context.Context, tx *sqlx.Tx, user booking.UserID, but []byte) error {
	_, err := tx.ExecContext(ctx, `delete from sessions where user_id = $1 and id_hash is distinct from $2`, user, but)
	return err
}

// DeleteSessionOf ends a session, if it is the user's, and with it all that he has left behind by getting another id.
func DeleteSessionOf(ctx context.Context, tx *sqlx.Tx, user booking.UserID, idHash []byte) error {
	_, err := tx.ExecContext(ctx, `delete from sessions where user_id = $2 and (id_hash = $1 or retired_at is not null)`, idHash, user)
	return err
}

// DeleteSession ends a session, and all that its user has left behind by getting another id.
func DeleteSession(ctx context.Context, tx *sqlx.Tx, idHash []byte) error {
	_, err := tx.ExecContext(ctx, `
		delete from sessions s using sessions this
		where this.id_hash = $1 and s.user_id = this.user_id and (s.id_hash = $1 or s.retired_at is not null)`, idHash)
	return err
}
