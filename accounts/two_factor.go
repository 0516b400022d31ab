package accounts

import (
	"context"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"okno/acts"
	"okno/booking"
	"okno/booking/secret"
	"okno/db"
	"okno/db/peopledb"
	"okno/notify"
	"okno/notify/compose"
)

// The parameters of RFC 6238 that every application on a telephone knows.
const (
	totpPeriod = 30
	totpSkew   = 1  // steps that a clock may be off
	totpBytes  = 20 // of the secret: RFC 4226, section 4
)

// RecoveryCodes is how many are given out.
const RecoveryCodes = 10

var base32Text = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewTwoFactor makes a secret for the user's telephone. It is kept nowhere but in
// the form that shows it, sealed, until a code has proved it.
func (d *Accounts) NewTwoFactor(p Person) (secret string, sealed []byte, err error) {
	raw := make([]byte, totpBytes)
	if _, err := io.ReadFull(d.Random, raw); err != nil {
		return "", nil, err
	}
	sealed, err = d.Seal.Close(newTOTP(p.User), raw)
	return base32Text.EncodeToString(raw), sealed, err
}

// OpenTwoFactor gives back the secret of a form that NewTwoFactor has filled.
func (d *Accounts) OpenTwoFactor(p Person, sealed []byte) (string, error) {
	raw, err := d.Seal.Open(newTOTP(p.User), sealed)
	if err != nil {
		return "", booking.Fail(booking.Malformed, "error.malformed")
	}
	return base32Text.EncodeToString(raw), nil
}

func newTOTP(user booking.UserID) string { return "new totp " + strconv.FormatInt(int64(user), 10) }
func oldTOTP(user booking.UserID) string { return "totp " + strconv.FormatInt(int64(user), 10) }

// SetTwoFactor makes the secret the user's second factor, once the password and a
// code are right, ends his other sessions, and gives his recovery codes: this is
// the only time that anybody sees them.
func (d *Accounts) SetTwoFactor(ctx context.Context, p Person, sealed []byte, current, code string) ([]string, error) {
	raw, err := d.Seal.Open(newTOTP(p.User), sealed)
	if err != nil {
		return nil, booking.Fail(booking.Malformed, "error.malformed")
	}
	if err := d.confirmPassword(ctx, p, current); err != nil {
		return nil, err
	}
	step := d.stepOf(raw, code)
	if step == 0 {
		return nil, acts.WrongField("code", "error.code")
	}
	kept, err := d.Seal.Close(oldTOTP(p.User), raw)
	if err != nil {
		return nil, err
	}
	codes, hashes, err := d.recoveryCodes(p.User)
	if err != nil {
		return nil, err
	}
	return codes, d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		if err := peopledb.SetTOTP(ctx, tx, p.User, kept, step); err != nil {
			return err
		}
		if err := peopledb.PutRecoveryCodes(ctx, tx, p.User, hashes); err != nil {
			return err
		}
		return d.twoFactorChanged(ctx, tx, p, "account.two_factor_on", compose.MailTwoFactorOn)
	})
}

// RemoveTwoFactor leaves the password alone to sign in with.
func (d *Accounts) RemoveTwoFactor(ctx context.Context, p Person, current string) error {
	if err := d.confirmPassword(ctx, p, current); err != nil {
		return err
	}
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		if err := peopledb.SetTOTP(ctx, tx, p.User, nil, 0); err != nil {
			return err
		}
		return d.twoFactorChanged(ctx, tx, p, "account.two_factor_off", compose.MailTwoFactorOff)
	})
}

func (d *Accounts) twoFactorChanged(ctx context.Context, tx *sqlx.Tx, p Person, act, kind string) error {
	if err := d.Sessions.onlyHere(ctx, tx, p); err != nil {
		return err
	}
	if err := db.AuditUser(ctx, tx, p.User, p.line(act, d.Now(), nil)); err != nil {
		return err
	}
	return d.MailAccount(ctx, tx, notify.AccountMail{Kind: kind, To: p.Email, Locale: p.Locale}, "")
}

// NewRecoveryCodes gives the user other recovery codes in place of those he has.
func (d *Accounts) NewRecoveryCodes(ctx context.Context, p Person, current string) ([]string, error) {
	if err := d.confirmPassword(ctx, p, current); err != nil {
		return nil, err
	}
	codes, hashes, err := d.recoveryCodes(p.User)
	if err != nil {
		return nil, err
	}
	return codes, d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		if err := peopledb.PutRecoveryCodes(ctx, tx, p.User, hashes); err != nil {
			return err
		}
		return db.AuditUser(ctx, tx, p.User, p.line("account.recovery_codes", d.Now(), nil))
	})
}

func (d *Accounts) recoveryCodes(user booking.UserID) (codes []string, hashes [][]byte, err error) {
	for range RecoveryCodes {
		raw := make([]byte, 10) // 80 bits, 16 letters
		if _, err := io.ReadFull(d.Random, raw); err != nil {
			return nil, nil, err
		}
		text := strings.ToLower(base32Text.EncodeToString(raw))
		codes = append(codes, text[:4]+"-"+text[4:8]+"-"+text[8:12]+"-"+text[12:])
		hashes = append(hashes, d.recoveryHash(user, text))
	}
	return codes, hashes, nil
}

func (d *Accounts) recoveryHash(user booking.UserID, code string) []byte {
	return d.Seal.Hash(recoveryFor(user), code)
}

func recoveryFor(user booking.UserID) string { return "recovery " + strconv.FormatInt(int64(user), 10) }

// recoveryHashes are what a code may be kept as: hashed under the secret in force, under one
// before that is still read, or under one whose key Reseal has kept.
func (d *Accounts) recoveryHashes(ctx context.Context, tx *sqlx.Tx, user booking.UserID, code string) ([][]byte, error) {
	hashes := d.Seal.Hashes(recoveryFor(user), code)
	kept, err := peopledb.KeptKeys(ctx, tx)
	for _, sealed := range kept {
		if key, err := d.Seal.Open(keptKey, sealed); err == nil {
			hashes = append(hashes, secret.HashUnder(key, recoveryFor(user), code))
		}
	}
	return hashes, err
}

// SecondStep is who stands before the second step of a sign-in with that token; NotFound for nobody.
func (d *Accounts) SecondStep(ctx context.Context, token string) (booking.UserID, error) {
	found, err := peopledb.FindUserToken(ctx, d.DB, HashToken(token), "second", d.Now())
	return found.User, err
}

// SecondFactor lets in whoever has passed the first step and shows a code, of his
// telephone or for recovery. A code works once, and so does the token; a wrong code
// is Unauthorized and leaves the token.
func (d *Accounts) SecondFactor(ctx context.Context, token, code string, from peopledb.Browser) (Entry, error) {
	id, err := d.SecondStep(ctx, token)
	if err != nil {
		return Entry{}, err
	}
	if err := d.attempt(ctx, codeLimits(id, from.Address), "error.signin_too_many"); err != nil {
		return Entry{}, err
	}
	user, err := peopledb.FindUser(ctx, d.DB, id)
	if err != nil {
		return Entry{}, err
	}
	err = d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		ok, err := d.takeCode(ctx, tx, user, code)
		if err != nil {
			return err
		}
		if !ok {
			return booking.Fail(booking.Unauthorized, "error.code")
		}
		_, err = peopledb.TakeUserToken(ctx, tx, HashToken(token), "second", d.Now())
		return err
	})
	if booking.CodeOf(err) == booking.Unauthorized {
		if err := d.signInFailed(user, true, from); booking.CodeOf(err) != booking.Unauthorized {
			return Entry{}, err
		}
	}
	if err != nil {
		return Entry{}, err
	}
	return d.entered(ctx, user, from)
}

// Prove notes that the holder of a session is its user: by a code where he has a second
// factor, else by his password. Wrong is Invalid by the field "proof".
func (d *Accounts) Prove(ctx context.Context, p Person, proof string) error {
	user, err := peopledb.FindUser(ctx, d.DB, p.User)
	if err != nil {
		return err
	}
	if user.TOTPSecret == nil {
		err := d.confirmPassword(ctx, p, proof)
		if wrong := (*booking.Error)(nil); errors.As(err, &wrong) && wrong.Code == booking.Invalid {
			return acts.WrongField("proof", "error.password_wrong")
		}
		if err != nil {
			return err
		}
	} else if err := d.attempt(ctx, codeLimits(p.User, p.From.Address), "error.signin_too_many"); err != nil {
		return err
	}
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		if user.TOTPSecret != nil {
			ok, err := d.takeCode(ctx, tx, user, proof)
			if err != nil {
				return err
			}
			if !ok {
				return acts.WrongField("proof", "error.code")
			}
		}
		return peopledb.ConfirmSession(ctx, tx, p.Session, d.Now())
	})
}

func (d *Accounts) takeCode(ctx context.Context, tx *sqlx.Tx, user peopledb.User, typed string) (bool, error) {
	code := strings.ToLower(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, typed))
	if len(code) != 6 {
		hashes, err := d.recoveryHashes(ctx, tx, user.ID, code)
		if err != nil {
			return false, err
		}
		return peopledb.TakeRecoveryCode(ctx, tx, user.ID, hashes)
	}
	raw, err := d.Seal.Open(oldTOTP(user.ID), user.TOTPSecret)
	if err != nil {
		return false, err
	}
	step := d.stepOf(raw, code)
	if step == 0 {
		return false, nil
	}
	return peopledb.TakeTOTPStep(ctx, tx, user.ID, step)
}

// stepOf is the time step around now whose code that is, 0 for none.
func (d *Accounts) stepOf(secret []byte, code string) int64 {
	now := d.Now().Unix() / totpPeriod
	code = strings.ReplaceAll(code, " ", "")
	for step := now - totpSkew; step <= now+totpSkew; step++ {
		want, err := totp.GenerateCodeCustom(base32Text.EncodeToString(secret), time.Unix(step*totpPeriod, 0),
			totp.ValidateOpts{Period: totpPeriod, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return step
		}
	}
	return 0
}
