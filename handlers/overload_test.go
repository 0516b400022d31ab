package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"okno/db/dbtest"
	"okno/db/queue"
)

// A hundred strangers at a time book through two connections: what is too much is refused at once and says so, while
// each of the desk's acts comes through; and afterwards all is as before.
func TestDeskComesThroughAnOverload(t *testing.T) {
	t.Parallel()
	address := seeded(t)
	separator := map[bool]string{true: "&", false: "?"}[strings.Contains(address, "?")]
	h := newHouseOn(t, address+separator+"pool_max_conns=2")
	b := h.signIn("olga@studio.example")
	var refused, answered atomic.Int64
	stop := make(chan struct{})
	var all sync.WaitGroup
	strangers := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100}}
	for i := range 100 {
		all.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				r := h.request("POST", "/api/v1/widget/studio-site/bookings", strings.NewReader(bookingBody()),
					"Content-Type", "application/json", "Idempotency-Key", fmt.Sprint(i, "-", n))
				switch a := h.do(strangers, r); {
				case a.Status == http.StatusServiceUnavailable && a.Header.Get("Retry-After") != "":
					refused.Add(1)
					time.Sleep(5 * time.Millisecond) // as over a network; the processors are the server's, too
				case a.Status >= 500:
					t.Errorf("a stranger: %d %.200s", a.Status, a.Body)
				default:
					answered.Add(1)
				}
			}
		})
	}
	dbtest.Await(t, "the line to be full", func() (bool, any) { return refused.Load() > 0, answered.Load() })
	for i := range 10 {
		if a := b.post("/services", url.Values{"name": {fmt.Sprint("Услуга ", i)}, "duration": {"30"}}); a.Status != http.StatusSeeOther {
			t.Errorf("act %d of the desk: %d %.300s", i, a.Status, a.Body)
		}
	}
	close(stop)
	all.Wait()
	if h.db.Queue().Waiting() != 0 {
		t.Errorf("%d wait for ever", h.db.Queue().Waiting())
	}
	if c := h.db.Queue().Counts(queue.StrangerAct); c.Refused < refused.Load() || c.Admitted == 0 {
		t.Errorf("%+v in the queue, %d refused in all", c, refused.Load())
	}
	if a := h.get("/api/v1/widget/studio-site/config"); a.Status != http.StatusOK {
		t.Errorf("afterwards: %d %.200s", a.Status, a.Body)
	}
	t.Logf("%d strangers were answered, %d refused", answered.Load(), refused.Load())
}
