package handlers_test

import (
	"bytes"
	"net/http"
	"net/url"
	"okno/booking/lookup"
	"slices"
	"strings"
	"testing"

	"github.com/tealeg/xlsx/v3"
)

// reported is a studio with two months of bookings; now is 23 November 2026.
func (h *house) reported() {
	h.t.Helper()
	one := func(ref, service, resources, start, status, name, phone string) string {
		return `{"ref": "` + ref + `", "service": "` + service + `", "resources": ["` + resources + `"], "start": "` + start + `:00+03:00", "status": "` + status +
			`", "client": {"name": "` + name + `", "phone": "` + phone + `"}}`
	}
	list := []string{
		one("o1", "cut", `anna", "hall`, "2026-10-05T10:00", "completed", "Борис Б.", "+79160000002"),
		one("o2", "cut", `anna", "hall`, "2026-10-06T10:00", "completed", "Дарья Д.", "+79160000004"),
		one("n1", "cut", `anna", "hall`, "2026-11-02T10:00", "completed", "Алла А.", "+79160000001"),
		one("n2", "cut", `anna", "hall`, "2026-11-03T10:00", "completed", "Алла А.", "+79160000001"),
		one("n3", "talk", "boris", "2026-11-03T12:00", "completed", "Борис Б.", "+79160000002"),
		one("n4", "cut", `anna", "hall`, "2026-11-09T10:00", "no_show", "Борис Б.", "+79160000002"),
		one("n5", "cut", `anna", "hall`, "2026-11-10T10:00", "confirmed", "Вера В.", "+79160000003"),
		one("n6", "cut", `anna", "hall`, "2026-11-24T10:00", "confirmed", "Алла А.", "+79160000001"),
	}
	h.loadText(`{"okno": 1, "company": {"slug": "studio", "name": "Студия «Свет»", "timezone": "Europe/Moscow", "locale": "ru", "currency": "RUB",
		"step_min": 15, "min_notice_min": 60, "horizon_days": 60, "confirmation": "manual"},
		"resources": [{"ref": "anna", "name": "Анна", "kind": "staff"}, {"ref": "boris", "name": "Борис", "kind": "staff"}, {"ref": "hall", "name": "Зал", "kind": "room"}],
		"services": [{"ref": "cut", "name": "Стрижка", "duration_min": 60, "price": "2500.00"}, {"ref": "talk", "name": "Разговор", "duration_min": 30}],
		"bookings": [` + strings.Join(list, ",") + `]}`)
	h.db.MustExec(`update bookings set status = 'cancelled', updated_at = starts_at - interval '30 hours' where ref = 'n5'`)
	h.db.MustExec(`update bookings set source = 'widget', campaign = 'yandex / cpc', form_id = (select f.id from forms f where f.company_id = bookings.company_id and f.ref = 'site') where ref = 'n1'`)
	h.db.MustExec(`insert into leads (company_id, id, form_id, status, payload, created_at, taken_at)
		select f.company_id, gen_random_uuid(), f.id, 'in_progress', '[]', '2026-11-05 09:00Z', '2026-11-05 09:30Z' from forms f where f.key = 'studio-site'`)
	h.db.MustExec(`insert into leads (company_id, id, form_id, status, payload, created_at, booking_id)
		select b.company_id, gen_random_uuid(), b.form_id, 'won', '[]', '2026-11-01 09:00Z', b.id from bookings b where b.ref = 'n1'`)
	h.db.MustExec(`insert into leads (company_id, id, form_id, status, payload, created_at)
		select f.company_id, gen_random_uuid(), f.id, 'spam', '[]', '2026-11-06 09:00Z' from forms f where f.key = 'studio-site'`)
	h.db.MustExec(`insert into form_days (company_id, form_id, day, shown, opened, searched)
		select f.company_id, f.id, d.day::date, d.shown, d.opened, d.searched from forms f, (values ('2026-11-02', 900, 40, 12), ('2026-11-30', 100, 10, 8), ('2026-12-01', 7, 7, 7), ('2026-10-31', 500, 30, 9))
			d (day, shown, opened, searched) where f.key = 'studio-site'`)
	h.db.MustExec(`insert into unmet_searches (company_id, day, service_id, resource_id, form_id, hour, searches, closed)
		select s.company_id, u.day::date, s.id, coalesce(r.id, '00000000-0000-0000-0000-000000000000'), f.id, u.hour, u.searches, u.closed
		from (values ('cut', '', '2026-11-05', 18, 8, 8), ('cut', '', '2026-11-26', 18, 4, 3), ('cut', 'anna', '2026-11-26', 19, 5, 1), ('cut', '', '2026-11-26', 21, 1, 1),
			('talk', '', '2026-11-29', -1, 3, 3), ('talk', '', '2026-11-03', 12, 2, 0), ('cut', '', '2026-10-01', 18, 9, 0), ('cut', '', '2026-12-03', 18, 70, 0)) u (service, resource, day, hour, searches, closed)
			join services s on s.ref = u.service join forms f on f.company_id = s.company_id and f.key = 'studio-site'
			left join resources r on r.company_id = s.company_id and r.ref = u.resource`)
}

const tilesOf = ".report-tile strong"

func TestReports(t *testing.T) {
	h := newHouse(t)
	h.reported()
	olga := h.signIn("olga@studio.example")
	olga.get("/reports")
	h.queries.Store(0)
	a := olga.get("/reports")
	if n := h.queries.Load(); n > 10 || a.Status != http.StatusOK {
		t.Errorf("%d with %d queries", a.Status, n)
	}
	for what, want := range map[string]string{
		tilesOf:                             "5 | 3 | 5 ч | 1 | 1 | 1 | 5 000 ₽ | 2 500 ₽",
		".report-tile span + strong + span": "было 2, +150 % | было 2, +50 % | было 2 ч, +125 % | было 0 | было 0 | было 2, −50 % | было 5 000 ₽ | было 0 ₽",
		"#report-cancellations-title ~ .report-scroll tbody tr": "За неделю и раньше 0 0 % | За 3–7 дней 0 0 % | За 1–3 дня 1 16 % | Меньше чем за день 0 0 % | Неявка 1 16 %",
		"#report-clients-title ~ .report-scroll tbody tr":       "Новые 1 33 % | Постоянные 2 66 %",
		"#report-services-title ~ .report-scroll tbody tr":      "Стрижка 4 2 4 ч 5 000 ₽ 2 500 ₽ | Разговор 1 1 1 ч 0 ₽ 0 ₽",
		"#report-people-title ~ .report-scroll tbody tr":        "Анна 4 2 4 ч 5 000 ₽ 2 500 ₽ | Борис 1 1 1 ч 0 ₽ 0 ₽",
		"#report-sources-title ~ .report-scroll tbody tr":       "из файла – – 4 2 1 | с сайта Сайт yandex / cpc 1 1 0",
		"#report-answers-title ~ .report-scroll tbody tr":       "Заявки 2 0 | С ответом 1 0 | В течение часа 1 0 | В течение суток 1 0 | На половину ответили за 30 мин –",
		"#report-heat-title ~ details tbody tr th":              "Анна | Борис | Зал",
		"#report-heat-title ~ .plot .plot-name":                 "Анна | Борис | Зал",
		"#report-unmet-title ~ p strong":                        "Всего 23, было 9",
		".report-unmet li > div": "17 раз искали «Стрижка» в четверг, 18:00–20:00, и не нашли Мешали только рабочие часы: если работать в четверг, 18:00–20:00, время нашлось бы самое большее для 12 поисков. | " +
			"3 раза искали «Разговор» в воскресенье, и не нашли Мешали только рабочие часы: с ними в воскресенье время нашлось бы самое большее для 3 поисков. Часа эти посетители не назвали. | " +
			"2 раза искали «Разговор» во вторник, 12:00–13:00, и не нашли Рабочее время занято или закрыто исключением: более долгий рабочий день не помог бы. | " +
			"1 раз искали «Стрижка» в четверг, 21:00–22:00, и не нашли Мешали только рабочие часы: если работать в четверг, 21:00–22:00, время нашлось бы самое большее для 1 поиска.",
		"#report-unmet-title ~ details tr": "Услуга День недели Начало Искали Мешали только рабочие часы | Стрижка Четверг 18:00 12 11 | Стрижка Четверг 19:00 5 1 | Стрижка Четверг 21:00 1 1 | " +
			"Разговор Вторник 12:00 2 0 | Разговор Воскресенье любое время 3 3 | Всего 23 16",
		"#report-unmet-plot-text":                          "Чаще всего искали: Четверг, 18:00, 12 раз.",
		"#report-funnel-title ~ details tbody tr":          "Сайт Этот период 1 000 50 20 2 1 1 | Сайт Раньше 500 30 9 0 0 0",
		"#report-funnel-title ~ .report-funnels .plot-end": "1 000 · было 500 | 50 · 5 % · было 30 | 20 · 2 % · было 9 | 2 · 0 % · было 0 | 1 · 0 % · было 0 | 1 · 0 % · было 0",
	} {
		if got := strings.ReplaceAll(text(t, a, what), "\u00a0", " "); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", what, got, want)
		}
	}
	// Of November Anna works 4 hours on Mondays to Wednesdays, but for one day of leave.
	if got := text(t, a, "#report-heat-title ~ details tbody tr"); !strings.HasPrefix(strings.ReplaceAll(got, "\u00a0", " "), "Анна 8 % 4 ч 48 ч") {
		t.Errorf("the load: %s", got)
	}
	link := attribute(find(t, a, ".report-unmet a")[0], "href")
	if want := "/schedules?date=2026-11-26&service=" + h.idOf("services", "cut") + "&view=week#hour-18"; link != want || len(find(t, olga.get(link), "#hour-18")) != 1 || olga.get(link).Status != http.StatusOK || h.signIn("max@studio.example").get(link).Status != http.StatusOK {
		t.Errorf("a button to %s, want %s", link, want)
	}
	if days := find(t, a, "#report-days-title ~ .plot .plot-bar"); len(days) != 30 {
		t.Errorf("%d bars", len(days))
	}
	if rows := find(t, a, "#report-days-title ~ details tbody tr"); len(rows) != 30 {
		t.Errorf("%d days in the table", len(rows))
	}
	// What the address says is what is counted, and what it says wrongly is left out.
	service, resource, rival := h.idOf("services", "talk"), h.resource("hall"), h.one(`select s.id::text from services s join companies c on c.id = s.company_id where c.slug = 'rival' limit 1`)
	for path, want := range map[string]string{
		"?period=last-month": "2 | 2 | 2 ч | 0 | 0 | 2 | 5 000 ₽ | 0 ₽",
		"?period=week":       "1 | 0 | 1 ч | 0 | 0 | 0 | 0 ₽ | 2 500 ₽",
		"?period=last-week":  "0 | 0 | 0 ч | 0 | 0 | 0 | 0 ₽ | 0 ₽",
		"?period=custom&from=2026-11-03&to=2026-11-03":                 "2 | 2 | 2 ч | 0 | 0 | 0 | 2 500 ₽ | 0 ₽",
		"?period=custom&from=2026-01-01&to=2026-12-31":                 "7 | 5 | 7 ч | 1 | 1 | 3 | 10 000 ₽ | 2 500 ₽",
		"?service=" + service:                                          "1 | 1 | 1 ч | 0 | 0 | 0 | 0 ₽ | 0 ₽",
		"?resource=" + resource:                                        "4 | 2 | 4 ч | 1 | 1 | 1 | 5 000 ₽ | 2 500 ₽",
		"?source=widget":                                               "1 | 1 | 1 ч | 0 | 0 | 1 | 2 500 ₽ | 0 ₽",
		"?form=" + h.idOf("forms", "site"):                             "1 | 1 | 1 ч | 0 | 0 | 1 | 2 500 ₽ | 0 ₽",
		"?service=" + rival:                                            "5 | 3 | 5 ч | 1 | 1 | 1 | 5 000 ₽ | 2 500 ₽",
		"?service=x&resource='&source=fax&form=1&period=year&weeks=-1": "5 | 3 | 5 ч | 1 | 1 | 1 | 5 000 ₽ | 2 500 ₽",
	} {
		a := olga.get("/reports" + path)
		if got := strings.ReplaceAll(text(t, a, tilesOf), "\u00a0", " "); got != want || a.Status != http.StatusOK {
			t.Errorf("%s: %d\n%s\nwant\n%s", path, a.Status, got, want)
		}
	}
	for path, want := range map[string]string{
		"?service=" + service:                      "Всего 5, было 0",
		"?resource=" + h.resource("anna"):          "Всего 5, было 0",
		"?form=" + h.idOf("forms", "site"):         "Всего 23, было 9",
		"?source=phone":                            "Всего 23, было 9",
		"?period=last-month":                       "Всего 9, было 0",
		"?period=last-week":                        "",
		"?resource=" + resource + "&period=custom": "",
	} {
		if got := text(t, olga.get("/reports"+path), "#report-unmet-title ~ p strong"); got != want {
			t.Errorf("%s: unmet searches %q, want %q", path, got, want)
		}
	}
	for form, shown := range map[string]bool{"site": true, "old": false} {
		page := olga.get("/reports?form=" + h.idOf("forms", form))
		if got := len(find(t, page, "#report-funnel-title ~ .report-funnels .plot-end")) > 0; got != shown {
			t.Errorf("of the form %s alone the funnel of the form site is shown: %v", form, got)
		}
	}
	for _, bad := range []string{"from=2026-02-30&to=2026-03-01", "from=25:61&to=", "from=2026-03-02&to=2026-03-01", "from=2020-01-01&to=2026-01-01", "from=9999-12-31&to=9999-12-31"} {
		a := olga.get("/reports?period=custom&" + bad)
		if a.Status != http.StatusUnprocessableEntity || text(t, a, ".field-error") == "" || len(find(t, a, tilesOf)) != 0 {
			t.Errorf("%s: %d %s", bad, a.Status, text(t, a, "#report"))
		}
		if a := olga.get("/reports/reports.csv?period=custom&" + bad); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("the file of %s: %d", bad, a.Status)
		}
	}
	if got := attrs(t, olga.get("/reports?period=custom&from=2026-02-30&to=2026-03-01"), "#report-from", "value"); !slices.Equal(got, []string{"2026-02-30"}) {
		t.Errorf("what was typed became %v", got)
	}
	part := olga.get("/reports?weeks=6", fragment...)
	if got := part.Header.Get("HX-Push-Url"); got != "/reports?weeks=6" || strings.Contains(string(part.Body), "<!doctype") {
		t.Errorf("the fragment says it is %q", got)
	}
	if got := text(t, part, ".report-absent li"); !strings.Contains(got, "Дарья") || strings.Contains(got, "Борис") || !strings.Contains(got, "916") {
		t.Errorf("not back: %s", got)
	}
	// Who left neither name nor contact cannot be called.
	guest, err := h.db.Exec(`update clients set name = 'Без имени', name_key = $1, phone = null, email = null, left_email = null where name like 'Дарья%'`, lookup.Fold("Без имени"))
	h.must(err)
	if n, err := guest.RowsAffected(); n != 1 || err != nil {
		t.Fatalf("%d guests: %v", n, err)
	}
	if got := text(t, olga.get("/reports?weeks=6"), ".report-absent"); strings.Contains(got, "Без имени") {
		t.Errorf("a guest is to be called: %s", got)
	}
	if got := text(t, h.signIn("rex@rival.example").get("/reports?weeks=6&period=custom&from=2026-01-01&to=2026-12-31"), "#report"); strings.Contains(got, "Дарья") || strings.Contains(got, "Стрижка") {
		t.Errorf("another company sees %s", got)
	}
}

// Who may not see clients' contacts, or the revenue, has neither on the page nor in a file.
func TestReportsLeaveOutWhatIsHidden(t *testing.T) {
	h := newHouse(t)
	h.reported()
	olga, max := h.signIn("olga@studio.example"), h.signIn("max@studio.example")
	const path = "?weeks=6"
	everything := func(b browser) string {
		return string(b.get("/reports"+path).Body) + string(b.get("/reports/reports.csv"+path).Body) + strings.Join(workbook(t, b.get("/reports/reports.xlsx"+path)), "\n")
	}
	told := func(all string) (contact, revenue bool) {
		all = strings.NewReplacer(" ", "", "\u00a0", "", "&nbsp;", "", "-", "").Replace(all)
		return strings.Contains(all, "79160000004"), strings.Contains(all, "Выручка") || strings.Contains(all, "5000₽") || strings.Contains(all, "5000,00")
	}
	if contact, revenue := told(everything(max)); !contact || !revenue {
		t.Errorf("a manager sees contacts: %v, the revenue: %v", contact, revenue)
	}
	if got := text(t, max.get("/reports"+path), ".report-acts"); strings.Contains(got, "Записать") {
		t.Errorf("a manager may %s", got)
	}
	a := olga.post("/settings/company/privacy", url.Values{"hide": {"manager"}, "hide_revenue": {"manager", "admin"}})
	if a.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", a.Status, text(t, a, "main"))
	}
	if contact, revenue := told(everything(max)); contact || revenue {
		t.Errorf("hidden from a manager, who sees contacts: %v, the revenue: %v", contact, revenue)
	}
	if contact, revenue := told(everything(olga)); !contact || !revenue {
		t.Errorf("the owner sees contacts: %v, the revenue: %v", contact, revenue)
	}
	if a := olga.post("/settings/company/privacy", url.Values{"hide_revenue": {"owner"}}); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("hidden from owners: %d", a.Status)
	}
	if got := text(t, h.signIn("dasha@studio.example").get("/overview"), ".nav"); strings.Contains(got, "Отчёты") {
		t.Errorf("the desk's navigation: %s", got)
	}
	if got := text(t, max.get("/overview"), ".nav"); !strings.Contains(got, "Отчёты") {
		t.Errorf("the manager's navigation: %s", got)
	}
}

// workbook is the text of all cells of all sheets.
func workbook(t *testing.T, a answer) (cells []string) {
	t.Helper()
	file, err := xlsx.OpenReaderAt(bytes.NewReader(a.Body), int64(len(a.Body)))
	if err != nil {
		t.Fatalf("%d %v", a.Status, err)
	}
	for _, sheet := range file.Sheets {
		cells = append(cells, "sheet "+sheet.Name)
		if err := sheet.ForEachRow(func(r *xlsx.Row) error {
			return r.ForEachCell(func(c *xlsx.Cell) error { cells = append(cells, c.String()); return nil })
		}); err != nil {
			t.Fatal(err)
		}
	}
	return cells
}

func TestReportsAreFilesOfWhatIsShown(t *testing.T) {
	h := newHouse(t)
	h.reported()
	h.db.MustExec(`update clients set name = '=1+1' where name = 'Дарья Д.'`)
	olga := h.signIn("olga@studio.example")
	file := olga.get("/reports/reports.csv?period=last-month&weeks=6")
	if got := file.Header.Get("Content-Disposition"); got != `attachment; filename="reports-2026-10-01-2026-10-31.csv"` {
		t.Errorf("its name: %s", got)
	}
	for _, want := range []string{`"Записи";"2";"0"`, `"Выручка";"5000,00";"0,00"`, `"Стрижка";"2";"2";"2,00";"5000,00";"0,00"`, `"'=1+1";"2026-10-06"`, `"Стрижка";"Четверг";"18:00";"9";"0"`, `"Сайт";"Этот период";"500";"30";"9";"0";"0";"0"`} {
		if !strings.Contains(string(file.Body), want) {
			t.Errorf("the file has no %s:\n%s", want, file.Body)
		}
	}
	book := olga.get("/reports/reports.xlsx?period=last-month&weeks=6")
	cells := workbook(t, book)
	for _, want := range []string{"sheet figures", "sheet days", "sheet load", "sheet unmet", "sheet funnel", "sheet absent", "=1+1", "5000"} {
		if !slices.Contains(cells, want) {
			t.Errorf("the workbook has no %s", want)
		}
	}
	if got := book.Header.Get("Content-Type"); got != "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" {
		t.Errorf("its type: %s", got)
	}
	if got := text(t, olga.get("/settings/audit"), "main"); !strings.Contains(got, "Выгружены отчёты") {
		t.Errorf("the log: %s", got)
	}
}
