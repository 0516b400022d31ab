package dbtest_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"testing"
)

func TestAClosingServerLeavesTheConnectionsOfOthers(t *testing.T) {
	t.Parallel()
	answers := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	server := httptest.NewServer(answers)
	defer server.Close()
	reused := false
	trace := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
		GotConn: func(c httptrace.GotConnInfo) { reused = c.Reused },
	})
	for range 2 {
		r, err := http.NewRequestWithContext(trace, http.MethodPost, server.URL, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, answer.Body); err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		httptest.NewServer(answers).Close()
	}
	if !reused {
		t.Error("the second request had to connect anew")
	}
}
