package e2e

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Every page and state of the panel in every shape.
func TestPanelLooks(t *testing.T) {
	t.Parallel()
	p := salon(t)
	importFile(t, p, "testdata/manual.json", "greenwich", "gwen@greenwich.example")
	importFile(t, p, "testdata/bare.json", "bare", "boris@bare.example")
	chrome := browser(t)
	visit := request(t, p, "lotos-site", "cut")
	inRussian(t, func(t *testing.T, lang string) {
		t.Run("board", func(t *testing.T) { testBoardLooks(t, chrome, p, lang, visit) })
		t.Run("quiet boards", func(t *testing.T) { testQuietLooks(t, chrome, p, lang) })
		t.Run("outside", func(t *testing.T) { testOutsideLooks(t, chrome, p, lang, visit) })
	})
}

// requested is what the API answers to a booking.
type requested struct {
	ID        string    `json:"id"`
	Start     time.Time `json:"start"`
	ManageURL string    `json:"manage_url"`
}

// request books the first free time of a service tomorrow or later, with a long
// name and a long answer.
func request(t *testing.T, p product, key, service string) requested {
	t.Helper()
	api := p.okno + "/api/v1/widget/" + key
	from := dayAfter(t, today(t, "Europe/Moscow"))
	var free struct {
		Days []struct {
			Slots []struct {
				Start string `json:"start"`
			} `json:"slots"`
		} `json:"days"`
	}
	until := dayAfter(t, dayAfter(t, dayAfter(t, from)))
	if err := json.Unmarshal([]byte(get(t, api+"/slots?service="+service+"&from="+from+"&to="+until)), &free); err != nil {
		t.Fatal(err)
	}
	for _, day := range free.Days {
		for _, slot := range day.Slots {
			return reserve(t, api, service, slot.Start)
		}
	}
	t.Fatalf("%s has nothing free from %s to %s", service, from, until)
	return requested{}
}

func reserve(t *testing.T, api, service, start string) requested {
	t.Helper()
	body := `{"service": ` + quote(service) + `, "start": ` + quote(start) + `, "consent": true,
		"client": {"name": "Александра-Екатерина Константинопольская", "phone": "+7 916 123-45-67", "email": "aleksandra.konstantinopolskaya@example.com"},
		"answers": {"comment": "Хочу как в прошлый раз, только короче сзади. Приду с дочкой, ей четыре года, посидит рядом."}}`
	r, err := http.NewRequest(http.MethodPost, api+"/bookings", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", "look-"+start)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var done requested
	if err := json.NewDecoder(answer.Body).Decode(&done); err != nil || answer.StatusCode != http.StatusCreated {
		t.Fatalf("the booking is answered %d: %v", answer.StatusCode, err)
	}
	return done
}

// speak makes the panel speak a language, where it speaks another, and goes to a page.
func (w *window) speak(lang, address string) {
	w.t.Helper()
	spoken := func() bool {
		return js[bool](w, `document.documentElement.lang === "`+lang+`" && (document.documentElement.dataset.theme ?? "auto") === "auto"`)
	}
	if !spoken() {
		w.prefer(lang)
	}
	w.do(chromedp.Navigate(address))
	if !spoken() { // a client's page speaks the client's language to whoever has chosen none
		w.prefer(lang)
		w.do(chromedp.Navigate(address))
	}
	if got := js[string](w, `document.documentElement.lang`); got != lang {
		w.t.Errorf("%s: %s speaks %s, not %s", w.name, address, got, lang)
	}
}

// prefer chooses a language and the system's theme.
func (w *window) prefer(lang string) {
	w.t.Helper()
	w.exec(`window.spoken = 0; fetch("/preferences", {method: "POST", redirect: "manual", body: new URLSearchParams({locale: "` + lang + `", theme: "auto", back: "/"})}).then(r => { window.spoken = r.type })`)
	w.wait("the language", `window.spoken === "opaqueredirect"`)
}

func testBoardLooks(t *testing.T, chrome context.Context, p product, lang string, visit requested) {
	w := enter(t, chrome, p, "desk", "ekaterina@lotos.example", "/bookings")
	day := p.okno + "/bookings?date=" + visit.Start.Format(time.DateOnly)
	w.speak(lang, p.okno+"/bookings")
	w.online()
	w.right("board-today", lang)
	w.speak(lang, day)
	w.online()
	w.right("board", lang, doubled)
	w.exec(`document.querySelector(".card[data-booking='` + visit.ID + `']").click()`)
	w.wait("the modal", `document.querySelector("#modal[open] .details-title")`)
	w.right("modal", lang, doubled)
	w.exec(`document.querySelector("#modal [data-act=cancel]").click()`)
	w.wait("the question", `document.querySelector("#modal [data-act=cancel-now]").checkVisibility()`)
	w.exec(`document.querySelector("#modal [data-act=cancel-now]").scrollIntoView({block: "center"})`)
	w.right("cancel", lang)
	w.exec(`document.querySelector("#modal").close(); document.querySelector("[data-dialog=help]").click()`)
	w.right("help", lang)
	w.exec(`document.querySelector("#help").close(); document.querySelector(".member").click()`)
	w.wait("the preferences", `document.querySelector("#preferences:popover-open")`)
	w.right("preferences", lang)
	w.speak(lang, p.okno+"/bookings/"+visit.ID)
	w.right("booking", lang)
	w.speak(lang, p.okno+"/bookings/none")
	w.right("missing", lang)
	w.quiet("404")
}

// The days and companies on which there is nothing to see.
func testQuietLooks(t *testing.T, chrome context.Context, p product, lang string) {
	w := enter(t, chrome, p, "greenwich", "gwen@greenwich.example", "/bookings")
	day, err := time.Parse(time.DateOnly, today(t, "Europe/London"))
	if err != nil {
		t.Fatal(err)
	}
	sunday := day.AddDate(0, 0, 14-int(day.Weekday()))
	w.speak(lang, p.okno+"/bookings?date="+sunday.Format(time.DateOnly))
	w.wait("the reason", `document.querySelector(".empty-reason")?.textContent.includes("Sundays are for resting")`)
	w.right("closed", lang)
	w.speak(lang, p.okno+"/bookings?date="+sunday.AddDate(0, 0, 1).Format(time.DateOnly))
	w.right("free", lang)
	bare := enter(t, chrome, p, "bare", "boris@bare.example", "/bookings")
	bare.speak(lang, p.okno+"/bookings")
	bare.right("empty", lang)
	w.quiet()
	bare.quiet()
}

// What is seen without signing in.
func testOutsideLooks(t *testing.T, chrome context.Context, p product, lang string, visit requested) {
	w := open(t, chrome, "outside", p.okno+"/sign-in")
	w.speak(lang, p.okno+"/sign-in")
	w.right("sign-in", lang)
	w.typeInto("#email", "ekaterina@lotos.example")
	w.typeInto("#password", "guessed")
	w.hit(".button-primary")
	w.wait("the refusal", `document.querySelector("#problem")`)
	if got := js[string](w, `document.querySelector("#email").value`); got != "ekaterina@lotos.example" {
		t.Errorf("the e-mail has become %q", got)
	}
	w.right("sign-in-wrong", lang)
	w.speak(lang, visit.ManageURL)
	w.right("visit", lang)
	w.speak(lang, p.okno+"/nowhere")
	w.right("nowhere", lang)
	w.quiet("404", "422", "401")
}
