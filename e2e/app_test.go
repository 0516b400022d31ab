package e2e

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// outage is the way to okno, which can be cut: then nobody answers, as without a network. (What the DevTools call
// offline is the page alone, and not its service worker.)
type outage struct {
	http.Handler
	cut atomic.Bool
}

func newOutage(t *testing.T, okno string) (*outage, string) {
	t.Helper()
	to, err := url.Parse(okno)
	if err != nil {
		t.Fatal(err)
	}
	l := &outage{Handler: httputil.NewSingleHostReverseProxy(to)}
	server := httptest.NewServer(l)
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // of those whose answer is cut off
	t.Cleanup(server.Close)
	return l, server.URL
}

func (l *outage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if l.cut.Load() {
		panic(http.ErrAbortHandler)
	}
	l.Handler.ServeHTTP(w, r)
}

// keptToday is what the browser keeps of Today, as the page finds it after a look.
const keptToday = `(caches.open("okno-today").then(b => b.match("/overview")).then(async r => { window.kept = r ? await r.text() : "" }), window.kept)`

// What a member saw of Today stays readable without a connection, still and marked with its time, until he signs out:
// whoever comes next sees nothing of it.
func TestTodayStaysReadableWithoutAConnection(t *testing.T) {
	t.Parallel()
	p := salon(t)
	way, base := newOutage(t, p.okno)
	w := openAs(t, browser(t), "today", base, "pavel@lotos.example", "okno-demo", "/overview")
	w.wait("the page without a connection, kept",
		`navigator.serviceWorker.controller && (caches.open("okno-offline").then(b => b.match("/offline")).then(r => { window.shell = !!r }), window.shell)`)
	w.exec(`{ const e = new Event("beforeinstallprompt"); e.prompt = async () => { window.prompted = true }; dispatchEvent(e) }`)
	w.wait("the offer to install", `document.querySelector("#install:not([hidden])")`)
	w.hit("#install-yes")
	w.wait("the browser's own question, and the offer gone", `window.prompted && document.querySelector("#install[hidden]")`)
	bookings := js[string](w, `document.querySelector(".tile strong").textContent`)

	way.cut.Store(true)
	w.do(chromedp.Navigate(base + "/overview?from=icon"))
	w.wait("what was seen, with its time", `/Нет связи/.test(document.querySelector(".offline-mark")?.textContent) && /Лотос.* · данные на \d+:\d\d$/.test(document.querySelector("#as-of")?.textContent)`)
	if got := js[string](w, `document.querySelector(".tile strong")?.textContent`); got != bookings {
		t.Errorf("the page says %q, and was %q", got, bookings)
	}
	const needing = `[...document.querySelectorAll("#overview :is(a[href]:not([href^='tel:'], [href^='mailto:'], [href^='#']), button:enabled, input:enabled, img, [hx-get], [hx-trigger])")].map(e => e.outerHTML).join(" ")`
	if got := js[string](w, needing); got != "" {
		t.Errorf("what needs the net is still there: %s", got)
	}
	w.picture("offline-today")
	w.accessible("today without a connection")

	w.do(chromedp.Navigate(base + "/leads"))
	w.wait("the word that this page needs one", `document.querySelector("#nothing:not([hidden]) #kept:not([hidden]) a") && !document.querySelector("#overview")`)
	w.picture("offline-other")
	w.accessible("another page without a connection")

	way.cut.Store(false)
	w.exec(`dispatchEvent(new Event("online"))`)
	w.wait("the page itself, once there is a connection", `location.pathname === "/leads" && document.querySelector(".sidebar")`)
	w.wait("it kept so far", keptToday)
	w.exec(`document.querySelector('form[action="/sign-out"] button').click()`)
	w.wait("the door", `document.querySelector("#password")`)
	w.wait("nothing kept behind it", `(`+keptToday+`) === ""`)

	w.typeInto("#email", "ekaterina@lotos.example")
	w.typeInto("#password", "okno-demo"+kb.Enter)
	w.wait("the board of another member", `document.querySelector("#day")`)
	way.cut.Store(true)
	w.do(chromedp.Navigate(base + "/overview"))
	w.wait("nothing of the one before", `document.querySelector("#unkept:not([hidden])") && !document.querySelector("#overview")`)
	w.quiet("ERR_EMPTY_RESPONSE", "Failed to load resource", "WebSocket connection", "htmx:ws:error") // of the board whose line was cut
	if strings.Contains(js[string](w, `document.body.textContent`), "данные на") {
		t.Error("a time is told of nothing")
	}
}
