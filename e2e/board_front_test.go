package e2e

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/db"
	"okno/db/dbtest"
)

// front is a company with a busy front desk: three people and a room, and two
// processes that serve it.
type front struct {
	t        *testing.T
	chrome   context.Context
	db       *db.DB
	url      string // of the database
	one, two string
	day      string // tomorrow
	company  booking.CompanyID
	booked   int
}

func newFront(t *testing.T, settings ...string) *front {
	t.Helper()
	return serveFront(t, dbtest.Prepared(t, "front", loadFront), settings...)
}

// newFrontOn is the front desk on a migrated, empty database.
func newFrontOn(t *testing.T, database string, settings ...string) *front {
	t.Helper()
	loadFront(t, database)
	return serveFront(t, database, settings...)
}

// loadFront makes the company and its members.
func loadFront(t testing.TB, database string) {
	t.Helper()
	load(t, database, "testdata/front.json")
	for email, role := range map[string]string{"desk": "desk", "dora": "desk", "owner": "owner", "max": "manager"} {
		if out, err := okno(t, []string{"DATABASE_URL=" + database}, "front-desk-1\n", "user", "add", "--company", "front",
			"--email", email+"@front.example", "--role", role, "--name", strings.ToUpper(email)); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
}

func serveFront(t *testing.T, database string, settings ...string) *front {
	t.Helper()
	f := &front{t: t, url: database, chrome: browser(t), day: dayAfter(t, today(t, "Europe/Moscow"))}
	settings = append([]string{"OKNO_PUBLIC_LIMITS=off"}, settings...)
	_, f.one = serve(t, database, []string{"--no-worker"}, settings...)
	_, f.two = serve(t, database, []string{"--no-worker"}, settings...)
	var err error
	if f.db, err = db.Open(context.Background(), database); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.db.Close)
	company, err := f.db.CompanyBySlug(context.Background(), "front")
	if err != nil {
		t.Fatal(err)
	}
	f.company = company.ID
	return f
}

// of is the same front desk for a part of the test.
func (f *front) of(t *testing.T) *front {
	g := *f
	g.t = t
	return &g
}

// open opens the board of tomorrow as somebody, through one of the processes.
func (f *front) open(base, who, query string) *window {
	f.t.Helper()
	path := "/bookings?date=" + f.day + query
	w := openAs(f.t, f.chrome, who, base, who+"@front.example", "front-desk-1", path)
	w.settled("the board", `document.querySelector("#day") && document.readyState === "complete"`)
	w.online()
	w.exec(`window.sameDocument = true`)
	return w
}

// book is a visitor's booking through the second process, at a time of tomorrow.
func (f *front) book(service, resource, at, name string) string {
	f.t.Helper()
	f.booked++
	var b struct{ ID string }
	body := fmt.Sprintf(`{"service": %q, "resource": %q, "start": "%sT%s:00+03:00", "consent": true, "client": {"name": %q, "phone": "+7916%07d"}}`,
		service, resource, f.day, at, name, 1000000+time.Now().UnixNano()%8000000)
	a := post(f.two+"/api/v1/widget/front-site/bookings", fmt.Sprint(f.t.Name(), f.booked, name), body)
	if a.json(f.t, &b); a.status != 201 {
		f.t.Fatalf("%s at %s: %d %s", service, at, a.status, a.body)
	}
	return b.ID
}

// resource and service are the ids that stand behind the names of the file.
func (f *front) resource(ref string) string { return f.id("resources", ref) }
func (f *front) service(ref string) string  { return f.id("services", ref) }

func (f *front) id(table, ref string) string {
	f.t.Helper()
	var id string
	if err := f.db.Get(&id, `select id from `+table+` where company_id = $1 and ref = $2`, f.company, ref); err != nil {
		f.t.Fatal(err)
	}
	return id
}

// ask sends a request as whoever the window is signed in as, as htmx would, and
// gives the status.
func (w *window) ask(method, path string, form url.Values) int {
	w.t.Helper()
	w.exec(fmt.Sprintf(`window.asked = 0; fetch(%q, {method: %q, headers: {"HX-Request": "true", "HX-Request-Type": "partial"},
		body: %q ? new URLSearchParams(%q) : undefined}).then(r => { window.asked = r.status })`, path, method, form.Encode(), form.Encode()))
	w.wait("an answer to "+path, `window.asked`)
	return js[int](w, `window.asked`)
}

// in is the expression of a booking's cards in a column.
func (f *front) in(column, id string) string {
	return fmt.Sprintf(`document.querySelector("#column-%s .card[data-booking='%s']")`, f.resource(column), id)
}

// still waits until nothing moves on the page: what fades in has less contrast.
func (w *window) still() {
	w.t.Helper()
	w.wait("the page to be still", `document.getAnimations().every(a => a.playState !== "running")`)
}

// same demands that the board shows what a fresh rendering of the same address
// does, once it has had the time to hear of everything.
func (w *window) same() {
	w.t.Helper()
	w.exec(comparing)
	await(w.t, w.name+" to show what a fresh page does", func() (bool, any) {
		w.exec(`window.differing = undefined; differ().then(d => { window.differing = d })`)
		w.wait("a fresh rendering", `window.differing !== undefined`)
		difference := js[string](w, `window.differing`)
		return difference == "", difference
	})
	if !js[bool](w, `window.sameDocument === true`) {
		w.t.Errorf("%s: the page was loaded anew", w.name)
	}
}

// comparing defines differ(), which says where the board differs from a fresh
// one, but for what the clock, the socket and the hand alone change.
const comparing = `window.plain = (root) => {
	const copy = root.cloneNode(true);
	copy.querySelectorAll(".live, #pulse, #refetch, #connection, #said, #cursor, #drop, .now, .now-time").forEach(e => e.remove());
	for (const e of [copy, ...copy.querySelectorAll("*")]) {
		for (const name of ["tabindex", "open", "data-htmx-powered", "style", "aria-pressed"]) e.removeAttribute(name);
		for (const name of [...e.classList]) if (/^(htmx-.*|is-(new|past|together|carried))$/.test(name)) e.classList.remove(name);
		e.setAttribute("class", [...e.classList].join(" "));
		if (e.matches(".ghost-left")) e.textContent = "";
		const all = [...e.attributes].map(a => [a.name, a.value]).sort();
		for (const [name] of all) e.removeAttribute(name);
		for (const [name, value] of all) e.setAttribute(name, value);
	}
	return copy.outerHTML.replace(/>\s+/g, ">").replace(/\s+</g, "<").replaceAll("><", ">\n<").split("\n");
};
window.differ = async () => {
	const answer = await fetch(location.href);
	const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
	const [a, b] = [plain(document.querySelector("#day")), plain(fresh.querySelector("#day"))];
	const i = a.findIndex((line, i) => line !== b[i]);
	return i < 0 && a.length === b.length ? "" : "line " + i + " is " + a.slice(i, i + 3).join("") + " and fresh " + b.slice(i, i + 3).join("");
};
0`
