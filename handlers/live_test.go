package handlers_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"okno/booking"
	"okno/handlers"
)

// board is an open board's socket.
type board struct {
	*websocket.Conn
	t testing.TB
}

func (b browser) open(path string, header ...string) (board, *http.Response, error) {
	b.h.t.Helper()
	r := b.h.request("GET", path, nil, header...)
	for _, cookie := range b.Jar.Cookies(mustURL(b.h.t, b.h.URL)) {
		r.AddCookie(cookie)
	}
	conn, response, err := websocket.Dial(context.Background(), "ws"+strings.TrimPrefix(b.h.URL, "http")+path, &websocket.DialOptions{HTTPHeader: r.Header})
	if err == nil {
		conn.SetReadLimit(1 << 20)
		b.h.t.Cleanup(func() { _ = conn.CloseNow() })
	}
	return board{conn, b.h.t}, response, err
}

func (b browser) watch(version int64) board {
	b.h.t.Helper()
	s, _, err := b.open(fmt.Sprintf("/bookings/live?date=2026-11-24&version=%d", version))
	b.h.must(err)
	return s.there()
}

// there waits for the first word, which comes once the viewer is in.
func (s board) there() board {
	s.t.Helper()
	if _, word, err := s.Read(s.t.Context()); err != nil || string(word) != "0" {
		s.t.Fatalf("the first word is %q: %v", word, err)
	}
	return s
}

// until reads messages up to one that has the text, and gives all of them.
func (s board) until(want string) string {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var all strings.Builder
	for !strings.Contains(all.String(), want) {
		_, message, err := s.Read(ctx)
		if err != nil {
			s.t.Fatalf("no %q came: %v; but %s", want, err, all.String())
		}
		if string(message) != "0" {
			all.Write(message)
		}
	}
	return all.String()
}

func (h *house) version() int64 {
	h.t.Helper()
	return h.versionOf("studio")
}

func (h *house) versionOf(slug string) int64 {
	h.t.Helper()
	company, err := h.db.CompanyBySlug(context.Background(), slug)
	h.must(err)
	versions, err := h.db.Versions(context.Background(), []booking.CompanyID{company.ID})
	h.must(err)
	return versions[company.ID].Board
}

func TestChangesReachOpenBoards(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	here, there := b.watch(h.version()), h.signIn("max@studio.example").watch(h.version())
	id := h.booked()
	card := `data-booking="` + string(id) + `"`
	for _, s := range []board{here, there} {
		if got := s.until(card); !strings.Contains(got, "Иван") {
			t.Errorf("the card is not in %s", got)
		}
	}
	b.post("/bookings/"+string(id)+"/confirmation", nil, fragment...)
	here.until("подтвержд")
	b.post("/bookings/"+string(id)+"/cancellation", nil, fragment...)
	here.until("отмен")
}

// The message shows what a fresh page shows: it is made by the same template.
func TestMessageIsThePagesOwnFragment(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	s := b.watch(h.version())
	id := h.booked()
	message := answer{t: t, Body: []byte(s.until(string(id)))}
	page := b.get(day)
	for _, card := range find(t, page, ".card") {
		if !strings.Contains(text(t, message, ".card"), words(card)) {
			t.Errorf("the page has %q, the message %q", words(card), text(t, message, ".card"))
		}
	}
}

func TestReconnectedBoardGetsWhatItMissed(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	before := h.version()
	id := h.booked() // while nobody watches
	b.watch(before).until(string(id))
}

func TestBoardOfAnUnknownVersionIsDrawnAnew(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	for _, version := range []int64{0, h.version() + 1000} {
		if got := b.watch(version).until("hx-partial"); !strings.Contains(got, `hx-target="#day"`) {
			t.Errorf("version %d gets %s", version, got)
		}
	}
}

func TestAnotherProcessesChangesArrive(t *testing.T) {
	h := newHouse(t)
	other := newHouseOn(t, h.db.URL())
	s := h.signIn("dasha@studio.example").watch(h.version())
	s.until(string(other.booked()))
}

func TestBoardsOfOtherDatesAndCompaniesHearNothing(t *testing.T) {
	h := newHouse(t, func(o *handlers.Options) { o.Heartbeat = 50 * time.Millisecond })
	tomorrow, _, err := h.signIn("dasha@studio.example").open(fmt.Sprintf("/bookings/live?date=2026-11-25&version=%d", h.version()))
	h.must(err)
	rival := h.signIn("rex@rival.example").watch(h.versionOf("rival"))
	id := h.booked()
	h.signIn("dasha@studio.example").watch(h.version() - 1).until(string(id))
	for _, s := range []board{tomorrow, rival} {
		var all string
		for range 5 {
			ctx, cancel := context.WithTimeout(context.Background(), patience)
			_, message, err := s.Read(ctx)
			cancel()
			h.must(err)
			all += string(message)
		}
		// Of another day a board hears the news alone, see hearing.go.
		if strings.Contains(all, `class="card`) || s == rival && strings.Contains(all, "Иван") || !strings.Contains(all, "pulse") {
			t.Errorf("heard %s", all)
		}
	}
}

func TestWhoMayWatch(t *testing.T) {
	h := newHouse(t)
	path := "/bookings/live?date=2026-11-24&version=1"
	if _, response, err := h.browser().open(path); err == nil || response.StatusCode != 401 {
		t.Errorf("nobody: %v %v", response.StatusCode, err)
	}
	b := h.signIn("dasha@studio.example")
	if _, response, err := b.open(path, "Origin", "https://evil.example"); err == nil || response.StatusCode != 403 {
		t.Errorf("another site: %v %v", response.StatusCode, err)
	}
	for _, bad := range []string{"/bookings/live?date=x&version=1", "/bookings/live?date=2026-11-24&version=x"} {
		if _, response, err := b.open(bad); err == nil || response.StatusCode >= 500 {
			t.Errorf("%s: %v %v", bad, response.StatusCode, err)
		}
	}
}

// A change is rendered once for each distinct view, however many look at it; and
// so is one of the setup, which changes everything.
func TestOneRenderingPerView(t *testing.T) {
	h := newHouse(t, func(o *handlers.Options) { o.Heartbeat = time.Hour }) // which comes to each viewer in its own time
	desk, manager := h.signIn("dasha@studio.example"), h.signIn("max@studio.example")
	var same, all []board
	for range 8 {
		same = append(same, desk.watch(h.version()))
	}
	all = append(all, same...)
	for _, view := range []string{"&view=list", "&status=pending", "&view=list"} {
		s, _, err := desk.open(fmt.Sprintf("/bookings/live?date=2026-11-24&version=%d%s", h.version(), view))
		h.must(err)
		all = append(all, s.there())
	}
	all = append(all, manager.watch(h.version()))
	const views = 4 // the desk's day, its list, its pending ones, and the manager's day
	count := func(what string, want string, do func()) {
		made, queries := h.handlers.Feed.Made(), h.queries.Load()
		do()
		first := same[0].until(want)
		for i, s := range all[1:] {
			if got := s.until(want); i < len(same)-1 && got != first {
				t.Errorf("%s: two viewers of one view see different bytes", what)
			}
		}
		if n := h.handlers.Feed.Made() - made; n != views {
			t.Errorf("%s was rendered %d times for %d viewers of %d views", what, n, len(all), views)
		}
		t.Logf("%s: %d queries", what, h.queries.Load()-queries)
	}
	count("a booking", "10:00", func() { h.booked() })
	count("an exception", `hx-target="#day"`, func() {
		olga := h.signIn("olga@studio.example")
		a := olga.post("/exceptions", url.Values{"about": {"company"}, "from_date": {"2026-11-24"}, "to_date": {"2026-11-24"}, "from": {"18:00"}, "to": {"19:00"}, "reason": {"учёба"}}, fragment...)
		if a.Status >= 400 {
			t.Fatalf("%d %.300s", a.Status, a.Body)
		}
	})
}

func TestShutdownSendsBoardsAwayToComeBack(t *testing.T) {
	h := newHouse(t)
	s := h.signIn("dasha@studio.example").watch(h.version())
	h.booked()
	s.until("hx-partial")
	h.hub.Close()
	for {
		if _, _, err := s.Read(context.Background()); err != nil {
			if got := websocket.CloseStatus(err); got != websocket.StatusServiceRestart {
				t.Errorf("closed with %v: %v", got, err)
			}
			return
		}
	}
}
