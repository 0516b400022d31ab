package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"okno/booking"
)

// allowed is a studied house in which specialists may move, cancel and book, with Anna signed in.
func allowed(t *testing.T) (h *house, anna browser, hers, his booking.ID) {
	t.Helper()
	h, hers, his = studied(t)
	olga := h.signIn("olga@studio.example")
	began := attrs(t, olga.get("/settings/company"), "#specialists [name=began]", "value")[0]
	form := url.Values{"marks": {"true"}, "prices": {"true"}, "moves": {"true"}, "cancels": {"true"}, "books": {"true"}, "began": {began}}
	if a := olga.post("/settings/company/specialists", form); a.Status != 303 {
		t.Fatalf("allowing it: %d", a.Status)
	}
	if got := text(t, olga.get("/settings/audit"), "main"); !strings.Contains(got, "переносят записи: включено") || !strings.Contains(got, "записывают к себе: включено") {
		t.Errorf("the log does not say it: %.600s", got)
	}
	return h, h.signIn("anna@studio.example"), hers, his
}

// tells is how many messages about a booking wait for its client.
func (h *house) tells(id booking.ID) string {
	return h.one(`select count(*)::text from deliveries where booking_id = $1 and audience = 'client' and state = 'waiting'`, id)
}

// She moves a booking to another time of hers, which stands under her name, is told to the client and can be taken back with
// what was noted of it; a time of hers that is not free is refused with those that are.
func TestSpecialistMovesHerBookings(t *testing.T) {
	h, anna, hers, _ := allowed(t)
	h.db.MustExec(`update bookings set late_min = 15 where id = $1`, hers)
	h.db.MustExec(`delete from deliveries`)
	path, starts := "/own/bookings/"+string(hers), func() string {
		return h.one(`select to_char(starts_at at time zone 'Europe/Moscow', 'DD HH24:MI') || ' ' || late_min from bookings where id = $1`, hers)
	}
	if got := attrs(t, anna.get(path), "[data-act=move]", "href"); len(got) != 1 || got[0] != path+"/move" {
		t.Fatalf("her booking offers %q", got)
	}
	form := anna.get(path+"/move", fragment...)
	if len(find(t, form, "select, [name=at], [value=other]")) != 0 || !strings.Contains(text(t, form, ".picks"), "13:00") || strings.Contains(text(t, form, ".picks"), "14:00") {
		t.Errorf("%d: the form offers %q", form.Status, text(t, form, "#move-booking"))
	}
	to := sentBy(t, form, "#move-booking .desk-fields")
	for start, want := range map[string]string{at("16:00"): "вы не принимаете", at("13:30"): "вы не принимаете", "nonsense": ""} {
		a := anna.post(path+"/move", with(to, "start", start), fragment...)
		if a.Status != 409 && a.Status != 422 || !strings.Contains(text(t, a, "#move-booking"), want) || starts() != "24 10:00 15" {
			t.Errorf("to %s: %d, %q, it is at %s", start, a.Status, text(t, a, ".problem, .field-error, .form-errors"), starts())
		}
		if start == at("16:00") && len(find(t, a, ".when-near")) == 0 {
			t.Errorf("nothing is offered instead: %s", text(t, a, "#when"))
		}
	}
	a := anna.post(path+"/move", with(to, "start", at("12:00")), fragment...)
	if a.Status != 200 || starts() != "24 12:00 0" || !strings.Contains(a.Header.Get("HX-Trigger"), "okno:done") {
		t.Fatalf("%d, it is at %s: %s", a.Status, starts(), a.Body)
	}
	if h.tells(hers) != "1" || h.one(`select actor_name || ' ' || act from booking_history where booking_id = $1 order by n desc limit 1`, hers) != "anna moved" {
		t.Errorf("%s messages wait for the client", h.tells(hers))
	}
	if got := text(t, h.signIn("dasha@studio.example").get(day), ".card"); !strings.Contains(got, "12:00") {
		t.Errorf("the board has %q", got)
	}
	undo := attrs(t, a, ".toast-undo", "hx-post")
	if a := anna.post(undo[0], nil, fragment...); a.Status != 200 || starts() != "24 10:00 15" {
		t.Errorf("taken back: %d, it is at %s", a.Status, starts())
	}
	if a := anna.post(path+"/move", with(to, "start", at("12:00"), "seen", "stale"), fragment...); a.Status != 409 || starts() != "24 10:00 15" {
		t.Errorf("what has changed meanwhile: %d", a.Status)
	}
	h.db.MustExec(`update bookings set status = 'completed' where id = $1`, hers)
	if len(find(t, anna.get(path), "[data-act=move], [data-act=cancel]")) != 0 {
		t.Error("what is over can be moved")
	}
	if a := anna.post(path+"/move", with(to, "start", at("12:00"), "seen", ""), fragment...); a.Status != 409 || starts() != "24 10:00 15" {
		t.Errorf("what is over: %d, it is at %s", a.Status, starts())
	}
}

// A room that somebody else has then is exchanged for another one; where there is none she learns that it is taken, and not by whom.
func TestSpecialistsRoomIsFound(t *testing.T) {
	h, anna, hers, his := allowed(t)
	if a := h.signIn("olga@studio.example").post("/bookings/"+string(his)+"/move", typedForm("date", bookingDay, "start", at("12:00"))); a.Status != 303 {
		t.Fatalf("%d", a.Status)
	}
	h.db.MustExec(`insert into booking_resources (company_id, booking_id, resource_id, status, occupied) select company_id, booking_id, $2, status, occupied from booking_resources where booking_id = $1 limit 1`, his, h.idOf("resources", "hall"))
	path := "/own/bookings/" + string(hers)
	form := anna.get(path+"/move", fragment...)
	to := sentBy(t, form, "#move-booking .desk-fields")
	a := anna.post(path+"/move", with(to, "start", at("12:00")), fragment...)
	if a.Status != 409 || !strings.Contains(text(t, a, ".form-errors, .problem"), "занято: Зал") {
		t.Errorf("%d %q", a.Status, text(t, a, "#move-booking"))
	}
	for _, word := range aliens {
		if strings.Contains(string(a.Body), word) {
			t.Errorf("she is told %q", word)
		}
	}
	h.db.MustExec(`insert into resources (company_id, id, ref, name, kind, color, active, position) select company_id, gen_random_uuid(), 'attic', 'Чердак', 'room', color, true, 9 from resources where ref = 'hall'`)
	h.db.MustExec(`insert into service_resources (company_id, service_id, resource_id, position) select r.company_id, $1, r.id, 9 from resources r where ref = 'attic'`, h.idOf("services", "cut"))
	h.db.MustExec(`insert into weekly_intervals select w.company_id, r.id, w.weekday, w.from_min, w.to_min from weekly_intervals w, resources r where w.resource_id = $1 and r.ref = 'attic'`, h.idOf("resources", "hall"))
	h.db.MustExec(`update company_versions set version = version + 1, setup_version = setup_version + 1`)
	if a := anna.get(path+"/move", fragment...); !strings.Contains(text(t, a, ".picks"), "12:00") {
		t.Errorf("the form offers %q", text(t, a, ".picks"))
	}
	if a := anna.post(path+"/move", with(to, "start", at("12:00")), fragment...); a.Status != 200 {
		t.Fatalf("%d %q", a.Status, text(t, a, "#move-booking"))
	}
	if got := h.one(`select string_agg(r.name, ' ' order by r.name) from booking_resources b join resources r on r.id = b.resource_id where b.booking_id = $1`, hers); got != "Анна Чердак" {
		t.Errorf("it stands with %s", got)
	}
}

// She cancels a booking with a reason, which the history keeps; the client is told where she says so, and it can be taken back.
func TestSpecialistCancelsHerBookings(t *testing.T) {
	h, anna, hers, _ := allowed(t)
	path, status := "/own/bookings/"+string(hers), func() string { return h.one(`select status from bookings where id = $1`, hers) }
	h.db.MustExec(`delete from deliveries`)
	form := sentBy(t, anna.get(path), ".cancel-form")
	long := strings.Repeat("я", 2001)
	if a := anna.post(path+"/cancellation", with(form, "reason", long), fragment...); a.Status != 422 || status() != "confirmed" || !strings.Contains(text(t, a, ".cancel-form"), long) {
		t.Errorf("a reason that is too long: %d, or it is lost", a.Status)
	}
	a := anna.post(path+"/cancellation", with(form, "reason", "болею", "telling", "1", "tell", "1"), fragment...)
	if a.Status != 200 || status() != "cancelled" || h.tells(hers) != "1" {
		t.Fatalf("%d %s, %s messages", a.Status, status(), h.tells(hers))
	}
	if got := h.one(`select actor_name || ': ' || (detail ->> 'reason') from booking_history where booking_id = $1 and act = 'cancelled'`, hers); got != "anna: болею" {
		t.Errorf("the history has %q", got)
	}
	if a := anna.post(attrs(t, a, ".toast-undo", "hx-post")[0], nil, fragment...); a.Status != 200 || status() != "confirmed" {
		t.Errorf("taken back: %d %s", a.Status, status())
	}
	h.db.MustExec(`delete from deliveries`)
	anna.post(path+"/cancellation", with(form, "seen", "", "telling", "1", "tell", ""))
	if status() != "cancelled" || h.tells(hers) != "0" {
		t.Errorf("without telling: %s, %s messages", status(), h.tells(hers))
	}
}

// What the company leaves to the desk is refused with a sentence, in its own transaction; so is what somebody else of the people
// takes part in. What is another's or another company's is not there, and whoever is a specialist no more is told so.
func TestSpecialistChangesNoMoreThanIsAllowed(t *testing.T) {
	h, anna, hers, his := allowed(t)
	path, form := "/own/bookings/"+string(hers), typedForm("date", bookingDay, "start", at("12:00"))
	unmoved := func(what string, of booking.ID, a answer, status int, sentence string) {
		t.Helper()
		if a.Status != status || !strings.Contains(string(a.Body), sentence) || h.one(`select status || count(*) over () from bookings where id = $1 and starts_at in ('2026-11-24T10:00+03', '2026-11-24T15:00+03')`, of) != "confirmed1" {
			t.Errorf("%s: %d, want %d and %q", what, a.Status, status, sentence)
		}
	}
	other := "/own/bookings/" + string(his)
	unmoved("another's is moved", his, anna.post(other+"/move", form, fragment...), 404, "")
	unmoved("another's is cancelled", his, anna.post(other+"/cancellation", nil, fragment...), 404, "")
	unmoved("the form of another's", his, anna.get(other+"/move", fragment...), 404, "")
	h.db.MustExec(`insert into booking_resources (company_id, booking_id, resource_id, status, occupied) select company_id, booking_id, $2, status, occupied from booking_resources where booking_id = $1 limit 1`, hers, h.idOf("resources", "boris"))
	const shared = "участвует ещё кто-то из сотрудников (Борис)"
	if got := anna.get(path); !strings.Contains(text(t, got, "main"), shared) || len(find(t, got, "[data-act=move], [data-act=cancel]")) != 0 || len(find(t, got, "[data-act=no_show]")) != 1 {
		t.Errorf("one that is not hers alone: %s", text(t, got, "main"))
	}
	unmoved("one that is not hers alone is moved", hers, anna.post(path+"/move", form, fragment...), 403, shared)
	unmoved("one that is not hers alone is cancelled", hers, anna.post(path+"/cancellation", nil, fragment...), 403, shared)
	h.db.MustExec(`delete from booking_resources where booking_id = $1 and resource_id = $2`, hers, h.idOf("resources", "boris"))
	olga := h.signIn("olga@studio.example")
	if a := olga.post("/settings/company/specialists", url.Values{"marks": {"true"}}); a.Status != 303 {
		t.Fatalf("%d", a.Status)
	}
	unmoved("moved where nobody may", hers, anna.post(path+"/move", form, fragment...), 403, "Переносить записи специалистам сейчас нельзя")
	unmoved("cancelled where nobody may", hers, anna.post(path+"/cancellation", nil, fragment...), 403, "Отменять записи специалистам сейчас нельзя")
	unmoved("booked where nobody may", hers, anna.post("/own/bookings", typedForm("service", h.idOf("services", "talk"), "date", bookingDay, "start", at("12:00"), "name", "Новая"), fragment...), 403, "Записывать клиентов специалистам сейчас нельзя")
	if a := anna.get(path); len(find(t, a, "[data-act=move], [data-act=cancel]")) != 0 || len(find(t, anna.get("/own?date="+bookingDay), "#day-new, .own-book")) != 0 {
		t.Errorf("it is offered all the same: %d", a.Status)
	}
	if a := olga.post("/settings/team/"+h.user("anna@studio.example")+"/role", url.Values{"role": {"manager"}}); a.Status != 303 {
		t.Fatalf("%d", a.Status)
	}
	unmoved("moved by who is a specialist no more", hers, anna.post(path+"/move", form, fragment...), 403, "Ваша роль этого не позволяет")
}
