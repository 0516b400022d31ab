package handlers_test

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
)

// papers imports bookings on both sides of a clock change, of hostile names, and
// of several resources and statuses.
func (h *house) papers() {
	h.t.Helper()
	h.loadText(`{"okno": 1, "company": {"slug": "paper", "name": "Paper", "timezone": "Europe/London", "locale": "en", "currency": "GBP", "confirmation": "auto"},
		"resources": [{"ref": "ann", "name": "Ann", "kind": "staff", "weekly": []}, {"ref": "bob", "name": "Bob", "kind": "staff", "weekly": []}],
		"services": [{"ref": "cut", "name": "Cut; \\ \"long\", it is", "duration_min": 30, "resources": ["ann", "bob"]}],
		"bookings": [
			{"ref": "a", "service": "cut", "resources": ["ann"], "start": "2026-11-24T10:00:00Z", "status": "confirmed", "client": {"name": "=HYPERLINK(\"http://x\")", "phone": "+447700900101", "email": "a@example.com"}},
			{"ref": "b", "service": "cut", "resources": ["bob"], "start": "2026-11-24T11:00:00Z", "status": "pending", "client": {"name": "Böb Tab ; , \" \u202ertl 🌿"}},
			{"ref": "c", "service": "cut", "resources": ["ann"], "start": "2026-11-24T12:00:00Z", "status": "cancelled", "client": {"name": "-Gone"}},
			{"ref": "winter", "service": "cut", "resources": ["ann"], "start": "2027-03-27T09:00:00Z", "status": "confirmed", "client": {"name": "Before the change", "phone": "+447700900102"}},
			{"ref": "summer", "service": "cut", "resources": ["ann"], "start": "2027-03-28T08:00:00Z", "status": "confirmed", "client": {"name": "After the change"}}],
		"forms": []}`)
	h.must(h.accounts.AddMember(h.t.Context(), "paper", "pat@paper.example", "Pat", password, "owner"))
}

func (h *house) resourceID(name string) string {
	h.t.Helper()
	var id string
	h.must(h.db.Get(&id, `select r.id from resources r where r.name = $1`, name))
	return id
}

// The files hold exactly the list that the board of the same address shows.
func TestBookingsOnPaperAreTheList(t *testing.T) {
	h := newHouse(t)
	h.papers()
	pat, rex := h.signIn("pat@paper.example"), h.signIn("rex@rival.example")
	day := "?date=2026-11-24"
	rows := func(b browser, query string) [][]string {
		a := b.get("/bookings/export.csv" + query)
		text, marked := strings.CutPrefix(string(a.Body), "\ufeff")
		if a.Status != http.StatusOK || !marked || !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment") {
			t.Fatalf("%d %v %.200s", a.Status, a.Header, a.Body)
		}
		all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		h.must(err)
		return all[1:]
	}
	all := rows(pat, day)
	if len(all) != 3 || all[0][6] != `'=HYPERLINK("http://x")` || all[0][7] != "+44 7700 900101" || all[0][2] != "10:00" || all[1][6] != "Böb Tab ; , \" \u202ertl 🌿" || all[2][6] != "'-Gone" {
		t.Errorf("the rows are %q", all)
	}
	for query, want := range map[string]int{"&status=confirmed": 1, "&status=cancelled,pending": 2, "&resource=" + h.resourceID("Bob"): 1, "&resource=" + h.resourceID("Bob") + "&status=confirmed": 0, "&service=nothing": 3} {
		if got := len(rows(pat, day+query)); got != want {
			t.Errorf("%s gives %d rows", query, got)
		}
		if got := len(parsed(t, pat.get("/bookings/export.ics"+day+query)).Events()); got != want {
			t.Errorf("%s gives %d events", query, got)
		}
	}
	if got := len(rows(rex, day)); got != 0 {
		t.Errorf("another company sees %d rows", got)
	}
	sheet := pat.get("/bookings/sheet" + day)
	if got := text(t, sheet, ".paper-part"); sheet.Status != http.StatusOK || !strings.Contains(got, "10:00–10:30 =HYPERLINK") || strings.Contains(got, "-Gone") || !strings.Contains(got, "Bob") {
		t.Errorf("the sheet: %d %q", sheet.Status, got)
	}
	for _, path := range []string{"/bookings/sheet?date=yesterday", "/bookings/export.csv?date=9999-99-99", "/bookings/export.ics?date='"} {
		if a := pat.get(path); a.Status != http.StatusNotFound {
			t.Errorf("%s is answered %d", path, a.Status)
		}
	}
}

// parsed is a calendar as a parser reads it that has nothing to do with what wrote it.
func parsed(t *testing.T, a answer) *ics.Calendar {
	t.Helper()
	calendar, err := ics.ParseCalendar(strings.NewReader(string(a.Body)))
	if err != nil || a.Status != http.StatusOK || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/calendar") {
		t.Fatalf("%d %v: %v in %s", a.Status, a.Header, err, a.Body)
	}
	return calendar
}

func TestCalendarFeedOfAResource(t *testing.T) {
	h := newHouse(t)
	h.papers()
	pat, rex, max := h.signIn("pat@paper.example"), h.signIn("rex@rival.example"), h.signIn("max@studio.example")
	path := "/resources/" + h.resourceID("Ann") + "/feed"
	for who, want := range map[*browser]int{&rex: http.StatusNotFound, &max: http.StatusForbidden} {
		if a := who.post(path, nil); a.Status != want {
			t.Errorf("a stranger makes a link: %d", a.Status)
		}
	}
	link := func(contacts string) string {
		made := pat.post(path, url.Values{"contacts": {contacts}}, fragment...)
		for _, attribute := range find(t, made, "#feed-link")[0].Attr {
			if attribute.Key == "value" {
				return strings.Replace(attribute.Val, "http://okno.test", "", 1)
			}
		}
		return ""
	}
	bare := link("")
	feed := h.get(bare)
	events := parsed(t, feed).Events()
	starts := ""
	for _, e := range events {
		at, err := e.GetStartAt()
		h.must(err)
		starts += at.UTC().Format(time.RFC3339) + " "
	}
	if starts != "2026-11-24T10:00:00Z 2027-03-27T09:00:00Z 2027-03-28T08:00:00Z " {
		t.Errorf("the events start at %s", starts)
	}
	if got := events[0].GetProperty(ics.ComponentPropertySummary).Value; got != `Cut; \ "long", it is · =HYPERLINK("http://x")` {
		t.Errorf("the summary reads %q", got)
	}
	if reachedAt(feed.Body, "7700900") || strings.Contains(string(feed.Body), "a@example") {
		t.Errorf("contacts are in it: %s", feed.Body)
	}
	if again := h.get(bare, "If-None-Match", feed.Header.Get("ETag")); again.Status != http.StatusNotModified || len(again.Body) != 0 {
		t.Errorf("the same again is answered %d", again.Status)
	}
	h.db.MustExec(`update bookings set starts_at = starts_at + interval '5 minutes' where contact_name like 'After%'`)
	if again := h.get(bare, "If-None-Match", feed.Header.Get("ETag")); again.Status != http.StatusOK {
		t.Errorf("what has changed is answered %d", again.Status)
	}
	full := link("1")
	if !reachedAt(h.get(full).Body, "7700900") {
		t.Error("contacts were chosen and are not in it")
	}
	pat.get(path)
	gone := []string{bare, strings.Replace(full, "/paper/", "/rival/", 1), strings.TrimSuffix(full, ".ics"), "/feeds/paper/.ics", "/feeds/paper/'.ics", "/feeds/nobody/x.ics"}
	for _, address := range gone {
		if a := h.get(address); a.Status != http.StatusNotFound {
			t.Errorf("%s is answered %d", address, a.Status)
		}
	}
	if a := pat.post(path+"/end", nil, fragment...); a.Status != http.StatusOK {
		t.Errorf("the end is answered %d", a.Status)
	}
	if a := h.get(full); a.Status != http.StatusNotFound {
		t.Errorf("a link that was switched off is answered %d", a.Status)
	}
	var token string
	h.must(h.db.Get(&token, `select coalesce(string_agg(t::text, ' '), '') from calendar_feeds t`))
	if strings.Contains(token, strings.TrimSuffix(full[strings.LastIndex(full, "/")+1:], ".ics")) {
		t.Error("the token itself is stored")
	}
}
