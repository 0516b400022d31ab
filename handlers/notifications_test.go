package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
)

// told are the events of which somebody is told who has set something.
func (h *house) told(where string) string {
	h.t.Helper()
	var events string
	h.must(h.db.Get(&events, `select coalesce((select array_to_string(r.events, ' ') from notification_recipients r left join users u on u.id = r.user_id where `+where+`), 'default')`))
	return events
}

func TestWhoIsToldOfWhatIsSetByWhoMay(t *testing.T) {
	h := newHouse(t)
	const page = "/settings/notifications"
	owner, dasha, rival := h.signIn("olga@studio.example"), h.signIn("dasha@studio.example"), h.signIn("rex@rival.example")
	settings := url.Values{"sender_name": {"Студия\r\nBcc: x"}, "reply_to": {"Desk@studio.example"}, "quiet_from": {"22:00"}, "quiet_to": {"08:00"},
		"lead_wait": {"15"}, "sheet_at": {"07:00"}, "revision": {"0"}}
	if a := dasha.post(page, settings); a.Status != 403 {
		t.Errorf("the desk changes the settings: %d", a.Status)
	}
	if a := owner.post(page, settings); a.Status != 303 {
		t.Fatalf("saved: %d %s", a.Status, text(t, a, ".field-error, .problem"))
	}
	var studio booking.CompanyID
	h.must(h.db.Get(&studio, `select id from companies where slug = 'studio'`))
	s, err := messagedb.TellingSettings(t.Context(), h.db.Of(studio))
	h.must(err)
	if s.SenderName != "Студия Bcc: x" || s.ReplyTo != "desk@studio.example" || s.Quiet != (telling.Quiet{From: 22 * 60, To: 8 * 60}) || s.LeadWaitMin != 15 {
		t.Errorf("stored %+v", s)
	}
	if a := owner.post(page, settings); a.Status != 409 {
		t.Errorf("saved over somebody else's: %d", a.Status)
	}
	settings.Set("reply_to", "nobody")
	settings.Set("quiet_from", "25:00")
	if a := owner.post(page, settings); a.Status != 422 || !strings.Contains(string(a.Body), `value="nobody"`) {
		t.Errorf("nonsense: %d", a.Status)
	}

	mine := url.Values{"user": {h.user("dasha@studio.example")}, "rule": {"booking_cancelled", "nonsense"}}
	if a := dasha.post(page+"/rules", mine); a.Status != 303 || h.told("u.email = 'dasha@studio.example'") != "booking_cancelled" {
		t.Errorf("her own: %d, %s", a.Status, h.told("u.email = 'dasha@studio.example'"))
	}
	mine.Set("user", h.user("olga@studio.example"))
	if a := dasha.post(page+"/rules", mine); a.Status != 403 {
		t.Errorf("another's: %d", a.Status)
	}
	if a := rival.post(page+"/rules", mine); a.Status != 404 {
		t.Errorf("another company's: %d", a.Status)
	}
	if a := owner.post(page+"/addresses", url.Values{"address": {"Boss@studio.example"}}); a.Status != 303 {
		t.Errorf("an address: %d", a.Status)
	}
	if a := owner.post(page+"/addresses", url.Values{"address": {"boss@studio.example"}}); a.Status != 422 {
		t.Errorf("the same address again: %d", a.Status)
	}
	var id string
	h.must(h.db.Get(&id, `select id::text from notification_recipients where kind = 'address'`))
	for who, want := range map[*browser]int{&dasha: 403, &rival: 404, &owner: 303} {
		if a := who.post(page+"/tests", url.Values{"id": {id}}); a.Status != want {
			t.Errorf("a test message: %d, want %d", a.Status, want)
		}
	}
	for _, c := range []struct {
		who  browser
		want int
	}{{dasha, 403}, {rival, 404}, {owner, 303}, {owner, 404}} {
		if a := c.who.post(page+"/recipients/"+id+"/removal", nil); a.Status != c.want {
			t.Errorf("removed: %d, want %d", a.Status, c.want)
		}
	}
}

func TestWordsOfACompanysOwn(t *testing.T) {
	h := newHouse(t)
	owner := h.signIn("olga@studio.example")
	const page = "/settings/notifications/words/client/booking_moved/ru"
	if a := owner.post(page, url.Values{"subject": {"{{клиент}}"}, "body": {""}}); a.Status != 422 || !strings.Contains(string(a.Body), "{{клиент}}") || !strings.Contains(text(t, a, "#subject-error"), "{{клиент}}") {
		t.Errorf("an unknown variable: %d %q", a.Status, text(t, a, "#subject-error"))
	}
	if a := owner.post(page, url.Values{"subject": {"{{client}}, ждём {{when}}"}, "body": {"Раз\n<b>два</b>"}}); a.Status != 303 {
		t.Fatalf("saved: %d", a.Status)
	}
	if a := owner.get(page); !strings.Contains(text(t, a, "#preview"), "Полина Егорова, ждём") || strings.Contains(string(a.Body), "<b>два") {
		t.Errorf("the preview: %q", text(t, a, "#preview"))
	}
	if a := h.signIn("dasha@studio.example").post(page, url.Values{"subject": {"x"}}); a.Status != 403 {
		t.Errorf("the desk: %d", a.Status)
	}
	if a := h.signIn("rex@rival.example").get(page); strings.Contains(string(a.Body), "ждём {{when}}") {
		t.Error("another company reads them")
	}
	if a := owner.post(page+"/removal", nil); a.Status != 303 || strings.Contains(string(owner.get(page).Body), "ждём {{when}}") {
		t.Errorf("reset: %d", a.Status)
	}
	for _, wrong := range []string{"client/nonsense/ru", "everybody/booking_moved/ru", "team/lead_created/ru", "client/booking_moved/de"} {
		if a := owner.get("/settings/notifications/words/" + wrong); a.Status != 404 {
			t.Errorf("%s: %d", wrong, a.Status)
		}
	}
}

func TestWhatWasParkedIsSentAgain(t *testing.T) {
	h := newHouse(t)
	dasha := h.signIn("dasha@studio.example")
	h.book(rand8(), bookingBody())
	_, err := h.db.Exec(`update deliveries set state = 'parked', error = '550 <no such user>' where recipient = 'olga@studio.example'`)
	h.must(err)
	var id string
	h.must(h.db.Get(&id, `select id::text from deliveries where state = 'parked'`))
	if got := text(t, dasha.get("/settings/deliveries?state=parked"), "#deliveries"); !strings.Contains(got, "550 <no such user>") || !strings.Contains(got, "olga@studio.example") {
		t.Errorf("the list says %q", got)
	}
	if got := text(t, dasha.get("/settings/deliveries?channel=telegram&state=nonsense"), "#deliveries"); strings.Contains(got, "olga@") {
		t.Errorf("the filter lets through %q", got)
	}
	jobs := h.rows("gue_jobs")
	for _, c := range []struct {
		who  string
		want int
	}{{"max@studio.example", 403}, {"rex@rival.example", 409}, {"dasha@studio.example", 303}, {"dasha@studio.example", 409}} {
		if a := h.signIn(c.who).post("/settings/deliveries/"+id+"/again", nil); a.Status != c.want {
			t.Errorf("%s: %d, want %d", c.who, a.Status, c.want)
		}
	}
	if h.rows("deliveries where state = 'waiting' and attempts = 0 and id = '"+id+"'") != 1 || h.rows("gue_jobs") != jobs+1 {
		t.Error("it does not wait with one job")
	}
	if strings.Contains(string(h.signIn("rex@rival.example").get("/settings/deliveries").Body), "olga@studio.example") {
		t.Error("another company reads the deliveries")
	}
}
