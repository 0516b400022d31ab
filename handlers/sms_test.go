package handlers_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"okno/booking/telling"
	"okno/db/dbtest"
	"okno/notify"
	"okno/notify/channel"
	"okno/notify/notifytest"
	"okno/notify/sms"
)

const smsSettings = "/settings/notifications/sms"

// smsForm is the form of the page, filled in for a provider.
func smsForm(t *testing.T, b browser, address string) url.Values {
	t.Helper()
	form := sentBy(t, b.get(smsSettings), "#sms")
	form.Set("on", "1")
	form.Set("url", address+"/send")
	form.Set("secret_key", "s3cret-key")
	form.Set("headers", "Authorization: Bearer t0ken-of-ours")
	form.Set("body", "k={{key}}&to={{phone}}&text={{text}}")
	return form
}

// attrOf is the attribute of the one element that the selector names, "" for none.
func attrOf(t *testing.T, a answer, selector, name string) string {
	t.Helper()
	return strings.Join(attrs(t, a, selector, name), " ")
}

func TestSMSIsSetUp(t *testing.T) {
	h := newHouse(t)
	owner, dasha := h.signIn("olga@studio.example"), h.signIn("dasha@studio.example")
	if a := owner.get("/settings/notifications"); len(find(t, a, "#sms-open")) != 1 || len(find(t, dasha.get("/settings/notifications"), "#sms-open")) != 0 {
		t.Error("who may set SMS up finds no way there, or the desk does")
	}
	if a := owner.get(smsSettings + "?preset=twilio"); attrOf(t, a, "#sms-url", "value") != "https://api.twilio.com/2010-04-01/Accounts/ACCOUNT_SID/Messages.json" ||
		text(t, a, "#sms-headers") != "Authorization: Basic {{key_base64}}" || attrOf(t, a, "#sms-day", "value") != "100" || !strings.Contains(text(t, a, "#sms-key-hint"), "Account SID:Auth Token") {
		t.Errorf("a preset: %s", text(t, a, "#sms"))
	}
	if n := h.one(`select count(*)::text from sms_settings`); n != "0" {
		t.Error("a preset is saved by looking at it")
	}

	form := smsForm(t, owner, "https://sms.example.com")
	form.Set("body", `to={{phone}}&text={{text}}&x={{ {{`)
	form.Set("day_cap", "много")
	a := owner.post(smsSettings, form)
	if a.Status != http.StatusUnprocessableEntity || text(t, a, "#sms-body") != `to={{phone}}&text={{text}}&x={{ {{` || attrOf(t, a, "#sms-day", "value") != "много" ||
		!strings.Contains(text(t, a, "#sms-body-error"), "{{phone}}") || text(t, a, "#sms-day-error") == "" {
		t.Errorf("refused: %d %q %q", a.Status, text(t, a, "#sms-body-error"), text(t, a, "#sms-day-error"))
	}
	if strings.Contains(string(a.Body), "s3cret") {
		t.Error("a refused form has the key")
	}

	form = smsForm(t, owner, "https://sms.example.com")
	if a := dasha.post(smsSettings, form); a.Status != http.StatusForbidden {
		t.Errorf("the desk sets SMS up: %d", a.Status)
	}
	if a := owner.post(smsSettings, form); a.Status != http.StatusSeeOther {
		t.Fatalf("saved: %d %s", a.Status, text(t, a, ".field-error, .problem"))
	}
	page := owner.get(smsSettings)
	if body := string(page.Body); strings.Contains(body, "s3cret") || strings.Contains(body, "t0ken") || text(t, page, "#sms-headers") != "Authorization: "+telling.SMSHidden {
		t.Errorf("a secret is shown: %s", text(t, page, "#sms-headers"))
	}
	if sealed := h.one(`select encode(secrets, 'escape') from sms_settings`); strings.Contains(sealed, "s3cret") || strings.Contains(sealed, "t0ken") {
		t.Error("a secret is stored as it is")
	}
	if log := string(owner.get("/settings/audit").Body); !strings.Contains(log, "Настройки SMS изменены") || strings.Contains(log, "s3cret") {
		t.Error("the log")
	}

	// What is left as it is stays; and the key does not go to another server.
	as := sentBy(t, page, "#sms")
	as.Set("has", `"id"`)
	if a := owner.post(smsSettings, as); a.Status != http.StatusSeeOther {
		t.Fatalf("saved as it is: %d %s", a.Status, text(t, a, ".field-error, .problem"))
	}
	s, err := h.desk.SMS.Of(t.Context(), 1)
	h.must(err)
	if p := s.Provider; p.Key != "s3cret-key" || p.Headers[0].Value != "Bearer t0ken-of-ours" || p.Has != `"id"` {
		t.Errorf("kept: %+v", p)
	}
	moved := sentBy(t, owner.get(smsSettings), "#sms")
	moved.Set("url", "https://evil.example/send")
	if a := owner.post(smsSettings, moved); a.Status != http.StatusUnprocessableEntity || !strings.Contains(text(t, a, "#sms-key-error"), "другой сервер") {
		t.Errorf("the key goes to another server: %d", a.Status)
	}
	if a := h.signIn("rex@rival.example").get(smsSettings); attrOf(t, a, "#sms-url", "value") != "" {
		t.Error("another company sees the provider")
	}
	if a := owner.post(smsSettings+"/removal", nil); a.Status != http.StatusSeeOther || h.one(`select count(*)::text from sms_settings`) != "0" {
		t.Errorf("forgotten: %d", a.Status)
	}
}

func TestATestBySMSSaysWhatBecameOfIt(t *testing.T) {
	h := newHouse(t)
	p := notifytest.NewSMS(t)
	release := make(chan struct{})
	p.AnswerBy(func(n int, w http.ResponseWriter, _ *http.Request) {
		if n == 0 {
			<-release
		} else {
			w.WriteHeader(http.StatusUnauthorized)
		}
		_, _ = w.Write([]byte(`{"id": 7, "k": "s3cret-key"}`))
	})
	owner := h.signIn("olga@studio.example")
	h.db.MustExec(`insert into notification_settings (company_id, sender_name) values (1, 'Другое имя') on conflict (company_id) do update set sender_name = 'Другое имя'`)
	if a := owner.post(smsSettings+"/tests", url.Values{"phone": {"+7 916 123-45-67"}}, fragment...); !strings.Contains(string(a.Body), "Сначала сохраните") {
		t.Errorf("without a provider: %s", a.Body)
	}
	if a := owner.post(smsSettings, smsForm(t, owner, p.URL)); a.Status != http.StatusSeeOther {
		t.Fatalf("saved: %d", a.Status)
	}
	worker := notify.NewWorker(notify.Options{DB: h.db, BaseURL: "https://okno.example", Log: h.handlers.Log, Seal: h.desk.Seal, Channels: map[telling.Channel]channel.Channel{
		telling.SMS: sms.NewUnguarded(h.desk.SMS, time.Now, &http.Client{})}})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { _ = worker.Run(ctx); close(ended) }()
	t.Cleanup(func() { stop(); <-ended })

	for _, wrong := range []string{"", "123", "a@b.example", strings.Repeat("9", 60)} {
		if a := owner.post(smsSettings+"/tests", url.Values{"phone": {wrong}}, fragment...); !strings.Contains(string(a.Body), "Проверьте номер") {
			t.Errorf("%q: %s", wrong, a.Body)
		}
	}
	if a := owner.post(smsSettings+"/tests", url.Values{"phone": {"123"}}); a.Status != http.StatusUnprocessableEntity || attrOf(t, a, "#sms-phone", "value") != "123" {
		t.Errorf("without scripts: %d", a.Status)
	}
	press := func() string {
		return attrOf(t, owner.post(smsSettings+"/tests", url.Values{"phone": {"+7 916 123-45-67"}}, fragment...), "[hx-get]", "hx-get")
	}
	first := press()
	if second := press(); first == "" || first != second { // two presses are one message
		t.Errorf("pressed twice: %q and %q", first, second)
	}
	close(release)
	await := func(ask, want string) answer {
		t.Helper()
		var a answer
		dbtest.Await(t, want, func() (bool, any) {
			a = owner.get(ask, fragment...)
			return strings.Contains(string(a.Body), want), dbtest.Jobs(t, h.db)
		})
		return a
	}
	a := await(first, "Провайдер принял")
	if body := text(t, a, "body"); !strings.Contains(body, `200 OK {"id": 7, "k": "••••••"}`) || !strings.Contains(body, "to=79161234567") || strings.Contains(string(a.Body), "s3cret") {
		t.Errorf("said: %s", body)
	}
	if sent := p.Asked()[0].Body; !strings.Contains(text(t, a, "body"), strings.TrimPrefix(sent, "k=s3cret-key")) {
		t.Errorf("shown is %s, and sent %s", text(t, a, "body"), sent)
	}
	if n := len(p.Asked()); n != 1 || h.one(`select messages || ' ' || segments from sms_usage`) != "1 1" {
		t.Errorf("asked %d times, counted %s", n, h.one(`select messages || ' ' || segments from sms_usage`))
	}
	if b := await(press(), "Не отправлено"); !strings.Contains(text(t, b, ".field-error"), "проверьте настройки SMS") || !strings.Contains(text(t, b, "code"), "401") {
		t.Errorf("said: %s", text(t, b, "body"))
	}
	if a := h.signIn("rex@rival.example").get(first, fragment...); a.Status != http.StatusNotFound {
		t.Errorf("another company's: %d", a.Status)
	}
	if list := text(t, owner.get("/settings/deliveries?channel=sms"), "#deliveries"); !strings.Contains(list, "SMS") || !strings.Contains(list, "916") {
		t.Errorf("deliveries: %s", list)
	}
	if used := text(t, owner.get(smsSettings), ".facts"); !strings.Contains(used, "100 SMS") {
		t.Errorf("used: %s", used)
	}
}

func TestWordsOfAnSMS(t *testing.T) {
	h := newHouse(t)
	owner := h.signIn("olga@studio.example")
	owner.post(smsSettings, smsForm(t, owner, "https://sms.example.com"))
	const words = "/settings/notifications/words/sms/booking_confirmed/ru"
	page := owner.get(words)
	if got := text(t, page, "#subject"); got != "{{company}}: вы записаны, {{when}}. {{link}}" || len(find(t, page, "#body")) != 0 {
		t.Errorf("the words are %q", got)
	}
	if hint := text(t, page, "#preview .field-hint"); !strings.Contains(hint, "2 SMS") || !strings.Contains(hint, "из 134") || !strings.Contains(hint, "70 знаков") {
		t.Errorf("counted: %q", hint)
	}
	a := owner.post(words+"/preview", url.Values{"subject": {"You are booked, {{time}}"}}, fragment...)
	if hint := text(t, a, ".field-hint"); !strings.HasPrefix(hint, "1 SMS, ") || !strings.Contains(hint, "из 160") {
		t.Errorf("counted: %q", hint)
	}
	if a := owner.post(words, url.Values{"subject": {"{{client}}, {{links}}"}}); a.Status != http.StatusUnprocessableEntity || !strings.Contains(text(t, a, "#subject-error"), "links") {
		t.Errorf("an unknown variable: %d", a.Status)
	}
	if a := owner.post(words, url.Values{"subject": {strings.Repeat("я", 501)}}); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("a long text: %d", a.Status)
	}
	if a := owner.post(words, url.Values{"subject": {"Ждём {{when}}\r\n{{link}}"}}); a.Status != http.StatusSeeOther || a.Header.Get("Location") != smsSettings+"?said=saved" {
		t.Errorf("saved: %d %s", a.Status, a.Header.Get("Location"))
	}
	if list := text(t, owner.get(smsSettings), ".told-words"); !strings.Contains(list, "Ждём ") || !strings.Contains(list, "http://okno.test/m/") {
		t.Errorf("the page says %s", list)
	}
}

func TestAClientWantsNoSMS(t *testing.T) {
	h := newHouse(t)
	h.book("k", bookingBody())
	owner, dasha, max := h.signIn("olga@studio.example"), h.signIn("dasha@studio.example"), h.signIn("max@studio.example")
	path := "/clients/" + h.one(`select id::text from clients`)
	if a := dasha.get(path); len(find(t, a, "#client-sms")) != 0 {
		t.Error("SMS stand on a card of a company that sends none")
	}
	owner.post(smsSettings, smsForm(t, owner, "https://sms.example.com"))
	button := find(t, dasha.get(path), "[data-act=sms]")
	if len(button) != 1 || len(find(t, max.get(path), "[data-act=sms]")) != 0 {
		t.Error("the button")
	}
	a := dasha.post(path+"/sms", url.Values{"off": {"1"}}, fragment...)
	if a.Status != http.StatusOK || !strings.Contains(text(t, a, "[aria-labelledby=client-sms]"), "Не хочет") || !strings.Contains(text(t, a, "#client-story"), "SMS выключены") {
		t.Errorf("off: %d %s", a.Status, text(t, a, "[aria-labelledby=client-sms]"))
	}
	dasha.post(path+"/sms", url.Values{"off": {"1"}}, fragment...) // again: nothing
	if n := h.one(`select count(*)::text from client_history where act = 'sms_off'`); n != "1" {
		t.Errorf("the history has it %s times", n)
	}
	if a := h.signIn("rex@rival.example").post(path+"/sms", url.Values{"off": {""}}, fragment...); a.Status != http.StatusNotFound {
		t.Errorf("another company: %d", a.Status)
	}
	if a := dasha.post(path+"/sms", url.Values{"off": {""}}, fragment...); !strings.Contains(text(t, a, "#client-story"), "SMS включены") || h.one(`select count(*)::text from clients where sms_off_at is null`) != "1" {
		t.Error("on again")
	}
}

// Where a client is told by SMS alone, the desk reads it beside its buttons.
func TestTheDeskSeesThatItIsBySMS(t *testing.T) {
	h := newHouse(t)
	h.book("k", bookingBody())
	owner := h.signIn("olga@studio.example")
	h.db.MustExec(`update bookings set contact_email = null`)
	h.db.MustExec(`update clients set email = null`)
	id := h.one(`select id::text from bookings`)
	if got := text(t, owner.get("/bookings/"+id+"/move", fragment...), ".telling"); !strings.Contains(got, "Почты нет") {
		t.Errorf("before: %s", got)
	}
	owner.post(smsSettings, smsForm(t, owner, "https://sms.example.com"))
	if got := text(t, owner.get("/bookings/"+id+"/move", fragment...), ".telling"); !strings.Contains(got, "по SMS на") {
		t.Errorf("moving: %s", got)
	}
	if got := text(t, owner.get("/bookings/new", fragment...), ".telling"); !strings.Contains(got, "по SMS") {
		t.Errorf("a new one: %s", got)
	}
	h.db.MustExec(`update bookings set status = 'confirmed'`)
	if got := text(t, owner.get("/bookings/"+id, fragment...), ".cancel .telling"); !strings.Contains(got, "по SMS на") {
		t.Errorf("cancelling: %s", got)
	}
	h.db.MustExec(`update bookings set status = 'pending'`)
	if got := text(t, owner.get("/bookings/"+id, fragment...), ".acts-tell .telling"); !strings.Contains(got, "по SMS, если подтвердить") {
		t.Errorf("one that waits, of whose refusal no SMS tells: %s", got)
	}
	if got := text(t, owner.get("/bookings/"+id, fragment...), ".removing .telling"); !strings.Contains(got, "Почты нет") {
		t.Errorf("the end of one that waits: %s", got)
	}
	h.db.MustExec(`update bookings set status = 'confirmed'`)
	h.db.MustExec(`update sms_settings set kinds = '{booking_confirmed,booking_reminder}'`)
	if got := text(t, owner.get("/bookings/"+id+"/move", fragment...), ".telling"); !strings.Contains(got, "Почты нет") {
		t.Errorf("moving, of which no SMS tells: %s", got)
	}
	if got := text(t, owner.get("/bookings/new", fragment...), ".telling"); !strings.Contains(got, "по SMS") {
		t.Errorf("a new one, of which they do: %s", got)
	}
	h.db.MustExec(`update sms_settings set kinds = '{booking_changed}'`)
	h.db.MustExec(`update clients set sms_off_at = now()`)
	if got := text(t, owner.get("/bookings/"+id+"/move", fragment...), ".telling"); !strings.Contains(got, "Почты нет") {
		t.Errorf("who wants none: %s", got)
	}
}

// The client himself, on the page where the SMS leads.
func TestAClientStopsSMSOnHisPage(t *testing.T) {
	h := newHouse(t)
	var made struct {
		ManageURL string `json:"manage_url"`
	}
	h.book("k", bookingBody()).json(&made)
	page := strings.TrimPrefix(made.ManageURL, "http://okno.test")
	owner := h.signIn("olga@studio.example")
	h.db.MustExec(`update bookings set contact_email = null`)
	if a := h.get(page); len(find(t, a, "[data-act=sms]")) != 0 {
		t.Error("SMS are spoken of where there are none")
	}
	owner.post(smsSettings, smsForm(t, owner, "https://sms.example.com"))
	if got := text(t, h.get(page), "[data-act=sms]"); got != "Не присылать мне SMS" {
		t.Fatalf("the button says %q", got)
	}
	b := h.browser()
	if a := b.post(page+"/sms", url.Values{"off": {"1"}}, fragment...); !strings.Contains(string(a.Body), "больше не присылаем") || text(t, a, "[data-act=sms]") != "Снова присылать SMS" {
		t.Errorf("off: %d %s", a.Status, text(t, a, "body"))
	}
	if n := h.one(`select count(*)::text from client_history where act = 'sms_off' and actor_kind = 'visitor'`); n != "1" {
		t.Errorf("the history has it %s times", n)
	}
	if a := b.post(page+"/sms", url.Values{"off": {""}}); a.Status != http.StatusSeeOther || h.one(`select count(*)::text from clients where sms_off_at is null`) != "1" {
		t.Errorf("on again: %d", a.Status)
	}
}
