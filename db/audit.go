package db

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// WriteAudit adds a line to the company's audit log, in the act's transaction.
func (a *Act) WriteAudit(ctx context.Context, line booking.AuditLine) error {
	return AuditCompany(ctx, a.tx.Tx, a.company, line)
}

// AuditCompany adds a line in a transaction that is no act of the company, such as a sign-in.
func AuditCompany(ctx context.Context, tx *sqlx.Tx, company booking.CompanyID, line booking.AuditLine) error {
	detail, err := json.Marshal(line.Detail)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		insert into audit_log (company_id, id, at, act, actor_kind, actor_user, actor_name, address, detail)
		values ($1, gen_random_uuid(), $2, $3, $4, nullif($5, 0), $6, $7, coalesce(nullif($8::jsonb, 'null'), '{}'))`,
		company, line.At, line.Act, line.Actor.Kind, line.Actor.User, line.Actor.Name, line.Address, string(detail))
	return err
}

// AuditUser adds a line to the log of each company that the user belongs to: what
// he does to his account concerns all of them.
func AuditUser(ctx context.Context, tx *sqlx.Tx, user booking.UserID, line booking.AuditLine) error {
	var companies []booking.CompanyID
	if err := tx.SelectContext(ctx, &companies, `select company_id from members where user_id = $1 order by 1`, user); err != nil {
		return err
	}
	for _, company := range companies {
		if err := AuditCompany(ctx, tx, company, line); err != nil {
			return err
		}
	}
	return nil
}

// AuditFilter says which lines are wanted; its zero fields ask for nothing.
type AuditFilter struct {
	Act    string // the beginning of the act's name, such as "team."
	User   booking.UserID
	From   time.Time
	Before time.Time
}

// Audit gives the lines that match, newest first, at most limit of them.
func (s Scope) Audit(ctx context.Context, f AuditFilter, limit int) ([]booking.AuditLine, error) {
	var rows []struct {
		At      time.Time
		Act     string
		Kind    booking.ActorKind
		User    booking.UserID
		Name    string
		Address string
		Detail  []byte
	}
	before := f.Before
	if before.IsZero() {
		before = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	err := sqlx.SelectContext(ctx, s.q, &rows, `
		select at, act, actor_kind as kind, coalesce(actor_user, 0) as user, actor_name as name, address, detail
		from audit_log
		where company_id = $1 and starts_with(act, $2) and ($3::bigint = 0 or actor_user = $3) and at >= $4 and at < $5
		order by at desc, id limit $6`, s.company, f.Act, f.User, f.From, before, limit)
	lines := make([]booking.AuditLine, len(rows))
	for i, r := range rows {
		lines[i] = booking.AuditLine{At: r.At, Act: r.Act, Actor: booking.Actor{Kind: r.Kind, User: r.User, Name: r.Name}, Address: r.Address}
		if err := json.Unmarshal(r.Detail, &lines[i].Detail); err != nil {
			return nil, err
		}
	}
	return lines, err
}

// AuditPeople are those who appear in the log, by the name that they had last.
func (s Scope) AuditPeople(ctx context.Context) ([]booking.Actor, error) {
	var people []booking.Actor
	err := sqlx.SelectContext(ctx, s.q, &people, `
		select distinct on (actor_user) 'member' as kind, actor_user as user, actor_name as name, '' as origin
		from audit_log where company_id = $1 and actor_user is not null order by actor_user, at desc limit 200`, s.company)
	return people, err
}
