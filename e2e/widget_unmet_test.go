package e2e

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	cdpfetch "github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/chromedp"
)

// A visitor chooses a day on which nobody works, says the hour and leaves: the reports have it, with a way to the schedule.
func TestASearchWithoutASlotIsInTheReports(t *testing.T) {
	t.Parallel()
	p := salon(t)
	var release func()
	w := open(t, browser(t), "unmet", p.okno+"/b/lotos-site", func(w *window) { release = w.holdBack("*/widget-extras.js*") })
	choose(w, "epil", "") // the laser rests at weekends
	w.wait("times", widget+`.querySelector("[data-start]")`)
	const full = widget + `.querySelector("[data-date][data-free] ~ .date:not([data-free]), tr:has([data-free]) + tr .date:not([data-free])")`
	w.wait("a full day", full)
	date := js[string](w, full+`.dataset.date`)
	w.exec(widget + `.querySelector(".date[data-date='` + date + `']").click()`)
	w.wait("what is said of a full day", widget+`.querySelector("[data-state=full] [data-act=nearest]")`)
	release() // whoever is quicker than the second file is asked for the hour all the same
	w.wait("the question for the hour", widget+`.querySelector("[data-state=full] #hour")`)
	w.right("widget-full-day", "ru")
	w.exec(`{ const s = ` + widget + `.querySelector("#hour"); s.value = "19:00"; s.dispatchEvent(new Event("change")) }`)
	w.wait("thanks", widget+`.querySelector("[data-shown=true]")?.textContent.includes("учтём")`)
	w.exec(`dispatchEvent(new Event("pagehide"))`)
	owner := p.signedIn(t, "olga@lotos.example")
	await(t, "the search to be in the reports", func() (bool, any) {
		page := owner("/reports?" + url.Values{"period": {"custom"}, "from": {date}, "to": {date}}.Encode())
		return strings.Contains(page, "«Лазерная эпиляция»") && strings.Contains(page, "19:00–20:00") && strings.Contains(page, "/schedules?date="), len(page)
	})
	testNothingFree(t, p)
	w.quiet()
}

// holdBack keeps requests for an address from being sent until what it gives is called.
func (w *window) holdBack(pattern string) (release func()) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.ctx)
	w.t.Cleanup(cancel)
	held := make(chan cdpfetch.RequestID)
	go func() {
		for e, err := range chromedp.Events(ctx, cdpfetch.RequestPaused) {
			if err != nil {
				return
			}
			select {
			case held <- e.RequestID:
			case <-ctx.Done():
				return
			}
		}
	}()
	call(w, cdpfetch.Enable, cdpfetch.EnableParams{Patterns: []*cdpfetch.RequestPattern{{URLPattern: pattern}}})
	return func() {
		w.t.Helper()
		select {
		case id := <-held:
			call(w, cdpfetch.ContinueRequest, cdpfetch.ContinueRequestParams{RequestID: id})
		case <-time.After(patience):
			w.t.Fatalf("%s: nothing was asked of %s", w.name, pattern)
		}
	}
}

// Where nothing is free at all there is no day to choose: that is told as well.
func testNothingFree(t *testing.T, p product) {
	file := filepath.Join(t.TempDir(), "shut.json")
	if err := os.WriteFile(file, []byte(`{"okno": 1, "company": {"slug": "shut", "name": "Shut", "timezone": "Europe/Moscow", "locale": "en", "currency": "RUB"},
		"resources": [{"ref": "ann", "name": "Ann", "kind": "staff"}], "services": [{"ref": "cut", "name": "A cut", "duration_min": 60, "resources": ["ann"]}],
		"forms": [{"ref": "site", "name": "Site", "key": "shut-site"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	importFile(t, p, file, "shut", "sam@shut.example")
	w := open(t, browser(t), "shut", p.okno+"/b/shut-site")
	w.wait("what is said where nothing is free", widget+`.querySelector("[data-state=empty] [data-act=request]")`)
	w.exec(`dispatchEvent(new Event("pagehide"))`)
	owner := p.signedIn(t, "sam@shut.example")
	await(t, "the search to be in the reports", func() (bool, any) {
		page := owner("/reports")
		return strings.Contains(page, "“A cut” on any day of the month"), len(page)
	})
	w.quiet()
}

// signedIn reads pages as a member.
func (p product) signedIn(t *testing.T, email string) func(path string) string {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar}
	answer, err := client.PostForm(p.okno+"/sign-in", url.Values{"email": {email}, "password": {"okno-demo"}})
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return func(path string) string {
		answer, err := client.Get(p.okno + path)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		page, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(page)
	}
}
