package handlers_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/url"
	"strings"
	"sync"
	"testing"

	"okno/handlers"
)

// checkHostile demands an answer without an error of ours, without what was sent as
// markup, and without a word of the database's.
func checkHostile(t testing.TB, what string, a answer) {
	t.Helper()
	if a.Status >= 500 {
		t.Errorf("%s: %d", what, a.Status)
	}
	// In a file that is saved and in JSON, markup is text: nosniff keeps it so.
	html := strings.HasPrefix(a.Header.Get("Content-Type"), "text/html")
	for _, markup := range []string{"<script>alert(7)", "<img src=x onerror", "SQLSTATE", "syntax error at"} {
		if bytes.Contains(a.Body, []byte(markup)) && (html || !strings.HasPrefix(markup, "<")) {
			t.Errorf("%s: the answer has %q", what, markup)
		}
	}
	if a.Header.Get("X") != "" || strings.Contains(a.Header.Get("Set-Cookie"), "x=y") {
		t.Errorf("%s: a header of its own making: %v", what, a.Header)
	}
}

// Every route with hostile strings in every parameter, of the path, the query, the
// form and the JSON; and nothing personal of it all gets into the log.
func TestHostileSweep(t *testing.T) {
	var log bytes.Buffer
	var mu sync.Mutex
	h, ids := secretive(t, func(o *handlers.Options) {
		o.Log = slog.New(slog.NewTextHandler(writer(func(p []byte) (int, error) {
			mu.Lock()
			defer mu.Unlock()
			return log.Write(p)
		}), &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	b := h.signIn("olga@studio.example")
	names := parameters()
	for _, r := range h.rules() {
		if r.path == "/sign-out" {
			continue
		}
		r.socket = false // an open one has no end to wait for
		for round := range 4 {
			values := url.Values{}
			for i, name := range names {
				values.Set(name, hostile[(i*7+round*4)%len(hostile)])
			}
			text := func(n int) string { return jsonText(hostile[(n*3+round*5)%len(hostile)]) }
			object := fmt.Sprintf(`{"service": %s, "start": %s, "client": {"name": %s, "phone": %s, "email": %s}, "answers": {"comment": %s, %s: true}, "consent": true, "view": %s}`,
				text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7))
			path := fill(r.path, ids)
			switch round {
			case 1:
				known := maps.Clone(ids)
				known["hash"], known["step"] = url.PathEscape(hostile[3]), url.PathEscape(hostile[2])
				path = fill(r.path, known)
			case 2, 3:
				bad := map[string]string{}
				for i, name := range pathParameters(r.path) {
					bad[name] = url.PathEscape(hostile[(i*3+round*round-1)%len(hostile)]) // 3 and 8: no UTF-8, and a number or a date that is none
				}
				path = fill(r.path, bad)
			}
			what := fmt.Sprintf("%s, round %d", r, round)
			checkHostile(t, what, b.call(r, path, values))
			if r.method != "GET" && strings.HasPrefix(r.path, "/api/") {
				checkHostile(t, what+", as JSON", h.do(b.Client, h.request(r.method, path, strings.NewReader(object),
					"Content-Type", "application/json", "Idempotency-Key", "hostile")))
			}
			if r.method == "GET" && round == 0 {
				checkHostile(t, what+", as a fragment", b.call(r, path, values, fragment...))
			}
		}
	}
	mu.Lock()
	defer mu.Unlock()
	for _, word := range append([]string{"alert(7)", "drop table", "correct horse", "studio.example"}, secret[:4]...) {
		if bytes.Contains(log.Bytes(), []byte(word)) {
			t.Errorf("the log has %q", word)
		}
	}
}

// pathParameters are the names of a path's parameters.
func pathParameters(path string) (names []string) {
	for part := range strings.SplitSeq(path, "/") {
		if name, is := strings.CutPrefix(part, ":"); is {
			names = append(names, name)
		}
	}
	return names
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

func jsonText(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}

// FuzzParameters sends any text in every parameter of any route.
func FuzzParameters(f *testing.F) {
	for i, text := range hostile {
		f.Add(uint16(i*7), text)
	}
	h, ids := secretive(f, func(o *handlers.Options) { o.Log = slog.New(slog.DiscardHandler) })
	b := h.signIn("olga@studio.example")
	rules, names := h.rules(), parameters()
	f.Fuzz(func(t *testing.T, which uint16, text string) {
		r := rules[int(which)%len(rules)]
		if r.path == "/sign-out" || strings.HasPrefix(r.path, "/account/sessions") {
			return
		}
		r.socket = false
		values := url.Values{}
		for _, name := range names {
			values.Set(name, text)
		}
		inside := browser{b.Client, &house{Server: h.Server, t: t}}
		checkHostile(t, r.String(), inside.call(r, fill(r.path, ids), values))
	})
}
