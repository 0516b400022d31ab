package notify

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
	"github.com/vgarvardt/gue/v5/adapter/libpq"

	"okno/booking"
	"okno/db"
)

// AccountQueue holds one job per mail about an account.
const AccountQueue = "accounts"

const accountJob = "account_mail"

type accountArgs struct {
	Mail booking.ID `json:"mail"`
}

// Kinds of mail about accounts; locales/account.* have their words.
const (
	MailSignUp          = "sign_up"          // confirm the address of a new company's owner
	MailSignUpKnown     = "sign_up_known"    // the address has an account already
	MailReset           = "reset"            // choose another password
	MailInvite          = "invite"           // join a company
	MailEmailNew        = "email_new"        // confirm the new address of an account
	MailEmailOld        = "email_old"        // the old address is told that it will no longer do
	MailPasswordChanged = "password_changed" // somebody has changed the password
	MailTwoFactorOn     = "two_factor_on"    // the second factor was set up
	MailTwoFactorOff    = "two_factor_off"   // it was taken away
	MailCompanyDeleting = "company_deleting" // the company is to be deleted on a day
)

// AccountKinds are all of them.
var AccountKinds = []string{MailSignUp, MailSignUpKnown, MailReset, MailInvite, MailEmailNew, MailEmailOld,
	MailPasswordChanged, MailTwoFactorOn, MailTwoFactorOff, MailCompanyDeleting}

// AccountSeal is the purpose that a link's path is sealed for.
const AccountSeal = "account mail"

// AccountMail is a mail to a user, whether he is in a company or not. Its link
// may hold a token, so it comes sealed. Nobody's is written and never sent: so
// much work is done for an address that has an account as for one that has none.
type AccountMail struct {
	ID     booking.ID
	Kind   string
	To     string
	Locale string
	Blanks map[string]string
	Sealed []byte // the path of its link, for AccountSeal; nil for none
	Nobody bool
}

// AccountMail writes the mail and its job into the transaction that causes them.
func (o *Outbox) AccountMail(ctx context.Context, tx *sqlx.Tx, m AccountMail) error {
	row := db.AccountMail{ID: m.ID, Kind: m.Kind, Recipient: m.To, Locale: m.Locale, Blanks: m.Blanks, Sealed: m.Sealed, State: booking.Waiting}
	if m.Nobody {
		row.State, row.Sealed = booking.Dropped, nil
	}
	if err := db.InsertAccountMail(ctx, tx, row); err != nil {
		return fmt.Errorf("write the mail: %w", err)
	}
	job, err := newJob(AccountQueue, accountJob, accountArgs{m.ID})
	if err != nil {
		return err
	}
	if err := o.jobs.EnqueueTx(ctx, job, libpq.NewTx(tx.Tx)); err != nil {
		return fmt.Errorf("enqueue the mail: %w", err)
	}
	return nil
}
