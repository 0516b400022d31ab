package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// The desk types a phone and sees who it is.
func TestLookUpClient(t *testing.T) {
	h := newHouse(t)
	if a := h.book(rand8(), bookingBody()); a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	dasha, rex := h.signIn("dasha@studio.example"), h.signIn("rex@rival.example")
	look := func(b browser, phone string) answer {
		return b.get("/clients/lookup?phone="+url.QueryEscape(phone), fragment...)
	}
	for phone, want := range map[string]string{
		"8 916 123-45-67": "Иван", "+79161234567": "Иван", "9161234567": "Иван", // complete, as people write it
		"916 123": "", "": "", "91": "", "%": "", strings.Repeat("9", 10_000): "", "🔥🔥🔥": "",
	} {
		a := look(dasha, phone)
		if got := text(t, a, ".lookup-known .lookup-name"); a.Status != http.StatusOK || got != want {
			t.Errorf("%.20q: %d %q, not %q", phone, a.Status, got, want)
		}
	}
	if got := text(t, look(dasha, "916 123"), ".lookup-list .lookup-name"); got != "Иван" {
		t.Errorf("a part of the phone suggests %q", got)
	}
	known := find(t, look(dasha, "8 916 123-45-67"), "section[data-client]")[0]
	got := ""
	for _, attribute := range known.Attr {
		if strings.HasPrefix(attribute.Key, "data-client-") {
			got += attribute.Val + " "
		}
	}
	if got != "Иван +79161234567  " {
		t.Errorf("the form is filled with %q", got)
	}
	if got := text(t, look(dasha, "8 916 765-43-21"), "#client-lookup"); got == "" {
		t.Error("a number that nobody has is not said to be new")
	}
	if a := look(rex, "8 916 123-45-67"); strings.Contains(string(a.Body), "Иван") {
		t.Errorf("another company sees %s", a.Body)
	}
}
