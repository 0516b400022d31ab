package notify

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
	"github.com/vgarvardt/gue/v5/adapter/libpq"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
)

// AccountQueue holds one job per mail about an account.
const AccountQueue = "accounts"

const accountJob = "account_mail"

type accountArgs struct {
	Mail booking.ID `json:"mail"`
}

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
	row := messagedb.AccountMail{ID: m.ID, Kind: m.Kind, Recipient: m.To, Locale: m.Locale, Blanks: m.Blanks, Sealed: m.Sealed, State: telling.Waiting}
	if m.Nobody {
		row.State, row.Sealed = telling.Dropped, nil
	}
	if err := messagedb.InsertAccountMail(ctx, tx, row); err != nil {
		return fmt.Errorf("write the mail: %w", err)
	}
	job, err := newJob(ctx, AccountQueue, accountJob, accountArgs{m.ID})
	if err != nil {
		return err
	}
	if err := o.jobs.EnqueueTx(ctx, job, libpq.NewTx(tx.Tx)); err != nil {
		return fmt.Errorf("enqueue the mail: %w", err)
	}
	return nil
}
