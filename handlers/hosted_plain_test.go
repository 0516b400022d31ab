package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"okno/handlers"
)

// follow opens the address of the first element that a selector means.
func (b browser) follow(a answer, selector string) answer {
	b.h.t.Helper()
	links := find(b.h.t, a, selector)
	if len(links) == 0 {
		b.h.t.Fatalf("there is no %s in: %s", selector, text(b.h.t, a, ".hosted-step"))
	}
	return b.get(attribute(links[0], "href"))
}

// filled is what the page's form would send, with some of it typed.
func filled(t *testing.T, a answer, typed ...string) url.Values {
	t.Helper()
	sent := url.Values{}
	for _, field := range find(t, a, "form input, form textarea, form select") {
		kind, name := attribute(field, "type"), attribute(field, "name")
		if name != "" && (kind != "radio" && kind != "checkbox" || has(field, "checked")) {
			sent.Set(name, attribute(field, "value"))
		}
	}
	for i := 0; i+1 < len(typed); i += 2 {
		sent.Set(typed[i], typed[i+1])
	}
	return sent
}

// Without scripts the page books by links and forms: through the same engine, once
// for one press, with what was typed kept where something is wrong.
func TestHostedPageWithoutScripts(t *testing.T) {
	h := newHouse(t, func(o *handlers.Options) { o.MailLogged = true })
	b := h.browser()
	services := b.get("/b/studio-site?utm_source=card")
	times := b.follow(services, `a[href*="service="]`)
	if len(find(t, times, "script")) != 0 || len(find(t, times, ".hosted-behind")) != 0 {
		t.Error("the widget comes in between")
	}
	// The nearest times lead right to the form; a later week does not speak of them.
	soon := find(t, times, "[data-act=soon]")
	if len(soon) != 3 || attribute(soon[0], "href") != attribute(find(t, times, ".hosted-time")[0], "href") || !strings.Contains(text(t, times, ".hosted-soon"), "сегодня") && !strings.Contains(text(t, times, ".hosted-soon"), "завтра") {
		t.Errorf("%d nearest times: %s", len(soon), text(t, times, ".hosted-step"))
	}
	if near := b.follow(times, "[data-act=soon]"); len(find(t, near, `[name="f.name"]`)) != 1 {
		t.Errorf("a nearest time leads to %s", text(t, near, ".hosted-step"))
	}
	if later := b.follow(times, `.visit-month a:last-child`); len(find(t, later, "[data-act=soon]")) != 0 {
		t.Error("a later week speaks of nearest times")
	}
	form := b.follow(times, ".hosted-time")
	sent := filled(t, form, "f.name", "Иван Бездын", "f.phone", "12", "f.email", "ivan@example.com")
	wrong := b.post("/b/studio-site", sent)
	if wrong.Status != 422 || len(find(t, wrong, `[name="f.name"][value="Иван Бездын"]`)) != 1 || len(find(t, wrong, `[name="f.phone"][aria-invalid]`)) != 1 {
		t.Fatalf("a phone that is none: %d %s", wrong.Status, text(t, wrong, ".hosted-step"))
	}
	sent = filled(t, wrong, "f.phone", "8 916 123-45-67")
	a := b.post("/b/studio-site", sent)
	again := b.post("/b/studio-site", sent)
	if a.Status != 303 || a.Header.Get("Location") != again.Header.Get("Location") || h.rows("bookings") != 1 {
		t.Fatalf("sent twice: %d %s, %d, %d bookings", a.Status, text(t, a, "main"), again.Status, h.rows("bookings"))
	}
	done := b.get(a.Header.Get("Location"))
	for _, want := range []string{"Запись ждёт подтверждения", "Время держим за вами", "Сохраните ссылку"} { // the studio confirms by hand, and no mail server is set
		if !strings.Contains(text(t, done, ".hosted-step"), want) {
			t.Errorf("the end does not say %q: %s", want, text(t, done, ".hosted-step"))
		}
	}
	if strings.Contains(text(t, done, "main"), "Письмо") {
		t.Error("a mail is promised that nobody sends")
	}
	if page := b.follow(done, "[data-act=manage]"); page.Status != 200 {
		t.Errorf("its own page: %d", page.Status)
	}
	if len(find(t, done, `[data-act=google][href^="https://calendar.google.com/"]`)) != 1 || len(find(t, done, `[data-act=outlook][href^="https://outlook."]`)) != 1 || b.follow(done, "[data-act=calendar]").Status != 200 {
		t.Error("the ways into a calendar")
	}
	// The same time once more: taken, and all that was typed goes on with a time nearby.
	other := b.get(attribute(find(t, times, ".hosted-time")[0], "href"))
	lost := b.post("/b/studio-site", filled(t, other, "f.name", "Опоздавший", "f.phone", "8 916 123-45-68"))
	if lost.Status != 409 || len(find(t, lost, `[name="f.name"][value="Опоздавший"]`)) != 1 || len(find(t, lost, `[name=start][type=radio]`)) == 0 {
		t.Fatalf("a lost race: %d %s", lost.Status, text(t, lost, ".hosted-step"))
	}
	if a := b.post("/b/studio-site", filled(t, lost)); a.Status != 303 || h.rows("bookings") != 2 {
		t.Errorf("a time nearby: %d", a.Status)
	}
	// A program that fills in everything leaves a request that waits.
	free := find(t, times, ".hosted-time")
	trap := b.get(attribute(free[len(free)-1], "href"))
	b.post("/b/studio-site", filled(t, trap, "f.name", "Робот", "f.phone", "8 916 123-45-69", "okno-z", "http://casino.example"))
	if h.one(`select count(*)::text from bookings where suspect`) != "1" {
		t.Error("what fills in everything is not marked")
	}
	// A request without a time.
	lead := b.get("/b/studio-site?tab=form&plain=1")
	if a := b.post("/b/studio-site", filled(t, lead, "f.name", "Мария", "f.phone", "8 916 123-45-60")); a.Status != 303 {
		t.Errorf("a request: %d %s", a.Status, text(t, a, "main"))
	} else if page := b.get(a.Header.Get("Location")); !strings.Contains(text(t, page, ".hosted-step"), "Заявка отправлена") {
		t.Errorf("after a request: %s", text(t, page, "main"))
	}
	if a := b.post("/b/studio-site", sent, "Sec-Fetch-Site", "cross-site"); a.Status != 403 {
		t.Errorf("a form of another site: %d", a.Status)
	}
}

// A page in a frame: on the sites that the form names, and nowhere else.
func TestHostedPageInFrames(t *testing.T) {
	h := newHouse(t)
	ancestors := func() string {
		_, after, _ := strings.Cut(h.get("/b/studio-site").Header.Get("Content-Security-Policy"), "frame-ancestors ")
		return after
	}
	if got := ancestors(); got != "'none'" {
		t.Errorf("of a form for any site: %s", got)
	}
	h.setting("studio-site", `{"origins": ["https://салон.рф", "*.site.example"]}`)
	want := "'self' http://*.site.example http://site.example https://*.site.example https://site.example https://www.xn--80awgdm.xn--p1ai https://xn--80awgdm.xn--p1ai"
	if got := ancestors(); got != want {
		t.Errorf("of a form with sites: %s", got)
	}
}

// A printed code outlives its form: whoever follows it reads whose it was, and whom to call.
func TestHostedPageOfClosedForm(t *testing.T) {
	h := newHouse(t)
	_, err := h.db.Exec(`update companies set phone = '+79161112233' where slug = 'studio'`)
	h.must(err)
	a := h.get("/b/studio-old")
	if got := text(t, a, "body"); a.Status != 404 || !strings.Contains(got, "Студия «Свет»") || len(find(t, a, `[data-act=call][href="tel:+79161112233"]`)) != 1 {
		t.Errorf("%d %s", a.Status, got)
	}
	if a := h.get("/api/v1/widget/studio-old/config"); a.Status != 404 || a.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("to programs: %d", a.Status)
	}
	if a := h.get("/b/nobody"); a.Status != 404 {
		t.Errorf("a form that never was: %d", a.Status)
	}
}

// What a visitor reads of mail is true: where it goes, and nothing where no server is set.
func TestAnswerSaysWhereMailGoes(t *testing.T) {
	for logged, want := range map[bool]string{true: "", false: "ivan@example.com"} {
		t.Run(want, func(t *testing.T) {
			h := newHouse(t, func(o *handlers.Options) { o.MailLogged = logged })
			var config struct{ Mail bool }
			if h.get("/api/v1/widget/studio-site/config").json(&config); config.Mail == logged {
				t.Errorf("mail is logged: %v, the form says %v", logged, config.Mail)
			}
			var booked struct {
				MailTo string            `json:"mail_to"`
				AddTo  map[string]string `json:"add_to"`
			}
			for range 2 { // a repetition says the same
				if h.book("k", bookingBody()).json(&booked); booked.MailTo != want || len(booked.AddTo) != 3 {
					t.Errorf("mail is logged: %v, the answer says %+v", logged, booked)
				}
			}
		})
	}
}

// Whoever is asked for patience, because much has been sent from where he is, keeps what was typed.
func TestHostedPageKeepsWhatIsSentTooOften(t *testing.T) {
	h := newHouse(t, limitsOn)
	b := h.browser()
	sent := filled(t, b.get("/b/studio-site?tab=form&plain=1"), "f.name", "Мария", "f.phone", "12")
	var a answer
	for range 200 {
		if a = b.post("/b/studio-site", sent); a.Status == 429 {
			break
		}
	}
	if a.Status != 429 || a.Header.Get("Retry-After") == "" || len(find(t, a, `[name="f.name"][value="Мария"]`)) != 1 {
		t.Errorf("%d, Retry-After %q: %s", a.Status, a.Header.Get("Retry-After"), text(t, a, "main"))
	}
}
