package handlers_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/emersion/go-ical"
)

func TestVisit(t *testing.T) {
	h := newHouse(t)
	var b booked
	h.book("k", wish("Иван", "Anna\\r\\nATTACH:evil")).json(&b)
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
