package handlers_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"okno/static"
)

// What a browser needs to install the panel, in the language that the page's link asks for.
func TestManifestInstallsThePanel(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	links := attrs(t, b.get("/overview"), "link[rel=manifest]", "href")
	if len(links) != 1 {
		t.Fatalf("the page links %v", links)
	}
	for lang, today := range map[string]string{"ru": "Сегодня", "en": "Today"} {
		b.post("/preferences", url.Values{"locale": {lang}})
		link := attrs(t, b.get("/overview"), "link[rel=manifest]", "href")[0]
		a := h.get(link) // without a cookie, as browsers do
		var m struct {
			Name, Lang, Display, Scope string
			ShortName                  string `json:"short_name"`
			StartURL                   string `json:"start_url"`
			Icons                      []struct{ Src, Sizes, Purpose string }
			Shortcuts                  []struct{ Name, URL string }
		}
		if err := json.Unmarshal(a.Body, &m); err != nil || a.Status != http.StatusOK || !strings.HasPrefix(a.Header.Get("Content-Type"), "application/manifest+json") {
			t.Fatalf("%d %s: %v", a.Status, a.Header.Get("Content-Type"), err)
		}
		if m.Name == "" || m.ShortName != "Okno" || m.Lang != lang || m.Display != "standalone" || m.Scope != "/" || m.StartURL != "/overview" {
			t.Errorf("%s: %+v", lang, m)
		}
		if len(m.Shortcuts) != 3 || m.Shortcuts[0].Name != today {
			t.Errorf("%s: the shortcuts are %+v", lang, m.Shortcuts)
		}
		for _, icon := range m.Icons {
			if a := h.get(icon.Src); a.Status != http.StatusOK || !strings.HasPrefix(string(a.Body), "\x89PNG") || !strings.Contains(a.Header.Get("Cache-Control"), "immutable") {
				t.Errorf("the icon %s: %d", icon.Src, a.Status)
			}
		}
		for _, shortcut := range m.Shortcuts {
			if a := b.get(shortcut.URL); a.Status != http.StatusOK {
				t.Errorf("%s leads to %d", shortcut.URL, a.Status)
			}
		}
	}
}

// Pages for guests are no part of the app, and what the app consists of says nothing of anybody.
func TestOnlyThePanelIsAnApp(t *testing.T) {
	h := newHouse(t)
	for _, path := range []string{"/b/studio-site", "/m/none", "/sign-up", "/forgot"} {
		if page := string(h.get(path).Body); strings.Contains(page, "manifest") || strings.Contains(page, "app.js") {
			t.Errorf("%s installs the panel", path)
		}
	}
	if page := string(h.get("/sign-in").Body); strings.Contains(page, "manifest") || !strings.Contains(page, "app.js") {
		t.Error("the way in is to forget what was kept, and to install nothing")
	}
	a := h.get("/sw.js")
	if a.Status != http.StatusOK || a.Header.Get("Cache-Control") != "no-cache" || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/javascript") {
		t.Errorf("the service worker: %d %v", a.Status, a.Header)
	}
	olga := h.signIn("olga@studio.example")
	if mine, nobodys := string(olga.get("/offline").Body), string(h.get("/offline", "Accept-Language", "ru").Body); mine != nobodys || strings.Contains(mine, "okno-snapshot") {
		t.Error("the page without a connection says who is here")
	}
	for _, page := range []string{"/overview", "/offline"} {
		if policy := olga.get(page).Header.Get("Content-Security-Policy"); !strings.Contains(policy, "worker-src 'self'") || !strings.Contains(policy, "manifest-src 'self'") {
			t.Errorf("%s: %s", page, policy)
		}
	}
}

// What a browser keeps of Today has a name for its session, company and rights: any other of these throws it away.
func TestSnapshotIsOfOneSessionAndItsRights(t *testing.T) {
	h := newHouse(t)
	name := func(b browser) string {
		t.Helper()
		all := attrs(t, b.get("/overview"), "meta[name=okno-snapshot]", "content")
		if len(all) != 1 {
			t.Fatalf("the page has %v", all)
		}
		name, until, _ := strings.Cut(all[0], ".")
		if name == "" || until == "" {
			t.Fatalf("it is named %q", all[0])
		}
		return name
	}
	max, olga := h.signIn("max@studio.example"), h.signIn("olga@studio.example")
	first := name(max)
	if again := name(max); again != first {
		t.Error("the same session has two names")
	}
	if other := name(h.signIn("max@studio.example")); other == first {
		t.Error("two sessions of a member have one name")
	}
	if name(olga) == first {
		t.Error("two members have one name")
	}
	olga.post("/settings/company/privacy", url.Values{"hide": {"manager"}})
	hidden := name(max)
	if hidden == first {
		t.Error("what was kept with contacts stays when they are hidden")
	}
	olga.post("/settings/team/"+h.user("max@studio.example")+"/role", url.Values{"role": {"desk"}})
	if name(max) == hidden {
		t.Error("what was kept stays when the role is another")
	}
}

// Fonts stand in the style sheet by names that change with their content: no page asks for them again.
func TestFontsAreKeptForEver(t *testing.T) {
	h := newHouse(t)
	fonts := regexp.MustCompile(`[\w-]+\.woff2`).FindAllString(string(h.get(static.URL("panel.css")).Body), -1)
	if len(fonts) == 0 {
		t.Fatal("the style sheet names no font")
	}
	for _, font := range fonts {
		if a := h.get(static.Prefix + font); a.Status != http.StatusOK || !strings.Contains(a.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, Cache-Control: %s", font, a.Status, a.Header.Get("Cache-Control"))
		}
	}
}
