package e2e

import (
	"context"
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"okno/db"
)

// The network drops, or the process dies, after the commit and before the
// answer: whoever repeats the request with its key gets the booking that exists.
func TestAnswerLostAfterTheCommit(t *testing.T) {
	t.Parallel()
	for name, accident := range map[string]func(*process){
		"the connection is cut": func(*process) {},
		"the process is killed": func(p *process) { p.kill() },
	} {
		t.Run(name, func(t *testing.T) {
			database := studio(t)
			p, base := serve(t, database, []string{"--no-worker"}, "OKNO_PUBLIC_LIMITS=off")
			start := free(t, base, "solo-site", "hour")[3]
			body := bookingBody("hour", start, "Anna Cut")
			lost := post(cutter(t, base, func() { accident(p) })+"/api/v1/widget/solo-site/bookings", "the-key", body)
			if lost.err == nil {
				t.Fatalf("the answer was not lost: %d %s", lost.status, lost.body)
			}
			_, again := serve(t, database, []string{"--no-worker"}, "OKNO_PUBLIC_LIMITS=off")
			var first, second struct{ ID, Status, Start string }
			post(again+"/api/v1/widget/solo-site/bookings", "the-key", body).json(t, &first)
			post(again+"/api/v1/widget/solo-site/bookings", "the-key", body).json(t, &second)
			if first.ID == "" || first != second || first.Status != "confirmed" {
				t.Errorf("repeated: %+v, and once more: %+v", first, second)
			}
			d, err := db.Open(context.Background(), database)
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			var left string
			if err := d.Get(&left, `select concat((select count(*) from bookings), (select count(*) from leads),
				(select count(*) from gue_jobs), (select min(id::text) from bookings))`); err != nil {
				t.Fatal(err)
			}
			if left != "111"+first.ID {
				t.Errorf("one booking, lead and job are to be left, there are %s", left)
			}
		})
	}
}

// The same key fifty times at once, through two processes, is one booking, and
// everybody hears of the same one.
func TestOneKeyFiftyTimes(t *testing.T) {
	t.Parallel()
	database := studio(t)
	_, one := serve(t, database, []string{"--no-worker"}, "OKNO_PUBLIC_LIMITS=off")
	_, two := serve(t, database, []string{"--no-worker"}, "OKNO_PUBLIC_LIMITS=off")
	body := bookingBody("hour", free(t, one, "solo-site", "hour")[0], "Anna Impatient")
	ids := map[string]int{}
	for _, a := range together(50, func(n int) answer {
		return post([]string{one, two}[n%2]+"/api/v1/widget/solo-site/bookings", "one-key", body)
	}) {
		var b struct{ ID string }
		if a.json(t, &b); a.status != 201 {
			t.Errorf("%d %s", a.status, a.body)
		}
		ids[b.ID]++
	}
	if len(ids) != 1 {
		t.Errorf("fifty repetitions made %v", ids)
	}
}

// cutter is a proxy that passes a request on, and where the answer begins calls
// accident and drops the connection.
func cutter(t *testing.T, base string, accident func()) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	var once sync.Once
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer client.Close()
				server, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
				if err != nil {
					return
				}
				defer server.Close()
				go func() { _, _ = io.Copy(server, client) }()
				_, _ = server.Read(make([]byte, 1)) // the answer begins, so the booking is committed
				once.Do(accident)
			}()
		}
	}()
	return "http://" + listener.Addr().String()
}
