package e2e

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"

	"okno/booking"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/dbtest"
)

var (
	soak     = flag.Duration("soak", 0, "how long to work and see whether anything grows: task soak")
	soakPlot = flag.String("soak-plot", "", "where its plot is written besides e2e/artefacts")
)

// soaked is a server and a worker in everyday use that leaves their company as it was: whatever grows meanwhile grows for nothing.
type soaked struct {
	t       *testing.T
	db      *db.DB
	company booking.CompanyID
	base    string
	member  *http.Client
	done    atomic.Int64 // whatever was asked and answered
	failed  atomic.Int64
}

// Visitors look for free times and book, the desk cancels and deletes what they have booked and looks at its pages, boards are opened and left with and
// without a word, a worker sends; and what processes and PostgreSQL take up stays as it is.
func (s *soaked) work(ctx context.Context) {
	var all sync.WaitGroup
	for n := range 3 {
		all.Go(func() { s.repeat(ctx, 200*time.Millisecond, func(i int) { s.search(i*3 + n) }) })
	}
	for n := range 2 {
		all.Go(func() { s.repeat(ctx, 500*time.Millisecond, func(i int) { s.bookAndDelete(ctx, i*2+n) }) })
	}
	all.Go(func() { s.repeat(ctx, 250*time.Millisecond, s.look) })
	for range 12 {
		all.Go(func() { s.repeat(ctx, 100*time.Millisecond, func(int) { s.watch(ctx) }) })
	}
	all.Wait()
}

func (s *soaked) repeat(ctx context.Context, every time.Duration, do func(i int)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for i := 0; ; i++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			do(i)
		}
	}
}

// answered counts, and complains of what has failed.
func (s *soaked) answered(what string, a answer, want ...int) bool {
	s.done.Add(1)
	for _, status := range want {
		if a.status == status {
			return true
		}
	}
	if s.failed.Add(1) <= 10 {
		s.t.Errorf("%s: %d %v %.200s", what, a.status, a.err, a.body)
	}
	return false
}

func (s *soaked) search(i int) {
	from := time.Now().UTC().AddDate(0, 0, 1+i%25)
	response, err := http.Get(fmt.Sprintf("%s/api/v1/widget/rush-site/slots?service=five&from=%s&to=%s", s.base, from.Format(time.DateOnly), from.AddDate(0, 0, i%3).Format(time.DateOnly)))
	s.answered("slots", answered(response, err), 200)
}

func (s *soaked) bookAndDelete(ctx context.Context, i int) {
	at := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, 2).Add(time.Duration(i%2_000) * 5 * time.Minute)
	email := ""
	if i%100 == 0 { // more would be held back, as so many mails from a new company are
		email = fmt.Sprintf(`, "email": "client-%d@example.com"`, i)
	}
	body := fmt.Sprintf(`{"service": "five", "start": %q, "client": {"name": "Client %d", "phone": "+7916%07d"%s}}`, at.Format(time.RFC3339), i%200, i%200, email)
	a := post(s.base+"/api/v1/widget/rush-site/bookings", fmt.Sprint("soak-", i), body)
	if !s.answered("a booking", a, 201) {
		return
	}
	id := string(bookingID.FindSubmatch(a.body)[1])
	for _, act := range []string{"cancellation", "deletion"} {
		b, err := bookingdb.Booking(ctx, s.db.Of(s.company), booking.ID(id))
		if err != nil {
			if ctx.Err() == nil {
				s.t.Error(err)
			}
			return
		}
		s.answered(act, ask(s.member, s.base+"/bookings/"+id+"/"+act, url.Values{"seen": {b.VersionTag()}, "answer": {"toast"}, "reason": {"soak"}}), 200)
	}
}

func (s *soaked) look(i int) {
	day := time.Now().UTC().AddDate(0, 0, 2+i%3).Format(time.DateOnly)
	pages := []string{"/", "/bookings?date=" + day, "/bookings?view=list&date=" + day, "/clients", "/leads", "/services"}
	response, err := s.member.Get(s.base + pages[i%len(pages)])
	s.answered(pages[i%len(pages)], answered(response, err), 200, 302, 303)
}

// watch opens a board for some seconds, and leaves it with a word, or as a laptop does that is closed.
func (s *soaked) watch(ctx context.Context) {
	at, err := url.Parse(s.base)
	if err != nil {
		s.t.Error(err)
		return
	}
	header := http.Header{}
	for _, cookie := range s.member.Jar.Cookies(at) {
		header.Add("Cookie", cookie.Name+"="+cookie.Value)
	}
	day := time.Now().UTC().AddDate(0, 0, 2).Format(time.DateOnly)
	board, _, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(s.base, "http")+"/bookings/live?version=-1&date="+day, &websocket.DialOptions{HTTPHeader: header})
	if err != nil {
		if ctx.Err() == nil {
			s.answered("a board", answer{err: err}, 101)
		}
		return
	}
	board.SetReadLimit(4 << 20)
	reads, stop := context.WithTimeout(context.WithoutCancel(ctx), time.Duration(5+rand.IntN(25))*time.Second)
	defer stop()
	for err == nil && ctx.Err() == nil {
		_, _, err = board.Read(reads)
	}
	s.done.Add(1)
	if rand.IntN(2) == 0 {
		_ = board.Close(websocket.StatusNormalClosure, "")
	}
	_ = board.CloseNow()
}

// With -soak it works for so long; without, what would find something growing is tried alone.
func TestSoak(t *testing.T) {
	t.Run("trend", trendsAreFound)
	if *soak == 0 {
		return
	}
	own := dbtest.NewOwn(t)
	load(t, own.URL(), "testdata/rush.json")
	if out, err := okno(t, []string{"DATABASE_URL=" + own.URL()}, "a long password", "user", "add", "--company", "rush", "--email", "desk@rush.example", "--role", "desk"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	mails := newPost(t)
	settings := []string{"OKNO_PUBLIC_LIMITS=off", "OKNO_METRICS_LISTEN=127.0.0.1:0", "OKNO_LOG=json", "OKNO_SMTP_URL=smtp://" + mails.address, "OKNO_BASE_URL=http://okno.test", "OKNO_LOG_LEVEL=info"}
	server, base := serve(t, own.URL(), []string{"--no-worker"}, settings...)
	worker := start(t, append([]string{"DATABASE_URL=" + own.URL(), "OKNO_SECRET=" + strings.Repeat("5a", 32)}, settings...), "worker")
	d, err := db.Open(t.Context(), own.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	company, err := d.CompanyBySlug(t.Context(), "rush")
	if err != nil {
		t.Fatal(err)
	}
	s := &soaked{t: t, db: d, company: company.ID, base: base, member: member(t, base)}
	w := &soakWatch{t: t, db: d, processes: map[string]string{"serve": server.private(), "worker": worker.private()}}
	ctx, stop := context.WithTimeout(t.Context(), *soak)
	defer stop()
	var all sync.WaitGroup
	all.Go(func() { s.work(ctx) })
	tick := time.NewTicker(max(time.Second, min(10*time.Second, *soak/60)))
	defer tick.Stop()
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-tick.C:
			w.sample()
			mails.forget()
		}
	}
	all.Wait()
	w.write()
	w.judge()
	t.Logf("%d requests and boards, %d failed", s.done.Load(), s.failed.Load())
}

// forget lets go of the letters that have come.
func (m *mailbox) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.letters = nil
}
