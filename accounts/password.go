package accounts

import (
	"context"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/acts"
	"okno/booking"
	"okno/booking/secret"
	"okno/db"
	"okno/db/peopledb"
	"okno/notify"
	"okno/notify/compose"
)

// ResetAge is how long the link for another password works.
const ResetAge = time.Hour

// AskReset mails a link for another password, if the address has an account; the
// answer and the work are the same where it has none.
func (d *Accounts) AskReset(ctx context.Context, typed, locale string, from peopledb.Browser) error {
	email, ok := booking.ParseEmail(typed)
	if !ok {
		return acts.WrongField("email", "error.email")
	}
	if err := d.attempt(ctx, mailLimits(email, from.Address), "error.mail_too_many"); err != nil {
		return err
	}
	user, err := peopledb.UserByEmail(ctx, d.DB, email)
	if err == nil {
		locale = user.Locale
	} else if booking.CodeOf(err) != booking.NotFound {
		return err
	}
	token, hash, err := d.newToken()
	if err != nil {
		return err
	}
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		known, err := peopledb.PutUserToken(ctx, tx, hash, email, "reset", "", d.Now().Add(ResetAge))
		if err != nil {
			return err
		}
		return d.MailAccount(ctx, tx, notify.AccountMail{Kind: compose.MailReset, To: email, Locale: locale, Nobody: !known}, "/reset/"+token)
	})
}

// ResetPassword sets the password of a link's user, ends his sessions, and lets
// him in. A link works once.
func (d *Accounts) ResetPassword(ctx context.Context, token, password string, from peopledb.Browser) (Entry, error) {
	found, err := peopledb.FindUserToken(ctx, d.DB, HashToken(token), "reset", d.Now())
	if err != nil {
		return Entry{}, err
	}
	user, err := peopledb.FindUser(ctx, d.DB, found.User)
	if err != nil {
		return Entry{}, err
	}
	of, err := d.passwordOf(ctx, user.ID, user.Email, user.Name)
	if err != nil {
		return Entry{}, err
	}
	hash, err := d.newPassword(ctx, d.linked(user.Email), password, of)
	if err != nil {
		return Entry{}, err
	}
	err = d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := peopledb.TakeUserToken(ctx, tx, HashToken(token), "reset", d.Now()); err != nil {
			return err
		}
		p := Person{User: user.ID, Name: user.Name, Email: user.Email, Locale: user.Locale, From: from}
		return d.putPassword(ctx, tx, p, hash, "account.password_reset")
	})
	if err != nil {
		return Entry{}, err
	}
	return d.enter(ctx, user, from)
}

// ChangePassword sets another password and ends the user's other sessions.
func (d *Accounts) ChangePassword(ctx context.Context, p Person, current, next string) error {
	if err := d.confirmPassword(ctx, p, current); err != nil {
		return err
	}
	of, err := d.passwordOf(ctx, p.User, p.Email, p.Name)
	if err != nil {
		return err
	}
	hash, err := d.newPassword(ctx, d.signedIn(p.User), next, of)
	if err != nil {
		return err
	}
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error { return d.putPassword(ctx, tx, p, hash, "account.password_changed") })
}

func (d *Accounts) putPassword(ctx context.Context, tx *sqlx.Tx, p Person, hash, act string) error {
	if err := peopledb.SetPassword(ctx, tx, p.User, hash); err != nil {
		return err
	}
	if err := d.Sessions.onlyHere(ctx, tx, p); err != nil {
		return err
	}
	if err := peopledb.DeleteUserTokens(ctx, tx, p.User); err != nil {
		return err
	}
	if err := db.AuditUser(ctx, tx, p.User, p.line(act, d.Now(), nil)); err != nil {
		return err
	}
	return d.MailAccount(ctx, tx, notify.AccountMail{Kind: compose.MailPasswordChanged, To: p.Email, Locale: p.Locale}, "/forgot")
}

func (d *Accounts) newPassword(ctx context.Context, h hasher, password string, of secret.PasswordOf) (string, error) {
	if wrong := secret.CheckPassword(password, of); wrong.Key != "" {
		return "", booking.FailFields(map[string]booking.Sentence{"password": wrong})
	}
	return h.hash(ctx, password, d.hashParams())
}

// passwordOf is what a user's password must not be made of.
func (d *Accounts) passwordOf(ctx context.Context, user booking.UserID, email, name string) (secret.PasswordOf, error) {
	of := secret.PasswordOf{Email: email, Name: name}
	companies, err := peopledb.Memberships(ctx, d.DB, user)
	for _, each := range companies {
		of.Companies = append(of.Companies, each.Name, each.Slug)
	}
	return of, err
}

// confirmPassword asks a user for his password again, before what a stranger at
// his open browser must not do. Wrong is Invalid by the field "current".
func (d *Accounts) confirmPassword(ctx context.Context, p Person, password string) error {
	if err := d.attempt(ctx, codeLimits(p.User, "password"), "error.signin_too_many"); err != nil {
		return err
	}
	user, err := peopledb.FindUser(ctx, d.DB, p.User)
	if err != nil {
		return err
	}
	match, err := d.signedIn(p.User).same(ctx, password, user.PasswordHash)
	if err == nil && !match {
		return acts.WrongField("current", "error.password_wrong")
	}
	return err
}

// EmailAge is how long the link for another address works.
const EmailAge = 24 * time.Hour

// AskEmail mails a link to the new address of a user, and tells the old one.
func (d *Accounts) AskEmail(ctx context.Context, p Person, current, typed string) error {
	email, ok := booking.ParseEmail(typed)
	if !ok || email == strings.ToLower(p.Email) {
		return acts.WrongField("email", "error.email")
	}
	if err := d.confirmPassword(ctx, p, current); err != nil {
		return err
	}
	if err := d.attempt(ctx, mailLimits(email, p.From.Address), "error.mail_too_many"); err != nil {
		return err
	}
	_, err := peopledb.UserByEmail(ctx, d.DB, email)
	taken := err == nil
	if !taken && booking.CodeOf(err) != booking.NotFound {
		return err
	}
	token, hash, err := d.newToken()
	if err != nil {
		return err
	}
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := peopledb.PutUserToken(ctx, tx, hash, p.Email, "email", email, d.Now().Add(EmailAge)); err != nil {
			return err
		}
		// Whether somebody else signs in with the new address is not told.
		if err := d.MailAccount(ctx, tx, notify.AccountMail{Kind: compose.MailEmailNew, To: email, Locale: p.Locale, Nobody: taken}, "/email/"+token); err != nil {
			return err
		}
		return d.MailAccount(ctx, tx, notify.AccountMail{Kind: compose.MailEmailOld, To: p.Email, Locale: p.Locale, Blanks: map[string]string{"Email": email}}, "")
	})
}

// ConfirmEmail gives the user of a link the address that it was mailed to.
func (d *Accounts) ConfirmEmail(ctx context.Context, token string, from peopledb.Browser) error {
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		taken, err := peopledb.TakeUserToken(ctx, tx, HashToken(token), "email", d.Now())
		if err != nil {
			return err
		}
		if err := peopledb.SetEmail(ctx, tx, taken.User, taken.Detail); err != nil {
			if booking.CodeOf(db.Translate(err)) == booking.Conflict {
				return booking.Fail(booking.Conflict, "error.email_taken")
			}
			return err
		}
		if err := peopledb.DeleteUserTokens(ctx, tx, taken.User); err != nil {
			return err
		}
		user, err := peopledb.UserIn(ctx, tx, taken.User)
		if err != nil {
			return err
		}
		p := Person{User: user.ID, Name: user.Name, From: from}
		return db.AuditUser(ctx, tx, user.ID, p.line("account.email_changed", d.Now(), map[string]string{"email": taken.Detail}))
	})
}
