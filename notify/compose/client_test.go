package compose

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
)

// What a client gets holds whatever anybody is called as text, in every part.
func TestHostileNamesComeOutAsTextToTheClient(t *testing.T) {
	for _, event := range telling.TemplateEvents[telling.ForClient] {
		o := haircut(t)
		o.Company, o.Service, o.Contact.Name, o.Rules.Address = hostile, hostile, hostile, hostile
		o.Resources = []messagedb.Named{{Name: hostile}}
		d := telling.Delivery{ID: "d", Event: event, Channel: telling.Email, Audience: telling.ForClient, Recipient: "ivan@example.com", Locale: "ru"}
		p := ForClient(d, o, nil, messagedb.Voice{Template: &telling.Template{Subject: "{{client}}: {{service}}", Body: "{{client}}\r\n{{company}}"}}, "https://okno.example/m/x")
		p.Off, p.Stop = "https://okno.example/u/x", "Stop"
		m, err := p.Message(d)
		if err != nil {
			t.Fatal(err)
		}
		if want := harmless + ": " + harmless; m.Subject != want {
			t.Errorf("%s: subject %q", event, m.Subject)
		}
		if strings.Contains(m.Text, "\nBcc:") || strings.ContainsAny(m.Text, "\u202E\u2066") {
			t.Errorf("%s: something got out:\n%s", event, m.Text)
		}
		root, err := html.Parse(strings.NewReader(m.HTML))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && !strings.Contains(" html head meta title style body table tbody tr td h1 a p ", " "+n.Data+" ") {
				t.Errorf("%s: the HTML has an element %s", event, n.Data)
			}
		}
		if i := Invitation(o, m, p); i.Event.Summary != hostile+" · "+hostile {
			t.Errorf("%s: the calendar file cleans its texts itself, and is given %q", event, i.Event.Summary)
		}
	}
}

// A reminder by mail leads to where its client says that he will come, in both parts, while that is still to be said: nothing but a link,
// since programs follow what is in mail.
func TestAReminderAsksWhetherTheClientWillCome(t *testing.T) {
	mail := func(event booking.Event, change func(*messagedb.NotificationContext), url string) string {
		o := haircut(t)
		o.Status = booking.Confirmed
		change(&o)
		d := telling.Delivery{ID: "d", Event: event, Channel: telling.Email, Audience: telling.ForClient, Recipient: "ivan@example.com", Locale: "ru"}
		m, err := ForClient(d, o, nil, messagedb.Voice{}, url).Message(d)
		if err != nil {
			t.Fatal(err)
		}
		return m.Text + m.HTML
	}
	asIs, url := func(*messagedb.NotificationContext) {}, "https://okno.example/m/x"
	if got := mail(booking.BookingReminder, asIs, url); strings.Count(got, url+"#coming") != 2 || strings.Count(got, "Приду") != 2 || !strings.Contains(got, "Перенести или отменить") {
		t.Errorf("the reminder: %s", got)
	}
	for name, got := range map[string]string{
		"a confirmation":     mail(booking.BookingConfirmed, asIs, url),
		"said already":       mail(booking.BookingReminder, func(o *messagedb.NotificationContext) { o.Coming = true }, url),
		"not confirmed":      mail(booking.BookingReminder, func(o *messagedb.NotificationContext) { o.Status = booking.Pending }, url),
		"no page to lead to": mail(booking.BookingReminder, asIs, ""),
	} {
		if strings.Contains(got, "#coming") || strings.Contains(got, "Приду") {
			t.Errorf("%s asks: %s", name, got)
		}
	}
}

// An SMS in the basic alphabet holds more than twice as much: the program's English words have no other letters.
func TestEnglishSMSAreNotWide(t *testing.T) {
	t.Parallel()
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	link := "https://book.example.com/m/" + strings.Repeat("x", 54)
	for _, kind := range telling.SMSKinds {
		en := PreviewSMS(SMSTemplate(kind, "en"), "Lotos", moscow, link)
		if s := telling.SegmentsOf(en); s.Wide || s.N != 1 {
			t.Errorf("%s: %q takes %+v", kind, en, s)
		}
		ru := PreviewSMS(SMSTemplate(kind, "ru"), "Лотос", moscow, link)
		if s := telling.SegmentsOf(ru); s.N != 2 || strings.Contains(ru, "{{") {
			t.Errorf("%s: %q takes %+v", kind, ru, s)
		}
	}
}
