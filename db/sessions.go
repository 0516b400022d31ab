package db

import (
	"context"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// Session is a signed-in browser with all that a request has to know of whoever
// holds it.
type Session struct {
	Data      []byte
	ExpiresAt time.Time
	User      User
	Role      booking.Role    // "" when the user is no longer a member of the company
	Company   booking.Company // zero when he is in none
	Versions  Versions
	FirstStep string // where the company's first steps have got to, "" once they are done or put away
	SeenAt    time.Time
	Current   booking.CompanyID // the company that is open, whether he is still a member of it or not; 0 for none
	Renew     bool              // the rights have changed since its id was made
	DeleteAt  *time.Time        // when the company is to be deleted, nil where it stays
	HideFrom  []string          // the roles that do not see clients' contacts
	Tells     *bool             // whether his acts on a booking are told to its client; nil: he has not been asked
	Attention                   // what waits for the desk
}

// Session finds a live session by the hash of its id, with user, role and company
// in one query; NotFound when there is none or it has expired.
func (d *DB) Session(ctx context.Context, idHash []byte, now time.Time) (Session, error) {
	var row struct {
		Data         []byte
		ExpiresAt    time.Time      `db:"expires_at"`
		UserID       booking.UserID `db:"user_id"`
		Email        string
		UserName     string `db:"user_name"`
		Language     string `db:"user_locale"`
		Theme        string
		Role         *booking.Role
		Board        *int64             `db:"version"`
		Setup        *int64             `db:"setup_version"`
		CompanyID    *booking.CompanyID `db:"id"`
		Slug         *string
		Name         *string
		Timezone     *string
		Locale       *string
		Currency     *string
		StepMin      *int `db:"step_min"`
		MinNoticeMin *int `db:"min_notice_min"`
		HorizonDays  *int `db:"horizon_days"`
		Confirmation *booking.Confirmation
		ClientRules  []byte    `db:"client_rules"`
		FirstStep    string    `db:"first_step"`
		SeenAt       time.Time `db:"seen_at"`
		Renew        bool
		Current      booking.CompanyID
		DeleteAt     *time.Time `db:"delete_at"`
		HideFrom     string     `db:"hide_from"`
		TOTPSecret   []byte     `db:"totp_secret"`
		Tells        *bool      `db:"tells_client"`
		NewLeads     int        `db:"new_leads"`
		Waiting      int
	}
	err := d.GetContext(ctx, &row, `
		select s.data, s.expires_at, u.id as user_id, u.email, u.name as user_name, u.locale as user_locale, u.theme, u.totp_secret,
			s.seen_at, s.renew, coalesce(s.current_company, 0) as current, c.delete_at, coalesce(array_to_string(c.hide_contacts_from, ','), '') as hide_from,
			`+attention("m.company_id", "$2")+`,
			m.role, m.tells_client, v.version, v.setup_version, coalesce(c.first_step, '') as first_step, `+companyColumns+`
		from sessions s
		join users u on u.id = s.user_id
		left join members m on m.company_id = s.current_company and m.user_id = s.user_id and m.disabled_at is null
		left join companies c on c.id = m.company_id
		left join company_versions v on v.company_id = c.id
		where s.id_hash = $1 and s.expires_at > $2`, idHash, now)
	if err != nil {
		return Session{}, orNotFound(err, "error.session_unknown")
	}
	session := Session{Data: row.Data, ExpiresAt: row.ExpiresAt, SeenAt: row.SeenAt, Current: row.Current, Renew: row.Renew, DeleteAt: row.DeleteAt,
		User: User{ID: row.UserID, Email: row.Email, Name: row.UserName, Locale: row.Language, Theme: row.Theme, TOTPSecret: row.TOTPSecret}}
	if row.HideFrom != "" {
		session.HideFrom = strings.Split(row.HideFrom, ",")
	}
	if row.Role == nil {
		return session, nil
	}
	session.Role, session.FirstStep = *row.Role, row.FirstStep
	session.Tells, session.Attention = row.Tells, Attention{row.NewLeads, row.Waiting}
	session.Versions.Board, session.Versions.Setup = *row.Board, *row.Setup
	session.Company, err = companyRow{*row.CompanyID, *row.Slug, *row.Name, *row.Timezone, *row.Locale, *row.Currency,
		*row.StepMin, *row.MinNoticeMin, *row.HorizonDays, *row.Confirmation, row.ClientRules}.company()
	return session, err
}

// Standing is what a session lets its holder do at the moment; the zero Standing
// is that of a session which has ended, or whose user is no longer a member.
type Standing struct {
	Company booking.CompanyID
	Role    booking.Role
}

// Standings are those of the sessions with these hashes, in one query: what
// Session would say, for all the sockets that a process holds open.
func (d *DB) Standings(ctx context.Context, hashes [][]byte, now time.Time) (map[string]Standing, error) {
	rows, err := d.QueryxContext(ctx, `
		select s.id_hash, m.company_id, m.role
		from sessions s join members m on m.company_id = s.current_company and m.user_id = s.user_id and m.disabled_at is null
		where s.id_hash = any($1) and s.expires_at > $2`, hashes, now)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	standings := make(map[string]Standing, len(hashes))
	for rows.Next() {
		var hash []byte
		var s Standing
		if err := rows.Scan(&hash, &s.Company, &s.Role); err != nil {
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

// PutSession writes a session; one that stands already gets the new data and end.
func PutSession(ctx context.Context, tx *sqlx.Tx, idHash []byte, user booking.UserID, company booking.CompanyID, data []byte, from Browser, now, expires time.Time) error {
	_, err := tx.ExecContext(ctx, `
		insert into sessions (id_hash, user_id, current_company, data, created_at, expires_at, address, device, seen_at)
		values ($1, $2, nullif($3, 0), $4, $5, $6, $7, $8, $5)
		on conflict (id_hash) do update set data = excluded.data, expires_at = excluded.expires_at, current_company = excluded.current_company,
			address = excluded.address, device = excluded.device, seen_at = excluded.seen_at`,
		idHash, user, company, data, now, expires, from.Address, from.Device)
	return err
}

// RetireSession leaves a session that got another id for a moment, for requests that are on their way.
func RetireSession(ctx context.Context, tx *sqlx.Tx, idHash []byte, until time.Time) error {
	_, err := tx.ExecContext(ctx, `update sessions set expires_at = least(expires_at, $2), renew = false where id_hash = $1`, idHash, until)
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
func (d *DB) SignedIns(ctx context.Context, user booking.UserID, now time.Time) ([]SignedIn, error) {
	var all []SignedIn
	err := d.SelectContext(ctx, &all, `
		select id_hash, address, device, created_at, seen_at from sessions
		where user_id = $1 and expires_at > $2 order by seen_at desc, id_hash limit 100`, user, now)
	return all, err
}

// DeleteSessions ends all sessions of a user but the one with that hash (nil: all of them).
func DeleteSessions(ctx context.Context, tx *sqlx.Tx, user booking.UserID, but []byte) error {
	_, err := tx.ExecContext(ctx, `delete from sessions where user_id = $1 and id_hash is distinct from $2`, user, but)
	return err
}

// DeleteSessionOf ends a session, if it is the user's.
func DeleteSessionOf(ctx context.Context, tx *sqlx.Tx, user booking.UserID, idHash []byte) error {
	_, err := tx.ExecContext(ctx, `delete from sessions where id_hash = $1 and user_id = $2`, idHash, user)
	return err
}

// DeleteSession ends a session.
func DeleteSession(ctx context.Context, tx *sqlx.Tx, idHash []byte) error {
	_, err := tx.ExecContext(ctx, `delete from sessions where id_hash = $1`, idHash)
	return err
}
