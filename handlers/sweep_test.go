package handlers_test

import (
	"bytes"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"okno/booking"
	"okno/handlers"
	"okno/handlers/site"
)

// rule is a line of sweepTable.
type rule struct {
	method, path string
	guard        string // "public", "signed in", or a booking.Right
	socket       bool
	foreign      int // what the owner of another company gets
}

func (r rule) String() string { return r.method + " " + r.path }

func (r rule) lets(role booking.Role) bool {
	return r.guard == "public" || r.guard == "signed in" || role.May(booking.Right(r.guard))
}

var ruleLine = regexp.MustCompile(`^(\S+)\s+(\S+)\s+(public|signed in|see \w+|change \w+)(\s+socket)?(?:\s+foreign=(\d+))?$`)

// rules are the lines of the table; each has a route, and each route a line.
func (h *house) rules() []rule {
	h.t.Helper()
	var rules []rule
	for _, line := range strings.Split(strings.TrimSpace(sweepTable), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		m := ruleLine.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			h.t.Fatalf("the line cannot be read: %q", line)
		}
		r := rule{method: m[1], path: m[2], guard: m[3], socket: m[4] != "", foreign: http.StatusNotFound}
		if m[5] != "" {
			r.foreign, _ = strconv.Atoi(m[5])
		}
		rules = append(rules, r)
	}
	known := map[string]bool{}
	for _, r := range rules {
		known[r.String()] = true
	}
	for _, route := range site.Routes(h.handlers).Routes() {
		if route.Method == "HEAD" { // of a GET: TestHead
			continue
		}
		name := route.Method + " " + route.Path
		if route.Method != "echo_route_not_found" && !known[name] {
			h.t.Errorf("%s is not in sweepTable", name)
		}
		delete(known, name)
	}
	for name := range known {
		h.t.Errorf("sweepTable has %s, and there is no such route", name)
	}
	return rules
}

// secret is what the studio has and nobody else may see.
var secret = []string{"Тайнов", "9161234567", "916 123", "tajnov@example.com", "Стрижка", "Студия", "olga@studio.example"}

// secretive is a house in which the studio has something of everything, and its ids.
func secretive(t testing.TB, options ...func(*handlers.Options)) (*house, map[string]string) {
	h := newHouse(t, options...)
	h.must(h.accounts.AddMember(t.Context(), "studio", "ada@studio.example", "Ada", password, booking.Admin))
	h.must(h.accounts.AddSpecialist(t.Context(), "studio", "anna@studio.example", "Anna", password, "anna"))
	h.must(h.accounts.AddMember(t.Context(), "rival", "homeless@nowhere.example", "Homer", password, booking.Desk))
	h.db.MustExec(`delete from members m using users u where u.id = m.user_id and u.email like 'homeless@%'`)
	if a := h.book("secret", bookingBody("Иван", "Тайнов Т.", "ivan@example.com", "tajnov@example.com")); a.Status != 201 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if a := h.book("secret", bookingBody("Иван", "Другов Д.", "24T10", "24T12", "45-67", "45-68", "ivan@example.com", "drugov@example.com")); a.Status > 422 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	hold := h.do(h.Client(), h.request("POST", "/api/v1/widget/studio-site/holds", strings.NewReader(`{"service": "talk", "start": "2026-11-24T13:00:00+03:00"}`), "Content-Type", "application/json"))
	if hold.Status != 201 {
		t.Fatalf("%d %s", hold.Status, hold.Body)
	}
	h.signIn("olga@studio.example").post("/settings/team/invitations", url.Values{"email": {"later@studio.example"}, "role": {"desk"}})
	ids := map[string]string{"company": h.one(`select id::text from companies where slug = 'studio'`), "user": h.user("dasha@studio.example"), "key": "studio-site"}
	h.db.MustExec(`insert into floods (company_id, id, began_at, last_at) select company_id, id, created_at, created_at from bookings limit 1`)
	h.db.MustExec(`insert into blocks (company_id, id, name, phone, by_name, at)
		select company_id, id, 'Тайнов Б.', '+79990000000', 'Olga', created_at from bookings limit 1`)
	studio := " where company_id = (select id from companies where slug = 'studio') limit 1"
	for name, table := range map[string]string{
		"service": "services", "resource": "resources", "exception": "exceptions", "booking": "bookings", "client": "clients",
		"form": "forms", "lead": "leads", "invitation": "invitations", "hold": "holds", "flood": "floods", "block": "blocks",
	} {
		ids[name] = h.one("select id::text from " + table + studio)
	}
	return h, ids
}

// fill puts ids in place of a path's parameters: the one of what stands before it.
func fill(path string, ids map[string]string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		switch name := strings.TrimPrefix(part, ":"); {
		case part == "*":
			parts[i] = "panel.css"
		case name == part:
		case ids[name] != "":
			parts[i] = ids[name]
		case name == "step":
			parts[i] = "company"
		case i > 0 && ids[strings.TrimSuffix(parts[i-1], "s")] != "":
			parts[i] = ids[strings.TrimSuffix(parts[i-1], "s")]
		default:
			parts[i] = "01985a6e-0000-7000-8000-000000000000"
		}
	}
	return strings.Join(parts, "/")
}

var parameterName = regexp.MustCompile(`(?:form:"|FormValue\("|QueryParam\("|Param\("|json:"|query\.Get\(")([a-zA-Z_]+)`)

// parameters are the names of everything that a request may carry, read from the
// source, so that none is forgotten.
var parameters = sync.OnceValue(func() []string {
	names := map[string]bool{}
	for _, pattern := range []string{"*.go", "*/*.go", "../booking/*.go", "../booking/*/*.go", "../desk/*/*.go"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil || strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, m := range parameterName.FindAllSubmatch(source, -1) {
				names[string(m[1])] = true
			}
		}
	}
	var all []string
	for name := range names {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
})

// call sends a request of the rule with values in query and body.
func (b browser) call(r rule, path string, values url.Values, header ...string) answer {
	b.h.t.Helper()
	if r.socket {
		header = append(header, "Connection", "Upgrade", "Upgrade", "websocket", "Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
	}
	if r.method == "GET" || r.method == "DELETE" {
		if len(values) > 0 {
			path += "?" + values.Encode()
		}
		return b.send(r.method, path, nil, header...)
	}
	return b.send(r.method, path, values, header...)
}

// fingerprint of all that a company has: it changes when anything is written.
func (h *house) fingerprint(company string) map[string]string {
	h.t.Helper()
	var tables []string
	h.must(h.db.Select(&tables, `select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
		where c.table_schema = 'public' and c.column_name = 'company_id' and t.table_type = 'BASE TABLE' and c.table_name <> 'audit_log' order by 1`))
	prints := map[string]string{}
	for _, table := range tables {
		prints[table] = h.one(`select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from `+table+` t where company_id = $1`, company)
	}
	return prints
}

// Every route, called as nobody, as somebody without a company, as each role, and as
// the owner of another company who names this one's things: each gets what the table
// says, and whoever is refused has changed nothing and seen nothing.
func TestSweep(t *testing.T) {
	h, ids := secretive(t)
	rules := h.rules()
	before := h.fingerprint(ids["company"])
	stolen := url.Values{}
	for _, name := range parameters() {
		stolen.Set(name, ids["booking"])
		if id, ok := ids[name]; ok {
			stolen.Set(name, id)
		}
		if strings.Contains(name, "revision") {
			stolen.Set(name, "1")
		}
	}
	nobody, homeless := h.browser(), h.signIn("homeless@nowhere.example")
	roles := map[booking.Role]browser{}
	for email, role := range map[string]booking.Role{"olga": booking.Owner, "ada": booking.Admin, "dasha": booking.Desk, "max": booking.Manager, "anna": booking.Specialist} {
		roles[role] = h.signIn(email + "@studio.example")
	}
	for _, r := range rules {
		if r.guard == "public" {
			continue
		}
		path := fill(r.path, ids)
		if a := nobody.call(r, path, nil); r.socket && a.Status != 401 || !r.socket && (a.Status != 303 || !strings.HasPrefix(a.Header.Get("Location"), "/sign-in")) {
			t.Errorf("%s as nobody: %d %s", r, a.Status, a.Header.Get("Location"))
		}
		if r.guard == "signed in" {
			continue
		}
		if a := homeless.call(r, path, nil); a.Status != 403 {
			t.Errorf("%s without a company: %d", r, a.Status)
		}
		for role, b := range roles {
			if r.lets(role) {
				continue
			}
			if a := b.call(r, path, nil); a.Status != 403 {
				t.Errorf("%s as %s: %d, want 403", r, role, a.Status)
			}
		}
	}
	rival := h.signIn("rex@rival.example")
	for _, r := range rules {
		if r.guard == "public" || r.socket || strings.HasPrefix(r.path, "/account/companies/leave") {
			continue
		}
		wants := r.foreign
		if r.guard == string(booking.SeeOwn) { // owners have no such page, whosever it is
			wants = http.StatusForbidden
		}
		a := rival.call(r, fill(r.path, ids), stolen)
		if a.Status >= 500 || strings.Contains(r.path, "/:") && r.path != "/start/:step" && a.Status != wants {
			t.Errorf("%s as the owner of another company: %d, want %d", r, a.Status, wants)
		}
		for _, word := range secret {
			if bytes.Contains(a.Body, []byte(word)) {
				t.Errorf("%s tells the owner of another company %q", r, word)
			}
		}
		if strings.HasPrefix(r.path, "/account/") {
			rival = h.signIn("rex@rival.example") // one of these may have taken him elsewhere
		}
	}
	for table, print := range h.fingerprint(ids["company"]) {
		if print != before[table] {
			t.Errorf("whoever was refused has written to %s", table)
		}
	}
	h.db.MustExec(`update companies set specialist_moves = true, specialist_cancels = true, specialist_books = true`)
	h.db.MustExec(`update company_versions set version = version + 1, setup_version = setup_version + 1`)
	for _, role := range []booking.Role{booking.Specialist, booking.Manager, booking.Desk, booking.Admin, booking.Owner} {
		sweepAllowed(t, h, rules, ids, role, roles[role])
	}
}

// sweepAllowed calls what the role may: it is let in, gets no error of ours, and no
// cache keeps what it gets.
func sweepAllowed(t *testing.T, h *house, rules []rule, ids map[string]string, role booking.Role, b browser) {
	for _, r := range rules {
		if !r.lets(role) || r.socket || r.guard == "signed in" && role != booking.Owner || r.path == "/sign-out" || strings.HasPrefix(r.path, "/api/") {
			continue
		}
		a := b.call(r, fill(r.path, ids), nil)
		if a.Status == 401 || a.Status == 403 || a.Status >= 500 || strings.HasPrefix(a.Header.Get("Location"), "/sign-in") && r.guard != "public" {
			t.Errorf("%s as %s: %d %s", r, role, a.Status, a.Header.Get("Location"))
		}
		cache := a.Header.Get("Cache-Control")
		if r.guard != "public" && a.Status == 200 && cache != "no-store" && !strings.HasPrefix(cache, "private") {
			t.Errorf("%s as %s may be kept by caches: %q", r, role, cache)
		}
		if a.Header.Get("Content-Security-Policy") == "" || a.Header.Get("X-Content-Type-Options") != "nosniff" || a.Header.Get("Permissions-Policy") == "" {
			t.Errorf("%s lacks security headers: %v", r, a.Header)
		}
	}
}

// hostile is what nobody types by chance.
var hostile = []string{
	`"><script>alert(7)</script>`, `'; drop table bookings; --`, `{{.}}${7*7}<%= 7 %>`, "\x00\xff\xfe", "../../../../etc/passwd", `' or '1'='1`,
	"-9223372036854775808", "99999999999999999999", "9999-99-99", "\u202e\u0000 \r\nSet-Cookie: x=y", "javascript:alert(7)//", strings.Repeat("я", 300),
	`%00%0d%0aX: y`, `<img src=x onerror=alert(7)>`, "2026-11-24T25:61:00", "null", `["a", {"b": [`, "1e309", "NaN", "🧖\u200d♀️",
}
