package e2e

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"okno/accounts"
	"okno/acts"
	"okno/booking"
	"okno/booking/companyfile"
	bookingsecret "okno/booking/secret"
	"okno/db"
	"okno/db/dbtest"
	"okno/desk"
	"okno/handlers"
	"okno/handlers/site"
	"okno/live"
	"okno/notify"
	"okno/notify/sms"
	"okno/notify/telegram"
)

// clocked is the server in this process, whose clock the test sets, with the
// company of the front desk.
type clocked struct {
	*httptest.Server
	now atomic.Int64
}

func newClocked(t *testing.T, start time.Time) *clocked {
	t.Helper()
	c := &clocked{}
	c.now.Store(start.UnixNano())
	clock := func() time.Time { return time.Unix(0, c.now.Load()) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	d, err := db.Open(context.Background(), dbtest.URL(t))
	must(err)
	t.Cleanup(d.Close)
	outbox, err := notify.NewOutbox()
	must(err)
	seal, err := bookingsecret.NewSeal(bytes.Repeat([]byte{7}, 32), rand.Reader)
	must(err)
	base := &acts.Base{DB: d, Outbox: outbox, Now: clock, Random: rand.Reader, Seal: seal, Setups: &db.Setups{}, Bots: &telegram.Bots{DB: d, Seal: seal}, SMS: &sms.Secrets{DB: d, Seal: seal}}
	front, people := desk.New(base), accounts.New(base)
	text, err := os.Open("testdata/front.json")
	must(err)
	defer text.Close()
	file, err := companyfile.Parse(text)
	must(err)
	_, err = front.Imports.Import(context.Background(), file, nil)
	must(err)
	must(people.AddMember(context.Background(), "front", "owner@front.example", "Owner", "front-desk-1", booking.Owner))
	hub := &live.Hub{}
	h, err := handlers.New(handlers.Options{
		DB: d, Desk: front, Accounts: people, Hub: hub, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Now: clock, Random: rand.Reader,
		BaseURL: "http://okno.test", Secret: bytes.Repeat([]byte{7}, 32), Ready: func() bool { return true }, Heartbeat: 100 * time.Millisecond,
	})
	must(err)
	base.Committed = func(company booking.CompanyID, _ int64) { h.Feed.Changed(company) }
	ctx, stop := context.WithCancel(context.Background())
	go h.Feed.Run(ctx)
	c.Server = httptest.NewServer(site.Routes(h))
	t.Cleanup(func() {
		hub.Close()
		stop()
		c.Close()
	})
	return c
}

// A page left open over midnight is of the new day: what is lit as today, where
// «Сегодня» and T lead, the day that N proposes, the line, what is past.
func TestPagesOverMidnight(t *testing.T) {
	t.Parallel()
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	before := time.Date(2026, 12, 1, 23, 59, 30, 0, moscow)
	c := newClocked(t, before)
	chrome := browser(t)
	w := open(t, chrome, "owner", c.URL+"/sign-in?next="+url.QueryEscape("/bookings"))
	w.typeInto("#email", "owner@front.example")
	w.typeInto("#password", "front-desk-1"+kb.Enter)
	w.settled("the board", `document.querySelector("#day") && document.readyState === "complete"`)
	// over takes an open page over midnight; one without a socket learns the time
	// as it does from a clock that goes on by itself.
	over := func(t *testing.T, address, ready string) *window {
		t.Helper()
		w := w.of(t)
		c.now.Store(before.UnixNano())
		w.do(chromedp.Navigate(c.URL + address))
		w.settled("the page", ready)
		w.exec(`window.sameDocument = true; document.querySelector("#main").focus()`)
		c.now.Store(before.Add(time.Minute).UnixNano())
		if !js[bool](w, `!!document.querySelector(".live")`) {
			w.exec(`(() => { const real = Date.now, shift = Date.parse("` + before.Add(time.Minute).Format(time.RFC3339) + `") - document.body.dataset.now * 1000; Date.now = () => real() + shift; document.dispatchEvent(new Event("visibilitychange")); })()`)
		}
		return w
	}
	t.Run("board", func(t *testing.T) {
		w := over(t, "/bookings", `document.querySelector("#day[data-date='2026-12-01'] #day-today[aria-current=date]") && document.querySelector("#connection[data-state=online]")`)
		w.wait("yesterday to be no longer lit", `document.querySelector("#day[data-date='2026-12-01']") && !document.querySelector("#day-today[aria-current]") && (document.querySelector("#now")?.hidden ?? true)`)
		if !js[bool](w, `[...document.querySelectorAll("#grid .card")].every(c => c.matches(".is-past"))`) {
			t.Error("yesterday is not past")
		}
		w.keys("n")
		w.wait("a form for the new day", `document.querySelector("#modal[open] #when-date")?.value === "2026-12-02"`)
		w.keys(kb.Escape)
		w.wait("it to close", `!document.querySelector("#modal[open]")`)
		w.exec(`document.querySelector("#main").focus()`)
		w.keys("t")
		w.settled("the new day by one press", `document.querySelector("#day[data-date='2026-12-02'] #day-today[aria-current=date]")`)
		if got := js[string](w, `location.search`); got != "?date=2026-12-02" {
			t.Errorf("the address says %s", got)
		}
		// What was tomorrow has become today on a board of it.
		w = over(t, "/bookings?date=2026-12-02", `document.querySelector("#day[data-date='2026-12-02']") && document.querySelector("#connection[data-state=online]")`)
		w.wait("tomorrow to be today", `document.querySelector("#day-today[aria-current=date]") && document.querySelector("#day-new").getAttribute("href").includes("today")`)
		w.same()
	})
	t.Run("new booking", func(t *testing.T) {
		w := w.of(t)
		c.now.Store(before.UnixNano())
		w.do(chromedp.Navigate(c.URL + "/bookings"))
		w.settled("the board", `document.querySelector("#day[data-date='2026-12-01']") && document.querySelector("#connection[data-state=online]")`)
		w.keys("n")
		w.settled("the form", `document.querySelector("#modal[open] #when-date")?.value === "2026-12-01"`)
		w.exec(`document.querySelector("#new-name").value = "Ночная"`)
		c.now.Store(before.Add(time.Minute).UnixNano())
		w.settled("a day that was only proposed to move on", `document.querySelector("#when-date").value === "2026-12-02" && document.querySelector("#new-name").value === "Ночная"`)
		w.exec(`(() => { const date = document.querySelector("#when-date"); date.value = "2026-12-05"; date.dispatchEvent(new Event("change", { bubbles: true })); })()`)
		w.settled("the chosen day", `document.querySelector("#when-day").textContent.includes("5") && !document.querySelector("#when [name=today]")`)
		c.now.Store(before.Add(24*time.Hour + time.Minute).UnixNano())
		w.settled("the next day", `document.querySelector("#day-today:not([aria-current])") && document.body && document.querySelector("#when-date").value === "2026-12-05"`)
		w.keys(kb.Escape)
		w.wait("it to close", `!document.querySelector("#modal[open]")`)
		w.exec(`localStorage.clear()`)
		c.now.Store(before.UnixNano())
	})
	t.Run("schedules", func(t *testing.T) {
		w := over(t, "/schedules?view=day&date=2026-12-01", `document.querySelector("#day-today[aria-current=date]")`)
		w.wait("yesterday to be no longer lit", `document.querySelector("#schedules") && !document.querySelector("#day-today[aria-current]")`)
		w.exec(`document.querySelector("#main").focus()`)
		w.keys("t")
		w.settled("the new day", `document.querySelector("#day-today[aria-current=date]") && location.search.includes("date=2026-12-02")`)
		w = over(t, "/schedules?view=month", `document.querySelector("[data-date='2026-12-01'].is-today")`)
		w.wait("the new day to be marked", `document.querySelector("[data-date='2026-12-02'].is-today") && !document.querySelector("[data-date='2026-12-01'].is-today")`)
	})
	t.Run("today", func(t *testing.T) {
		w := over(t, "/overview", `document.querySelector(".overview-head p").textContent.includes("1\u00a0декабря")`)
		w.wait("the new day", `document.querySelector(".overview-head p").textContent.includes("2\u00a0декабря")`)
	})
	t.Run("exceptions", func(t *testing.T) {
		if code := w.of(t).ask("POST", "/exceptions", url.Values{"about": {"company"}, "from_date": {"2026-12-02"}, "to_date": {"2026-12-03"}, "from": {"18:00"}, "to": {"19:00"}, "reason": {"учёба"}}); code >= 400 {
			t.Fatalf("the exception: %d", code)
		}
		w := over(t, "/exceptions", `document.querySelector("#exceptions").textContent.includes("учёба") && !document.querySelector(".exception-now")`)
		w.wait("one that has begun", `document.querySelector(".exception-now")`)
	})
	t.Run("client's page", func(t *testing.T) {
		w := w.of(t)
		at := func(clock string) {
			now, err := time.ParseInLocation("2006-01-02 15:04:05", clock, moscow)
			if err != nil {
				t.Fatal(err)
			}
			c.now.Store(now.UnixNano())
			w.exec(`(() => {
				const Real = window.Real ??= Date, shift = ` + strconv.FormatInt(now.UnixMilli(), 10) + ` - Real.now();
				window.Date = class extends Real { constructor(...when) { super(...(when.length ? when : [Real.now() + shift])); } static now() { return Real.now() + shift; } };
				document.dispatchEvent(new Event("visibilitychange")); window.dispatchEvent(new Event("focus"));
			})()`)
		}
		at("2026-12-01 23:59:30")
		a := post(c.URL+"/api/v1/widget/front-site/bookings", "midnight", `{"service": "cut", "start": "2026-12-02T09:00:00+03:00", "client": {"name": "Вера", "phone": "+79161234567"}, "consent": true}`)
		if a.status != 201 {
			t.Fatalf("%d %s", a.status, a.body)
		}
		page := c.URL + regexp.MustCompile(`/m/[^"]+`).FindString(string(a.body))
		w.do(chromedp.Navigate(page + "/move"))
		w.settled("the choice", `document.querySelector(".visit-day.is-today")?.textContent.includes("1")`)
		w.exec(`window.sameDocument = true`)
		at("2026-12-02 00:00:05")
		w.settled("the new day", `document.querySelector(".visit-day.is-today")?.textContent.includes("2")`)
		at("2026-12-02 06:59:30")
		w.exec(`document.querySelector("[data-act=back]").click()`)
		w.settled("what may be done", `document.querySelector("[data-act=cancel]") && document.querySelector("[name=minutes]")`)
		w.exec(`document.querySelector("[data-act=cancel]").click()`)
		w.settled("the question", `document.querySelector("#visit-reason")`)
		w.exec(`document.querySelector("#visit-reason").value = "заболела"`)
		at("2026-12-02 07:00:05")
		w.wait("it to be too late", `document.querySelector("#visit") && !document.querySelector("[data-act=cancel], #visit-reason") && document.querySelector(".visit-note")`)
		if !js[bool](w, `window.sameDocument === true`) {
			t.Error("the page was loaded anew")
		}
		at("2026-12-01 23:59:30")
		w.do(chromedp.Navigate(c.URL + "/b/front-site?service=cut"))
		w.step("time")
		at("2026-12-02 00:00:05")
		w.wait("the widget's new day", widget+`.querySelector("[data-date='2026-12-02'][aria-current=date]")`)
	})
	w.quiet()
}
