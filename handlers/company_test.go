package handlers_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"okno/booking/companyfile"
	"okno/desk/settings"
	"okno/notify/compose"
	"okno/views"
)

// formOf is what a page's form would send as it stands.
func formOf(t testing.TB, a answer, selector string) url.Values {
	t.Helper()
	form := url.Values{}
	for _, n := range find(t, a, selector+" input, "+selector+" option[selected]") {
		attrs := map[string]string{}
		for _, attr := range n.Attr {
			attrs[attr.Key] = attr.Val
		}
		name := attrs["name"]
		if n.Data == "option" {
			for _, attr := range n.Parent.Attr {
				if attr.Key == "name" {
					name = attr.Val
				}
			}
		}
		if kind := attrs["type"]; kind == "radio" || kind == "checkbox" {
			if _, checked := attrs["checked"]; !checked {
				continue
			}
		}
		form.Add(name, attrs["value"])
	}
	return form
}

func TestCompanySettings(t *testing.T) {
	h := newHouse(t)
	h.book("a", bookingBody())
	b := h.signIn("olga@studio.example")
	form := formOf(t, b.get("/settings/company"), "#settings")
	form.Set("timezone", "Asia/Yekaterinburg")
	form.Set("notice", "soon")
	if a := b.post("/settings/company", form); a.Status != 422 || text(t, a, "#notice-error") == "" || text(t, a, ".zone-move") != "" {
		t.Errorf("nonsense: %d", a.Status)
	}
	form.Set("notice", "30")
	a := b.post("/settings/company", form)
	if got := text(t, a, ".zone-move"); a.Status != 422 || !strings.Contains(got, "10:00") || !strings.Contains(got, "12:00") {
		t.Fatalf("what another zone means: %d %q", a.Status, got)
	}
	if zone := h.one(`select timezone from companies where slug = 'studio'`); zone != "Europe/Moscow" {
		t.Errorf("the zone is %s before it was confirmed", zone)
	}
	if a := b.post("/settings/company", formOf(t, a, "#settings")); a.Status != 303 {
		t.Fatalf("confirmed: %d %s", a.Status, text(t, a, ".problem, .field-error"))
	}
	if got := h.one(`select timezone || ' ' || min_notice_min from companies where slug = 'studio'`); got != "Asia/Yekaterinburg 30" {
		t.Errorf("saved: %s", got)
	}
	if a := b.post("/settings/company", form); a.Status != 409 || text(t, a, "#settings .problem") == "" {
		t.Errorf("on top of what somebody else has saved: %d", a.Status)
	}
	for what, form := range map[string]url.Values{
		"/settings/company/client-rules": {"phone": {"8 800 555-35-35"}, "allow_cancel": {"true"}, "cancel_cutoff": {"180"}, "reminder": {"120"}},
		"/settings/company/privacy":      {"hide": {"manager", "desk"}, "retention": {"24"}},
	} {
		if a := b.post(what, form); a.Status != 303 {
			t.Errorf("%s: %d %s", what, a.Status, text(t, a, ".problem, .field-error"))
		}
	}
	if a := b.post("/settings/company/privacy", url.Values{"hide": {"owner"}}); a.Status != 422 {
		t.Errorf("hidden from owners: %d", a.Status)
	}
	log := b.get("/settings/audit?area=company")
	if got := text(t, log, ".audit-line"); !strings.Contains(got, "Москва (UTC+3) → Екатеринбург (UTC+5)") || !strings.Contains(got, "127.0.0.1") || !strings.Contains(got, "OLGA") {
		t.Errorf("the log: %s", got)
	}
	if got := text(t, b.get("/settings/audit?area=sign_in&from=2026-11-23&to=2026-11-23"), ".audit-line"); !strings.Contains(got, "OLGA") {
		t.Errorf("sign-ins in the log: %q", got)
	}
	if a := b.get("/settings/audit.csv?area=company"); !bytes.HasPrefix(a.Body, []byte("\ufeff")) || strings.Count(string(a.Body), "\n") < 4 {
		t.Errorf("the table: %.200s", a.Body)
	}
}

func TestCompanyExport(t *testing.T) {
	h := newHouse(t)
	h.book("a", bookingBody(`"Иван"`, `"=HYPERLINK(\"http://evil.example\")"`))
	if a := h.signIn("dasha@studio.example").post("/settings/company/export", nil); a.Status != 403 {
		t.Errorf("by the desk: %d", a.Status)
	}
	a := h.signIn("olga@studio.example").post("/settings/company/export", nil)
	archive, err := zip.NewReader(bytes.NewReader(a.Body), int64(len(a.Body)))
	if err != nil {
		t.Fatalf("%d: %v", a.Status, err)
	}
	parts := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		h.must(err)
		content, err := io.ReadAll(r)
		h.must(err)
		parts[f.Name] = string(content)
	}
	file, err := companyfile.Parse(strings.NewReader(parts["company.json"]))
	if err != nil || file.Company.Slug != "studio" || len(file.Bookings) != 1 {
		t.Errorf("the company file: %v", err)
	}
	for _, name := range []string{"bookings.csv", "clients.csv", "leads.csv"} {
		if !strings.Contains(parts[name], `'=HYPERLINK`) || strings.Contains(parts[name], `,"=HYPERLINK`) {
			t.Errorf("%s: %s", name, parts[name])
		}
	}
	if n := h.one(`select count(*) from audit_log where act = 'export.company'`); n != "1" {
		t.Errorf("%s lines in the log", n)
	}
}

func TestCompanyIsDeletedAfterAMonth(t *testing.T) {
	h := newHouse(t)
	h.book("a", bookingBody())
	b := h.signIn("olga@studio.example")
	name := h.one(`select name from companies where slug = 'studio'`)
	if a := b.post("/settings/company/deletion", url.Values{"typed": {"another"}}); a.Status != 422 {
		t.Errorf("without the name: %d", a.Status)
	}
	if a := b.post("/settings/company/deletion", url.Values{"typed": {" " + strings.ToUpper(name)}}); a.Status != 303 {
		t.Fatalf("%d %s", a.Status, text(t, a, ".field-error"))
	}
	if h.mailed(compose.MailCompanyDeleting, "olga@studio.example") != "/settings/company" {
		t.Error("the owner is not told")
	}
	if a := h.get("/api/v1/widget/studio-site/config"); a.Status != 404 {
		t.Errorf("the widget of a company in its grace: %d", a.Status)
	}
	if a := b.get("/bookings"); a.Status != 200 || !strings.Contains(text(t, a, ".problem"), "будет удалена в среду, 23 декабря.") {
		t.Errorf("the board says nothing of it: %d", a.Status)
	}
	b.post("/settings/company/deletion/removal", nil)
	if a := h.get("/api/v1/widget/studio-site/config"); a.Status != 200 {
		t.Errorf("after it was taken back: %d", a.Status)
	}
	b.post("/settings/company/deletion", url.Values{"typed": {name}})
	h.clock.set(monday.Add(settings.DeletionGrace - time.Hour))
	h.must(h.desk.Clients.Retain(t.Context()))
	if h.rows("companies") != 2 {
		t.Error("deleted too early")
	}
	h.clock.set(monday.Add(settings.DeletionGrace + time.Hour))
	h.must(h.desk.Clients.Retain(t.Context()))
	if h.rows("companies") != 1 || h.rows("bookings") != 0 {
		t.Error("it is still there")
	}
	if a := h.signIn("olga@studio.example").get("/account"); a.Status != 200 {
		t.Errorf("its owner's account: %d", a.Status)
	}
}

func TestOldClientsAreForgotten(t *testing.T) {
	h := newHouse(t)
	h.book("a", bookingBody())
	h.book("b", bookingBody("11-24T10:00", "12-15T12:00", "916 123-45-67", "916 123-45-68", "ivan@example.com", "other@example.com"))
	b := h.signIn("olga@studio.example")
	b.post("/settings/company/privacy", url.Values{"retention": {"6"}})
	h.must(h.desk.Clients.Retain(t.Context()))
	if n := h.one(`select count(*) from clients where phone is null`); n != "0" {
		t.Fatalf("%s clients are forgotten at once", n)
	}
	_, err := h.db.Exec(`update clients set created_at = created_at - interval '1 year' where phone = '+79161234567'`)
	h.must(err)
	_, err = h.db.Exec(`update leads set created_at = created_at - interval '1 year'`)
	h.must(err)
	h.clock.set(monday.AddDate(0, 5, 0))
	h.must(h.desk.Clients.Retain(t.Context()))
	if n := h.one(`select count(*) from clients where phone is null`); n != "0" {
		t.Error("a client with a visit within the time is forgotten")
	}
	h.clock.set(monday.AddDate(0, 6, 10))
	h.must(h.desk.Clients.Retain(t.Context()))
	if got := h.one(`select count(*) || ' ' || count(phone) || ' ' || (select count(*) from bookings where contact_phone is null) from clients`); got != "2 1 1" {
		t.Errorf("clients, with phones, bookings without: %s", got)
	}
}

var auditAct = regexp.MustCompile(`"((?:sign_in|account|team|company|setup|notifications|feed|client|export)\.[a-z_]+)"`)

// Each act that is written into the log has its words.
func TestTheLogHasWords(t *testing.T) {
	var files []string
	for _, room := range []string{"../desk/*/*.go", "../accounts/*.go"} {
		here, err := filepath.Glob(room)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, here...)
	}
	acts := map[string]bool{"export.company": true, "export.audit": true, "export.bookings": true, "export.leads": true}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range auditAct.FindAllSubmatch(source, -1) {
			acts[string(m[1])] = true
		}
	}
	for act := range acts {
		for _, locale := range []string{"ru", "en"} {
			if views.In(locale).T("audit.act."+act) == "" {
				t.Errorf("%s has no words for %s", locale, act)
			}
		}
	}
	if len(acts) < 30 {
		t.Errorf("only %d acts were found", len(acts))
	}
}
