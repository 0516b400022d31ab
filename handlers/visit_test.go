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
	if err != nil || start.UTC().Format("15:04") != "07:00" || event.Props.Get("STATUS").Value != "TENTATIVE" {
		t.Errorf("start %v %v, %s", start, err, file.Body)
	}
	for _, bad := range []string{"/m/x", path[:len(path)-1] + "A", path + "A", "/m/" + strings.Repeat("A", 54), "/m/%00"} {
		if a := h.get(bad); a.Status != 404 || strings.Contains(string(a.Body), "Свет") {
			t.Errorf("%s: %d", bad, a.Status)
		}
	}
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
