package handlers_test

import (
	"strings"
	"testing"
)

// She books a new client with herself: a service that she does, at a time at which she is free; sent twice it is one booking. It
// stands under her name and can be taken back.
func TestSpecialistBooksWithHerself(t *testing.T) {
	h, anna, _, _ := allowed(t)
	const count = `select count(*)::text from bookings where contact_name = 'Новая Нина' and deleted_at is null`
	free := anna.get("/own?date=" + bookingDay)
	if got := attrs(t, free, ".is-free a", "href"); len(got) != 1 || !strings.Contains(got[0], "start=2026-11-24T11%3A00%3A00%2B03%3A00") || len(find(t, free, "#day-new")) != 1 {
		t.Fatalf("her free time leads to %q", got)
	}
	a := anna.get(attrs(t, free, ".is-free a", "href")[0], fragment...)
	if got := text(t, a, "#new-service option"); a.Status != 200 || !strings.Contains(got, "Стрижка") || !strings.Contains(got, "Разговор") || strings.Contains(got, "Некому") || strings.Contains(got, "Закрыта") {
		t.Fatalf("%d: the services are %q", a.Status, got)
	}
	if len(find(t, a, "#new-length, [name^=resource-], [name=at]")) != 0 || attrs(t, a, "#new-find", "hx-get")[0] != "/own/clients/find" || attrs(t, a, "#new-phone", "hx-get")[0] != "/own/clients/lookup" {
		t.Error("the form has what is not hers")
	}
	form := with(sentBy(t, a, "#new-booking form.dialog-body"), "service", h.idOf("services", "talk"), "name", "Новая Нина", "phone", "8 916 777-66-55")
	times := anna.post("/own/bookings/times", form, fragment...)
	if got := text(t, times, ".picks"); !strings.Contains(got, "11:00") || !strings.Contains(got, "13:30") || strings.Contains(got, "10:00") || strings.Contains(got, "15:00") || len(find(t, times, "[name=at]")) != 0 {
		t.Errorf("her times are %q", got)
	}
	for _, wrong := range [][]string{{"start", at("16:00")}, {"start", at("10:15")}, {"service", h.idOf("services", "orphan")}, {"service", "x' or 1=1"}, {"name", ""}, {"start", ""}} {
		a := anna.post("/own/bookings", with(form, wrong...), fragment...)
		if a.Status != 409 && a.Status != 422 || h.one(count) != "0" || wrong[0] != "name" && attrs(t, a, "#new-name", "value")[0] != "Новая Нина" {
			t.Errorf("%v: %d, or what was typed is lost", wrong, a.Status)
		}
		if wrong[1] == at("10:15") && len(find(t, a, ".when-near")) == 0 {
			t.Errorf("nothing is offered instead: %s", text(t, a, "#when"))
		}
	}
	foreign := with(form, "resource", h.idOf("resources", "boris"), "resource-staff", h.idOf("resources", "boris"), "length", "240", "anyway", "outside_hours,in_past", "source", "walk_in")
	a = anna.post("/own/bookings", foreign, fragment...)
	if a.Status != 200 || h.one(count) != "1" || !strings.Contains(text(t, a, ".toast-text"), "Новая Нина") {
		t.Fatalf("%d %s", a.Status, text(t, a, "#new-booking"))
	}
	if got := h.one(`select r.ref || ' ' || b.status || ' ' || (b.ends_at - b.starts_at) || ' ' || b.source from bookings b join booking_resources x on x.booking_id = b.id join resources r on r.id = x.resource_id where b.contact_name = 'Новая Нина'`); got != "anna confirmed 00:30:00 phone" {
		t.Errorf("it is %s", got)
	}
	if got := h.one(`select y.actor_name from booking_history y join bookings b on b.id = y.booking_id where b.contact_name = 'Новая Нина'`); got != "anna" {
		t.Errorf("it stands under the name %q", got)
	}
	anna.post("/own/bookings", foreign, fragment...)
	if n := h.one(count); n != "1" {
		t.Errorf("sent twice it made %s", n)
	}
	if got := text(t, anna.get("/own/clients"), ".client-name"); !strings.Contains(got, "Новая Нина") {
		t.Errorf("her clients are %q", got)
	}
	if b := anna.post(attrs(t, a, ".toast-undo", "hx-post")[0], nil, fragment...); b.Status != 200 || h.one(count) != "0" || !strings.Contains(text(t, b, ".toast-text"), "Новая Нина") {
		t.Errorf("taken back: %d", b.Status)
	}
}

// She finds her own clients alone, where contacts are hidden by names alone, and books them by their card; another's client is
// not there for her. A number that the company knows is not put into words.
func TestSpecialistBooksHerClients(t *testing.T) {
	h, anna, hers, his := allowed(t)
	ivan, alien := h.one(`select client_id::text from bookings where id = $1`, hers), h.one(`select client_id::text from bookings where id = $1`, his)
	if got := text(t, anna.get("/own/clients/find?find=%D0%B8%D0%B2%D0%B0", fragment...), ".lookup-name"); got != "Иван" {
		t.Errorf("by a name she finds %q", got)
	}
	for _, typed := range []string{"%D0%A7%D1%83%D0%B6%D0%BE%D0%B9", "alien@example.com", "9161239999", "9161234567", "ivan@example.com"} {
		for _, path := range []string{"/own/clients/find?find=", "/own/clients/lookup?phone="} {
			if a := anna.get(path+typed, fragment...); a.Status != 200 || len(find(t, a, ".lookup-name, [data-client]")) != 0 {
				t.Errorf("%s%s: %d %s", path, typed, a.Status, text(t, a, "body"))
			}
		}
	}
	a := anna.get("/own/bookings/new?client="+ivan+"&date="+bookingDay, fragment...)
	if got := attrs(t, a, "#new-name", "value"); a.Status != 200 || len(got) != 1 || got[0] != "Иван" || reachedAt(a.Body, "1234567") {
		t.Fatalf("%d: the form has %q, or a phone", a.Status, got)
	}
	form := with(sentBy(t, a, "#new-booking form.dialog-body"), "service", h.idOf("services", "talk"), "start", at("12:00"))
	for name, client := range map[string]string{"another's": alien, "nobody's": "0198f000-0000-7000-8000-000000000000"} {
		if b := anna.get("/own/bookings/new?client="+client, fragment...); b.Status != 404 {
			t.Errorf("the form for %s client: %d", name, b.Status)
		}
		for _, field := range []string{"client", "found"} {
			if b := anna.post("/own/bookings", with(form, field, client), fragment...); b.Status != 404 {
				t.Errorf("%s client by %s: %d %s", name, field, b.Status, b.Body)
			}
		}
	}
	if b := anna.post("/own/bookings", form, fragment...); b.Status != 200 {
		t.Fatalf("%d %s", b.Status, text(t, b, "#new-booking"))
	}
	if got := h.one(`select contact_phone || ' ' || count(*) over () from bookings where client_id = $1 and id <> $2`, ivan, hers); got != "+79161234567 1" {
		t.Errorf("he is reached at %s", got)
	}
	// A number of another's client books that client, by the name that she typed, and tells her nothing.
	b := anna.post("/own/bookings", with(form, "client", "", "id", "", "start", at("13:00"), "name", "Кто-то", "phone", "8 916 123-99-99"), fragment...)
	if b.Status != 200 || h.one(`select client_id::text from bookings where contact_name = 'Кто-то'`) != alien {
		t.Errorf("by a number: %d %s", b.Status, text(t, b, "#new-booking"))
	}
	for _, word := range aliens {
		if strings.Contains(string(b.Body), word) {
			t.Errorf("she is told %q", word)
		}
	}
	h.db.MustExec(`update companies set specialist_contacts = true`)
	h.db.MustExec(`update company_versions set version = version + 1, setup_version = setup_version + 1`)
	if got := attrs(t, anna.get("/own/clients/lookup?phone=%2B79161234567", fragment...), ".lookup-name a", "href"); len(got) != 1 || got[0] != "/own/clients/"+ivan {
		t.Errorf("by a phone that she may see she finds %q", got)
	}
}
