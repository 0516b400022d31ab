package settings

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"strings"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/companies"
	"okno/booking/format"
	"okno/booking/lookup"
	"okno/booking/reconcile"
	"okno/db"
	"okno/db/companydb"
	"okno/db/peopledb"
	"okno/notify"
	"okno/notify/compose"
	"okno/pictures"
)

// SaveCompanySettings writes companies.SettingAttributes as the owner typed them. seen is the company
// as the form showed it: what somebody else has made of it since is a Conflict.
func (d *Desk) SaveCompanySettings(ctx context.Context, m acts.Member, typed, seen booking.Typed) error {
	return d.changeCompany(ctx, m, func(a *db.Act, stored booking.Company) (string, map[string]string, error) {
		c, err := companies.ReadSettings(typed, stored)
		if err != nil {
			return "", nil, err
		}
		if c.Name != stored.Name {
			if err := d.PlainName(ctx, a, c.Name); err != nil {
				return "", nil, err
			}
		}
		if !maps.Equal(seen, companies.SettingAttributes.Texts(stored)) {
			return "", nil, booking.Fail(booking.Conflict, "error.company_changed")
		}
		changes := companies.Changes(stored, c)
		if len(changes) == 0 {
			return "", nil, acts.ErrUnchanged
		}
		before, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
		if err != nil {
			return "", nil, err
		}
		if c.Zone.String() != stored.Zone.String() {
			if err := d.MayMove(ctx, a.Scope); err != nil {
				return "", nil, err
			}
		}
		if err := a.SaveSettings(ctx, c); err != nil {
			return "", nil, err
		}
		after := before // a setup's company is the same but for its zone, as far as bookings go
		after.Company = c
		return "company.changed", changes, d.Bookings.SettleHits(ctx, a, m, before, after)
	})
}

// mostMoved bookings are counted anew in some 25 s of the minute that a request which moves a company has, on a busy machine.
const mostMoved = 300_000

// MayMove is Invalid where a company has so many bookings that moving it to another time zone, which counts all of them anew in
// one transaction, might not be over in the time of a request.
func (d *Desk) MayMove(ctx context.Context, s db.Scope) error {
	most := cmp.Or(d.MostMoved, mostMoved)
	many, err := companydb.MoreBookings(ctx, s, most)
	if err != nil || !many {
		return err
	}
	return booking.FailFields(booking.Fields{"timezone": booking.Say("error.zone_many", "count", most)})
}

// SaveClientRules writes what a client may do by himself. seen is what the form
// began with, nil for whatever is stored: what somebody else has made of it since
// is a Conflict.
func (d *Desk) SaveClientRules(ctx context.Context, m acts.Member, typed booking.ClientRulesText, seen *booking.ClientRulesText) error {
	return d.changeCompany(ctx, m, func(a *db.Act, stored booking.Company) (string, map[string]string, error) {
		rules, err := typed.Rules(stored.Zone)
		if err != nil {
			return "", nil, err
		}
		if err := asBegun(seen, typed, stored.Client.Text()); err != nil {
			return "", nil, err
		}
		return "company.client_rules", nil, a.SaveClientRules(ctx, rules)
	})
}

// SavePrivacy writes what the company does with its clients' data. seen: see SaveClientRules.
func (d *Desk) SavePrivacy(ctx context.Context, m acts.Member, typed companies.PrivacyText, seen *companies.PrivacyText) error {
	p, err := companies.ReadPrivacy(typed)
	if err != nil {
		return err
	}
	return d.changeCompany(ctx, m, func(a *db.Act, _ booking.Company) (string, map[string]string, error) {
		stored, err := companydb.Privacy(ctx, a.Scope)
		if err != nil {
			return "", nil, err
		}
		if err := asBegun(seen, typed, stored.Text()); err != nil {
			return "", nil, err
		}
		return "company.privacy", map[string]string{"hide": strings.Join(typed.Hide, ", "), "hide_revenue": strings.Join(typed.Revenue, ", "), "retention": strings.TrimSpace(typed.Retention)}, companydb.SavePrivacy(ctx, a, p)
	})
}

// SaveDeskBlocks says whether the front desk may block time on the board.
func (d *Desk) SaveDeskBlocks(ctx context.Context, m acts.Member, may bool) error {
	return d.changeCompany(ctx, m, func(a *db.Act, _ booking.Company) (string, map[string]string, error) {
		stored, err := companydb.DeskBlocks(ctx, a.Scope)
		if err != nil {
			return "", nil, err
		}
		if stored == may {
			return "", nil, acts.ErrUnchanged
		}
		return "company.desk", map[string]string{"blocks": map[bool]string{true: "on", false: "off"}[may]}, companydb.SaveDeskBlocks(ctx, a, may)
	})
}

// SaveSpecialistRules says what specialists may do with their own bookings, and see of them. seen: see SaveClientRules.
func (d *Desk) SaveSpecialistRules(ctx context.Context, m acts.Member, rules booking.SpecialistRules, seen *booking.SpecialistRules) error {
	return d.changeCompany(ctx, m, func(a *db.Act, stored booking.Company) (string, map[string]string, error) {
		was := stored.Specialist
		if err := asBegun(seen, rules, was); err != nil {
			return "", nil, err
		}
		if was == rules {
			return "", nil, acts.ErrUnchanged
		}
		detail, word := map[string]string{}, map[bool]string{true: "on", false: "off"}
		for name, may := range map[string][2]bool{
			"marks": {was.Marks, rules.Marks}, "moves": {was.Moves, rules.Moves}, "cancels": {was.Cancels, rules.Cancels}, "books": {was.Books, rules.Books},
			"prices": {was.Prices, rules.Prices}, "contacts": {was.Contacts, rules.Contacts},
		} {
			if may[0] != may[1] {
				detail[name] = word[may[1]]
			}
		}
		return "company.specialists", detail, a.SaveSpecialistRules(ctx, rules)
	})
}

// asBegun is a Conflict where what is stored has something that the typist has never seen.
func asBegun[T any](seen *T, typed, stored T) error {
	if seen == nil {
		return nil
	}
	if _, news := reconcile.Join(*seen, typed, stored); news {
		return booking.Fail(booking.Conflict, "error.company_changed")
	}
	return nil
}

// PutLogo gives the company the picture that the file holds, made small and
// stripped of everything but pixels. seen names the one that stood there ("" for
// none) when it was chosen: another one by now is a Conflict.
func (d *Desk) PutLogo(ctx context.Context, m acts.Member, seen string, file []byte) error {
	if err := m.Must(booking.ChangeCompany); err != nil {
		return err // before the work of decoding
	}
	image, err := pictures.Portrait(ctx, file)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(image)
	return d.changeCompany(ctx, m, func(a *db.Act, _ booking.Company) (string, map[string]string, error) {
		is, err := companydb.LogoHash(ctx, a.Scope)
		if err != nil {
			return "", nil, err
		}
		if is != seen {
			return "", nil, booking.Fail(booking.Conflict, "error.logo_changed")
		}
		return "company.logo", nil, companydb.PutLogo(ctx, a, hex.EncodeToString(sum[:16]), image)
	})
}

// RemoveLogo takes the company's picture away.
func (d *Desk) RemoveLogo(ctx context.Context, m acts.Member) error {
	return d.changeCompany(ctx, m, func(a *db.Act, _ booking.Company) (string, map[string]string, error) {
		return "company.logo", nil, companydb.DeleteLogo(ctx, a)
	})
}

// NoteExport writes into the audit log that somebody takes data out of the company.
func (d *Desk) NoteExport(ctx context.Context, m acts.Member, what string, right booking.Right) error {
	if err := m.Must(right); err != nil {
		return err
	}
	return d.ActAs(ctx, &m, right, func(a *db.Act) error {
		if err := a.WriteAudit(ctx, m.Line("export."+what, d.Now(), nil)); err != nil {
			return err
		}
		return a.ChangedUnseen(ctx, booking.ActExported, d.Now())
	})
}

// NoteLookUp writes into the audit log that a member from whom contacts are hidden has
// asked whose a phone or an e-mail is.
func (d *Desk) NoteLookUp(ctx context.Context, m acts.Member, contact string) error {
	if err := m.Must(booking.SeeBookings); err != nil {
		return err
	}
	return d.ActAs(ctx, &m, booking.SeeBookings, func(a *db.Act) error {
		if err := a.WriteAudit(ctx, m.Line("export.looked_up", d.Now(), map[string]string{"contact": m.Sees(contact)})); err != nil {
			return err
		}
		return a.ChangedUnseen(ctx, booking.ActLookedUp, d.Now())
	})
}

// DeletionGrace is how long a deletion can be taken back.
const DeletionGrace = 30 * 24 * time.Hour

// DeleteCompany has the company deleted after the grace. typed has to be its name,
// so that it is no slip of the hand. All owners are told by mail.
func (d *Desk) DeleteCompany(ctx context.Context, m acts.Member, typed string) error {
	now := d.Now()
	at := now.Add(DeletionGrace)
	return d.changeCompany(ctx, m, func(a *db.Act, c booking.Company) (string, map[string]string, error) {
		if lookup.Fold(typed) != lookup.Fold(c.Name) {
			return "", nil, acts.WrongField("typed", "error.company_name_typed")
		}
		if err := companydb.SetDeletion(ctx, a, &at); err != nil {
			return "", nil, err
		}
		team, err := peopledb.Team(ctx, a.Scope)
		if err != nil {
			return "", nil, err
		}
		day := booking.DateOf(at, c.Zone)
		said := format.In(c.Locale).At(c.Zone, now).Day(day)
		for _, each := range team {
			if each.Role != booking.Owner || each.Disabled {
				continue
			}
			mail := notify.AccountMail{Kind: compose.MailCompanyDeleting, To: each.Email, Locale: c.Locale,
				Blanks: map[string]string{"Company": c.Name, "Who": m.Name, "On": said.On(), "Till": said.Till()}}
			if err := d.MailAccount(ctx, a.SQLX().Tx, mail, "/settings/company"); err != nil {
				return "", nil, err
			}
		}
		return "company.deletion", map[string]string{"day": day.String()}, nil
	})
}

// KeepCompany takes a deletion back.
func (d *Desk) KeepCompany(ctx context.Context, m acts.Member) error {
	return d.changeCompany(ctx, m, func(a *db.Act, _ booking.Company) (string, map[string]string, error) {
		return "company.kept", nil, companydb.SetDeletion(ctx, a, nil)
	})
}

// changeCompany performs a change of the company itself and writes it into the
// audit log; every process reads the company anew.
func (d *Desk) changeCompany(ctx context.Context, m acts.Member, change func(*db.Act, booking.Company) (act string, detail map[string]string, err error)) error {
	if err := m.Must(booking.ChangeCompany); err != nil {
		return err
	}
	now := d.Now()
	err := d.ActAs(ctx, &m, booking.ChangeCompany, func(a *db.Act) error {
		stored, err := companydb.CompanyRow(ctx, a.Scope)
		if err != nil {
			return err
		}
		act, detail, err := change(a, stored)
		if err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line(act, now, detail)); err != nil {
			return err
		}
		if err := a.SetupChanged(ctx); err != nil {
			return err
		}
		return a.Changed(ctx, "", booking.ActReloaded, nil, now)
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return nil
	}
	return err
}
