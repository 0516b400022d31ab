package handlers_test

import (
	"bytes"
	"context"
	"net/url"
	"strings"
	"testing"

	"okno/db/messagedb"
	"okno/handlers/token"
)

// Reminders end by a link in them, with one click of a mail program or by the
// page, and only by a POST.
func TestAClientSwitchesRemindersOff(t *testing.T) {
	h := newHouse(t)
	v := h.visit("k", bookingBody())
	links := token.NewLinks("http://okno.test", bytes.Repeat([]byte{7}, 32))
	path := strings.TrimPrefix(links.Reminders(1, v.id), "http://okno.test")
	off := func() bool {
		t.Helper()
		is, err := messagedb.RemindersOff(context.Background(), h.db.Of(1), v.id)
		h.must(err)
		return is
	}
	if a := h.get(path); a.Status != 200 || off() || text(t, a, "#visit-said") != "" || a.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("the page: %d, off %v", a.Status, off())
	}
	oneClick := h.do(h.Client(), h.request("POST", path, strings.NewReader("List-Unsubscribe=One-Click"), "Content-Type", "application/x-www-form-urlencoded"))
	if oneClick.Status != 200 || !off() || text(t, oneClick, "#visit-said") == "" {
		t.Errorf("one click: %d, off %v", oneClick.Status, off())
	}
	page := h.browser()
	if a := page.post(path, url.Values{"on": {"1"}}); a.Status != 200 || off() {
		t.Errorf("on again: %d, off %v", a.Status, off())
	}
	for _, bad := range append(alterations(strings.TrimPrefix(path, "/u/"))[:12], strings.TrimPrefix(v.path, "/m/")) {
		if a := page.post("/u/"+bad, nil); a.Status != 404 || off() {
			t.Errorf("%s: %d", bad, a.Status)
		}
	}
	if _, token, _ := strings.Cut(links.Visit(1, v.id), "/m/"); strings.HasSuffix(path, token) {
		t.Error("one kind of token passes for another")
	}
}
