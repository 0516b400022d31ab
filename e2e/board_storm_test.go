package e2e

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"okno/booking"
	"okno/db"
)

// toggle takes bookings from confirmed to arrived or back, straight in the
// database and with a line of the change feed each, as another process would.
func (f *front) toggle(ids ...string) error {
	_, err := f.db.InAct(context.Background(), f.company, func(a *db.Act) error {
		for _, id := range ids {
			var span booking.Span
			if err := a.Tx().QueryRow(`update bookings set status = case status when 'confirmed' then 'arrived' else 'confirmed' end
				where company_id = $1 and id = $2 returning starts_at, ends_at`, f.company, id).Scan(&span.From, &span.To); err != nil {
				return err
			}
			if err := a.Changed(context.Background(), booking.ID(id), "arrived", &span, time.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// While a form is typed into, some 200 changes a second come in: not a keystroke is lost, the form stays, and so does an open booking.
func TestTypingInAStorm(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	w := f.open(f.one, "desk", "")
	var ids []string
	for i := range 9 {
		for n, who := range []string{"anna", "maria", "olga"} {
			ids = append(ids, f.book("cut", who, fmt.Sprintf("%02d:00", 9+i), fmt.Sprintf("Гость %d-%d", i, n)))
		}
	}
	w.wait("the last of them", f.in("olga", ids[len(ids)-1]))
	w.exec(`document.querySelector("#day-new").click()`)
	w.wait("the form", `document.querySelector("#modal[open] form [name=name]")`)
	stop, done, changes, began := make(chan struct{}), make(chan struct{}), 0, time.Now()
	go func() {
		defer close(done)
		for tick := time.NewTicker(20 * time.Millisecond); ; changes += 4 {
			select {
			case <-stop:
				tick.Stop()
				return
			case <-tick.C:
			}
			if err := f.toggle(ids[changes%24], ids[changes%24+1], ids[changes%24+2], ids[changes%24+3]); err != nil {
				t.Error(err)
				return
			}
		}
	}()
	w.exec(`window.told = 0; document.addEventListener("htmx:ws:after:message:incoming", () => { window.told++ })`)
	typed := "Анна-Мария Константинопольская"
	w.exec(`document.querySelector("#modal [name=name]").focus()`)
	for _, letter := range typed {
		w.keys(string(letter))
	}
	w.wait("messages meanwhile", `window.told > 5`)
	if got := js[string](w, `document.querySelector("#modal[open] [name=name]")?.value ?? "no form"`); got != typed {
		t.Errorf("typed %q, and there is %q", typed, got)
	}
	// An open booking is kept up to date and keeps what is typed into it.
	w.exec(`document.querySelector("#modal").close(); ` + f.in("anna", ids[0]) + `.click()`)
	w.wait("the booking", `document.querySelector("#modal[open] #booking-`+ids[0]+` [name=notes], #modal[open] #booking-`+ids[0]+` [name=reason]")`)
	w.exec(`(e => { e.closest("details")?.setAttribute("open", ""); e.id = e.id || "typed"; e.focus(); window.typedInto = "#modal [name=" + e.name + "]" })(document.querySelector("#modal [name=notes], #modal [name=reason]"))`)
	for _, letter := range typed {
		w.keys(string(letter))
	}
	if got := js[string](w, `document.querySelector("#modal[open]") ? document.querySelector(window.typedInto).value : "no modal"`); got != typed {
		t.Errorf("typed %q into the booking, and there is %q", typed, got)
	}
	close(stop)
	<-done
	t.Logf("%.0f changes a second", float64(changes)/time.Since(began).Seconds())
	w.exec(`document.querySelector("#modal").close()`)
	w.same()
	w.quiet()
}

// tap is a proxy that can cut all its connections and let nobody through for a while.
type tap struct {
	listener    net.Listener
	network, to string // what it leads to
	mu          sync.Mutex
	shut        bool
	open        map[net.Conn]bool
}

func newTap(t *testing.T, network, to string) *tap {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &tap{listener: listener, network: network, to: to, open: map[net.Conn]bool{}}
	t.Cleanup(func() {
		listener.Close()
		p.cut(true)
	})
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go p.pass(client)
		}
	}()
	return p
}

func (p *tap) pass(client net.Conn) {
	server, err := net.Dial(p.network, p.to)
	if err != nil {
		client.Close()
		return
	}
	p.mu.Lock()
	if p.shut {
		p.mu.Unlock()
		client.Close()
		server.Close()
		return
	}
	p.open[client], p.open[server] = true, true
	p.mu.Unlock()
	go func() {
		_, _ = io.Copy(server, client)
		server.Close()
	}()
	_, _ = io.Copy(client, server)
	client.Close()
	server.Close()
	p.mu.Lock()
	delete(p.open, client)
	delete(p.open, server)
	p.mu.Unlock()
}

// cut drops all connections; shut keeps new ones out until cut(false).
func (p *tap) cut(shut bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shut = shut
	for conn := range p.open {
		conn.Close()
	}
}

// One of two processes loses its database and gets it back: both boards are in
// the end what a fresh page is.
func TestBoardsOutliveTheDatabaseBeingAway(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	config, err := pgx.ParseConfig(f.url)
	if err != nil {
		t.Fatal(err)
	}
	network, host := pgconn.NetworkAddress(config.Host, config.Port)
	proxy := newTap(t, network, host)
	address, err := url.Parse(f.url)
	if err != nil {
		t.Fatal(err)
	}
	query := address.Query()
	query.Del("host")
	query.Del("port")
	address.Host, address.RawQuery = proxy.listener.Addr().String(), query.Encode()
	_, cut := serve(t, address.String(), []string{"--no-worker"}, "OKNO_PUBLIC_LIMITS=off")
	here, there := f.open(cut, "desk", ""), f.open(f.two, "dora", "")
	first := f.book("cut", "anna", "09:00", "До Обрыва")
	here.wait("the first booking", f.in("anna", first))
	proxy.cut(true)
	second := f.book("cut", "maria", "09:00", "Во Время")
	there.wait("the second on the board that is whole", f.in("maria", second))
	there.ask("POST", "/bookings/"+first+"/cancellation", nil)
	proxy.cut(false)
	third := f.book("nails", "olga", "12:00", "После Обрыва")
	here.wait("what happened meanwhile", f.in("maria", second)+` && `+f.in("olga", third)+` && !`+f.in("anna", first))
	here.same()
	there.same()
}

// Whatever several desks do, and however often the sockets drop, in the end each
// board, of whatever view, is what a fresh page is.
func TestAnyActsEndInEqualBoards(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	t.Logf("seed %d", seed)
	var taps []*tap
	var boards []*window
	for i, query := range []string{"", "&status=confirmed", "&view=list"} {
		taps = append(taps, newTap(t, "tcp", strings.TrimPrefix([]string{f.one, f.two}[i%2], "http://")))
		boards = append(boards, f.open("http://"+taps[i].listener.Addr().String(), []string{"desk", "dora", "owner"}[i], query))
	}
	act := f.open(f.two, "desk", "")
	act.exec(acting)
	for round := range 6 {
		for range 5 {
			act.exec(fmt.Sprintf(`window.acted = 0; act(%d).finally(() => { window.acted = 1 })`, random.IntN(1<<30)))
			act.wait("an act", `window.acted`)
			if i := random.IntN(6); i < len(taps) {
				taps[i].cut(false)
			}
		}
		if round%3 == 2 {
			for _, w := range append(boards, act) {
				w.same()
			}
		}
	}
}

// acting defines act(n), which does something by chance, given by n, to the day
// that is shown: it asks the server as the page's own buttons would.
const acting = `window.act = async (n) => {
	const pick = (list) => { n = (n * 1103515245 + 12345) % 2147483648; return list[n % list.length]; };
	const ask = (method, path, values) => fetch(path, { method, headers: { "HX-Request": "true", "HX-Request-Type": "partial" }, body: values && new URLSearchParams({ answer: "toast", ...values }) });
	const column = pick([...document.querySelectorAll(".column[data-kind=staff]")]);
	const start = document.querySelector("#day").dataset.date + "T" + String(pick([9, 10, 11, 12, 13, 14, 15, 16, 17])).padStart(2, "0") + ":" + pick(["00", "15", "30", "45"]) + ":00+03:00";
	const card = pick([...document.querySelectorAll(".card")]);
	const id = card?.dataset.booking;
	const service = pick([...document.querySelectorAll("#filter-service input")].map(e => e.value).filter(v => v));
	const what = pick(["book", "book", "hold", "confirmation", "cancellation", "arrival", "no-show", "restore", "move", "move", "over", "length", "deletion"]);
	if (what === "book" || what === "hold" || !id) {
		return fetch("/api/v1/widget/front-site/" + (what === "hold" ? "holds" : "bookings"), { method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": String(n) },
			body: JSON.stringify({ service, start, ...(what === "hold" ? {} : { consent: true, client: { name: "Гость " + n % 97, phone: "+7916" + String(1000000 + n % 8999999) } }) }) });
	}
	if (what === "restore") return ask("DELETE", "/bookings/" + (document.querySelector(".chip")?.dataset.booking ?? id) + "/cancellation");
	if (what === "move") return ask("POST", "/bookings/" + id + "/move", { start });
	if (what === "over") return ask("POST", "/bookings/" + id + "/move", { from: card.closest(".column").dataset.resource, to: column.dataset.resource });
	if (what === "length") return ask("POST", "/bookings/" + id + "/length", { length: pick([30, 45, 60, 75, 90]) });
	return ask("POST", "/bookings/" + id + "/" + what, { sure: "early" });
};
0`
