package handlers_test

import (
	"net/url"
	"strings"
	"testing"
)

// took takes a payment for a booking in the modal; pairs change the form.
func (b browser) took(path string, pairs ...string) answer {
	return b.post(path+"/payment", with(typedForm("amount", "500", "way", "cash", "note", "", "paid", ""), pairs...), fragment...)
}

func TestPaymentsAreTakenGivenBackAndTakenBack(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	h.exec(`update bookings set price = 2500`)
	b := h.signIn("dasha@studio.example")
	path := "/bookings/" + string(id)
	if form := b.get(path+"/payment", fragment...); text(t, form, "#pay-amount") != "" || len(find(t, form, `#pay-amount[value="2500"]`)) != 1 || len(find(t, form, "[data-act=pay-back]")) != 0 {
		t.Errorf("the form begins with %s", form.Body)
	}
	part := b.took(path, "amount", "1 000,5", "way", "card", "note", "чай <b>")
	if part.Status != 200 || !strings.Contains(text(t, part, ".toast-text"), "взято 1 000,50 ₽") || !strings.Contains(text(t, part, ".facts"), "осталось 1 499,50 ₽") {
		t.Fatalf("a part: %d %s", part.Status, part.Body)
	}
	if line := text(t, part, "#payments-"+string(id)); !strings.Contains(line, "Взято 1 000,50 ₽ картой: чай <b>") || !strings.Contains(line, "DASHA") {
		t.Errorf("the entry: %s", line)
	}
	if form := b.get(path+"/payment", fragment...); len(find(t, form, `#pay-amount[value="1499,50"]`)) != 1 {
		t.Errorf("what is left does not stand in the form: %s", form.Body)
	}
	if mark := b.get(day); len(find(t, mark, ".mark-partly")) == 0 {
		t.Error("the board does not say that a part is paid")
	}
	rest := b.took(path, "amount", "1499.50", "paid", "1000.50")
	if mark := b.get(day); rest.Status != 200 || len(find(t, mark, ".mark-paid")) == 0 || len(find(t, mark, ".mark-partly")) != 0 {
		t.Errorf("the rest: %d, and the board does not say so", rest.Status)
	}
	back := b.took(path, "amount", "500", "paid", "2500.00", "back", "1", "way", "transfer")
	if back.Status != 200 || !strings.Contains(text(t, back, ".toast-text"), "возвращено 500 ₽") || !strings.Contains(text(t, back, "#payments-"+string(id)), "Возвращено 500 ₽ переводом") {
		t.Errorf("given back: %d %s", back.Status, back.Body)
	}
	if sums := h.value(`select string_agg(amount || ' ' || way || ' ' || day, ', ' order by amount) from payments`); sums != "-500.00 transfer 2026-11-23, 1000.50 card 2026-11-23, 1499.50 cash 2026-11-23" {
		t.Errorf("the entries: %s", sums)
	}
	if n := h.count(`select count(*) from audit_log where act = 'payment.refunded'`); n != 1 {
		t.Errorf("%d lines of the activity log", n)
	}
	undone := b.post(takenBackAt(t, back), nil, fragment...)
	if undone.Status != 200 || h.value(`select paid::text from bookings where id = '`+string(id)+`'`) != "2500.00" || !strings.Contains(text(t, undone, ".toast-text"), "возврат денег") {
		t.Errorf("taken back: %d %s", undone.Status, text(t, undone, ".toast-text"))
	}
	if again := b.post(takenBackAt(t, back), nil, fragment...); again.Status != 404 {
		t.Errorf("taken back twice: %d", again.Status)
	}
	history := strings.Join(strings.Fields(text(t, b.get(path), ".details")), " ")
	for _, want := range []string{"Оплата: чай <b>; Взято 1 000,50 ₽ картой", "Возврат денег: Возвращено 500 ₽ переводом", "Действие отменено: Возврат денег"} {
		if !strings.Contains(history, want) {
			t.Errorf("the history lacks %q: %s", want, history)
		}
	}
}

func TestPaymentsThatCannotBe(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	b := h.signIn("dasha@studio.example")
	path := "/bookings/" + string(id)
	for _, c := range []struct {
		field string
		pairs []string
	}{
		{"amount", []string{"amount", "0"}}, {"amount", []string{"amount", "-1"}}, {"amount", []string{"amount", "1e5"}}, {"amount", []string{"amount", "99999999999"}},
		{"amount", []string{"amount", "<script>"}}, {"amount", []string{"amount", "1", "back", "1"}}, {"note", []string{"note", strings.Repeat("я", 300)}}, {"way", []string{"way", "gold"}},
	} {
		a := b.took(path, c.pairs...)
		if a.Status != 422 || text(t, a, ".field-error") == "" {
			t.Errorf("%v: %d %s", c.pairs, a.Status, a.Body)
		}
		if c.field != "way" && len(find(t, a, "#pay-"+c.field+`[aria-invalid=true]`)) != 1 {
			t.Errorf("%v: the field is not marked", c.pairs)
		}
		if value := find(t, a, "#pay-"+c.pairs[0]); len(value) == 1 && !strings.Contains(string(a.Body), "value=") {
			t.Errorf("%v: what was typed is lost", c.pairs)
		}
	}
	if n := h.count(`select count(*) from payments`); n != 0 {
		t.Errorf("%d entries", n)
	}
	if a := b.took(path); a.Status != 200 {
		t.Fatalf("taken: %d", a.Status)
	}
	twice := b.took(path, "note", "от сына") // whose form showed nothing taken
	if twice.Status != 409 || !strings.Contains(text(t, twice, "[role=alert]"), "уже отметили") || len(find(t, twice, `#pay-note[value="от сына"]`)) != 1 || len(find(t, twice, `[name=paid][value="500.00"]`)) != 1 {
		t.Errorf("taken twice: %d %s", twice.Status, twice.Body)
	}
	if a := h.signIn("max@studio.example").took(path, "paid", "500.00"); a.Status != 403 {
		t.Errorf("a manager takes money: %d", a.Status)
	}
	if a := h.signIn("rex@rival.example").took(path, "paid", "500.00"); a.Status != 404 {
		t.Errorf("another company: %d", a.Status)
	}
	h.exec(`insert into payments (company_id, id, booking_id, way, amount, at, day) select company_id, gen_random_uuid(), id, 'cash', 1, now(), '2026-11-23' from bookings, generate_series(1, 49)`)
	if a := b.took(path, "paid", "500.00"); a.Status != 409 {
		t.Errorf("more than a booking holds: %d", a.Status)
	}
	b.post(path+"/deletion", url.Values{}, fragment...)
	if a := b.took(path, "paid", "500.00"); a.Status != 409 {
		t.Errorf("of a deleted one: %d", a.Status)
	}
}

func TestWhoeverCancelsIsToldOfTheMoney(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	b := h.signIn("dasha@studio.example")
	path := "/bookings/" + string(id)
	b.took(path)
	for form, where := range map[string]string{path: ".cancel-form", path + "/move": ".move-stands"} {
		if a := b.get(form, fragment...); !strings.Contains(text(t, a, where), "взято 500 ₽") {
			t.Errorf("%s: %s", form, text(t, a, where))
		}
	}
	a := b.post(path+"/cancellation", url.Values{}, fragment...)
	if said := text(t, a, ".toast-text"); !strings.Contains(said, "запись отменена. По ней взято 500 ₽.") {
		t.Errorf("cancelled: %s", said)
	}
}

func TestTheTillOfADay(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	h.exec(`update bookings set price = 2500`)
	dasha, max, olga := h.signIn("dasha@studio.example"), h.signIn("max@studio.example"), h.signIn("olga@studio.example")
	if a := dasha.get("/bookings/takings"); a.Status != 200 || len(find(t, a, ".empty")) != 1 {
		t.Errorf("before anything was taken: %d", a.Status)
	}
	path := "/bookings/" + string(id)
	dasha.took(path, "amount", "2000", "way", "card", "note", "=cmd")
	dasha.took(path, "amount", "300", "paid", "2000.00", "back", "1")
	today := dasha.get("/bookings/takings") // Monday, when it was taken
	if got := text(t, today, ".takings-sums"); got != "Взято всего 1 700 ₽ Наличными −300 ₽ Картой 2 000 ₽ Переводом 0 ₽ Записи дня стоят 0 ₽" {
		t.Errorf("the sums: %s", got)
	}
	if got := text(t, today, ".takings-table tbody"); got != "Анна 0 0 ₽ 1 700 ₽" {
		t.Errorf("by person: %s", got)
	}
	if got := text(t, today, "#takings .lines-list"); !strings.Contains(got, "Взято 2 000 ₽ картой: =cmd") || !strings.Contains(got, "Возвращено 300 ₽ наличными") {
		t.Errorf("the entries: %s", got)
	}
	if got := text(t, dasha.get("/bookings/takings?date="+bookingDay), ".takings-table tbody"); got != "Анна 1 2 500 ₽ 0 ₽" {
		t.Errorf("the day of the booking: %s", got)
	}
	if table := string(dasha.get("/bookings/takings.csv").Body); !strings.Contains(table, "2000.00") || !strings.Contains(table, `"-300.00"`) || strings.Contains(table, ";=cmd") {
		t.Errorf("the table: %s", table)
	}
	if got := text(t, max.get("/bookings?date=2026-11-23"), ".totals-taken"); got != "взято 1 700 ₽" {
		t.Errorf("the board says %q", got)
	}
	if got := text(t, dasha.get("/overview"), ".tile-money"); got != "1 700 ₽ взято сегодня" {
		t.Errorf("Today says %q", got)
	}
	card := dasha.get("/clients/" + h.value(`select client_id::text from bookings`))
	if got := text(t, card, ".visits"); !strings.Contains(got, "Стрижка · Анна · 2 500 ₽ · взято 1 700 ₽") || !strings.Contains(text(t, card, ".numbers"), "Взято денег 1 700 ₽") {
		t.Errorf("the client's card: %s, %s", got, text(t, card, ".numbers"))
	}
	for query, want := range map[string]string{"": "1 700 ₽", "&resource=" + h.ref("resources", "anna"): "1 700 ₽", "&resource=" + h.ref("resources", "boris"): ""} {
		if got := text(t, olga.get("/reports?from=2026-11-01&to=2026-11-30"+query), ".report-tiles"); strings.Contains(got, "Взято") != (want != "") || !strings.Contains(got, want) {
			t.Errorf("the reports of %q say %q", query, got)
		}
	}
	olga.post("/settings/company/privacy", url.Values{"hide_revenue": {"manager"}})
	for path, forbidden := range map[string]bool{"/bookings/takings": true, "/bookings/takings.csv": true, "/bookings?date=2026-11-23": false, "/overview": false} {
		if a := max.get(path); (a.Status == 403) != forbidden || strings.Contains(strings.ReplaceAll(string(a.Body), "\u00a0", " "), "1 700") {
			t.Errorf("from whom the revenue is hidden reads %s: %d", path, a.Status)
		}
	}
	if a := dasha.get("/bookings/takings?date=2026-02-30"); a.Status != 404 {
		t.Errorf("no date: %d", a.Status)
	}
	// Whether the front desk sees what a day took is the company's choice; it goes on taking money.
	if got := attrs(t, olga.get("/settings/company"), `[name="hide_revenue"]`, "value"); strings.Join(got, " ") != "admin desk manager" {
		t.Errorf("it can be hidden from %v", got)
	}
	if a := olga.post("/settings/company/privacy", url.Values{"hide_revenue": {"desk"}}); a.Status != 303 {
		t.Fatalf("hidden from the desk: %d %s", a.Status, text(t, a, ".field-error"))
	}
	if a := dasha.get("/bookings/takings"); a.Status != 403 || len(find(t, dasha.get("/bookings?date=2026-11-23"), "[href^='/bookings/takings']")) != 0 || text(t, dasha.get("/overview"), ".tile-money") != "" {
		t.Errorf("the desk reads what the day took: %d", a.Status)
	}
	if a := dasha.get("/bookings/" + h.value(`select id::text from bookings`)); len(find(t, a, "[data-act=pay]")) != 1 {
		t.Errorf("the desk takes no money: %s", text(t, a, ".details"))
	}
	if a := max.get("/bookings/takings"); a.Status != 200 {
		t.Errorf("the manager again: %d", a.Status)
	}
}

// Erasing a client leaves the money, and nothing that is personal.
func TestErasingAClientKeepsTheMoney(t *testing.T) {
	h := newHouse(t)
	path := "/bookings/" + string(h.booked())
	b := h.signIn("dasha@studio.example")
	b.took(path, "note", "от Ивана")
	client := "/clients/" + h.value(`select client_id::text from bookings`)
	if a := b.post(client+"/erasure", typedForm("typed", h.value(`select name from clients`))); a.Status != 303 {
		t.Fatalf("erased: %d %s", a.Status, a.Body)
	}
	if left := h.value(`select amount || note || (select paid from bookings) from payments`); left != "500.00500.00" {
		t.Errorf("left is %s", left)
	}
	if page := string(b.get("/bookings/takings").Body); strings.Contains(page, "Иван") || !strings.Contains(strings.ReplaceAll(page, "\u00a0", " "), "500 ₽") {
		t.Error("the till names whom it was taken from, or forgets it")
	}
}
