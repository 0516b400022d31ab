package handlers_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// A phone that nobody has and an e-mail with a slip are asked about once, softly and
// by one rule, in the widget, in a lead and on the page without scripts; pressed
// again, what was typed goes through as it is. A program that does not say that it
// can ask is not asked.
func TestVisitorIsAskedOnceAboutASlip(t *testing.T) {
	h := newHouse(t)
	slips := []string{"8 916 123-45-67", "8 999 999-99-99", "ivan@example.com", "ivan@gmial.com"}
	var asked struct {
		Code   string
		Fields map[string]string
		Sure   []string
	}
	sure := func(body string, sure ...string) string {
		list, _ := json.Marshal(sure)
		return strings.Replace(body, `"consent"`, `"sure": `+string(list)+`, "consent"`, 1)
	}
	a := h.book(rand8(), sure(bookingBody(slips...), []string{}...))
	if a.json(&asked); a.Status != 422 || asked.Code != "doubtful" || len(asked.Sure) != 2 || !strings.Contains(asked.Fields["client.email"], "ivan@gmail.com") || asked.Fields["client.phone"] == "" {
		t.Fatalf("asked: %d %s", a.Status, a.Body)
	}
	if a := h.book(rand8(), sure(bookingBody("8 916 123-45-67", "8 999 888-88-88"), asked.Sure...)); a.Status != 422 {
		t.Errorf("another slip after an answer about the first: %d", a.Status)
	}
	if a := h.book(rand8(), sure(bookingBody(slips...), asked.Sure...)); a.Status != 201 || h.rows("bookings where status = 'pending'") != 1 {
		t.Errorf("pressed again: %d %s", a.Status, a.Body)
	}
	if a := h.book(rand8(), bookingBody(append(slips, "T10:00", "T12:00")...)); a.Status != 201 {
		t.Errorf("a program that cannot ask: %d %s", a.Status, a.Body)
	}

	lead := `{"answers": {"name": "Иван", "phone": "8 999 999-99-99"}, "consent": true, "sure": []}`
	a = h.do(h.Client(), h.request("POST", "/api/v1/widget/studio-site/leads", strings.NewReader(lead), "Content-Type", "application/json", "Idempotency-Key", rand8()))
	if a.Status != 422 || !strings.Contains(string(a.Body), `"answers.phone"`) {
		t.Errorf("a lead: %d %s", a.Status, a.Body)
	}

	b := h.browser()
	form := b.follow(b.follow(b.get("/b/studio-site"), `a[href*="service="]`), ".hosted-time")
	a = b.post("/b/studio-site", filled(t, form, "f.name", "Иван", "f.phone", "8 916 123-45-67", "f.email", "ivan@gmial.com"))
	if a.Status != 409 || !strings.Contains(text(t, a, ".field-error"), "ivan@gmail.com") || len(find(t, a, `[name="f.email"][value="ivan@gmial.com"]`)) != 1 {
		t.Fatalf("without scripts: %d %s", a.Status, text(t, a, ".hosted-step"))
	}
	if a := b.post("/b/studio-site", filled(t, a)); a.Status != 303 {
		t.Errorf("without scripts, pressed again: %d %s", a.Status, text(t, a, ".hosted-step"))
	}
}
