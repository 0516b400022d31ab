package notify_test

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/telling"
)

// The same names through the database, the composer and the wire.
func TestHostileNamesDoNotReachTheHeaders(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	evil := "Ева\r\nBcc: all@evil.example\r\n\r\n<script>🧖‍♀️"
	s.do(`update services set name = $2 where company_id = $1`, s.company, strings.Repeat(evil, 3))
	id := s.book(booking.Contact{Name: evil, Phone: "+79161234567"})
	s.work(p.channel())
	s.only(id, telling.Sent)
	l := p.received()[0]
	for name := range l.Header {
		switch name {
		case "From", "To", "Subject", "Date", "Message-Id", "Mime-Version", "Auto-Submitted", "Content-Language", "Content-Type", "List-Unsubscribe":
		default:
			t.Errorf("header %s: %q", name, l.Header[name])
		}
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(l.Header.Get("Subject"))
	if want := "Новая запись: " + strings.Repeat("Ева Bcc: all@evil.example <script>🧖‍♀️", 3) + ", Ева Bcc: all@evil.example <script>🧖‍♀️, ср 2 декабря, 10:00"; err != nil || subject != want {
		t.Errorf("subject %q, %v, want %q", subject, err, want)
	}
	parts := alternatives(t, l.Raw)
	if !strings.Contains(parts["text/plain"], "\nКлиент: Ева Bcc: all@evil.example <script>🧖‍♀️\n") {
		t.Errorf("text:\n%s", parts["text/plain"])
	}
	if !strings.Contains(parts["text/html"], "&lt;script&gt;🧖‍♀️") || strings.Contains(parts["text/html"], "<script") {
		t.Errorf("HTML:\n%s", parts["text/html"])
	}
	for i, row := range bytes.Split(l.Raw, []byte("\r\n")) {
		if len(row) > 998 || bytes.ContainsAny(row, "\r\n") { // RFC 5322, 2.1.1
			t.Errorf("line %d: %d bytes, %.80q", i, len(row), row)
		}
	}
}

// alternatives are the parts of a multipart/alternative by their type, line ends as in Go.
func alternatives(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("content type %s, %v", kind, err)
	}
	parts := map[string]string{}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		part, err := r.NextRawPart()
		if err == io.EOF {
			return parts
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, params, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil || !strings.EqualFold(params["charset"], "utf-8") || part.Header.Get("Content-Transfer-Encoding") != "quoted-printable" {
			t.Fatalf("part %v, %v", part.Header, err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		parts[kind] = strings.ReplaceAll(string(body), "\r\n", "\n")
	}
}
