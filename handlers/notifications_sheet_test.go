package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// sheetOf is how a member wants the daily sheet, as it is stored.
func (h *house) sheetOf(email string) string {
	h.t.Helper()
	var choice string
	h.must(h.db.Get(&choice, `select coalesce((select concat_ws(' ', sheet_at, sheet_tomorrow, (select ref from resources where id = r.sheet_resource))
		from notification_recipients r join users u on u.id = r.user_id where u.email = $1), '')`, email))
	return choice
}

func TestEachSaysWhichSheetHeGets(t *testing.T) {
	h := newHouse(t)
	const page = "/settings/notifications"
	owner, dasha, rival := h.signIn("olga@studio.example"), h.signIn("dasha@studio.example"), h.signIn("rex@rival.example")
	dasha.post(page+"/rules", url.Values{"user": {h.user("dasha@studio.example")}, "rule": {"daily_sheet"}, "changed": {"daily_sheet"}})
	of := func(email string, changes ...string) url.Values {
		v := url.Values{"user": {h.user(email)}, "sheet_at": {"20:15"}, "sheet_day": {"tomorrow"}, "sheet_resource": {h.idOf("resources", "anna")}}
		for i := 0; i < len(changes); i += 2 {
			v.Set(changes[i], changes[i+1])
		}
		return v
	}
	mine := of("dasha@studio.example")
	if a := dasha.post(page+"/sheet", mine, "HX-Request", "true"); a.Status != http.StatusOK || text(t, a, "span") != "Сохранено." || h.sheetOf("dasha@studio.example") != "1215 t anna" {
		t.Errorf("her own: %d %s, %q", a.Status, a.Body, h.sheetOf("dasha@studio.example"))
	}
	if got := h.told("u.email = 'dasha@studio.example'"); !strings.Contains(got, "daily_sheet") || !strings.Contains(got, "booking_created") {
		t.Errorf("then she is told of %s", got)
	}
	row := "#told-u" + h.user("dasha@studio.example")
	a := dasha.get(page)
	if at, chosen := attrs(t, a, row+" [name=sheet_at]", "value"), text(t, a, row+" option[selected]"); len(at) != 1 || at[0] != "20:15" || chosen != "на завтра | только Анна" {
		t.Errorf("the page says %q, %q", at, chosen)
	}
	if got := len(find(t, a, "[name=sheet_at]")); got != 1 {
		t.Errorf("she changes the sheets of %d", got)
	}
	for _, test := range []struct {
		who  browser
		form url.Values
		want int
	}{
		{dasha, of("olga@studio.example"), http.StatusForbidden},
		{rival, of("dasha@studio.example"), http.StatusNotFound},
		{owner, of("dasha@studio.example", "sheet_at", "07:00", "sheet_day", "today", "sheet_resource", ""), http.StatusSeeOther},
		{dasha, of("dasha@studio.example", "sheet_at", "25:00"), http.StatusUnprocessableEntity},
		{dasha, of("dasha@studio.example", "sheet_day", "yesterday"), http.StatusUnprocessableEntity},
		{dasha, of("dasha@studio.example", "sheet_resource", "nobody"), http.StatusUnprocessableEntity},
		{rival, of("rex@rival.example"), http.StatusUnprocessableEntity}, // whose resource it is not
	} {
		if a := test.who.post(page+"/sheet", test.form); a.Status != test.want {
			t.Errorf("%v: %d, want %d", test.form, a.Status, test.want)
		}
	}
	if got := h.sheetOf("dasha@studio.example"); got != "420 f" {
		t.Errorf("the owner's choice for her is %q", got)
	}
	wrong := dasha.post(page+"/sheet", of("dasha@studio.example", "sheet_at", "25:00"))
	if at := attrs(t, wrong, row+" [name=sheet_at]", "value"); len(at) != 1 || at[0] != "25:00" || len(find(t, wrong, row+" .told-said .field-error")) != 1 {
		t.Errorf("what was typed stands as %q", at)
	}
	if a := dasha.post(page+"/sheet", of("dasha@studio.example", "sheet_at", ""), "HX-Request", "true"); a.Status != http.StatusUnprocessableEntity || len(find(t, a, ".field-error")) != 1 {
		t.Errorf("no time: %d %s", a.Status, a.Body)
	}
}

// A browser goes with its session, and is told of what its member has ticked.
func TestABrowserGetsTheSheetThatIsChosenForIt(t *testing.T) {
	h := newHouse(t)
	dasha := h.signIn("dasha@studio.example")
	var id string
	h.must(h.db.Get(&id, `insert into notification_recipients (company_id, id, kind, user_id, address, name, locale, events, endpoint, p256dh, auth, session_hash)
		select m.company_id, gen_random_uuid(), 'browser', m.user_id, 'x', 'Firefox', 'ru', '{booking_created}', 'https://push.example/x', '', '', s.id_hash
		from users u join members m on m.user_id = u.id join sessions s on s.user_id = u.id where u.email = 'dasha@studio.example' returning id::text`))
	for path, form := range map[string]url.Values{
		"rules": {"id": {id}, "rule": {"daily_sheet"}, "changed": {"daily_sheet"}},
		"sheet": {"id": {id}, "sheet_at": {"20:15"}, "sheet_day": {"tomorrow"}, "sheet_resource": {""}},
	} {
		if a := dasha.post("/settings/notifications/"+path, form); a.Status != http.StatusSeeOther {
			t.Errorf("%s: %d %s", path, a.Status, text(t, a, "main"))
		}
	}
	if got := h.told("r.kind = 'browser'"); got != "booking_created daily_sheet" || h.sheetOf("dasha@studio.example") != "1215 t" {
		t.Errorf("it is told of %s, %q", got, h.sheetOf("dasha@studio.example"))
	}
}
