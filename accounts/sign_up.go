package accounts

import (
	"context"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/secret"
	"okno/booking/telling"
	"okno/db"
	"okno/db/peopledb"
	"okno/notify"
	"okno/notify/compose"
)

// SignUpAge is how long the link of a sign-up works.
const SignUpAge = 24 * time.Hour

// SignUpText is a sign-up as somebody types it.
type SignUpText struct {
	Company string `form:"company"`
	Name    string `form:"name"`
	Email   string `form:"email"`
}

// AskSignUp mails a link to the address of somebody who wants a company. User and
// company are made when the link is used, so that nobody can take an address that
// is not his. An address that has an account gets another mail, and the answer is
// the same.
func (d *Accounts) AskSignUp(ctx context.Context, typed SignUpText, locale string, from peopledb.Browser) error {
	s, err := d.signUp(typed, locale)
	if err != nil {
		return err
	}
	if err := d.attempt(ctx, mailLimits(s.Email, from.Address), "error.mail_too_many"); err != nil {
		return err
	}
	_, err = peopledb.UserByEmail(ctx, d.DB, s.Email)
	known := err == nil
	if !known && booking.CodeOf(err) != booking.NotFound {
		return err
	}
	token, hash, err := d.newToken()
	if err != nil {
		return err
	}
	mail, path := notify.AccountMail{Kind: compose.MailSignUp, To: s.Email, Locale: locale}, "/sign-up/"+token
	if known {
		mail.Kind, path = compose.MailSignUpKnown, "/sign-in"
	}
	return d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		expires := d.Now().Add(SignUpAge)
		if known {
			expires = d.Now() // a row like the other, which opens nothing
		}
		if err := peopledb.PutSignUp(ctx, tx, hash, s, expires); err != nil {
			return err
		}
		return d.MailAccount(ctx, tx, mail, path)
	})
}

func (d *Accounts) signUp(typed SignUpText, locale string) (peopledb.SignUp, error) {
	s, wrong := peopledb.SignUp{Locale: locale}, map[string]booking.Sentence{}
	if d.NoSignUp {
		return s, booking.Fail(booking.Forbidden, "error.no_sign_up")
	}
	for name, text := range map[string]struct {
		typed string
		into  *string
	}{"company": {typed.Company, &s.Company}, "name": {typed.Name, &s.Name}} {
		clean, ok := booking.CleanLine(text.typed, booking.MaxName)
		switch *text.into = clean; {
		case !ok:
			wrong[name] = booking.Say("error.too_long", "Max", booking.MaxName)
		case clean == "":
			wrong[name] = booking.Say("error.required")
		case telling.HasLink(clean):
			wrong[name] = booking.Say("error.name_link")
		}
	}
	var ok bool
	if s.Email, ok = booking.ParseEmail(typed.Email); !ok {
		wrong["email"] = booking.Say("error.email")
	}
	if len(wrong) > 0 {
		return s, booking.FailFields(wrong)
	}
	return s, nil
}

// SignUp makes the user and the company of a link, with the password that he has
// chosen, and lets him in as its owner. A link works once. zone is the one that his
// browser says it is in.
func (d *Accounts) SignUp(ctx context.Context, token, password, zone string, from peopledb.Browser) (Entry, error) {
	if d.NoSignUp {
		return Entry{}, booking.Fail(booking.Forbidden, "error.no_sign_up")
	}
	hash := HashToken(token)
	asked, err := peopledb.FindSignUp(ctx, d.DB, hash, d.Now())
	if err != nil {
		return Entry{}, err
	}
	hashed, err := d.newPassword(ctx, d.linked(asked.Email), password,
		secret.PasswordOf{Email: asked.Email, Name: asked.Name, Companies: []string{asked.Company, booking.NewRef(asked.Company, "company", func(string) bool { return false })}})
	if err != nil {
		return Entry{}, err
	}
	user := peopledb.User{Email: asked.Email, Name: asked.Name, PasswordHash: hashed, Locale: asked.Locale, Theme: "auto"}
	err = d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		if _, err := peopledb.TakeSignUp(ctx, tx, hash, d.Now()); err != nil {
			return err
		}
		var made bool
		if user.ID, made, err = peopledb.NewUser(ctx, tx, user); err != nil {
			return err
		}
		if !made { // an account was made with the address meanwhile, by an invitation
			return booking.Fail(booking.Conflict, "error.email_taken")
		}
		_, err := d.newCompany(ctx, tx, Person{User: user.ID, Name: user.Name, From: from}, asked.Company, asked.Locale, zone)
		return err
	})
	if err != nil {
		return Entry{}, err
	}
	return d.entered(ctx, user, from)
}

// AddOwnCompany makes another company for a user, with him as its owner; zone as for SignUp.
func (d *Accounts) AddOwnCompany(ctx context.Context, p Person, name, zone string) (booking.CompanyID, error) {
	s, err := d.signUp(SignUpText{Company: name, Name: p.Name, Email: p.Email}, p.Locale)
	if err != nil {
		return 0, err
	}
	if err := d.attempt(ctx, []abuse.Counted{abuse.NewCompany.By(p.Email)}, "error.too_many"); err != nil {
		return 0, err
	}
	var id booking.CompanyID
	err = d.DB.InTx(ctx, func(tx *sqlx.Tx) error {
		id, err = d.newCompany(ctx, tx, p, s.Company, p.Locale, zone)
		return err
	})
	return id, err
}

// newCompany makes a company under a slug of its own, owned by the person. Its money
// and how phones are read there follow from the zone.
func (d *Accounts) newCompany(ctx context.Context, tx *sqlx.Tx, p Person, name, locale, zone string) (booking.CompanyID, error) {
	c := booking.Company{
		Name: name, Locale: locale,
		StepMin: 15, MinNoticeMin: 60, HorizonDays: 60, Confirmation: booking.Auto, Client: booking.DefaultClientRules(), Specialist: booking.DefaultSpecialistRules,
	}
	c.Zone = booking.HomeZone(zone, locale)
	c.Currency = booking.Currency(c.Zone)
	base := booking.NewRef(name, "company", func(string) bool { return false })
	if len(base) < 2 {
		base = "company-" + base
	}
	for c.Slug = strings.Trim(base, "-"); ; {
		id, created, err := peopledb.CreateCompany(ctx, tx, c, d.Now())
		if err != nil {
			return 0, err
		}
		if created {
			if err := peopledb.PutMember(ctx, tx, id, p.User, peopledb.Post{Role: booking.Owner}); err != nil {
				return 0, err
			}
			return id, db.AuditCompany(ctx, tx, id, p.line("company.created", d.Now(), nil))
		}
		tail, _, err := d.newToken()
		if err != nil {
			return 0, err
		}
		c.Slug = base + "-" + slugTail(tail)
	}
}

// slugTail are a few letters and digits that keep two companies of one name apart.
func slugTail(token string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(token) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
		if b.Len() == 5 {
			break
		}
	}
	return b.String()
}
