package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

// talking books a talk with Anna at eleven for Ivan, who can be written to, and gives its id.
func (h *house) talking(b browser) string {
	h.t.Helper()
	made := b.post("/bookings", typedForm("service", h.ref("services", "talk"), "resource-staff", h.ref("resources", "anna"),
		"date", bookingDay, "start", at("11:00"), "phone", "8 916 123-45-67", "name", "Иван", "email", "ivan@example.com", "telling", "1", "tell", "1"), fragment...)
	if made.Status != http.StatusOK {
		h.t.Fatalf("made: %d %s", made.Status, made.Body)
	}
	return h.one(`select id::text from bookings order by number desc limit 1`)
}

// standing is a booking in a line.
func (h *house) standing(id string) string {
	h.t.Helper()
	return h.one(`select s.ref || ' ' || to_char(b.starts_at at time zone 'Europe/Moscow', 'HH24:MI') || '-' || to_char(b.ends_at at time zone 'Europe/Moscow', 'HH24:MI') || ' ' || coalesce(b.price::text, '-') || ' '
		|| (select string_agg(r.ref, '+' order by r.ref) from booking_resources br join resources r on r.company_id = br.company_id and r.id = br.resource_id where br.company_id = b.company_id and br.booking_id = b.id)
		from bookings b join services s on s.company_id = b.company_id and s.id = b.service_id where b.id = '` + id + `'`)
}

func TestChangeService(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	id := h.talking(b)
	if got := h.standing(id); got != "talk 11:00-11:30 - anna" {
		t.Fatalf("booked: %s", got)
	}
	url := "/bookings/" + id + "/change"
	form := sentBy(t, b.get(url, fragment...), "#change-booking form.desk-fields")
	if form.Get("service") != h.ref("services", "talk") || form.Get("start") != at("11:00") || form.Get("price") != "" || form.Get("length") != "" {
		t.Fatalf("the form begins with %v", form)
	}
	form.Set("service", h.ref("services", "cut"))
	form.Set("telling", "1")
	form.Set("tell", "1")
	times := b.post(url+"/times", form, fragment...)
	if priced := formOf(t, times, "#change-price-field"); times.Status != http.StatusOK || strings.Map(digitsOnly, priced.Get("price")) != "2500" {
		t.Errorf("the price of the other service: %d %v", times.Status, priced)
	}
	if len(find(t, times, "[name=start][checked]")) != 1 {
		t.Errorf("its time is not chosen any more: %s", text(t, times, "#when"))
	}
	done := b.post(url, form, fragment...)
	if done.Status != http.StatusOK || h.standing(id) != "cut 11:00-12:00 2500.00 anna+hall" {
		t.Fatalf("changed: %d %s %s", done.Status, h.standing(id), text(t, done, ".problem, .field-error"))
	}
	if got := text(t, done, ".details-part ol"); !strings.Contains(got, "Разговор → Стрижка") || !strings.Contains(got, "без цены → 2") {
		t.Errorf("the history says %s", got)
	}
	if got := h.one(`select string_agg(distinct event, ',') from deliveries where booking_id = '` + id + `' and audience = 'client' and state <> 'dropped' and event <> 'booking_reminder' and event <> 'booking_asked'`); got == "" {
		t.Errorf("the client is told %q", got)
	}
	if a := b.post(url, form, fragment...); a.Status != http.StatusConflict {
		t.Errorf("who has seen it before is answered %d", a.Status)
	}
	if a := b.post(takenBackAt(t, done), nil, fragment...); a.Status != http.StatusOK || h.standing(id) != "talk 11:00-11:30 - anna" {
		t.Errorf("taken back: %d %s", a.Status, h.standing(id))
	}
}

func TestChangePriceAlone(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	id := h.talking(b)
	h.clock.set(h.clock.Now().AddDate(0, 0, 2)) // it is over: nobody asks whether there is time
	if a := b.post("/bookings/"+id+"/completion", nil, fragment...); a.Status != http.StatusOK {
		t.Fatalf("completed: %d %s", a.Status, text(t, a, ".problem, .warning"))
	}
	url := "/bookings/" + id + "/change"
	form := sentBy(t, b.get(url, fragment...), "#change-booking form.desk-fields")
	for _, price := range []string{"много", "-1"} {
		if a := b.post(url, with(form, "price", price), fragment...); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", price, a.Status, text(t, a, "#change-booking"))
		}
	}
	if a := b.post(url, with(form, "price", "1 500,50"), fragment...); a.Status != http.StatusOK {
		t.Errorf("%d %s", a.Status, text(t, a, "#change-booking"))
	}
	if got := h.standing(id); got != "talk 11:00-11:30 1500.50 anna" {
		t.Errorf("it is %s", got)
	}
	if csv := b.get("/bookings/export.csv?date=" + bookingDay); !strings.Contains(string(csv.Body), "1500.50") {
		t.Errorf("the table: %s", csv.Body)
	}
	if sheet := b.get("/bookings/sheet?date=" + bookingDay); !strings.Contains(text(t, sheet, ".paper-what"), "500,50") {
		t.Errorf("the sheet: %s", text(t, sheet, ".paper-what"))
	}
	if card := b.get("/clients/" + h.one(`select client_id::text from bookings where id = '`+id+`'`)); !strings.Contains(text(t, card, ".visit-what"), "500,50") {
		t.Errorf("the card: %s", text(t, card, ".visit-what"))
	}
}

// A price is the booking's own: what its service costs later is nothing to it.
func TestABookingKeepsItsPrice(t *testing.T) {
	h := newHouse(t)
	if a := h.book(rand8(), bookingBody()); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	id := h.one(`select id::text from bookings`)
	before := h.standing(id)
	h.db.MustExec(`update services set price = 9999`)
	if got := h.standing(id); got != before || !strings.Contains(got, " 2500.00 ") {
		t.Errorf("%s, and was %s", got, before)
	}
}

// Another service is judged as a new booking of it would be: what it does not do, what is
// taken, and what it would go over.
func TestAnotherServiceIsJudged(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	id := h.talking(b)
	path := "/bookings/" + id + "/change"
	form := sentBy(t, b.get(path, fragment...), "#change-booking form.desk-fields")
	cut := with(form, "service", h.ref("services", "cut"))
	next := b.post("/bookings", typedForm("service", h.ref("services", "talk"), "resource-staff", h.ref("resources", "anna"), "date", bookingDay, "start", at("11:30"), "name", "Пётр"), fragment...)
	if next.Status != http.StatusOK {
		t.Fatal(next.Status)
	}
	taken := b.post(path, cut, fragment...)
	if taken.Status != http.StatusConflict || !strings.Contains(text(t, taken, "#when .field-error"), "Пётр") || len(find(t, taken, ".when-near")) == 0 {
		t.Errorf("taken: %d %s", taken.Status, text(t, taken, "#change-booking"))
	}
	boris := with(cut, "resource-staff", h.ref("resources", "boris"))
	if a := b.post(path, boris, fragment...); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("who does not do it: %d", a.Status)
	}
	over := with(cut, "start", "other", "at", "13:30")
	asked := b.post(path, over, fragment...)
	if asked.Status != http.StatusConflict || len(find(t, asked, "[name=anyway]")) != 1 {
		t.Fatalf("over the hours: %d %s", asked.Status, text(t, asked, "#change-booking"))
	}
	anyway := formOfButton(t, asked, "[name=anyway]")
	if a := b.post(path, with(over, "anyway", anyway), fragment...); a.Status != http.StatusOK || h.standing(id) != "cut 13:30-14:30 2500.00 anna+hall" {
		t.Errorf("anyway: %d %s", a.Status, h.standing(id))
	}
}

// formOfButton is the value of a button.
func formOfButton(t testing.TB, a answer, selector string) string {
	t.Helper()
	for _, n := range find(t, a, selector) {
		for _, attr := range n.Attr {
			if attr.Key == "value" {
				return attr.Val
			}
		}
	}
	return ""
}

// digitsOnly leaves out how a language groups them.
func digitsOnly(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}
