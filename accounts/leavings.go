package accounts

import (
	"context"

	"okno/booking"
	"okno/db"
	"okno/db/peopledb"
)

// takeBack ends what a member has made and could not make in the role that he has now, ""
// for none: invitations that he has sent, calendar links, addresses and groups that are
// told, his chats, for who sees no bookings of the company any more, with mails that wait, and links for another password. Each has its line in the audit log.
func (d *Team) takeBack(ctx context.Context, a *db.Act, by booking.AuditLine, user booking.UserID, role booking.Role) error {
	note := func(act string, detail map[string]string) error {
		line := by
		line.Act, line.Detail = act, detail
		return a.WriteAudit(ctx, line)
	}
	invited, err := peopledb.EndInvitationsOf(ctx, a, user, role.Manageable())
	if err != nil {
		return err
	}
	for _, email := range invited {
		if err := note("team.uninvited", map[string]string{"email": email}); err != nil {
			return err
		}
	}
	if role.May(booking.ChangeSetup) {
		return nil
	}
	feeds, err := peopledb.EndFeedsOf(ctx, a, user)
	if err != nil {
		return err
	}
	for _, name := range feeds {
		if err := note("feed.ended", map[string]string{"resource": name}); err != nil {
			return err
		}
	}
	recipients, err := peopledb.EndRecipientsOf(ctx, a, user, !role.May(booking.SeeBookings))
	if err != nil {
		return err
	}
	for _, r := range recipients {
		if err := note("notifications.address_removed", r.AuditDetail()); err != nil {
			return err
		}
	}
	if role != "" && !role.May(booking.SeeBookings) {
		return peopledb.WithholdFrom(ctx, a, user)
	}
	if role != "" {
		return nil
	}
	return peopledb.DeleteUserTokens(ctx, a.SQLX().Tx, user)
}
