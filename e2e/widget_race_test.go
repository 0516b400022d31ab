package e2e

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// tolerant is a rival that does not mind if the time was taken before.
const tolerant = true

// rival books over HTTP, as fast as only a program can.
func rival(t *testing.T, p product, key, service, resource, start string, tolerant ...bool) {
	t.Helper()
	body := `{"service": ` + quote(service) + `, "resource": ` + quote(resource) + `, "start": ` + quote(start) +
		`, "client": {"name": "Быстрый Соперник", "phone": "+79160000001"}, "consent": true}`
	r, err := http.NewRequest(http.MethodPost, p.okno+"/api/v1/widget/"+key+"/bookings", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", "rival-"+resource+start)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if said, _ := io.ReadAll(answer.Body); answer.StatusCode != http.StatusCreated && (len(tolerant) == 0 || answer.StatusCode != http.StatusConflict) {
		t.Fatalf("the rival is answered %d: %s", answer.StatusCode, said)
	}
}

// onBoard gives the ids of the bookings of a name that the day's board shows.
func onBoard(t *testing.T, p product, date, name string) []string {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar}
	answer, err := client.PostForm(p.okno+"/sign-in", url.Values{
		"email": {"ekaterina@lotos.example"}, "password": {"okno-demo"}, "next": {"/bookings?date=" + date}})
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil || !strings.Contains(string(page), `data-date="`+date+`"`) {
		t.Fatalf("no board for %s: %v", date, err)
	}
	seen := map[string]bool{}
	var ids []string
	for _, card := range regexp.MustCompile(`(?s)data-booking="([^"]+)".*?</a>`).FindAllStringSubmatch(string(page), -1) {
		if strings.Contains(card[0], name) && !seen[card[1]] {
			seen[card[1]] = true
			ids = append(ids, card[1])
		}
	}
	return ids
}

// held asks to keep a time for another visitor, and gives the status of the answer.
func held(t *testing.T, p product, key, service, start string) int {
	t.Helper()
	return post(p.okno+"/api/v1/widget/"+key+"/holds", "", `{"service": `+quote(service)+`, "start": `+quote(start)+`, "resource": "dmitry", "visitor": "another"}`).status
}

// held waits until the widget says that it keeps the time.
func (w *window) held() {
	w.t.Helper()
	w.wait("the hold", widget+`.querySelector(".held:not([hidden])")?.dataset.left > 0`)
}

// letGo makes the widget give back what it keeps, as when its page is left, and
// waits until the time is free for others.
func (w *window) letGo(p product, key, service, start string) {
	w.t.Helper()
	w.exec(`dispatchEvent(new Event("pagehide"))`)
	await(w.t, start+" to be let go", func() (bool, any) {
		var s slots
		fetch(w.t, p.okno+"/api/v1/widget/"+key+"/slots?service="+service+"&from="+start[:10]+"&to="+start[:10], &s)
		for _, slot := range s.Days[0].Slots {
			if slot.Start == start {
				return true, nil
			}
		}
		return false, len(s.Days[0].Slots)
	})
}

// Somebody else takes the time while the visitor types: free times nearby are
// offered in place, and one tap books one of them with what is already typed.
func testLostRace(t *testing.T, chrome context.Context, p product, s hostSite) {
	w := open(t, chrome, "race", s.plain("ru"))
	w.exec(`document.addEventListener("okno:booked", e => { window.visit = e.detail })`)
	start := w.contacts("massage", "Дмитрий Волков")
	w.fill("name", "Опоздавшая Зоя")
	w.fill("phone", "8 916 123-45-68")
	w.agree()
	w.held()
	if got := held(t, p, "lotos-site", "massage", start); got != http.StatusConflict {
		t.Errorf("another visitor who asks to keep %s is answered %d", start, got)
	}
	w.letGo(p, "lotos-site", "massage", start)
	rival(t, p, "lotos-site", "massage", "room2", start)
	w.send()
	w.wait("the alternatives", widget+`.querySelector("[data-state=taken] [data-act=near]")`)
	if got := js[string](w, focused+`?.textContent`); got != "Это время только что заняли" {
		t.Errorf("the focus is on %q", got)
	}
	if got := js[string](w, widget+`.querySelector("[name=name]").value`); got != "Опоздавшая Зоя" {
		t.Errorf("the name has become %q", got)
	}
	w.picture("widget-taken")
	near := js[string](w, widget+`.querySelector("[data-act=near]").dataset.start`)
	if near == start {
		t.Fatal("the time that is taken is offered again")
	}
	w.click(`[data-act=near]`)
	w.step("done")
	if got := js[string](w, `window.visit.start`); got != near {
		t.Errorf("%s was tapped, %s is booked", near, got)
	}
	if ids := onBoard(t, p, near[:10], "Опоздавшая Зоя"); len(ids) != 1 {
		t.Errorf("the board shows the visitor's bookings %v", ids)
	}
	w.quiet("409")
}

// Somebody takes the time while the visitor looks at it: when he comes back to
// the page it has gone, he is told, and what is free nearby is one tap away.
func testWatching(t *testing.T, chrome context.Context, p product, s hostSite) {
	w := open(t, chrome, "watching", s.plain("ru"))
	choose(w, "massage", "")
	// The first free day may have a single time: when it goes the day goes with it.
	w.wait("a day with several free times", `(() => {
		if (`+widget+`.querySelectorAll("[data-start]").length >= 6) return true
		const days = [...`+widget+`.querySelectorAll("[data-date][data-free]")]
		const open = days.findIndex(e => e.getAttribute("aria-selected") === "true")
		if (days[open + 1]) days[open + 1].click()
		else `+widget+`.querySelector("[data-act=later]").click()
	})()`)
	start := js[string](w, `(all => all[Math.floor(all.length / 2)].dataset.start)(`+widget+`.querySelectorAll("[data-start]"))`)
	w.exec(widget + `.querySelector("[data-start='` + start + `'] input").click()`)
	rival(t, p, "lotos-site", "massage", "room2", start) // the only room for it
	w.exec(`dispatchEvent(new Event("focus"))`)
	w.wait("the word that it is gone", widget+`.querySelector(".times [data-state=taken] [data-act=near]")`)
	if js[bool](w, `Boolean(`+widget+`.querySelector("[name=start][value='`+start+`'], [name=start]:checked"))`) {
		t.Error("the time that is taken is still there, or another is chosen for him")
	}
	if got := js[string](w, widget+`.querySelector(".live").textContent`); !strings.HasSuffix(strings.TrimSpace(got), "только что заняли") {
		t.Errorf("it is announced with %q", got)
	}
	w.accessible("a time that is gone")
	w.picture("widget-gone")
	near := js[string](w, widget+`.querySelector("[data-act=near]").dataset.start`)
	w.click(`[data-act=near]`)
	w.wait("the time nearby", widget+`.querySelector("[name=start]:checked")?.value === `+quote(near))
	w.exec(widget + `.querySelector("[data-act=next]").click()`)
	w.step("contacts")
	w.held()
	w.letGo(p, "lotos-site", "massage", near)
	w.quiet()
}
