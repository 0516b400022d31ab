package notifytest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// Texted is a request that a provider of SMS has had.
type Texted struct {
	Method, Path, Query, Type, Body string
	Header                          http.Header
}

// SMS is a provider of SMS: it keeps what it is asked, and answers as a test wants it to.
type SMS struct {
	*httptest.Server

	mu     sync.Mutex
	asked  []Texted
	answer func(n int, w http.ResponseWriter, r *http.Request) // n is how many it was asked before
}

// NewSMS starts one that takes everything.
func NewSMS(t testing.TB) *SMS {
	t.Helper()
	s := &SMS{answer: func(_ int, w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"id": 1}`) }}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *SMS) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	n, answer := len(s.asked), s.answer
	s.asked = append(s.asked, Texted{r.Method, r.URL.Path, r.URL.RawQuery, r.Header.Get("Content-Type"), string(body), r.Header})
	s.mu.Unlock()
	answer(n, w, r)
}

// AnswerBy lets it answer so from now on.
func (s *SMS) AnswerBy(answer func(n int, w http.ResponseWriter, r *http.Request)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = answer
}

// Asked is what it was asked so far.
func (s *SMS) Asked() []Texted {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Texted(nil), s.asked...)
}
