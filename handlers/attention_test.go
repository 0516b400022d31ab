package handlers_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"okno/handlers"
)

// A dead address is seen where the desk looks, with the way to call; the mail server's
// words do not name what is behind it.
func TestADeadAddressIsSeenByTheDesk(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	h.db.MustExec(`update bookings set contact_email = 'ivna@example.com', contact_phone = '+79161234567', status = 'pending', starts_at = $1::timestamptz + interval '2 days', ends_at = $1::timestamptz + interval '2 days 1 hour',
		occupied = tstzrange($1::timestamptz + interval '2 days', $1::timestamptz + interval '2 days 1 hour') where id = $2`, monday, id)
	h.db.MustExec(`update clients set email = 'ivna@example.com', phone = '+79161234567' where id = (select client_id from bookings where id = $1)`, id)
	h.db.MustExec(`insert into dead_addresses (company_id, address, why, error) select company_id, 'ivna@example.com', 'address', '550' from bookings where id = $1`, id)
	h.db.MustExec(`insert into deliveries (company_id, id, booking_id, event, audience, channel, recipient, locale, state, attempts, error, why, created_at, updated_at)
		select company_id, gen_random_uuid(), id, 'booking_created', 'client', 'email', 'ivna@example.com', 'ru', 'parked', 1, '550 5.1.1 <ivan.private@elsewhere.example> unknown, not ivna@example.com', 'address', now(), now() from bookings where id = $1`, id)
	dasha := h.signIn("dasha@studio.example")
	card := dasha.get("/bookings/" + string(id))
	if got := text(t, card, ".details-note"); !strings.Contains(got, "Почтовый сервер не принимает письма на этот адрес. Позвоните") || !strings.Contains(got, "Ждёт ответа с ") {
		t.Errorf("the card says %q", got)
	}
	for _, page := range []string{"/bookings/" + string(id), "/settings/deliveries"} {
		if got := text(t, dasha.get(page), "main"); strings.Contains(got, "ivan.private") || !strings.Contains(got, "ivna@example.com") || !strings.Contains(got, "Почтовый сервер не принимает") {
			t.Errorf("%s: %s", page, got)
		}
	}
	today := dasha.get("/overview")
	if got := text(t, today, "#overview-unreached"); !strings.Contains(got, "Письма не доходят") || !strings.Contains(got, "+7 916 123-45-67") {
		t.Errorf("Today says %q", got)
	}
	if calls := find(t, today, `#overview-unreached a[href="tel:+79161234567"]`); len(calls) != 1 {
		t.Errorf("%d ways to call", len(calls))
	}
	if got := text(t, today, "#overview-waiting .news-note"); !strings.Contains(got, "Ждёт ответа с ") {
		t.Errorf("what waits says %q", got)
	}
	var client string
	h.must(h.db.Get(&client, `select client_id from bookings where id = $1`, id))
	if got := text(t, dasha.get("/clients/"+client), ".notice.is-bad"); !strings.Contains(got, "Позвоните и уточните адрес") {
		t.Errorf("the client's card says %q", got)
	}
}

// The rule about bookings that wait is the company's own, in hours.
func TestTheRuleOfBookingsThatWait(t *testing.T) {
	h := newHouse(t)
	olga := h.signIn("olga@studio.example")
	page := olga.get("/settings/notifications")
	form := url.Values{"revision": attrs(t, page, "form[action='/settings/notifications'] input[name=revision]", "value"), "lead_wait": {"30"}, "sheet_at": {"07:30"}, "pending_remind": {"4"}, "pending_release": {"3"}}
	if got := attrs(t, page, "#pending_remind", "value"); len(got) != 1 || got[0] != "2" {
		t.Errorf("by default after %q hours", got)
	}
	if a := olga.post("/settings/notifications", form); a.Status != http.StatusUnprocessableEntity || !strings.Contains(text(t, a, "#pending_release-error"), "Сначала напоминание") {
		t.Errorf("%d %s", a.Status, text(t, a, "#pending_release-error"))
	}
	form.Set("pending_release", "24")
	if a := olga.post("/settings/notifications", form); a.Status != http.StatusSeeOther {
		t.Errorf("%d", a.Status)
	}
	if n := h.count(`select count(*) from notification_settings where pending_remind_min = 240 and pending_release_min = 1440`); n != 1 {
		t.Error("it is not kept")
	}
}

// Without a mail server nothing may promise a mail: the widget is told.
func TestTheWidgetKnowsWhetherMailIsSent(t *testing.T) {
	for _, logged := range []bool{true, false} {
		t.Run(fmt.Sprint(logged), func(t *testing.T) {
			h := newHouse(t, func(o *handlers.Options) { o.MailLogged = logged })
			var config struct{ Mail *bool }
			h.must(json.Unmarshal(h.get("/api/v1/widget/studio-site/config").Body, &config))
			if config.Mail == nil || *config.Mail == logged {
				t.Errorf("logged %v: mail %v", logged, config.Mail)
			}
		})
	}
}
