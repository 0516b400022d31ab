package handlers_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/engine"
	rules "okno/booking/exceptions"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/dbtest"
	"okno/desk/bookings"
	"okno/desk/exceptions"
)

// snapshotCompany has people who do two services each, one of them with buffers and a room, the other for
// a time of their own.
const snapshotCompany = `{"okno": 1,
	"company": {"slug": "snap", "name": "Snap", "timezone": "Europe/Moscow", "step_min": 15, "min_notice_min": 45, "horizon_days": 20},
	"resources": [
		{"ref": "a", "name": "A", "weekly": [{"weekday": 1, "from": "00:00", "to": "24:00"}, {"weekday": 2, "from": "09:00", "to": "18:00"}, {"weekday": 3, "from": "20:00", "to": "04:00"}, {"weekday": 4, "from": "09:00", "to": "18:00"}]},
		{"ref": "b", "name": "B", "weekly": [{"weekday": 1, "from": "09:00", "to": "18:00"}, {"weekday": 2, "from": "09:00", "to": "18:00"}, {"weekday": 5, "from": "09:00", "to": "12:00"}]},
		{"ref": "r", "name": "R", "kind": "room", "weekly": [{"weekday": 1, "from": "00:00", "to": "24:00"}, {"weekday": 2, "from": "00:00", "to": "24:00"}, {"weekday": 3, "from": "00:00", "to": "24:00"}, {"weekday": 4, "from": "00:00", "to": "24:00"}]}],
	"services": [
		{"ref": "plain", "name": "Plain", "duration_min": 30, "resources": ["a", "b"], "terms": [{"resource": "b", "duration_min": 45}]},
		{"ref": "roomy", "name": "Roomy", "duration_min": 75, "buffer_before_min": 10, "buffer_after_min": 20, "resources": ["a", "b", "r"]}],
	"forms": [{"ref": "f", "name": "F", "key": "snap"}]}`

type slotsGot struct {
	Days []struct {
		Date  string
		Slots []struct{ Start, End string }
	}
}

// starts are all of them, a word for each.
func (s slotsGot) starts() (all []string) {
	for _, d := range s.Days {
		for _, slot := range d.Slots {
			all = append(all, slot.Start)
		}
	}
	return all
}

func (h *house) slots(query string) (s slotsGot) {
	h.t.Helper()
	h.get("/api/v1/widget/snap/slots?" + query).json(&s)
	return s
}

// spans are all of them with their ends, which depend on who is least busy.
func (s slotsGot) spans() (all []string) {
	for _, d := range s.Days {
		for _, slot := range d.Slots {
			all = append(all, slot.Start+"/"+slot.End)
		}
	}
	return all
}

// fromDatabase is what the engine says with what the database has.
func (h *house) fromDatabase(company booking.CompanyID, ask engine.Ask, from, to booking.Date) (all []string) {
	h.t.Helper()
	for _, span := range h.spansFromDatabase(company, ask, from, to) {
		start, _, _ := strings.Cut(span, "/")
		all = append(all, start)
	}
	return all
}

func (h *house) spansFromDatabase(company booking.CompanyID, ask engine.Ask, from, to booking.Date) (all []string) {
	h.t.Helper()
	scope := h.db.Of(company)
	setup, err := scope.Setup(context.Background())
	h.must(err)
	calendar := setup.Calendar(nil)
	ask.Now = h.clock.Now()
	h.must(bookingdb.FillDates(context.Background(), scope, calendar, ask, from, to))
	days, err := calendar.Days(ask, from, to)
	h.must(err)
	for _, d := range days {
		for _, s := range d.Slots {
			all = append(all, s.Start.Format(time.RFC3339)+"/"+s.End.Format(time.RFC3339))
		}
	}
	return all
}

// desker acts at the desk of a company that a test has loaded.
func (h *house) desker(slug string) acts.Member {
	h.t.Helper()
	h.must(h.accounts.AddMember(context.Background(), slug, slug+"@desk.example", "Boss", password, booking.Owner))
	company, err := h.db.CompanyBySlug(context.Background(), slug)
	h.must(err)
	m := acts.Member{Company: company.ID, Role: booking.Owner, Name: "Boss"}
	h.must(h.db.Get(&m.User, `select id from users where email = $1`, slug+"@desk.example"))
	return m
}

// TestRememberedSlotsAreThoseOfTheDatabase acts at random, in this process and in another, and
// after each act asks for slots that it may have changed and for some that it may not.
func TestRememberedSlotsAreThoseOfTheDatabase(t *testing.T) {
	h := newHouse(t)
	h.loadText(snapshotCompany)
	w := &snapshotWalk{house: h, m: h.desker("snap"), random: rand.New(rand.NewPCG(13, uint64(time.Now().UnixNano())))}
	w.setup = h.setupOf("snap")
	for range 80 {
		did := w.act()
		for range 3 {
			w.compare(did)
		}
	}
	stats := h.handlers.Snapshots.Stats()
	if stats.Hits == 0 || stats.Bytes <= 0 {
		t.Errorf("nothing was remembered: %+v", stats)
	}
}

type snapshotWalk struct {
	*house
	m      acts.Member
	setup  db.Setup
	random *rand.Rand
	booked []booking.ID
	held   []booking.ID
	closed []booking.ID // exceptions
	keys   int
}

func (w *snapshotWalk) date() booking.Date {
	return booking.DateOf(w.clock.Now(), w.setup.Company.Zone).AddDays(w.random.IntN(23) - 1)
}

func (w *snapshotWalk) service() booking.Service { return w.setup.Services[w.random.IntN(2)] }

// act does something and says what.
func (w *snapshotWalk) act() string {
	w.t.Helper()
	ctx := context.Background()
	w.keys++
	date, service := w.date(), w.service()
	free := w.fromDatabase(w.m.Company, engine.Ask{Service: service.ID}, date, date.AddDays(2))
	switch n := w.random.IntN(9); {
	case n < 3 && len(free) > 0:
		a := w.book(fmt.Sprint(w.keys), fmt.Sprintf(`{"service": "%s", "start": "%s", "client": {"name": "X", "phone": "+7916%07d"}, "consent": true}`, service.ID, free[w.random.IntN(len(free))], w.keys), "snap")
		var made struct{ ID booking.ID }
		if a.json(&made); a.Status != http.StatusCreated {
			w.t.Fatalf("a booking: %d %s", a.Status, a.Body)
		}
		w.booked = append(w.booked, made.ID)
		return "booked"
	case n < 5 && len(free) > 0:
		a := w.do(w.Client(), w.request("POST", "/api/v1/widget/snap/holds", strings.NewReader(fmt.Sprintf(`{"service": "%s", "start": "%s", "visitor": "v%d"}`, service.ID, free[w.random.IntN(len(free))], w.keys))))
		var made struct{ ID booking.ID }
		if a.json(&made); a.Status == http.StatusCreated {
			w.held = append(w.held, made.ID)
		}
		return "held"
	case n == 5 && len(w.booked) > 0:
		_, err := w.desk.Bookings.Cancel(ctx, w.m, bookings.Target{Booking: w.take(&w.booked)}, "")
		w.must(err)
		return "cancelled"
	case n == 6 && len(w.held) > 0:
		w.do(w.Client(), w.request("DELETE", "/api/v1/widget/snap/holds/"+string(w.take(&w.held)), nil))
		return "released"
	case n == 7:
		w.clock.set(w.clock.Now().Add(time.Duration(w.random.IntN(400)) * time.Minute))
		return "waited"
	}
	return w.close(ctx, date)
}

// close makes an exception, or ends one.
func (w *snapshotWalk) close(ctx context.Context, date booking.Date) string {
	if len(w.closed) > 2 {
		w.must(w.desk.Exceptions.DeleteException(ctx, w.m, w.take(&w.closed)))
		return "opened"
	}
	saved, err := w.desk.Exceptions.SaveException(ctx, w.m, exceptions.ExceptionRequest{Draft: rules.Draft{FromDate: date.String(), ToDate: date.String()}})
	if booking.CodeOf(err) == booking.Internal {
		w.must(err)
	}
	if err == nil {
		w.closed = append(w.closed, saved.ID)
	}
	return "closed"
}

func (w *snapshotWalk) take(of *[]booking.ID) booking.ID {
	i := w.random.IntN(len(*of))
	id := (*of)[i]
	*of = slices.Delete(*of, i, i+1)
	return id
}

func (w *snapshotWalk) compare(after string) {
	w.t.Helper()
	from, service := w.date(), w.service()
	to := from.AddDays(w.random.IntN(12))
	ask := engine.Ask{Service: service.ID}
	if w.random.IntN(2) == 0 {
		ask.Resource = service.Resources[w.random.IntN(len(service.Resources))]
	}
	if len(w.held) > 0 && w.random.IntN(3) == 0 {
		ask.Hold = w.held[w.random.IntN(len(w.held))]
	}
	want := w.spansFromDatabase(w.m.Company, ask, from, to)
	got := w.slots(fmt.Sprintf("service=%s&resource=%s&hold=%s&from=%s&to=%s", ask.Service, ask.Resource, ask.Hold, from, to))
	if len(got.Days) != from.DaysUntil(to)+1 || !slices.Equal(got.spans(), want) {
		w.t.Fatalf("after it was %s, slots of %s from %s to %s:\n%v\nwhere the database has\n%v", after, service.Ref, from, to, got.spans(), want)
	}
}

// TestSlotsShowWhatWasAcknowledged has visitors of two processes book and let go while others ask: whoever
// begins to ask after an answer sees it in the same process at once, and in the other one by itself.
func TestSlotsShowWhatWasAcknowledged(t *testing.T) {
	t.Parallel()
	url := seeded(t)
	here, there := newHouseOn(t, url), newHouseOn(t, url)
	here.loadText(snapshotCompany)
	m := here.desker("snap")
	offered := func(h *house, start string) bool {
		response, err := h.Client().Get(h.URL + "/api/v1/widget/snap/slots?service=plain&resource=a&from=2026-11-30&to=2026-11-30")
		if err != nil {
			t.Error(err)
			return false
		}
		defer response.Body.Close()
		var s slotsGot
		if err := json.NewDecoder(response.Body).Decode(&s); err != nil || response.StatusCode != http.StatusOK {
			t.Errorf("slots: %d %v", response.StatusCode, err)
		}
		return slices.Contains(s.starts(), start)
	}
	var all sync.WaitGroup
	for visitor := range 6 {
		all.Go(func() {
			mine, other := here, there
			if visitor%2 == 1 {
				mine, other = there, here
			}
			for i := range 4 {
				start := fmt.Sprintf("2026-11-30T%02d:00:00+03:00", 4*visitor%24+i%4)
				id := mine.bookSnap(fmt.Sprint(visitor, " ", i), start)
				if offered(mine, start) {
					t.Errorf("%s is offered after it was booked here", start)
				}
				dbtest.Await(t, "the other process to see the booking", func() (bool, any) { return !offered(other, start), i })
				if _, err := mine.desk.Bookings.Cancel(context.Background(), m, bookings.Target{Booking: id}, ""); err != nil {
					t.Error(err)
				}
				if !offered(mine, start) {
					t.Errorf("%s is not offered after it was let go here", start)
				}
				dbtest.Await(t, "the other process to see that it was let go", func() (bool, any) { return offered(other, start), i })
			}
		})
	}
	all.Wait()
}

func (h *house) bookSnap(key, start string) booking.ID {
	a := h.book(key, fmt.Sprintf(`{"service": "plain", "resource": "a", "start": "%s", "client": {"name": "X", "phone": "+7916%07d"}}`, start, rand.IntN(10_000_000)), "snap")
	var made struct{ ID booking.ID }
	if a.json(&made); a.Status != http.StatusCreated {
		h.t.Errorf("a booking: %d %s", a.Status, a.Body)
	}
	return made.ID
}

func TestSlotsAreWrittenAsJSONHasThem(t *testing.T) {
	h := newHouse(t)
	h.loadText(snapshotCompany)
	a := h.get("/api/v1/widget/snap/slots?service=roomy&from=2026-11-23&to=2026-11-26")
	var body struct {
		Timezone string `json:"timezone"`
		Days     []struct {
			Date  string `json:"date"`
			Slots []struct {
				Start string `json:"start"`
				End   string `json:"end"`
			} `json:"slots"`
		} `json:"days"`
	}
	a.json(&body)
	again, err := json.Marshal(body)
	h.must(err)
	if string(again) != string(a.Body) || len(body.Days) != 4 || len(body.Days[0].Slots) == 0 {
		t.Errorf("%s\nis not\n%s", a.Body, again)
	}
}

func TestConfigIsRememberedButForItsViewToken(t *testing.T) {
	h := newHouse(t)
	read := func() map[string]any {
		var all map[string]any
		h.get("/api/v1/widget/studio-site/config?lang=en").json(&all)
		return all
	}
	first, second := read(), read()
	if first["view"] == second["view"] || first["view"] == "" {
		t.Errorf("the view tokens are %v and %v", first["view"], second["view"])
	}
	if delete(first, "view"); first["lang"] != "en" {
		t.Errorf("the language is %v", first["lang"])
	}
	if delete(second, "view"); !reflect.DeepEqual(first, second) {
		t.Error("what is remembered differs")
	}
	h.clock.set(h.clock.Now().AddDate(0, 0, 1))
	if day := read()["bookable"]; reflect.DeepEqual(day, first["bookable"]) {
		t.Errorf("the next day %v can still be booked", day)
	}
}

func TestSlotsAreAskedOfTheDatabaseOnceAVersion(t *testing.T) {
	h := newHouse(t)
	path := "/api/v1/widget/studio-site/slots?service=cut&from=2026-11-24&to=2026-11-30"
	first := h.get(path)
	before := h.queries.Load()
	for range 20 {
		if a := h.get(path, "If-None-Match", first.Header.Get("ETag")); a.Status != http.StatusNotModified {
			t.Fatalf("asked again: %d", a.Status)
		}
	}
	if asked := h.queries.Load() - before; asked > 20 { // a look at the version row now and then
		t.Errorf("20 questions took %d queries", asked)
	}
}

func TestRememberedSlotsEndWithTheirTime(t *testing.T) {
	h := newHouse(t)
	h.loadText(snapshotCompany)
	company, err := h.db.CompanyBySlug(context.Background(), "snap")
	h.must(err)
	today := booking.DateOf(h.clock.Now(), time.UTC)
	const held = "2026-11-23T15:00:00+03:00"
	a := h.do(h.Client(), h.request("POST", "/api/v1/widget/snap/holds", strings.NewReader(`{"service": "plain", "resource": "a", "start": "`+held+`", "visitor": "v"}`)))
	if a.Status != http.StatusCreated {
		t.Fatalf("a hold: %d %s", a.Status, a.Body)
	}
	setup := h.setupOf("snap")
	ask := engine.Ask{Service: setup.Services[0].ID, Resource: setup.Resources[0].ID}
	for _, wait := range []time.Duration{0, time.Minute, 14 * time.Minute, time.Minute, booking.HoldFor, 3 * time.Hour, 12 * time.Hour, -2 * time.Hour} {
		h.clock.set(h.clock.Now().Add(wait))
		got := h.slots(fmt.Sprintf("service=plain&resource=a&from=%s&to=%s", today, today.AddDays(21))).starts()
		if want := h.fromDatabase(company.ID, ask, today, today.AddDays(21)); !slices.Equal(got, want) {
			t.Errorf("at %v the slots are\n%v\nwhere the database has\n%v", h.clock.Now(), got, want)
		}
	}
}

func TestRememberedAnswersAreTheSameCompressed(t *testing.T) {
	h := newHouse(t)
	h.loadText(snapshotCompany)
	view := regexp.MustCompile(`"view":"[^"]*"`)
	for _, path := range []string{"slots?service=plain&from=2026-11-23&to=2026-12-12", "config"} {
		plain := h.get("/api/v1/widget/snap/"+path, "Accept-Encoding", "identity")
		for range 2 {
			a := h.get("/api/v1/widget/snap/"+path, "Accept-Encoding", "br, gzip")
			if a.Header.Get("Content-Encoding") != "gzip" || !slices.Contains(a.Header.Values("Vary"), "Accept-Encoding") || len(a.Body) > len(plain.Body)/2 {
				t.Fatalf("%s: %d bytes of %d, %v", path, len(a.Body), len(plain.Body), a.Header)
			}
			reader, err := gzip.NewReader(bytes.NewReader(a.Body))
			h.must(err)
			text, err := io.ReadAll(reader)
			h.must(err)
			if got, want := view.ReplaceAllString(string(text), ""), view.ReplaceAllString(string(plain.Body), ""); got != want {
				t.Errorf("%s is compressed\n%s\nand plain\n%s", path, got, want)
			}
		}
		if a := h.get("/api/v1/widget/snap/"+path, "Accept-Encoding", "gzip;q=0"); a.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s is compressed for who does not want it", path)
		}
	}
}
