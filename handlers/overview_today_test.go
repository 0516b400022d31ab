package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

// elevenTen is 11:10 in Moscow on the tests' Monday.
var elevenTen = monday.Add(2*time.Hour + 10*time.Minute)

// today is a house at 11:10 with bookings of this Monday and of the week before. A cut costs 2500.
func today(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	var list []string
	for i, b := range []struct{ service, resources, start, status, name string }{
		{"cut", `"anna", "hall"`, "2026-11-23T10:00", "completed", "Первая"},
		{"cut", `"anna", "hall"`, "2026-11-23T11:00", "confirmed", "Лейла"},
		{"cut", `"anna", "hall"`, "2026-11-23T12:00", "pending", "Следующая"},
		{"talk", `"boris"`, "2026-11-23T09:00", "no_show", "Пропавший"},
		{"talk", `"boris"`, "2026-11-23T13:00", "cancelled", "Отказавший"},
		{"cut", `"anna", "hall"`, "2026-11-16T10:00", "completed", "Прошлая"},
		{"cut", `"anna", "hall"`, "2026-11-16T11:30", "completed", "Поздняя"},
		{"cut", `"anna", "hall"`, "2026-11-20T11:00", "completed", "Пятничная"},
		{"cut", `"anna", "hall"`, "2026-11-15T11:00", "completed", "Давняя"},
	} {
		list = append(list, fmt.Sprintf(`{"ref": "b%d", "service": %q, "resources": [%s], "start": "%s:00+03:00", "status": %q,
			"client": {"name": %q, "phone": "+7916555000%d", "email": "guest%d@example.com"}}`, i, b.service, b.resources, b.start, b.status, b.name, i, i))
	}
	studio, err := os.ReadFile("testdata/studio.json")
	h.must(err)
	h.loadText(strings.Replace(string(studio), `"bookings": []`, `"bookings": [`+strings.Join(list, ",")+`]`, 1))
	h.db.MustExec(`update bookings b set price = s.price from services s where s.company_id = b.company_id and s.id = b.service_id`)
	h.clock.set(elevenTen)
	return h
}

func TestTodayDrawsTheDayOfEachResource(t *testing.T) {
	h := today(t)
	olga := h.signIn("olga@studio.example")
	olga.post("/exceptions", url.Values{"about": {"resource:" + h.idOf("resources", "anna")}, "from_date": {"2026-11-23"}, "to_date": {"2026-11-23"}, "from": {"13:00"}, "to": {"13:30"}, "reason": {"обед"}})
	a := olga.get("/overview")
	row := "#load-" + h.idOf("resources", "anna")
	want := "Анна. Рабочие часы: 10:00–13:00, 13:30–14:00. Исключения: 13:00–13:30. Занято: 10:00–13:00. Свободно: 13:30–14:00."
	if got := attrs(t, a, row+" .strip", "aria-label"); len(got) != 1 || got[0] != want {
		t.Errorf("the strip says %q", got)
	}
	for part, n := range map[string]int{"free": 1, "blocked": 1, "busy": 2, "waiting": 1, "closed": 1, "now": 1} {
		if got := len(find(t, a, row+" .strip .strip-"+part)); got != n {
			t.Errorf("%d parts of it are %s", got, part)
		}
	}
	// The hall is open all day, so the scale has 24 hours: 11:10 is 46.53 % of it.
	if got := attrs(t, a, row+" .strip-now", "x1"); len(got) != 1 || got[0] != "46.53%" {
		t.Errorf("now is at %q", got)
	}
	if got := text(t, a, row+" .turns"); got != "Сейчас, до 12:00 Лейла Стрижка Дальше, в 12:00 Следующая Стрижка" {
		t.Errorf("who is there, and who comes next: %q", got)
	}
	if got := text(t, a, "#load-"+h.idOf("resources", "boris")+" .load-facts"); got != "1 запись · не работает" || len(find(t, a, "#load-"+h.idOf("resources", "boris")+" .strip-free")) != 0 {
		t.Errorf("who does not work, and was to: %q", got)
	}
	h.clock.set(elevenTen.Add(2 * time.Hour))
	if got := text(t, olga.get("/overview"), row+" .turns"); got != "Сейчас перерыв Дальше записей нет" {
		t.Errorf("at 13:10: %q", got)
	}
}

func TestTodayAnswersWhatWaitsRightThere(t *testing.T) {
	h := today(t)
	if a := h.lead("lead", sent()); a.Status != http.StatusCreated {
		t.Fatalf("the lead: %d %s", a.Status, a.Body)
	}
	olga, max := h.signIn("olga@studio.example"), h.signIn("max@studio.example")
	a := olga.get("/overview")
	for selector, want := range map[string]string{
		"#overview-late .search-who":   "Лейла 11:00–12:00 · Стрижка · Анна Опаздывает на 10 мин",
		"#overview-late .news-acts":    "На месте Неявка +7 916 555-00-01",
		"#overview-waiting .news-acts": "Подтвердить Отклонить +7 916 555-00-02",
		"#overview-leads .news-acts":   "Взять в работу Записать Отказ +7 916 123-45-67",
		"#overview-off .search-who":    "Пропавший 9:00–9:30 · Разговор · Борис неявка | Отказавший 13:00–13:30 · Разговор · Борис отменена",
	} {
		if got := text(t, a, selector); got != want {
			t.Errorf("%s: %q", selector, got)
		}
	}
	if got := attrs(t, a, "#overview-late .news-mail", "href"); len(got) != 1 || got[0] != "mailto:guest1@example.com" {
		t.Errorf("who is late is written to at %q", got)
	}
	if b := max.get("/overview"); len(find(t, b, ".news-acts button")) != 0 || len(find(t, b, "#overview-late .news-call")) != 1 {
		t.Errorf("a manager, who changes nothing, has %q", text(t, b, ".news-acts"))
	}
	for _, selector := range []string{"#overview-waiting [data-act=confirm]", "#overview-late [data-act=arrive]", "#overview-leads [data-act=in_progress]"} {
		button := find(t, a, selector)
		if len(button) != 1 {
			t.Fatalf("%d of %s", len(button), selector)
		}
		values := url.Values{}
		for _, pair := range strings.Split(strings.Trim(attribute(button[0], "hx-vals"), "{}"), ",") {
			name, value, _ := strings.Cut(strings.ReplaceAll(pair, `"`, ""), ":")
			values.Set(name, value)
		}
		said := olga.post(attribute(button[0], "hx-post"), values, "HX-Request", "true")
		if said.Status != http.StatusOK || len(find(t, said, ".toast-undo")) != 1 || said.Header.Get("HX-Reswap") != "none" {
			t.Errorf("%s: %d %s", selector, said.Status, said.Body)
		}
		if again := olga.post(attribute(button[0], "hx-post"), values, "HX-Request", "true"); len(find(t, again, ".toast")) != 1 || len(find(t, again, ".toast-undo")) != 0 {
			t.Errorf("%s once more: %d %s", selector, again.Status, again.Body)
		}
	}
	if got := text(t, olga.get("/overview"), ".overview-urgent h2"); got != "Ждут ответа" {
		t.Errorf("what is urgent then: %q", got)
	}
	h.db.MustExec(`update companies set hide_contacts_from = '{manager}' where slug = 'studio'`)
	h.db.MustExec(`update bookings set status = 'confirmed' where contact_name = 'Лейла'`)
	b := h.signIn("max@studio.example").get("/overview")
	if got := text(t, b, "#overview-late .news-acts"); len(find(t, b, "#overview-late")) != 1 || strings.Contains(got, "555") || len(find(t, b, "[href^='tel:'], [href^='mailto:']")) != 0 {
		t.Errorf("who may see no contacts calls %q", got)
	}
}

func TestTodayComparesTheRevenueWithTheSameTimeOfLastWeek(t *testing.T) {
	h := today(t)
	a := h.signIn("olga@studio.example").get("/overview")
	want := "7 500 ₽ выручка сегодня, уже сделано на 2 500 ₽ | 5 000 ₽ +100 % с понедельника, к этому часу прошлой недели было 2 500 ₽"
	if got := strings.ReplaceAll(text(t, a, ".tile-money"), "\u00a0", " "); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := strings.ReplaceAll(text(t, a, ".week-figures tr:last-child"), "\u00a0", " "); !strings.HasSuffix(got, "Выручка 7 500 ₽ было 7 500 ₽") {
		t.Errorf("the whole weeks: %q", got)
	}
}

// Whoever may not see it has it neither on the page nor in what comes in later.
func TestTodayHidesTheRevenueFromWhomTheCompanyHidesIt(t *testing.T) {
	h := today(t)
	olga, max, dasha := h.signIn("olga@studio.example"), h.signIn("max@studio.example"), h.signIn("dasha@studio.example")
	shows := func(b browser, header ...string) bool {
		body := strings.ReplaceAll(string(b.get("/overview", header...).Body), "\u00a0", "")
		return strings.Contains(body, "tile-money") || strings.Contains(body, "Выручка") || strings.Contains(body, "00₽")
	}
	if !shows(olga) || !shows(max) || shows(dasha) {
		t.Errorf("owner %v, manager %v, desk %v", shows(olga), shows(max), shows(dasha))
	}
	olga.post("/settings/company/privacy", url.Values{"hide_revenue": {"manager"}})
	if !shows(olga) || shows(max) || shows(max, "HX-Request", "true") {
		t.Errorf("owner %v, manager %v, manager's news %v", shows(olga), shows(max), shows(max, "HX-Request", "true"))
	}
}

func TestTodayAsksAsMuchForManyBookingsAsForNone(t *testing.T) {
	h := today(t)
	olga := h.signIn("olga@studio.example")
	olga.get("/overview")
	count := func() int64 {
		h.clock.set(h.clock.Now().Add(time.Second)) // nothing is kept for so long
		h.queries.Store(0)
		if a := olga.get("/overview"); a.Status != http.StatusOK {
			t.Fatal(a.Status)
		}
		return h.queries.Load()
	}
	if n := count(); n > 6 {
		t.Errorf("%d queries", n)
	}
	h.lead("lead", sent())
	h.db.MustExec(`update bookings set status = 'confirmed' where contact_name in ('Отказавший', 'Первая')`)
	count()
	if n := count(); n > 6 {
		t.Errorf("%d queries with more to show", n)
	}
}
