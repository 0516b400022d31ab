package compose

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/messages"
	"okno/booking/messages/messagestest"
	"okno/booking/telling"
	"okno/booking/webform"
	"okno/db/leaddb"
	"okno/db/messagedb"
)

func known(key string) bool { return book.Has(key) || accountBook.Has(key) }

var blankOf = regexp.MustCompile(`{{\.(\w+)`)

// Every message of both books, with each number that takes a form of its own, is a sentence.
func TestEveryMessageIsASentence(t *testing.T) {
	for folder, b := range map[string]*messages.Book{"locales": book, "account": accountBook} {
		for _, locale := range messages.Locales {
			files := locales
			if folder == "account" {
				files = accountFiles
			}
			text, err := files.ReadFile(folder + "/" + locale + ".json")
			if err != nil {
				t.Fatal(err)
			}
			fill := blanks{}
			for _, m := range blankOf.FindAllStringSubmatch(string(text), -1) {
				fill[m[1]] = "Анна"
			}
			for _, key := range b.Keys() {
				for _, n := range []int{0, 1, 2, 5, 21} {
					fill["PluralCount"] = n
					said, err := b.Say(locale, key, fill, n)
					if err != nil {
						t.Fatal(err)
					}
					for _, slip := range messagestest.Slips(said, known) {
						t.Errorf("%s, %s, %d: %s", locale, key, n, slip)
					}
				}
			}
		}
	}
}

// Whatever a mail, a chat or a calendar gets is a sentence: every event and status, to
// the team and to the client, with everything known and with next to nothing.
func TestEveryOutletIsOfSentences(t *testing.T) {
	full, york := haircut(t), zone(t, "America/New_York")
	full.Price, full.Currency, full.LateMin = "2200.00", "RUB", 10
	full.Rules.Phone, full.Rules.Address = "+74951234567", "Москва, ул. Лесная, 1."
	bare := messagedb.NotificationContext{Company: "Anna B.", Zone: york, Source: booking.FromPhone, Service: "Cut", Start: full.Start.In(york), End: full.End.In(york), Contact: booking.Contact{Name: "Bob B."}}
	before := full.Snapshot()
	before.Start, before.End = before.Start.AddDate(1, 0, 0), before.End.AddDate(1, 0, 0)
	look := func(what string, p Page, d telling.Delivery) {
		t.Helper()
		for _, channel := range telling.Channels {
			d.Channel = channel
			m, err := p.Message(d)
			if err != nil {
				t.Fatal(err)
			}
			slips := append(messagestest.PageSlips([]byte(m.HTML), known), messagestest.FileSlips([]byte(m.Text+"\n"+p.summary()), known)...)
			for _, slip := range append(slips, messagestest.Slips(m.Subject, known)...) {
				t.Errorf("%s over %s says %s", what, channel, slip)
			}
		}
	}
	for _, locale := range messages.Locales {
		for _, o := range []messagedb.NotificationContext{full, bare} {
			for _, o.Status = range booking.Statuses {
				for _, event := range booking.Events {
					d, what := telling.Delivery{Event: event, Locale: locale, Recipient: "x@example.com"}, fmt.Sprint(locale, " ", event, " ", o.Status)
					if event.Topic() == booking.AboutBooking && book.Has(string(event)+".title") {
						look(what+" to the team", Booking(d, o, &before, messagedb.Voice{}, "https://okno.example"), d)
					}
					if book.Has("client." + string(ClientEvent(event, o.Status)) + ".title") {
						look(what+" to the client", ForClient(d, o, &before, messagedb.Voice{}, "https://okno.example/m/x"), d)
					}
				}
			}
		}
		for _, event := range []booking.Event{booking.LeadCreated, booking.LeadWaits} {
			d := telling.Delivery{Event: event, Locale: locale}
			l := leaddb.LeadContext{Company: "Лотос", Zone: full.Zone, Form: "Сайт", CreatedAt: time.Now().Add(-26 * time.Hour).In(full.Zone),
				Payload: []webform.Answer{{Name: "born", Label: "Дата рождения", Kind: webform.DateField, Value: "1990-05-06"}}}
			p := Lead(d, l, "https://okno.example")
			look(locale+" "+string(event), p, d)
			if text := unbound(fmt.Sprint(p.Rows)); strings.Contains(text, "1990-05-06") {
				t.Errorf("%s: a date is raw in %s", locale, text)
			}
		}
	}
}
