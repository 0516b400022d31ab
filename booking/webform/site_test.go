package webform_test

import (
	"strings"
	"testing"

	"okno/booking/webform"
)

func TestParseSite(t *testing.T) {
	for typed, want := range map[string]string{
		"example.com": "example.com", "HTTPS://Example.com:443/page?x#y": "https://example.com", "http://localhost:3000": "http://localhost:3000",
		"салон.рф": "салон.рф", "https://салон.рф/": "https://салон.рф", "https://xn--80awgdm.xn--p1ai": "https://салон.рф", "http://a.b:80": "http://a.b",
		"127.0.0.1": "127.0.0.1", "*.example.com": "*.example.com", "https://*.салон.рф": "https://*.салон.рф", "www.example.com.": "www.example.com",
		"ftp://x.y": "", "": "", "javascript:alert(1)": "", "https://user@x.y": "", "https://x y": "", "*.com": "", "*": "", "*.10.0.0.1": "", "http://[::1]": "",
		"https:/example.com": "", "https//example.com": "", "https:": "",
	} {
		site, cut, ok := webform.ParseSite(typed)
		if site != want || ok != (want != "") || cut != strings.Contains(typed, "/page") {
			t.Errorf("%q is %q, %v, %v", typed, site, cut, ok)
		}
	}
}

// A typed site lets in what its owner means by it, and nothing else.
func TestSiteAllows(t *testing.T) {
	for typed, origins := range map[string]string{
		"example.com":                "https://example.com http://example.com https://www.example.com http://www.example.com | https://a.example.com https://example.com.evil https://evilexample.com https://example.com:8443 null",
		"https://example.com":        "https://example.com https://www.example.com | http://example.com http://www.example.com",
		"www.example.com":            "https://example.com https://www.example.com http://www.example.com | https://www.www.example.com.evil",
		"http://example.com":         "http://example.com http://www.example.com | https://example.com",
		"https://салон.рф":           "https://xn--80awgdm.xn--p1ai https://www.xn--80awgdm.xn--p1ai | http://xn--80awgdm.xn--p1ai",
		"example.com:8080":           "http://example.com:8080 https://example.com:8080 | https://example.com",
		"https://localhost":          "https://localhost https://localhost:5173 | http://localhost",
		"localhost":                  "http://localhost http://localhost:3000 https://localhost:5173 | http://localhost.evil https://localhost.evil",
		"http://127.0.0.1":           "http://127.0.0.1 http://127.0.0.1:8080 | http://127.0.0.2",
		"localhost:3000":             "http://localhost:3000 | http://localhost:3001",
		"*.example.com":              "https://a.example.com http://a.b.example.com https://example.com https://www.example.com | https://evilexample.com https://example.com.evil https://a.example.com:81",
		"https://*.example.com/page": "https://a.example.com | http://a.example.com",
	} {
		site, _, ok := webform.ParseSite(typed)
		if !ok {
			t.Fatalf("%q is no site", typed)
		}
		form := webform.FormSettings{Sites: []string{"https://other.example", site}}
		let, refused, _ := strings.Cut(origins, "|")
		for _, origin := range strings.Fields(let) {
			if !form.Allows(origin) {
				t.Errorf("%q does not let %s in", typed, origin)
			}
		}
		for _, origin := range append(strings.Fields(refused), "null") {
			if form.Allows(origin) {
				t.Errorf("%q lets %s in", typed, origin)
			}
		}
	}
	if !(webform.FormSettings{}).Allows("null") || !(webform.FormSettings{Sites: []string{"a.b"}}).Allows("") {
		t.Error("any site, or a program that is no page, may not")
	}
}

func TestSiteSources(t *testing.T) {
	for site, want := range map[string]string{
		"салон.рф":              "https://xn--80awgdm.xn--p1ai https://www.xn--80awgdm.xn--p1ai http://xn--80awgdm.xn--p1ai http://www.xn--80awgdm.xn--p1ai",
		"https://www.a.b":       "https://www.a.b https://a.b",
		"https://*.a.b:81":      "https://a.b:81 https://*.a.b:81",
		"localhost":             "https://localhost:* http://localhost:*",
		"https://127.0.0.1":     "https://127.0.0.1:*",
		"http://localhost:3000": "http://localhost:3000",
	} {
		if got := strings.Join(webform.SiteSources(site), " "); got != want {
			t.Errorf("%q: %s", site, got)
		}
	}
	if webform.OriginOf("https://Салон.рф:443/x") != "https://xn--80awgdm.xn--p1ai" || webform.OriginOf("nothing") != "" {
		t.Error("OriginOf")
	}
}
