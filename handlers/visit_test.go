package handlers_test

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/emersion/go-ical"
)

func TestVisit(t *testing.T) {
	h := newHouse(t)
	var b booked
	h.book("k", bookingBody("Иван", "Anna\\r\\nATTACH:evil")).json(&b)
	path := strings.TrimPrefix(b.ManageURL, "http://okno.test")
	page := h.get(path)
	if page.Status != 200 || !strings.Contains(string(page.Body), "Студия «Свет»") || !strings.Contains(string(page.Body), "10:00") ||
		page.Header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("%d %v %.500s", page.Status, page.Header, page.Body)
	}
	file := h.get(path + "/calendar.ics")
	calendar, err := ical.NewDecoder(bytes.NewReader(file.Body)).Decode()
	if err != nil {
		t.Fatalf("%v in %s", err, file.Body)
	}
	event := calendar.Events()[0]
	start, err := event.DateTimeStart(nil)
	if err != nil || start.UTC().Format("15:04") != "07:00" || event.Props.Get("STATUS").Value != "TENTATIVE" || event.Props.Get("SEQUENCE").Value != "1" {
		t.Errorf("start %v %v, %s", start, err, file.Body)
	}
	bad := append(alterations(strings.TrimPrefix(path, "/m/")), "x", strings.Repeat("A", 54), "%00")
	for _, token := range bad {
		bad := "/m/" + token
		if a := h.get(bad); a.Status != 404 || strings.Contains(string(a.Body), "Свет") {
			t.Errorf("%s: %d", bad, a.Status)
		}
	}
}

// In a calendar the client finds the way to his booking, the address and the
// telephone, whichever calendar it is and wherever the link or the file was taken.
func TestCalendarsHoldTheWayBack(t *testing.T) {
	h := newHouse(t)
	_, err := h.db.Exec(`update companies set phone = '+74951234567', address = 'Москва, Лесная, 5' where slug = 'studio'; update company_versions set setup_version = setup_version + 1`)
	h.must(err)
	var b struct {
		ManageURL string            `json:"manage_url"`
		AddTo     map[string]string `json:"add_to"`
	}
	h.book("k", bookingBody()).json(&b)
	path := strings.TrimPrefix(b.ManageURL, "http://okno.test")
	page := h.get(path, "Accept-Language", "ru")
	texts := map[string][2]string{} // what lies below the event, and where it is
	link := func(name, address, detail string) {
		parsed, err := url.Parse(address)
		h.must(err)
		texts[name] = [2]string{parsed.Query().Get(detail), parsed.Query().Get("location")}
	}
	link("google", b.AddTo["google"], "details")
	link("outlook", b.AddTo["outlook"], "body")
	link("google of the page", attribute(find(t, page, `[href^="https://calendar.google.com/"]`)[0], "href"), "details")
	link("outlook of the page", attribute(find(t, page, `[href^="https://outlook."]`)[0], "href"), "body")
	calendar, err := ical.NewDecoder(bytes.NewReader(h.get(path + "/calendar.ics").Body)).Decode()
	h.must(err)
	below, err := calendar.Events()[0].Props.Text("DESCRIPTION")
	h.must(err)
	place, err := calendar.Events()[0].Props.Text("LOCATION")
	h.must(err)
	texts["the file"] = [2]string{below, place}
	for name, text := range texts {
		if text[0] = strings.ReplaceAll(text[0], "\u00a0", " "); !strings.Contains(text[0], b.ManageURL) || !strings.Contains(text[0], "+7 495 123-45-67") || !strings.Contains(text[0], "Москва, Лесная, 5") || text[1] != "Москва, Лесная, 5" {
			t.Errorf("%s: below %q, at %q", name, text[0], text[1])
		}
	}
}

// alterations are tokens that differ from a good one as little as can be: at each
// place one character is another, the last one by each of the bits that it has
// (also those that stand for nothing), and the token is longer, shorter or broken.
func alterations(token string) []string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	with := func(at, bit int) string {
		other := alphabet[strings.IndexByte(alphabet, token[at])^1<<bit]
		return token[:at] + string(other) + token[at+1:]
	}
	altered := []string{token + "A", token[:len(token)-1], token + "%0A", token[:9] + "%0D%0A" + token[9:], "%20" + token, token + "="}
	for at := range token {
		altered = append(altered, with(at, at%6))
	}
	for bit := range 6 {
		altered = append(altered, with(len(token)-1, bit))
	}
	return altered
}

func TestPublicFiles(t *testing.T) {
	h := newHouse(t)
	for path, want := range map[string]int{
		"/healthz": 200, "/readyz": 200, "/widget.js": 200, "/static/panel.css": 200,
		"/static/": 404, "/static/../app.go": 404, "/static/%2e%2e/app.go": 404, "/static/none.css": 404, "/nowhere": 404, "/sign-in": 200,
	} {
		if a := h.get(path); a.Status != want {
			t.Errorf("%s: %d, want %d", path, a.Status, want)
		}
	}
	if got := h.get("/widget.js").Header.Get("Content-Type"); !strings.HasPrefix(got, "text/javascript") {
		t.Errorf("the script is %q", got)
	}
}
