package e2e

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// The desk hears of what clients do from whatever page, takes back what it has done
// in the last minute, and notices when it is cut off.
func TestTheDeskHears(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	w := f.open(f.one, "desk", "")
	t.Run("news", func(t *testing.T) { testNews(t, f.of(t), w.of(t)) })
	t.Run("undo", func(t *testing.T) { testUndoStack(t, f.of(t), w.of(t)) })
	t.Run("cut off", func(t *testing.T) { testCutOff(t, f.of(t)) })
	t.Run("no sockets", func(t *testing.T) { testNoSockets(t, f.of(t)) })
}

// toasts is the text of all that are seen.
const toasts = `[...document.querySelectorAll(".toast:not([hidden], .is-folded)")].map(e => e.textContent).join("\n")`

func testNews(t *testing.T, f *front, w *window) {
	w.do(chromedp.Navigate(f.one + "/services"))
	w.settled("the services", `document.querySelector(".connection[data-state=online]")`)
	w.exec(shiftSum)
	first := f.book("cut", "anna", "09:00", "Вера Первая")
	w.wait("the news", toasts+`.includes("Вера Первая")`)
	w.wait("the title", `document.title.startsWith("(1) ")`)
	for i, at := range []string{"10:00", "11:00", "12:00", "13:00"} {
		f.book("cut", "olga", at, []string{"Аня", "Боря", "Витя", "Галя"}[i])
	}
	w.wait("the others as a number", toasts+`.includes("Ещё 4\u00a0новые записи") && document.querySelectorAll(".toast").length === 2`)
	w.quiet()
	if shift := js[float64](w, `window.shifted`); shift > 0 {
		t.Errorf("the page shiftSum by %v", shift)
	}
	w.still()
	w.accessible("news on another page")
	w.picture("news")
	w.hit(`.toast a[data-booking="` + first + `"]`)
	w.wait("the booking", `document.querySelector("#modal[open] #booking-`+first+`")`)
	w.wait("the title without the number", `!document.title.startsWith("(")`)
	w.keys("\x1b")
	w.hit(`.toast a[href^="/overview"]`)
	w.settled("all of them", `document.querySelectorAll("#overview-new .search-line").length === 5`)
	w.online()
	f.book("cut", "maria", "17:00", "Дина Сегодняшняя")
	w.wait("the page to follow", `document.querySelector("#overview-new").textContent.includes("Дина")`)
}

// shiftSum counts what moves on the page without a hand, but for what is new.
const shiftSum = `window.shifted = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) window.shifted += e.value }).observe({ type: "layout-shift" })`

// Five acts, with news between them: all can be taken back, the last one first, on
// another page as well.
func testUndoStack(t *testing.T, f *front, w *window) {
	var ids []string
	names := []string{"Ада", "Белла", "Вика", "Гера", "Дора"}
	for i, name := range names {
		ids = append(ids, f.book("cut", "maria", []string{"09:00", "10:00", "11:00", "12:00", "13:00"}[i], name))
	}
	w.do(chromedp.Navigate(f.one + "/bookings?date=" + f.day))
	w.settled("the board", `document.querySelector("#day")`)
	w.online()
	for i, id := range ids {
		w.exec(`htmx.ajax("POST", "/bookings/` + id + `/cancellation", {target: "#toasts", swap: "none", values: {answer: "toast", reason: "x"}})`)
		w.wait("the toast of "+names[i], toasts+`.includes(`+quote(names[i]+", ")+`)`)
	}
	f.book("cut", "anna", "15:00", "Ева Новая")
	w.wait("the news", toasts+`.includes("Ева Новая")`)
	w.wait("the others to be folded", toasts+`.includes("Последние действия (5)") && document.querySelectorAll(".toast-undo").length === 5 && document.querySelectorAll(".toast.is-folded").length === 2`)
	w.hit(".toast-fold")
	w.wait("all of them", `!document.querySelector(".toast.is-folded")`)
	w.still()
	w.accessible("undo")
	w.picture("undo")
	ctrlZ := func() {
		for _, kind := range []input.DispatchKeyEventType{"keyDown", "keyUp"} {
			call(w, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: "z", Code: "KeyZ", Modifiers: 2, WindowsVirtualKeyCode: 90})
		}
	}
	stands := func(id string) string {
		var status string
		if err := f.db.Get(&status, `select status from bookings where id = $1`, id); err != nil {
			t.Fatal(err)
		}
		return status
	}
	w.exec(`document.activeElement.blur()`)
	ctrlZ()
	ctrlZ()
	w.wait("two taken back", toasts+`.includes("Вернули: Гера")`)
	w.do(chromedp.Navigate(f.one + "/clients"))
	w.settled("another page with what is left", `document.querySelectorAll(".toast-undo").length === 3`)
	for _, name := range []string{"Вика", "Белла", "Ада"} {
		ctrlZ()
		w.wait(name+" to be taken back", toasts+`.includes("Вернули: `+name+`")`)
	}
	for i, id := range ids {
		if got := stands(id); got == "cancelled" {
			t.Errorf("%s is %s", names[i], got)
		}
	}
	w.quiet()
}

// cable is a proxy that can be made to carry nothing, without closing anything.
type cable struct {
	address string
	mu      sync.Mutex
	mended  *sync.Cond
	broken  bool
}

func newCable(t *testing.T, base string) *cable {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	c := &cable{address: "http://" + listener.Addr().String()}
	c.mended = sync.NewCond(&c.mu)
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
			if err != nil {
				client.Close()
				continue
			}
			go c.carry(server, client)
			go c.carry(client, server)
		}
	}()
	return c
}

func (c *cable) carry(to, from net.Conn) {
	defer to.Close()
	buffer := make([]byte, 1<<15)
	for {
		n, err := from.Read(buffer)
		c.mu.Lock()
		for c.broken {
			c.mended.Wait()
		}
		c.mu.Unlock()
		if err != nil {
			return
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

func (c *cable) set(broken bool) {
	c.mu.Lock()
	c.broken = broken
	c.mu.Unlock()
	c.mended.Broadcast()
}

// A line that carries nothing, and does not say so, is noticed by the silence; what
// was missed comes when it is mended.
func testCutOff(t *testing.T, f *front) {
	line := newCable(t, f.one)
	w := f.open(line.address, "dora", "")
	line.set(true)
	w.wait("the page to say so", `document.querySelector("#connection").dataset.state === "lost" && /нет связи с \d+:\d\d/.test(document.querySelector("#connection").textContent)`)
	id := f.book("cut", "anna", "16:00", "Жанна Пропущенная")
	line.set(false)
	w.wait("what was missed", f.in("anna", id))
	w.online()
	w.same()
}

// A proxy without Upgrade: the page asks, says so, and is live when it goes.
func testNoSockets(t *testing.T, f *front) {
	target, err := url.Parse(f.one)
	if err != nil {
		t.Fatal(err)
	}
	var blocked atomic.Bool
	blocked.Store(true)
	proxy := httputil.NewSingleHostReverseProxy(target)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if blocked.Load() {
			r.Header.Del("Upgrade")
			r.Header.Del("Connection")
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	w := open(t, f.chrome, "proxy", server.URL+"/sign-in?next="+url.QueryEscape("/bookings?date="+f.day))
	w.typeInto("#email", "dora@front.example")
	w.typeInto("#password", "front-desk-1\r")
	w.settled("the board", `document.querySelector("#day")`)
	w.exec(`window.sameDocument = true`)
	w.wait("the page to say so", `document.querySelector("#connection").dataset.state === "polling" && `+toasts+`.includes("Обновляем раз в 10\u00a0секунд: прямое соединение не проходит")`)
	id := f.book("cut", "maria", "15:00", "Зоя Опрошенная")
	w.wait("what has come in", f.in("maria", id)+` && `+toasts+`.includes("Зоя Опрошенная")`)
	w.still()
	w.accessible("polling")
	w.picture("polling")
	w.same()
	blocked.Store(false)
	w.online()
}
