package requestid_test

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"

	"okno/booking/requestid"
)

func TestANameGoesWithTheContext(t *testing.T) {
	t.Parallel()
	if id := requestid.Of(t.Context()); id != "" {
		t.Errorf("a context of no request has the name %q", id)
	}
	ctx := requestid.With(t.Context(), "kept")
	if requestid.Of(ctx) != "kept" || requestid.Of(requestid.With(ctx, "")) != "kept" {
		t.Error("the name is lost")
	}
}

func TestNamesDiffer(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1000 {
		id := requestid.New(rand.Reader)
		if seen[id] || len(id) != 13 || !requestid.Valid(id) {
			t.Fatalf("%q", id)
		}
		seen[id] = true
	}
	if id := requestid.New(bytes.NewReader(nil)); id != "" {
		t.Errorf("without a source: %q", id)
	}
}

func TestForeignNamesAreTakenOverIfTheyAreHarmless(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]bool{
		"4bf92f3577b34da6a3ce929d0e0e4736": true, "a.b-c_d8": true, "short": false, "": false,
		"with a space": false, "new\nlines!": false, "длинное-имя": false, strings.Repeat("a", 65): false,
	} {
		if got := requestid.Valid(id); got != want {
			t.Errorf("%q: %v", id, got)
		}
	}
}
