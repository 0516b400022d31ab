package e2e

import (
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// wire stands between a page and Okno. It can break off an answer after the
// server has done its work, and answer in the server's place.
type wire struct {
	address string

	mu      sync.Mutex
	cuts    int                                                  // how many more answers to bookings are lost
	keys    []string                                             // the idempotency keys that have gone over it
	instead func(http.ResponseWriter, *http.Request) (done bool) // asked first; nil for nothing
}

func newWire(t *testing.T, okno string) *wire {
	t.Helper()
	target, err := url.Parse(okno)
	if err != nil {
		t.Fatal(err)
	}
	c := &wire{}
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.ModifyResponse = func(answer *http.Response) error {
		if c.cut(answer.Request) {
			// In the middle of the body: Chromium by itself sends again what a connection
			// that it has used before did not answer at all.
			answer.Body = broken{answer.Body, strings.NewReader(`{"id":`)}
			answer.ContentLength = -1
			answer.Header.Del("Content-Length")
			answer.Header.Del("Content-Encoding")
		}
		return nil
	}
	proxy.ErrorLog = log.New(io.Discard, "", 0) // what breaks off here is meant to
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		instead := c.instead
		c.mu.Unlock()
		if instead == nil || !instead(w, r) {
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	c.address = server.URL
	return c
}

// broken is a body that breaks off.
type broken struct {
	io.Closer
	start io.Reader
}

func (b broken) Read(p []byte) (int, error) {
	if n, err := b.start.Read(p); err == nil {
		return n, nil
	}
	return 0, io.ErrUnexpectedEOF
}

// cut takes note of a booking's key, and says whether its answer is to be lost.
func (c *wire) cut(r *http.Request) bool {
	if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/bookings") {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keys = append(c.keys, r.Header.Get("Idempotency-Key"))
	c.cuts--
	return c.cuts >= 0
}

// answer sets what is asked before Okno is.
func (c *wire) answer(instead func(http.ResponseWriter, *http.Request) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.instead = instead
}

func (c *wire) lose(answers int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cuts = answers
}

// sent gives the keys that have gone over the wire; all must be one and the same.
func (c *wire) sent(t *testing.T) int {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, key := range c.keys {
		if key == "" || key != c.keys[0] {
			t.Errorf("the attempts carry the keys %v", c.keys)
		}
	}
	return len(c.keys)
}

// The server books, and its answer is lost: however the widget comes to ask
// again, it asks with the same key and there is one booking.
func testLostAnswers(t *testing.T, chrome context.Context, p product) {
	for _, again := range []struct {
		name  string
		lost  int
		retry func(*window)
	}{
		{"after a reload", 1, func(w *window) {
			w.wait("the widget to say so", widget+`.querySelector(".live").textContent.includes("пробуем ещё раз")`)
			w.reload()
			w.step("contacts")
			w.send()
		}},
		{"on demand", 4, func(w *window) {
			w.wait("the trouble", widget+`.querySelector("[data-state=offline]")`)
			w.picture("widget-offline")
			if got := js[string](w, widget+`.querySelector("[name=phone]").value`); got != "8 916 123-45-69" {
				t.Errorf("the phone has become %q", got)
			}
			w.exec(widget + `.querySelector("[data-act=again]").click()`)
		}},
		{"by itself", 1, func(w *window) {
			w.wait("the widget to say so", widget+`.querySelector(".live").textContent.includes("пробуем ещё раз")`)
		}},
	} {
		t.Run(again.name, func(t *testing.T) {
			c := newWire(t, p.okno)
			w := open(t, chrome, "lost", newSite(t, c.address).plain("ru"))
			start := w.contacts("color", "")
			who := "Связной " + again.name
			w.fill("name", who)
			w.fill("phone", "8 916 123-45-69")
			w.agree()
			c.lose(again.lost)
			w.send()
			again.retry(w)
			w.step("done")
			if n := c.sent(t); n != again.lost+1 {
				t.Errorf("%d attempts have gone out for %d lost answers", n, again.lost)
			}
			if ids := onBoard(t, p, start[:10], who); len(ids) != 1 {
				t.Errorf("the board shows the bookings %v", ids)
			}
			// Where others hold much of the day the time is not held (429), and booked all the same.
			w.quiet("429", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION", "ERR_INCOMPLETE")
		})
	}
}

// The page is reloaded while the slot is already kept and the answer is still on its way: what
// the page before has kept stands in nobody's way.
func testReloadBeforeTheHold(t *testing.T, chrome context.Context, p product) {
	c := newWire(t, p.okno)
	w := open(t, chrome, "impatient", newSite(t, c.address).plain("ru"))
	kept := make(chan int, 1)
	c.answer(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/holds") || len(kept) > 0 {
			return false
		}
		ask, err := http.NewRequestWithContext(context.WithoutCancel(r.Context()), r.Method, p.okno+r.URL.Path, r.Body)
		if err != nil {
			return false
		}
		ask.Header = r.Header.Clone()
		answer, err := http.DefaultClient.Do(ask)
		if err != nil {
			return false
		}
		answer.Body.Close()
		kept <- answer.StatusCode
		<-r.Context().Done()
		return true
	})
	w.contacts("cut", "Анна Иванова")
	await(t, "the slot to be kept", func() (bool, any) { return len(kept) > 0, nil })
	if status := <-kept; status != http.StatusCreated {
		t.Fatalf("the hold is answered %d", status)
	}
	c.answer(nil)
	w.reload()
	w.step("contacts")
	w.held()
	w.quiet()
}

// In the middle of sending the server breaks, has enough, and takes its time:
// the widget says what is going on, keeps what was typed, and books once.
func testTroubles(t *testing.T, chrome context.Context, p product) {
	c := newWire(t, p.okno)
	w := open(t, chrome, "troubled", newSite(t, c.address).plain("ru"))
	start := w.contacts("cut", "")
	w.held()
	w.fill("name", "Терпеливая Тоня")
	w.fill("phone", "8 916 123-45-60")
	w.agree()
	var keys []string
	c.answer(func(out http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/bookings") {
			return false
		}
		keys = append(keys, r.Header.Get("Idempotency-Key"))
		status := map[int]int{1: http.StatusInternalServerError, 2: http.StatusTooManyRequests}[len(keys)]
		if status == 0 {
			time.Sleep(5 * time.Second) // longer than the widget is silent
			return false
		}
		out.Header().Set("Access-Control-Allow-Origin", "*")
		out.Header().Set("Access-Control-Expose-Headers", "Retry-After")
		out.Header().Set("Retry-After", "1")
		out.WriteHeader(status)
		return true
	})
	w.exec(`window.said = ""; new MutationObserver(() => { window.said += ` + widget + `.querySelector(".live").textContent + "|" }).observe(` + widget + `.querySelector(".live"), {childList: true, characterData: true, subtree: true, attributes: true})`)
	w.send()
	w.wait("the word about the connection", `said.includes("пробуем ещё раз")`)
	if got := js[string](w, widget+`.querySelector("[name=name]").value`); got != "Терпеливая Тоня" {
		t.Errorf("the name has become %q", got)
	}
	w.wait("the word about a slow server", `said.includes("Связь медленная")`)
	w.picture("widget-slow")
	w.step("done")
	if len(keys) != 3 || keys[0] == "" || keys[0] != keys[1] || keys[1] != keys[2] {
		t.Errorf("the attempts carry the keys %v", keys)
	}
	if ids := onBoard(t, p, start[:10], "Терпеливая Тоня"); len(ids) != 1 {
		t.Errorf("the board shows the bookings %v", ids)
	}
	w.quiet("500", "429")
}
