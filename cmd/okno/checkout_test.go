package main

import (
	"bytes"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"okno/booking"
	"okno/handlers"
	"okno/static"
	"okno/views"
	"okno/widget"
)

// tree is a copy of what pages are made from, behind a server that shows an error page, the address of the style sheet
// and the widget.
type tree struct {
	t   *testing.T
	dir string
	url string
	log bytes.Buffer
}

func newTree(t *testing.T) *tree {
	const here = "../.."
	v, err := handlers.NewViews()
	if err != nil {
		t.Fatal(err)
	}
	x := &tree{t: t, dir: t.TempDir()}
	for _, dir := range []string{"views", "notify", "widget/text", "widget/dist", "static/dist"} {
		if err := os.CopyFS(filepath.Join(x.dir, dir), os.DirFS(filepath.Join(here, dir))); err != nil {
			t.Fatal(err)
		}
	}
	c, err := openCheckout(x.dir, v, slog.New(slog.NewTextHandler(&x.log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	before, err := openCheckout(here, v, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := before.refresh(); err != nil { // other tests read the same words
			t.Error(err)
		}
	})
	server := httptest.NewServer(c.serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if err := v.Render(w, views.NewFailureNotice("en", http.StatusNotFound, booking.Sentence{})); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		script, _ := widget.Script()
		_, _ = io.WriteString(w, static.URL("panel.css")+string(script.Plain)+widget.Text("en", "button"))
	})))
	t.Cleanup(server.Close)
	x.url = server.URL
	return x
}

// edit replaces a text in a file, in one moment.
func (x *tree) edit(name, from, to string) {
	x.t.Helper()
	file := filepath.Join(x.dir, name)
	text, err := os.ReadFile(file)
	if err != nil {
		x.t.Fatal(err)
	}
	if !strings.Contains(string(text), from) {
		x.t.Fatalf("%s does not hold %q", name, from)
	}
	if err := os.WriteFile(file+".new", []byte(strings.Replace(string(text), from, to, 1)), 0o600); err != nil {
		x.t.Fatal(err)
	}
	if err := os.Rename(file+".new", file); err != nil {
		x.t.Fatal(err)
	}
}

// get is the page, or with "*/*" what a part of one is answered.
func (x *tree) get(accept string) (int, string) {
	x.t.Helper()
	r, err := http.NewRequest(http.MethodGet, x.url, nil)
	if err != nil {
		x.t.Fatal(err)
	}
	r.Header.Set("Accept", accept)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		x.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		x.t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func TestTheNextRequestSeesAChangedFile(t *testing.T) {
	x := newTree(t)
	_, before := x.get("text/html")
	style, _, _ := strings.Cut(before[strings.Index(before, "/static/panel.css?v="):], "(")
	for _, change := range []struct{ file, from, to, seen string }{
		{"views/failure.html", `<div class="dialog-body">`, `<div class="dialog-body"><p>a changed template</p>`, "<p>a changed template</p>"},
		{"views/locales/failure.en.json", `"failure.text.missing": "`, `"failure.text.missing": "Changed words. `, "Changed words. "},
		{"widget/dist/widget.js", "(", "/* changed script */(", "changed script"},
		{"widget/text/en.json", `"button": "`, `"button": "Changed label `, "Changed label "},
	} {
		x.edit(change.file, change.from, change.to)
		if status, page := x.get("text/html"); status != http.StatusOK || !strings.Contains(page, change.seen) {
			t.Errorf("%s has changed, but the page (status %d) has no %q", change.file, status, change.seen)
		}
	}
	x.edit("static/dist/panel.css", "{", "{--changed:1;")
	if _, page := x.get("text/html"); strings.Contains(page, style) {
		t.Errorf("the style sheet has changed, but not its address %s", style)
	}
}

func TestABrokenTemplateIsShownAndStopsNothing(t *testing.T) {
	x := newTree(t)
	_, before := x.get("text/html")
	x.edit("views/failure.html", "{{end}}", "{{end}}{{")
	if status, page := x.get("text/html"); status != http.StatusInternalServerError || !strings.Contains(page, "failure.html:") {
		t.Errorf("got %d %q, want the template's error with its file and line", status, page)
	}
	if status, part := x.get("*/*"); status != http.StatusOK || part != before {
		t.Errorf("what is no page is answered %d, and not from the templates of before", status)
	}
	x.edit("views/failure.html", "{{end}}{{", "{{end}}")
	if status, page := x.get("text/html"); status != http.StatusOK || page != before {
		t.Errorf("the template is mended, and the page is answered %d", status)
	}
	if said := strings.Count(x.log.String(), "failure.html:"); said != 1 {
		t.Errorf("the log tells of the broken template %d times, want once: %s", said, &x.log)
	}
}

func TestBrokenWordsAreShownAndStopNothing(t *testing.T) {
	x := newTree(t)
	x.edit("views/locales/failure.en.json", "{", "{,")
	if status, page := x.get("text/html"); status != http.StatusInternalServerError || !strings.Contains(page, "failure.en.json") {
		t.Errorf("got %d %q, want the error with its file", status, page)
	}
	if status, _ := x.get("*/*"); status != http.StatusOK {
		t.Errorf("what is no page is answered %d", status)
	}
}

func TestFilesMayChangeWhilePagesAreMade(t *testing.T) {
	x := newTree(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 10 {
				if status, page := x.get("text/html"); status != http.StatusOK {
					t.Errorf("got %d %s", status, page)
				}
			}
		})
	}
	for range 10 {
		x.edit("views/failure.html", `<div class="dialog-body">`, `<div class="dialog-body"> `)
	}
	all.Wait()
}

func TestNothingOutsideTheCheckoutIsServed(t *testing.T) {
	x := newTree(t)
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(x.dir, "static/dist/secret")); err != nil {
		t.Fatal(err)
	}
	x.get("text/html")
	if _, err := fs.ReadFile(static.FS(), "panel.css"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"secret", "../js/panel.js", secret} {
		if content, err := fs.ReadFile(static.FS(), name); err == nil {
			t.Errorf("%s leads to %q", name, content)
		}
	}
}

func TestACheckoutMustBeOne(t *testing.T) {
	if _, err := openCheckout(t.TempDir(), nil, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("an empty directory is taken for a source tree")
	}
}
