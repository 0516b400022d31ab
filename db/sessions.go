package db

import (
	"context"
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
		ClientRules  []byte `db:"client_rules"`
		FirstStep    string `db:"first_step"`
	}
	err := d.GetContext(ctx, &row, `
		select s.data, s.expires_at, u.id as user_id, u.email, u.name as user_name, u.locale as user_locale, u.theme,
			m.role, v.version, v.setup_version, coalesce(c.first_step, '') as first_step, `+companyColumns+`
		from sessions s
		join users u on u.id = s.user_id
		left join members m on m.company_id = s.current_company and m.user_id = s.user_id
		left join companies c on c.id = m.company_id
		left join company_versions v on v.company_id = c.id
		where s.id_hash = $1 and s.expires_at > $2`, idHash, now)
	if err != nil {
		return Session{}, orNotFound(err, "error.session_unknown")
	}
	session := Session{Data: row.Data, ExpiresAt: row.ExpiresAt,
		User: User{ID: row.UserID, Email: row.Email, Name: row.UserName, Locale: row.Language, Theme: row.Theme}}
	if row.Role == nil {
		return session, nil
	}
	session.Role, session.FirstStep = *row.Role, row.FirstStep
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
		from sessions s join members m on m.company_id = s.current_company and m.user_id = s.user_id
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

// PutSession writes a session; one that stands already gets the new data and end.
func PutSession(ctx context.Context, tx *sqlx.Tx, idHash []byte, user booking.UserID, company booking.CompanyID, data []byte, now, expires time.Time) error {
	_, err := tx.ExecContext(ctx, `
		insert into sessions (id_hash, user_id, current_company, data, created_at, expires_at)
		values ($1, $2, nullif($3, 0), $4, $5, $6)
		on conflict (id_hash) do update set data = excluded.data, expires_at = excluded.expires_at`,
		idHash, user, company, data, now, expires)
	return err
}

// DeleteSession ends a session.
func DeleteSession(ctx context.Context, tx *sqlx.Tx, idHash []byte) error {
	_, err := tx.ExecContext(ctx, `delete from sessions where id_hash = $1`, idHash)
	return err
}
