package handlers_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
)

// A page that a form's list of sites does not name is seen by the owner, with how
// often it asked, and is let in by one press; the press can be taken back. Made-up
// origins push nothing else out for long and fill no table.
func TestRefusedSiteIsSeenAndLetIn(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	at := h.form("studio-site")
	if a := b.post(at, asked(), fragment...); a.Status != 200 {
		t.Fatalf("%d: %s", a.Status, text(t, a, "[role=alert], .field-error"))
	}
	ask := func(origin string) int {
		return h.get("/api/v1/widget/studio-site/config", "Origin", origin).Status
	}
	sites := func(a answer) (all []string) {
		for _, n := range find(t, a, ".refused-site") {
			all = append(all, words(n))
		}
		return all
	}
	shown := func() []string { return sites(b.get(at + "/widget")) }
	later := func(d time.Duration) { h.clock.set(h.clock.Now().Add(d)) }
	for range 3 {
		if status := ask("https://shop.example"); status != 403 {
			t.Fatalf("a foreign page gets %d", status)
		}
	}
	ask("https://studio.example") // this one is on the list
	ask("null")                   // and this is nothing that a list could name
	h.must(h.handlers.Funnel.Flush(context.Background()))
	if got := shown(); len(got) != 1 || !strings.HasPrefix(got[0], "https://shop.example 3 раза") {
		t.Fatalf("the owner sees %q", got)
	}
	for i := range 12 {
		later(time.Second)
		ask(fmt.Sprintf("https://n%d.example", i))
		h.must(h.handlers.Funnel.Flush(context.Background()))
	}
	later(time.Second)
	ask("https://shop.example")
	h.must(h.handlers.Funnel.Flush(context.Background()))
	if got := shown(); len(got) != 10 || !strings.HasPrefix(got[0], "https://shop.example") {
		t.Errorf("after many made-up ones the owner sees %q", got)
	}

	site := url.Values{"site": {"https://shop.example"}, "tab": {"widget"}}
	a := b.post(at+"/sites", site, fragment...)
	if a.Status != 200 || strings.Contains(strings.Join(sites(a), " "), "shop") || len(find(t, a, ".toast [hx-delete]")) != 1 {
		t.Fatalf("letting it in: %d %s", a.Status, a.Body)
	}
	if status := ask("https://www.shop.example"); status != 200 {
		t.Errorf("the site that was let in gets %d", status)
	}
	if list := h.value(`select settings->>'origins' from forms where key = 'studio-site'`); list != `["studio.example", "https://салон.рф", "https://shop.example"]` {
		t.Errorf("the list is %s", list)
	}
	if a := b.send("DELETE", at+"/sites?"+site.Encode(), nil, fragment...); a.Status != 200 {
		t.Fatalf("taking it back: %d", a.Status)
	}
	if status := ask("https://shop.example"); status != 403 {
		t.Errorf("after taking it back the page gets %d", status)
	}
	later(8 * 24 * time.Hour)
	if got := shown(); len(got) != 0 {
		t.Errorf("a week later the owner sees %q", got)
	}
}
