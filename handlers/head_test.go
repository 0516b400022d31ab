package handlers_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"okno/handlers"
)

// unlike are the headers that two answers to the same question may differ in.
var unlike = []string{"X-Request-Id", "Date", "Set-Cookie"}

// HEAD is answered wherever GET is, with the status and the headers of the GET;
// it is no look at a form, no file taken out and no sign of life.
func TestHead(t *testing.T) {
	h, ids := secretive(t, func(o *handlers.Options) { o.PublicLimits = false })
	ids["hash"] = "none"
	owner := h.signIn("olga@studio.example")
	before, audited := h.fingerprint(ids["company"]), h.one(`select count(*)::text from audit_log`)
	heads := map[string]answer{}
	search := "/api/v1/widget/studio-site/slots?service=cut&from=2026-11-24&to=2026-11-24"
	paths := []string{search, "/widget.js", "/widget.css?v=1", "/b/studio-site", "/b/nobody", "/nowhere", "/api/v1/widget/nobody/config"}
	for _, r := range h.rules() {
		if r.method == http.MethodGet {
			paths = append(paths, fill(r.path, ids))
		}
	}
	h.clock.set(h.clock.Now().Add(16 * time.Minute)) // a session's sign of life is due
	for _, path := range paths {
		for _, coding := range []string{"identity", "gzip", "br"} {
			heads[coding+path] = owner.send(http.MethodHead, path, nil, "Accept-Encoding", coding, "Connection", "Upgrade", "Upgrade", "websocket",
				"Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
		}
	}
	h.must(h.handlers.Funnel.Flush(t.Context()))
	for table, print := range h.fingerprint(ids["company"]) {
		if print != before[table] {
			t.Errorf("a HEAD has written to %s", table)
		}
	}
	if now := h.one(`select count(*)::text from audit_log`); now != audited {
		t.Errorf("HEADs are %s lines in the audit log, were %s", now, audited)
	}
	for _, path := range paths {
		for _, coding := range []string{"identity", "gzip", "br"} {
			head, get := heads[coding+path], owner.send(http.MethodGet, path, nil, "Accept-Encoding", coding)
			if head.Status != get.Status || len(head.Body) > 0 {
				t.Errorf("HEAD %s (%s): %d with %d bytes, GET: %d", path, coding, head.Status, len(head.Body), get.Status)
			}
			for _, name := range unlike {
				head.Header.Del(name)
				get.Header.Del(name)
			}
			for name := range get.Header {
				a, b := head.Header.Get(name), get.Header.Get(name)
				// A server says by itself that a GET without a body has none; and the log tells of the files that these GETs take out.
				grown := name == "Content-Length" && (a == "" && b == "0" || strings.HasSuffix(path, "audit.csv"))
				if a != b && !grown {
					t.Errorf("HEAD %s (%s): %s is %q, of GET %q", path, coding, name, a, b)
				}
			}
		}
	}
}
