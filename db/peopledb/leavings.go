package peopledb

import (
	"context"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
)

// EndInvitationsOf withdraws what a user has invited to roles other than those, and gives the addresses.
func EndInvitationsOf(ctx context.Context, a *db.Act, user booking.UserID, but []booking.Role) ([]string, error) {
	var emails []string
	err := a.SQLX().SelectContext(ctx, &emails, `
		delete from invitations where company_id = $1 and invited_by_user = $2 and not (role = any($3)) returning email`, a.Company(), user, db.Texts(but))
	return emails, err
}

// EndFeedsOf ends the calendar links that a user has made, and gives the resources' names.
func EndFeedsOf(ctx context.Context, a *db.Act, user booking.UserID) ([]string, error) {
	var names []string
	err := a.SQLX().SelectContext(ctx, &names, `
		delete from calendar_feeds f using resources r
		where f.company_id = $1 and f.made_by = $2 and r.company_id = f.company_id and r.id = f.resource_id returning r.name`, a.Company(), user)
	return names, err
}

// WithholdFrom drops what waits to be mailed to a user as one of the company's team.
func WithholdFrom(ctx context.Context, a *db.Act, user booking.UserID) error {
	_, err := a.SQLX().ExecContext(ctx, `
		update deliveries set state = 'dropped', error = $3, updated_at = now()
		where company_id = $1 and audience = 'team' and channel = 'email' and state in ('waiting', 'retrying') and recipient = (select email from users where id = $2)`,
		a.Company(), user, telling.DropRole)
	return err
}

// ForgetRules forgets what a member is told of by mail: he is told as usual in his role.
func ForgetRules(ctx context.Context, a *db.Act, user booking.UserID) error {
	_, err := a.SQLX().ExecContext(ctx, `delete from notification_recipients where company_id = $1 and kind = 'member' and user_id = $2`, a.Company(), user)
	return err
}

// EndRecipientsOf forgets the addresses and groups that a user has added and, where all
// says so, his own chats; links that were to connect more end as well.
func EndRecipientsOf(ctx context.Context, a *db.Act, user booking.UserID, all bool) ([]telling.Recipient, error) {
	if _, err := a.SQLX().ExecContext(ctx, `delete from telegram_links where company_id = $1 and user_id = $2 and (is_group or $3)`, a.Company(), user, all); err != nil {
		return nil, err
	}
	var gone []telling.Recipient
	err := a.SQLX().SelectContext(ctx, &gone, `
		delete from notification_recipients
		where company_id = $1 and kind <> 'member' and (made_by = $2 or $3 and user_id = $2) returning kind, name, address`, a.Company(), user, all)
	return gone, err
}
