package e2e

import (
	"bytes"
	"io"
	"net"
	"net/mail"
	"regexp"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// mailbox is a real SMTP server that takes every letter.
type mailbox struct {
	t       *testing.T
	address string
	mu      sync.Mutex
	letters []letter
}

type letter struct {
	to, messageID string
	number        string // of the booking that it tells of
	raw           []byte
}

func newPost(t *testing.T) *mailbox {
	t.Helper()
	m := &mailbox{t: t}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &posting{mailbox: m}, nil }))
	server.ErrorLog = silent{} // senders are killed in the middle of a word
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m.address = listener.Addr().String()
	ended := make(chan struct{})
	go func() { _ = server.Serve(listener); close(ended) }()
	t.Cleanup(func() { _ = server.Close(); <-ended })
	return m
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

type posting struct {
	*mailbox
	to string
}

func (p *posting) Mail(string, *smtp.MailOptions) error      { return nil }
func (p *posting) Rcpt(to string, _ *smtp.RcptOptions) error { p.to = to; return nil }
func (p *posting) Reset()                                    {}
func (p *posting) Logout() error                             { return nil }

// number is the line of a letter's text that tells which booking it is about.
var number = regexp.MustCompile(`(?m)^(?:Number|Номер): (\d+)`)

func (p *posting) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err // cut off: not taken
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	l := letter{to: p.to, messageID: m.Header.Get("Message-Id"), raw: raw}
	if found := number.FindSubmatch(raw); found != nil {
		l.number = string(found[1])
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.letters = append(p.letters, l)
	return nil
}

func (m *mailbox) count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.letters)
}
