package settings

import (
	"context"
	"errors"

	"okno/acts"
	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/notify/compose"
	"okno/notify/sms"
)

// SaveSMS writes how the company writes to its clients by SMS, on top of the revision that was seen. The secrets that were not
// typed stay as they are; what cannot be read any more has to be typed anew. The bookings to come are reminded of as is said now.
func (d *Desk) SaveSMS(ctx context.Context, m acts.Member, typed telling.SMSText, revision int) error {
	return d.changeTelling(ctx, m, "notifications.sms_saved", func(a *db.Act) error {
		stored, err := d.SMS.In(ctx, a.Scope)
		if sms.Unreadable(err) {
			stored.Provider, err = stored.Provider.Sealed("", false), nil
		}
		if err != nil {
			return err
		}
		if stored.Revision != revision {
			return booking.Fail(booking.Conflict, "error.changed_meanwhile")
		}
		settings, err := typed.Settings(stored)
		if err != nil {
			return err
		}
		sealed, err := d.SMS.Close(m.Company, settings.Provider)
		if err != nil {
			return err
		}
		if err := messagedb.SaveSMSSettings(ctx, a, settings, sealed); err != nil {
			return err
		}
		if !settings.On || !settings.Tells(booking.BookingReminder) {
			return nil
		}
		return d.Outbox.RemindersPlanned(ctx, a, d.Now())
	})
}

// RemoveSMS forgets the provider with its secrets: nothing is sent any more. Where there is none it does nothing.
func (d *Desk) RemoveSMS(ctx context.Context, m acts.Member) error {
	err := d.changeTelling(ctx, m, "notifications.sms_removed", func(a *db.Act) error {
		had, err := messagedb.DeleteSMSSettings(ctx, a)
		if err == nil && !had {
			return acts.ErrUnchanged
		}
		return err
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return nil
	}
	return err
}

// TestSMS sends one to a phone that was typed, on the way that all take, and gives its delivery, which says what became of it.
// While one is on its way another press gives that one.
func (d *Desk) TestSMS(ctx context.Context, m acts.Member, typed, locale string) (id booking.ID, err error) {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return "", err
	}
	err = d.ActAs(ctx, &m, booking.ChangeSetup, func(a *db.Act) error {
		zone, err := messagedb.ZoneOf(ctx, a.Scope)
		if err != nil {
			return err
		}
		phone, ok := booking.ParsePhone(typed, zone)
		if !ok {
			return acts.WrongField("phone", "error.phone")
		}
		settings, err := messagedb.SMSSettings(ctx, a.Scope)
		if err != nil {
			return err
		}
		if settings.Provider.URL == "" {
			return acts.WrongField("phone", "error.sms_unset")
		}
		if id, err = messagedb.TestUnderWay(ctx, a.Scope); err != nil || id != "" {
			return err
		}
		if id, err = d.Outbox.TestSMS(ctx, a, phone, locale); err != nil {
			return err
		}
		return a.WriteAudit(ctx, m.Line("notifications.sms_tested", d.Now(), nil))
	})
	return id, err
}

// ShownSMS is what the provider was asked for a test, without what is secret.
func ShownSMS(s telling.SMSSettings, of telling.Delivery, company string) string {
	return s.Provider.Shown(telling.SMSMessage{ID: string(of.ID), Phone: of.Recipient, Text: compose.SMSTest(of.Locale, company)})
}

// PreviewSMS fills an SMS in with a made-up booking and that link.
func PreviewSMS(t telling.Template, company booking.Company, link string) string {
	return compose.PreviewSMS(t, company.Name, company.Zone, link)
}
