package setup

import (
	"context"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
)

// Standing is how far a company is trusted with mail.
func (d *Desk) Standing(ctx context.Context, s db.Scope) (telling.Standing, error) {
	standing, err := messagedb.Standing(ctx, s, d.Now())
	standing.Approved = standing.Approved || d.NoSignUp
	return standing, err
}

// PlainName is Invalid for a name that would be a link in mail, where nobody vouches for the company.
func (d *Desk) PlainName(ctx context.Context, a *db.Act, name string) error {
	if !telling.HasLink(name) {
		return nil
	}
	standing, err := d.Standing(ctx, a.Scope)
	if err != nil || standing.Approved {
		return err
	}
	return booking.FailFields(map[string]booking.Sentence{"name": booking.Say("error.name_link")})
}

// OwnLinks is Invalid for words that lead to another site, where nobody vouches for the company.
func (d *Desk) OwnLinks(ctx context.Context, a *db.Act, t telling.Template) error {
	wrong := map[string]booking.Sentence{}
	for name, text := range map[string]string{"subject": t.Subject, "body": t.Body} {
		if link := telling.ForeignLink(text, d.Host); link != "" {
			wrong[name] = booking.Say("error.foreign_link", "Link", link)
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	standing, err := d.Standing(ctx, a.Scope)
	if err != nil || standing.Approved {
		return err
	}
	return booking.FailFields(wrong)
}
