package peopledb

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// Sealed is something that is stored sealed, and whose it is.
type Sealed struct {
	ID     string
	Owner  int64 // the user or the company, 0 where it is nobody's
	Sealed []byte
}

// Vault is where things are stored sealed.
type Vault struct {
	Name        string
	find, write string
}

// The vaults of the database: all that booking.Seal has sealed.
var (
	VaultTOTP = Vault{"second factors",
		`select id::text as id, id as owner, totp_secret as sealed from users where totp_secret is not null order by id for update`,
		`update users set totp_secret = $2 where id = $1::bigint`}
	VaultBots = Vault{"Telegram bots",
		`select company_id::text as id, company_id as owner, telegram_token as sealed from notification_settings where telegram_token is not null order by company_id for update`,
		`update notification_settings set telegram_token = $2 where company_id = $1::bigint`}
	VaultSMS = Vault{"providers of SMS",
		`select company_id::text as id, company_id as owner, secrets as sealed from sms_settings where secrets is not null order by company_id for update`,
		`update sms_settings set secrets = $2 where company_id = $1::bigint`}
	VaultMails = Vault{"links of mails that wait",
		`select id::text as id, 0::bigint as owner, sealed from account_mails where sealed is not null order by id for update`,
		`update account_mails set sealed = $2 where id = $1::uuid`}
	VaultKeys = Vault{"keys of recovery codes",
		`select name as id, 0::bigint as owner, sealed from kept_keys order by name for update`,
		`update kept_keys set sealed = $2 where name = $1`}
	VaultPush = Vault{"key for push services",
		`select 'push' as id, 0::bigint as owner, sealed from push_keys for update`,
		`update push_keys set sealed = $2 where $1 = 'push'`}
)

// Sealed is all that a vault holds, locked until the transaction ends.
func (v Vault) Sealed(ctx context.Context, tx *sqlx.Tx) ([]Sealed, error) {
	var all []Sealed
	return all, tx.SelectContext(ctx, &all, v.find)
}

// Put writes something sealed anew into its place.
func (v Vault) Put(ctx context.Context, tx *sqlx.Tx, id string, sealed []byte) error {
	_, err := tx.ExecContext(ctx, v.write, id, sealed)
	return err
}

// KeptKeys are the keys of earlier secrets that recovery codes are hashed under, sealed.
func KeptKeys(ctx context.Context, tx *sqlx.Tx) ([][]byte, error) {
	var all [][]byte
	return all, tx.SelectContext(ctx, &all, `select sealed from kept_keys order by name`)
}

// KeepKey keeps the key of an earlier secret, while there are recovery codes at all.
func KeepKey(ctx context.Context, tx *sqlx.Tx, name string, sealed []byte) error {
	_, err := tx.ExecContext(ctx, `
		insert into kept_keys (name, sealed) select $1, $2 where exists (select 1 from recovery_codes) on conflict do nothing`, name, sealed)
	return err
}
