package handlers_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	oknoacts "okno/acts"
	"okno/booking"
	"okno/booking/telling"
	"okno/db/bookingdb"
	"okno/db/messagedb"
	"okno/desk/bookings"
)

// visit is somebody who holds the address of his booking's page.
type visit struct {
	*house
	path string
	id   booking.ID
}

func (h *house) visit(key, body string) visit {
	h.t.Helper()
	var b booked
	h.book(key, body).json(&b)
	return visit{h, strings.TrimPrefix(b.ManageURL, "http://okno.test"), booking.ID(b.ID)}
}

func (v visit) page(act string, header ...string) answer {
	v.t.Helper()
	return v.get(v.path+act, header...)
}

// act sends a form of the page, as a browser does that is told to tell no address.
func (v visit) act(act string, form url.Values, header ...string) answer {
	v.t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return v.do(client, v.request("POST", v.path+"/"+act, strings.NewReader(form.Encode()),
		append([]string{"Content-Type", "application/x-www-form-urlencoded", "Origin", "null"}, header...)...))
}

func (v visit) booking() booking.Booking {
	v.t.Helper()
	b, err := bookingdb.Booking(context.Background(), v.db.Of(1), v.id)
	v.must(err)
	return b
}

// done checks that an act leads back to the page, which tells of it.
func (v visit) done(a answer, said string) {
	v.t.Helper()
	to := a.Header.Get("Location")
	if a.Status != http.StatusSeeOther || !strings.HasPrefix(to, v.path+"?done=") {
		v.t.Fatalf("%d to %q: %.300s", a.Status, to, a.Body)
	}
	if got := text(v.t, v.get(to), "#visit-said"); got != said {
		v.t.Errorf("the page says %q, want %q", got, said)
	}
}

// The whole of what a client does by himself, without scripts.
func TestClientMovesCancelsAndComesBack(t *testing.T) {
	h := newHouse(t)
	v := h.visit("k", bookingBody())
	acts := find(t, v.page(""), "[data-act]")
	if len(acts) != 4 { // two calendars, move, cancel: a day before nobody is late
		t.Errorf("%d acts", len(acts))
	}

	move := v.page("/move")
	if got := text(t, move, ".visit-times legend"); got != "Вторник, 24 ноября" {
		t.Errorf("the day that is open is %q", got)
	}
	if free := find(t, move, "a.visit-free"); len(free) != 11 { // three days of four weeks, one of which Anna is away
		t.Errorf("%d free days", len(free))
	}
	form := url.Values{"start": {"2026-11-24T12:30:00+03:00"}, "seen": {attribute(find(t, move, "[name=seen]")[0], "value")}}
	v.done(v.act("move", form), "Запись перенесена.")
	b := v.booking()
	if b.Start.UTC().Format(time.RFC3339) != "2026-11-24T09:30:00Z" || b.Status != booking.Pending || len(b.Resources) != 2 {
		t.Errorf("it stands %+v", b)
	}
	v.done(v.act("move", form), "Запись перенесена.") // sent twice
	form.Set("start", "2026-11-24T13:00:00+03:00")
	if a := v.act("move", form); a.Status != 409 || !strings.Contains(text(t, a, "#visit-problem"), "только что изменили") {
		t.Errorf("what was seen no longer stands: %d %s", a.Status, text(t, a, "#visit-problem"))
	}

	if got := text(t, v.page("/cancel"), "#visit-title"); got != "Отменить запись?" {
		t.Errorf("it asks %q", got)
	}
	v.done(v.act("cancel", url.Values{"reason": {"заболел"}}), "Запись отменена.")
	v.done(v.act("cancel", nil), "Запись отменена.")
	if got := v.booking().Status; got != booking.Cancelled {
		t.Errorf("cancelled, it is %s", got)
	}
	v.done(v.act("undo", nil), "Запись снова в силе.")
	if got := v.booking().Status; got != booking.Pending { // it was never confirmed
		t.Errorf("back, it is %s", got)
	}
	history, err := h.db.Of(1).History(context.Background(), v.id)
	h.must(err)
	var said []string
	for _, line := range history {
		said = append(said, string(line.Act)+" by "+string(line.Actor.Kind)+" "+line.Actor.Name)
	}
	if got := strings.Join(said, ", "); got != "created by visitor Иван, moved by visitor Иван, cancelled by visitor Иван, restored by visitor Иван" {
		t.Errorf("history: %s", got)
	}

	h.clock.set(monday.Add(25 * time.Hour)) // 10:00 on the day
	v.done(v.act("late", url.Values{"minutes": {"15"}}), "Спасибо, что предупредили. Ждём вас.")
	if got := v.booking().LateMin; got != 15 || !strings.Contains(text(t, v.page(""), ".is-late"), "15 мин") {
		t.Errorf("late by %d", got)
	}
	dasha := oknoacts.Member{Company: 1, User: booking.UserID(number(h.user("dasha@studio.example"))), Name: "Dasha", Role: booking.Desk}
	_, err = h.desk.Bookings.Move(context.Background(), dasha, bookings.MoveRequest{Target: bookings.Target{Booking: v.id}, Start: b.Start.Add(30 * time.Minute)})
	h.must(err)
	if got := v.booking().LateMin; got != 0 {
		t.Errorf("at another time he is late by %d", got)
	}
}

// What the company does not allow, and what does not fit the booking, is refused
// with a plain word, also where the page is old.
func TestClientIsHeldToTheRules(t *testing.T) {
	h := newHouse(t)
	v := h.visit("k", bookingBody())
	other := h.visit("l", bookingBody("10:00", "11:00", "916 123", "916 124"))
	seen := url.Values{"start": {"2026-11-24T11:00:00+03:00"}}
	if a := v.act("move", seen); a.Status != 409 || !strings.Contains(text(t, a, "#visit-problem"), "только что заняли") || len(find(t, a, ".visit-slot")) == 0 {
		t.Errorf("to a taken time: %d %s", a.Status, text(t, a, "#visit-problem"))
	}
	for name, form := range map[string]url.Values{
		"no time": {}, "off the grid": {"start": {"2026-11-24T12:07:00+03:00"}}, "in the past": {"start": {"2026-11-16T12:00:00+03:00"}}, "text": {"start": {"завтра"}},
	} {
		if a := v.act("move", form); a.Status != 422 && a.Status != 409 || text(t, a, "#visit-problem") == "" {
			t.Errorf("%s: %d %.200s", name, a.Status, a.Body)
		}
	}
	for _, minutes := range []string{"", "7", "-5", "x"} {
		if a := v.act("late", url.Values{"minutes": {minutes}}); a.Status != 422 {
			t.Errorf("late by %q: %d", minutes, a.Status)
		}
	}
	if a := v.act("late", url.Values{"minutes": {"5"}}); a.Status != 409 {
		t.Errorf("late a day before: %d", a.Status)
	}
	if a := v.act("cancel", url.Values{"reason": {strings.Repeat("я", 2001)}}); a.Status != 422 || text(t, a, "#visit-reason-error") == "" {
		t.Errorf("a long reason: %d", a.Status)
	}
	if a := v.act("undo", nil); a.Status != 303 { // nothing to take back, and nothing is
		t.Errorf("undo of nothing: %d", a.Status)
	}

	h.clock.set(monday.Add(24 * time.Hour)) // an hour before
	page := text(t, v.page(""), ".visit-note")
	if !strings.Contains(page, "меньше 2 ч") || !strings.Contains(page, "свяжитесь с нами") || len(find(t, v.page(""), "[data-act=move], [data-act=cancel]")) != 0 {
		t.Errorf("closed: %q", page)
	}
	for _, act := range []string{"move", "cancel"} {
		if a := v.act(act, url.Values{"start": {"2026-12-01T12:00:00+03:00"}}); a.Status != 409 {
			t.Errorf("%s within the cut-off: %d", act, a.Status)
		}
		if a := v.page("/" + act); a.Status != 200 || text(t, a, ".visit-note") == "" {
			t.Errorf("the page of %s: %d", act, a.Status)
		}
	}
	h.clock.set(monday)

	// The desk's cancellation is not the client's to take back.
	dasha := h.signIn("dasha@studio.example")
	dasha.post("/bookings/"+string(other.id)+"/cancellation", url.Values{})
	if a := other.act("undo", nil); a.Status != 409 || other.booking().Status != booking.Cancelled {
		t.Errorf("undo of the desk's: %d", a.Status)
	}
	v.act("cancel", nil)
	h.visit("m", bookingBody("916 123", "916 125"))
	if a := v.act("undo", nil); a.Status != 409 || !strings.Contains(text(t, a, "#visit-problem"), "уже занято") {
		t.Errorf("undo where the time is gone: %d %s", a.Status, text(t, a, "#visit-problem"))
	}
}

// Programs that scan mail follow every link in it.
func TestReadingChangesNothing(t *testing.T) {
	h := newHouse(t)
	v := h.visit("k", bookingBody())
	before := h.version()
	for _, act := range []string{"", "/move", "/move?day=2026-12-01&with=any", "/cancel", "/undo", "/late?minutes=5", "/coming", "/calendar.ics", "?done=cancelled"} {
		for _, method := range []string{"GET", "HEAD"} {
			h.do(h.Client(), h.request(method, v.path+act, nil, "User-Agent", "scanner"))
		}
		if a := v.page(act); a.Status == 200 && (a.Header.Get("Cache-Control") != "no-store" || a.Header.Get("Referrer-Policy") != "no-referrer") {
			t.Errorf("%s: headers %v", act, a.Header)
		}
	}
	if after := h.version(); after != before || v.booking().Status != booking.Pending {
		t.Errorf("reading made version %d of %d", after, before)
	}
	for name, header := range map[string][]string{
		"another site's form":     {"Origin", "https://evil.example"},
		"said by the browser":     {"Sec-Fetch-Site", "cross-site"},
		"a neighbour's":           {"Sec-Fetch-Site", "same-site"},
		"a page of the same host": {"Origin", "https://" + strings.TrimPrefix(h.URL, "http://") + ".evil.example"},
	} {
		if a := v.act("cancel", nil, header...); a.Status != 403 || v.booking().Status != booking.Pending {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	for _, token := range alterations(strings.TrimPrefix(v.path, "/m/"))[:20] {
		forged := v
		forged.path = "/m/" + token
		if a := forged.act("cancel", nil); a.Status != 404 {
			t.Errorf("a forged token: %d", a.Status)
		}
	}
	if v.booking().Status != booking.Pending {
		t.Error("a forged token has cancelled it")
	}
}

// A booking keeps the language that it was made in: its page and its mail speak it.
func TestABookingKeepsItsLanguage(t *testing.T) {
	h := newHouse(t)
	var b booked
	h.do(h.Client(), h.request("POST", "/api/v1/widget/studio-site/bookings?lang=en", strings.NewReader(bookingBody()),
		"Content-Type", "application/json", "Idempotency-Key", "en")).json(&b)
	v := visit{h, strings.TrimPrefix(b.ManageURL, "http://okno.test"), booking.ID(b.ID)}
	if got := text(t, v.page(""), "[data-act=move]"); got != "Reschedule" {
		t.Errorf("the page says %q", got)
	}
	deliveries, err := messagedb.Deliveries(context.Background(), h.db.Of(1), v.id)
	h.must(err)
	client := ""
	for _, d := range deliveries {
		if d.Audience == telling.ForClient {
			client += d.Recipient + " " + d.Locale + " " + string(d.Event)
		}
	}
	if client != "ivan@example.com en booking_created" { // pending: it is not reminded of yet
		t.Errorf("the client is told %q", client)
	}
}
