package handlers_test

import (
	"strings"
	"testing"

	"okno/booking/messages/messagestest"
	"okno/views"
)

// sentences looks at whatever the server answers in any test: no key of a message, no
// blank, nothing that no sentence has.
func sentences(t testing.TB, what, kind string, body []byte) {
	t.Helper()
	var slips []string
	switch kind, _, _ = strings.Cut(kind, ";"); kind {
	case "text/html":
		slips = messagestest.PageSlips(body, views.HasMessage)
	case "text/csv", "text/calendar":
		slips = messagestest.FileSlips(body, views.HasMessage)
	case "application/json", "application/problem+json":
		slips = messagestest.JSONSlips(body, views.HasMessage)
	}
	for _, slip := range slips {
		t.Errorf("%s says %s", what, slip)
	}
}
