package e2e

import (
	"bytes"
	"html/template"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// A site that somebody made: pages of testdata/pages on an origin of their own,
// under the strictest policy that the widget is to live with.
type hostSite struct{ address string }

// newSite serves the pages; what they load from Okno comes from the address okno.
func newSite(t *testing.T, okno string) hostSite {
	t.Helper()
	pages, err := template.ParseGlob("testdata/pages/*.html")
	if err != nil {
		t.Fatal(err)
	}
	policy := "default-src 'none'; style-src 'self'; img-src data:; script-src " + okno + "; connect-src " + okno +
		"; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		page := pages.Lookup(strings.TrimPrefix(r.URL.Path, "/"))
		if page == nil {
			http.FileServer(http.Dir("testdata/pages")).ServeHTTP(w, r)
			return
		}
		var body bytes.Buffer
		query := r.URL.Query()
		if err := page.Execute(&body, map[string]string{"Okno": okno, "Key": query.Get("key"), "Lang": query.Get("lang")}); err != nil {
			t.Errorf("%s: %v", page.Name(), err)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = body.WriteTo(w)
	}))
	t.Cleanup(server.Close)
	return hostSite{server.URL}
}

// page is the address of a page with the widget of a form; lang is its data-lang,
// "" for none.
func (s hostSite) page(name, key, lang string) string {
	return s.address + "/" + name + "?" + url.Values{"key": {key}, "lang": {lang}}.Encode()
}

// plain is the address of an ordinary page with the salon's widget.
func (s hostSite) plain(lang string) string { return s.page("plain.html", "lotos-site", lang) }
