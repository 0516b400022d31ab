package handlers_test

import (
	"regexp"
	"strings"
	"testing"
)

func TestHostedPage(t *testing.T) {
	h := newHouse(t)
	for path, want := range map[string]string{
		"/b/studio-site":                    `data-okno="studio-site"`,
		"/b/studio-site?lang=en":            `data-lang="en"`,
		"/b/studio-site?noindex":            `noindex`,
		"/b/studio-site?service=nonsense":   `data-heading="none" async`,
		"/b/studio-site?service=%22%3E%3Cb": `data-heading="none" async`,
	} {
		a := h.get(path)
		if a.Status != 200 || !strings.Contains(string(a.Body), want) || a.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %d %v without %s", path, a.Status, a.Header, want)
		}
	}
	if a := h.get("/b/studio-site"); strings.Contains(string(a.Body), "noindex") {
		t.Error("nobody asked to hide the page")
	}
	for _, path := range []string{"/b/studio-old", "/b/nobody", "/b/studio-site/logo/nothing"} {
		if a := h.get(path); a.Status != 404 {
			t.Errorf("%s: %d", path, a.Status)
		}
	}
}

func TestLookAndSlotsAreKeptByBrowsers(t *testing.T) {
	h := newHouse(t)
	slots := "/api/v1/widget/studio-site/slots?service=cut&from=2026-11-24&to=2026-11-24"
	first := h.get(slots)
	again := h.do(h.Client(), h.request("GET", slots, nil, "If-None-Match", first.Header.Get("ETag")))
	if first.Status != 200 || again.Status != 304 || len(again.Body) > 0 {
		t.Errorf("%d, then %d with %d bytes", first.Status, again.Status, len(again.Body))
	}
	h.holdOf("me", "2026-11-24T10:00:00+03:00")
	if changed := h.do(h.Client(), h.request("GET", slots, nil, "If-None-Match", first.Header.Get("ETag"))); changed.Status != 200 {
		t.Errorf("after a hold: %d", changed.Status)
	}
	look := h.get("/widget.css")
	tag := strings.Trim(look.Header.Get("ETag"), `"`)
	if look.Status != 200 || look.Header.Get("Cache-Control") != "no-cache" || look.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("the look: %d %v", look.Status, look.Header)
	}
	if look = h.get("/widget.css?v=" + tag); !strings.Contains(look.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("the look of this version: %v", look.Header)
	}
	if script := h.get("/widget.js"); !strings.Contains(string(script.Body), tag) {
		t.Error("the script asks for another version of the look")
	}
}

// What of the widget can wait is there in the version that the script asks for, which may be kept for good, and in no other: the two know
// each other by names that the build has made.
func TestTheWidgetsExtrasAreOfTheScriptsVersion(t *testing.T) {
	h := newHouse(t)
	asked := regexp.MustCompile(`widget-extras\.js\?v="\+"([0-9a-f]{16})"|widget-extras\.js\?v=([0-9a-f]{16})`).FindSubmatch(h.get("/widget.js").Body)
	if asked == nil {
		t.Fatal("the script asks for no extras")
	}
	version := string(asked[1]) + string(asked[2])
	a := h.get("/widget-extras.js?v="+version, "Accept-Encoding", "br")
	header := a.Header
	if a.Status != 200 || !strings.Contains(header.Get("Cache-Control"), "immutable") || header.Get("Access-Control-Allow-Origin") != "*" ||
		!strings.HasPrefix(header.Get("Content-Type"), "text/javascript") || header.Get("Cross-Origin-Resource-Policy") != "cross-origin" || header.Get("Content-Encoding") != "br" {
		t.Errorf("version %s: %d %v", version, a.Status, header)
	}
	for _, other := range []string{"", "?v=", "?v=0123456789abcdef"} {
		if a := h.get("/widget-extras.js" + other); a.Status != 404 || strings.Contains(a.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("of another version (%s): %d %v", other, a.Status, a.Header)
		}
	}
}

// The widget's files come as small as the browser can read them, and a cache between
// the two keeps them apart.
func TestWidgetComesCompressed(t *testing.T) {
	h := newHouse(t)
	plain := map[string]string{}
	for _, test := range []struct{ accepts, coding string }{
		{"identity", ""}, {"gzip, deflate, br, zstd", "br"}, {"br;q=1.0", "br"}, {"gzip", "gzip"}, {"gzip, br;q=0", "gzip"}, {"gzip, br; q=0.0", "gzip"},
	} {
		for _, path := range []string{"/widget.js", "/widget.css"} {
			a := h.get(path, "Accept-Encoding", test.accepts)
			if a.Status != 200 || a.Header.Get("Content-Encoding") != test.coding || !strings.Contains(a.Header.Get("Vary"), "Accept-Encoding") {
				t.Errorf("%s for %q: %d %v", path, test.accepts, a.Status, a.Header)
			}
			switch test.coding {
			case "":
				plain[path] = string(a.Body)
			case "br":
				if len(a.Body) > len(plain[path])/2 || len(a.Body) == 0 {
					t.Errorf("%s for %q: %d bytes of %d", path, test.accepts, len(a.Body), len(plain[path]))
				}
				if again := h.do(h.Client(), h.request("GET", path, nil, "Accept-Encoding", test.accepts, "If-None-Match", a.Header.Get("ETag"))); again.Status != 304 {
					t.Errorf("%s once more: %d", path, again.Status)
				}
			}
		}
	}
}
