package notify_test

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"okno/notify/email"
)

// post is a real SMTP server that does with a message what the test says.
type post struct {
	t        *testing.T
	addr     *net.TCPAddr
	rcpt     func(n int) error               // answers RCPT, counted from 1
	refuse   func(to string) error           // answers RCPT too
	data     func(n int, c *smtp.Conn) error // answers DATA when the message has been read
	mu       sync.Mutex
	rcpts    int
	letters  []letter
	logins   []string
	password string // what AUTH wants; "" offers none
	utf8     bool   // whether SMTPUTF8 is offered
}

type letter struct {
	From, To string
	UTF8     bool // it was announced as one that needs SMTPUTF8
	Raw      []byte
	Header   mail.Header
}

// open starts the server: encryption "" never, "starttls" where asked, "tls" from the first byte.
func (p *post) open(encryption string) *post {
	p.t.Helper()
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{post: p, conn: c}, nil }))
	server.ErrorLog, server.EnableSMTPUTF8 = quiet{}, p.utf8
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		p.t.Fatal(err)
	}
	p.addr = listener.Addr().(*net.TCPAddr)
	switch encryption {
	case "starttls":
		server.TLSConfig = &tls.Config{Certificates: certificates}
	case "tls":
		listener = tls.NewListener(listener, &tls.Config{Certificates: certificates})
	}
	ended := make(chan struct{})
	go func() { _ = server.Serve(listener); close(ended) }()
	p.t.Cleanup(func() { _ = server.Close(); <-ended })
	return p
}

func newPost(t *testing.T) *post { return (&post{t: t}).open("") }

// quiet: go-smtp complains about connections that the tests cut on purpose.
type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

func (p *post) received() []letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]letter(nil), p.letters...)
}

// channel sends to this server.
func (p *post) channel() *email.Mail {
	p.t.Helper()
	return p.channelWith(email.SMTP{Host: "127.0.0.1", Port: p.addr.Port, Timeout: 10 * time.Second})
}

func (p *post) channelWith(s email.SMTP) *email.Mail {
	p.t.Helper()
	m, err := email.NewMail(s, "Okno <okno@salon.example>", time.Now)
	if err != nil {
		p.t.Fatal(err)
	}
	return m
}

type session struct {
	*post
	conn     *smtp.Conn
	from, to string
	needs    bool
}

func (s *session) Mail(from string, o *smtp.MailOptions) error {
	s.from, s.needs = from, o != nil && o.UTF8
	return nil
}
func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.mu.Lock()
	s.rcpts++
	n := s.rcpts
	s.mu.Unlock()
	s.to = to
	if s.rcpt != nil {
		return s.rcpt(n)
	}
	if s.refuse != nil {
		return s.refuse(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		s.t.Errorf("not a message: %v", err)
		return err
	}
	s.mu.Lock()
	s.letters = append(s.letters, letter{s.from, s.to, s.needs, raw, m.Header})
	n := len(s.letters)
	s.mu.Unlock()
	if s.data != nil {
		return s.data(n, s.conn)
	}
	return nil
}

func (s *session) AuthMechanisms() []string {
	if s.password == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		s.mu.Lock()
		s.logins = append(s.logins, user+":"+password)
		s.mu.Unlock()
		if password != s.password {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

func answer(code int, text string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.NoEnhancedCode, Message: text}
}

func messageIDs(letters []letter) string {
	var ids []string
	for _, l := range letters {
		ids = append(ids, l.Header.Get("Message-Id"))
	}
	return strings.Join(ids, " ")
}
