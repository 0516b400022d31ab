package handlers_test

import (
	"strings"
	"testing"
	"time"
)

// What a card offers without being opened goes by the booking's status, by the member's rights and by whether
// contacts are hidden from the member.
func TestQuickActsOfACard(t *testing.T) {
	h := newHouse(t)
	if a := h.book(rand8(), bookingBody()); a.Status != 201 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	path := "/bookings/" + h.one(`select id::text from bookings`) + "/acts"
	dasha := h.signIn("dasha@studio.example")
	acts := func(b browser) string {
		return strings.Join(attrs(t, b.get(path, fragment...), "[data-quick]", "data-quick"), " ")
	}
	if got := acts(dasha); got != "confirm reject move pay again" {
		t.Errorf("pending: %s", got)
	}
	h.db.MustExec(`update bookings set status = 'confirmed'`)
	h.clock.set(monday.AddDate(0, 0, 1).Add(4 * time.Hour))
	dasha.get(path, fragment...)
	before := h.queries.Load()
	a := dasha.get(path, fragment...)
	if n := h.queries.Load() - before; n > 2 {
		t.Errorf("it takes %d queries", n)
	}
	if got := acts(dasha); got != "complete no_show arrive unconfirm pay move again" {
		t.Errorf("over: %s", got)
	}
	if len(find(t, a, `[href="tel:+79161234567"]`)) != 1 || len(find(t, a, `[href="mailto:ivan@example.com"]`)) != 1 {
		t.Errorf("the contacts: %s", a.Body)
	}
	if n := len(find(t, dasha.get(path+"?row=1", fragment...), "[role=menuitem]")); n != 0 {
		t.Errorf("a row with %d entries of a menu", n)
	}
	if got := acts(h.signIn("max@studio.example")); got != "" {
		t.Errorf("a manager is offered %s", got)
	}
	h.db.MustExec(`update companies set hide_contacts_from = '{desk}' where slug = 'studio'`)
	for _, query := range []string{"", "?row=1"} {
		if a := dasha.get(path+query, fragment...); strings.Contains(string(a.Body), "tel:") || strings.Contains(string(a.Body), "mailto:") {
			t.Errorf("hidden contacts: %s", a.Body)
		}
	}
	if a := h.signIn("rex@rival.example").get(path, fragment...); a.Status != 404 {
		t.Errorf("another company: %d", a.Status)
	}
}
