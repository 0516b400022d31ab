package handlers_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"

	"okno/db/dbtest"
	"okno/handlers"
	"okno/live"
)

// farNet is what lies between a browser and the server.
type farNet struct {
	net.Listener
	silent atomic.Bool  // what either side says is lost, and nobody is told
	closed atomic.Int64 // connections that the server has given up
}

// behind is a network of its own before the house, and its address.
func (h *house) behind() (string, *farNet) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	h.must(err)
	h.t.Cleanup(func() { _ = listener.Close() })
	n, to := &farNet{Listener: listener}, h.Listener.Addr().String()
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", to)
			if err != nil {
				_ = client.Close()
				continue
			}
			go n.pass(client, server)
			go func() {
				n.pass(server, client)
				n.closed.Add(1)
				_, _ = client.Close(), server.Close()
			}()
		}
	}()
	return listener.Addr().String(), n
}

func (n *farNet) pass(from, to net.Conn) {
	buffer := make([]byte, 16<<10)
	for {
		size, err := from.Read(buffer)
		if err != nil {
			return
		}
		if !n.silent.Load() {
			if _, err := to.Write(buffer[:size]); err != nil {
				return
			}
		}
	}
}

// topics are what is watched of the studio.
func (h *house) topics() []live.Topic {
	h.t.Helper()
	company, err := h.db.CompanyBySlug(h.t.Context(), "studio")
	h.must(err)
	return h.hub.Topics(int64(company.ID))
}

// connect opens a board as of version at an address, for which the kernel keeps little of what is not read.
func (b browser) connect(address string, version int64) board {
	b.h.t.Helper()
	path := fmt.Sprintf("/bookings/live?date=2026-11-24&version=%d", version)
	r := b.h.request("GET", path, nil)
	for _, cookie := range b.Jar.Cookies(mustURL(b.h.t, b.h.URL)) {
		r.AddCookie(cookie)
	}
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		if err == nil {
			err = conn.(*net.TCPConn).SetReadBuffer(16 << 10)
		}
		return conn, err
	}
	conn, _, err := websocket.Dial(b.h.t.Context(), "ws://"+address+path,
		&websocket.DialOptions{HTTPHeader: r.Header, HTTPClient: &http.Client{Transport: &http.Transport{DialContext: dial}}})
	b.h.must(err)
	conn.SetReadLimit(1 << 20)
	b.h.t.Cleanup(func() { _ = conn.CloseNow() })
	return board{conn, b.h.t}.there()
}

// A laptop is closed, a phone has no network any more, and no end of the connection is heard of: what is written goes on
// being taken by whatever stands in between. It is noticed, its place is free, and whoever is there stays. When it wakes, two
// days later and with its changes forgotten, it has what a fresh page shows.
func TestAPageThatVanishesIsNoticedAndWakesToTheWholeDay(t *testing.T) {
	h := newHouse(t, func(o *handlers.Options) { o.Heartbeat, o.WritePatience = 50*time.Millisecond, 3*time.Second })
	address, between := h.behind()
	here := h.signIn("dasha@studio.example").watch(h.version()) // one topic
	heard := make(chan string)
	go func() { heard <- here.until("Гость") }()
	b := h.signIn("max@studio.example") // and another
	version := h.version()
	b.connect(address, version)
	if n := len(h.topics()); n != 2 {
		t.Fatalf("%d kinds of boards are watched", n)
	}
	between.silent.Store(true)
	dbtest.Await(t, "the one who has vanished to be noticed", func() (bool, any) { return len(h.topics()) == 1 && between.closed.Load() == 1, nil })
	id := h.booked("Иван", "Гость")
	if got := <-heard; !strings.Contains(got, string(id)) {
		t.Errorf("the one who is there got %s", got)
	}

	h.clock.set(monday.AddDate(0, 0, 2))
	_, err := h.db.Tidy(t.Context(), h.clock.Now())
	h.must(err)
	b = h.signIn("max@studio.example")
	woken := answer{t: t, Body: []byte(b.watch(version).until("column-"))}
	page := b.get(day)
	if got, want := cardsOf(t, woken), cardsOf(t, page); len(want) != 2 || !slices.Equal(got, want) {
		t.Errorf("it wakes to %q, a fresh page shows %q", got, want)
	}
	if !strings.Contains(string(woken.Body), `hx-target="#day"`) {
		t.Errorf("not the whole day came: %s", woken.Body)
	}
}

func cardsOf(t *testing.T, a answer) (cards []string) {
	t.Helper()
	for _, card := range find(t, a, ".card") {
		cards = append(cards, words(card))
	}
	return cards
}

// Whoever opens a board and reads nothing holds nobody up, keeps no more than has its bound, is put out, and when it comes back
// has what everybody has.
func TestAReaderWhoReadsNothingIsPutOut(t *testing.T) {
	h := newHouse(t, func(o *handlers.Options) { o.Heartbeat, o.WritePatience = time.Hour, 3*time.Second })
	b := h.signIn("dasha@studio.example")
	before := h.version()
	slow := h.signIn("max@studio.example").connect(h.Listener.Addr().String(), before)
	quick := b.watch(before)
	piece, sent := []byte("<i hidden>"+strings.Repeat("x", 64<<10)+"</i>"), 0
	for topics := h.topics(); len(topics) == 2; topics = h.topics() { // as far as the kernels and the bound of what waits let it
		for _, topic := range topics {
			h.hub.Send(topic, piece)
		}
		if got := quick.until("</i>"); len(got) != len(piece) {
			t.Fatalf("the quick one got %d bytes", len(got))
		}
		if sent++; sent > 1_000 {
			t.Fatal("nobody is put out")
		}
	}
	for err := error(nil); err == nil; { // what was on its way, and then the end
		_, _, err = slow.Read(t.Context())
	}
	id := h.booked()
	want := quick.until(string(id))
	again := b.watch(before)
	if got := again.until(string(id)); got != want {
		t.Errorf("it comes back to\n%s\nthe others had\n%s", got, want)
	}
	t.Logf("put out after %d messages of 64 KB", sent)
}
