package handlers_test

import (
	"net/url"
	"strings"
	"testing"
)

// A birthday is told where the desk works: on the card of the board on that day, in the modal and on paper within a week, and the
// list of clients shows those of the next seven days.
func TestBirthdaysAreToldInTime(t *testing.T) {
	h := newHouse(t)
	id := string(h.booked())
	b := h.signIn("dasha@studio.example")
	client := "/clients/" + h.value(`select client_id::text from bookings`)
	save := func(typed string) answer {
		form := url.Values{"name": {"Иван"}, "phone": {"+79161234567"}, "email": {"ivan@example.com"}, "birthday": {typed}, "revision": {revisionOf(t, b.get(client))}}
		return b.post(client, form, fragment...)
	}
	for _, wrong := range []string{"31.02", "<script>", "12.05.90"} {
		if a := save(wrong); a.Status != 422 || text(t, a, "#birthday-error") == "" || len(find(t, a, `#birthday[value]`)) != 1 {
			t.Errorf("%q: %d", wrong, a.Status)
		}
	}
	if a := save("24.11"); a.Status != 200 { // the day of the booking; today is the 23rd
		t.Fatalf("saved: %d %s", a.Status, a.Body)
	}
	for path, want := range map[string]string{
		day + " .mark-birthday": "день рождения", "/bookings/" + id + " .details-client": "день рождения 24 ноября",
		"/bookings/sheet?date=" + bookingDay + " .paper-who": "день рождения сегодня", "/clients?sort=birthday .client-facts": "24.11",
	} {
		address, where, _ := strings.Cut(path, " ")
		if said := strings.ReplaceAll(text(t, b.get(address), where), "\u00a0", " "); !strings.Contains(said, want) {
			t.Errorf("%s says %q, want %q", address, said, want)
		}
	}
	save("30.11.1990")
	if a := b.get("/clients?sort=birthday"); len(find(t, a, ".client-row")) != 0 || len(find(t, a, ".empty")) != 1 {
		t.Error("a birthday in more than a week is in the list")
	}
	if a := b.get(day); len(find(t, a, ".mark-birthday")) != 0 {
		t.Error("the board tells of another day's birthday")
	}
}
