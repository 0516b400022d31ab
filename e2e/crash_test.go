package e2e

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"okno/db"
	"okno/db/dbtest"
)

// Bookings are made while servers and workers are killed again and again and
// PostgreSQL twice. Whatever was answered is there; of what is there, everybody
// who is to know of it is told, by one delivery each; of what is not, nobody.
func TestNothingIsLostInACrash(t *testing.T) {
	t.Parallel()
	rush := scaled(160, 1_000)
	server := dbtest.NewOwn(t)
	load(t, server.URL(), "testdata/rush.json")
	if out, err := okno(t, []string{"DATABASE_URL=" + server.URL()}, "a long password", "user", "add", "--company", "rush", "--email", "desk@rush.example", "--role", "desk"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	post := newPost(t)
	fleet := newFleet(t, server.URL(), post.address)
	fleet.want = rush
	began := time.Now()
	booked := make(chan struct{})
	go func() {
		defer close(booked)
		fleet.book(rush)
	}()
	crashes := fleet.fire(server, booked)
	fire, during := time.Since(began), post.count()
	fleet.settle(server.URL())
	t.Logf("%d bookings in %.0f s under fire: %d killed processes, %d crashes of PostgreSQL, %d requests repeated; %d letters meanwhile, the rest %.0f s later",
		rush, fire.Seconds(), fleet.killed, crashes, fleet.repeated.Load(), during, (time.Since(began) - fire).Seconds())
	if crashes != 2 || fleet.killed < 4 {
		t.Errorf("the fire was too small: %d crashes, %d killed", crashes, fleet.killed)
	}
	fleet.check(t, server.URL(), post)
}

// check holds what was sent against what is committed.
func (f *fleet) check(t *testing.T, url string, p *mailbox) {
	t.Helper()
	d, err := db.Open(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var bookings, answered, uneven, unsent, again int
	ids := make([]string, 0, f.want)
	for id := range f.answers {
		ids = append(ids, id)
	}
	for into, q := range map[*int]string{
		&bookings: `select count(*) from bookings`,
		&uneven: `select count(*) from (select b.id from bookings b left join deliveries d on d.company_id = b.company_id and d.booking_id = b.id
			group by b.company_id, b.id having count(distinct d.recipient) <> 2 or count(*) <> 2) x`,
		&unsent: `select count(*) from deliveries where state <> 'sent'`,
		&again:  `select count(*) from deliveries where attempts > 1`,
	} {
		if err := d.Get(into, q); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Get(&answered, `select count(*) from bookings where id = any($1::uuid[])`, ids); err != nil {
		t.Fatal(err)
	}
	if bookings != f.want || answered != f.want || len(ids) != f.want {
		t.Errorf("%d bookings, %d of %d that were answered; %d were wanted", bookings, answered, len(ids), f.want)
	}
	if uneven != 0 || unsent != 0 {
		t.Errorf("%d bookings without exactly one delivery for each of the two; %d deliveries not sent", uneven, unsent)
	}
	var known []string
	if err := d.Select(&known, `select id::text from deliveries`); err != nil {
		t.Fatal(err)
	}
	committed := map[string]bool{}
	for _, id := range known {
		committed[id] = true
	}
	subjects := map[string]string{} // what a recipient was told of one booking, by the letter's Message-ID
	sent := map[string]int{}
	for _, l := range p.letters {
		id := strings.Trim(l.messageID, "<>")
		id, _, _ = strings.Cut(id, "@")
		sent[id]++
		if !committed[id] {
			t.Errorf("%s was told of what is not committed: %s", l.to, l.messageID)
		}
		about := l.to + " " + l.number
		if before, ok := subjects[about]; ok && before != id {
			t.Errorf("%s was told twice under two Message-IDs of booking %s", l.to, l.number)
		}
		subjects[about] = id
	}
	for _, id := range known {
		if sent[id] == 0 {
			t.Errorf("delivery %s never reached its recipient", id)
		}
	}
	t.Logf("%d deliveries, %d of them begun more than once; %d letters, %d duplicates, each under the Message-ID of the first",
		len(known), again, len(p.letters), len(p.letters)-len(sent))
}

// fleet is two servers and two workers on one database, and who uses them.
type fleet struct {
	t        *testing.T
	want     int // bookings
	servers  []*crew
	workers  []*crew
	killed   int
	repeated atomic.Int64
	failed   func(answer) // is told of each request that has to be repeated; nil: nobody is
	mu       sync.Mutex
	answers  map[string]bool // ids of bookings that were answered
}

// crew is a process that is started again whenever it is killed.
type crew struct {
	*process
	settings []string
	args     []string
	base     string
}

// up says whether the process has begun its work.
func (c *crew) up() bool {
	return strings.Contains(c.stdout.String(), "listening on") || strings.Contains(c.stderr.String(), "working the notification jobs")
}

func (c *crew) ended() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

func newFleet(t *testing.T, database, smtp string, more ...string) *fleet {
	f := &fleet{t: t, answers: map[string]bool{}}
	for range 2 {
		address := freeAddress(t)
		settings := []string{
			"DATABASE_URL=" + database, "OKNO_SECRET=" + strings.Repeat("5a", 32), "OKNO_ADDR=" + address, "OKNO_PUBLIC_LIMITS=off",
			"OKNO_SMTP_URL=smtp://" + smtp, "OKNO_DELIVERY_LEASE=3s", "OKNO_BASE_URL=http://okno.test",
		}
		settings = append(settings, more...)
		f.servers = append(f.servers, &crew{settings: settings, args: []string{"serve", "--no-worker"}, base: "http://" + address})
		f.workers = append(f.workers, &crew{settings: settings, args: []string{"worker"}})
	}
	for _, c := range append(f.servers, f.workers...) {
		c.process = start(t, c.settings, c.args...)
	}
	return f
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// fire kills a server and a worker, each in its turn, whenever another twelfth is booked, and PostgreSQL when
// a third and when two thirds are. It goes by what gets done, so that a slow machine meets as much of it as a fast one.
func (f *fleet) fire(server *dbtest.Own, booked <-chan struct{}) (crashes int) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for fires := 0; ; {
		select {
		case <-booked:
			return crashes
		case <-tick.C:
		}
		f.mu.Lock()
		done := len(f.answers)
		f.mu.Unlock()
		if done > (fires+1)*f.want/8 {
			for _, c := range []*crew{f.servers[fires%2], f.workers[fires%2]} {
				if c.up() { // else it has not come to anything yet
					c.kill()
					f.killed++
				}
			}
			fires++
		}
		for _, c := range append(slices.Clone(f.servers), f.workers...) {
			if c.ended() { // killed, or because it found no database
				c.process = start(f.t, c.settings, c.args...)
			}
		}
		if crashes < 2 && done > (crashes+1)*f.want/3 {
			server.Crash()
			crashes++
		}
	}
}

// book makes n bookings, each as often as it takes.
func (f *fleet) book(n int) {
	tomorrow := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, 2)
	work := make(chan int)
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for i := range work {
				f.bookOne(i, tomorrow.Add(time.Duration(i)*5*time.Minute))
			}
		})
	}
	for i := range n {
		work <- i
	}
	close(work)
	all.Wait()
}

var bookingID = regexp.MustCompile(`"id":"([0-9a-f-]{36})"`)

func (f *fleet) bookOne(i int, at time.Time) {
	body := fmt.Sprintf(`{"service": "five", "start": %q, "client": {"name": "Client %d", "phone": "+7916%07d", "email": "client-%d@example.com"}}`,
		at.Format(time.RFC3339), i, i, i)
	for attempt := 0; attempt < 2_000; attempt++ {
		if attempt > 0 {
			f.repeated.Add(1)
			time.Sleep(50 * time.Millisecond)
		}
		a := post(f.servers[(i+attempt)%2].base+"/api/v1/widget/rush-site/bookings", fmt.Sprint("rush-", i), body)
		if a.err != nil || a.status == http.StatusServiceUnavailable {
			if f.failed != nil {
				f.failed(a)
			}
			continue
		}
		found := bookingID.FindSubmatch(a.body)
		if a.status != http.StatusCreated || found == nil {
			f.t.Errorf("booking %d: %d %.300s", i, a.status, a.body)
			return
		}
		f.mu.Lock()
		f.answers[string(found[1])] = true
		f.mu.Unlock()
		return
	}
	f.t.Errorf("booking %d was never answered", i)
}

// settle waits until the workers, left alone, have nothing more to send.
func (f *fleet) settle(url string) {
	f.t.Helper()
	d, err := db.Open(context.Background(), url)
	if err != nil {
		f.t.Fatal(err)
	}
	defer d.Close()
	await(f.t, "all deliveries and jobs to be done", func() (bool, any) {
		var open int
		if err := d.Get(&open, `select (select count(*) from deliveries where state not in ('sent', 'parked', 'dropped')) + (select count(*) from gue_jobs)`); err != nil {
			f.t.Fatal(err)
		}
		return open == 0, open
	})
}
