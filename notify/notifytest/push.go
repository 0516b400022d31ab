package notifytest

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// Pushed is a message that a push service has taken, as its browser reads it.
type Pushed struct {
	ID, Title, Body, URL, Tag, Lang string

	TTL, Urgency, Topic string // headers
	Contact             string // whom the service could ask about the sender
	Size                int    // of what was sent
}

// Push is a push service with one browser: it takes what RFC 8030 lets it take, reads it as the browser does (RFC
// 8291), and knows its sender by the key that the browser has subscribed under (RFC 8292).
type Push struct {
	*httptest.Server
	t testing.TB

	browser *ecdh.PrivateKey
	auth    []byte

	mu       sync.Mutex
	sender   []byte // the public key that the browser has subscribed under
	answer   func(w http.ResponseWriter) bool
	messages []Pushed
	asked    int
	lose     int
}

// NewPush starts one, over TLS, as they all are.
func NewPush(t testing.TB) *Push {
	t.Helper()
	p := &Push{t: t, auth: make([]byte, 16)}
	var err error
	if p.browser, err = ecdh.P256().GenerateKey(rand.Reader); err != nil {
		t.Fatal(err)
	}
	_, _ = rand.Read(p.auth)
	p.Server = httptest.NewTLSServer(p)
	t.Cleanup(p.Close)
	return p
}

// Subscribe lets the browser subscribe under a key; its keys are as a page sends them.
func (p *Push) Subscribe(key []byte) (endpoint string, p256dh, auth []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sender = key
	return p.URL + "/send/one", p.browser.PublicKey().Bytes(), p.auth
}

// AnswerBy lets f answer what comes from now on; where it says false the message is taken.
func (p *Push) AnswerBy(f func(w http.ResponseWriter) bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answer = f
}

// LoseAnswers lets the next n messages be taken, and nobody hear of it.
func (p *Push) LoseAnswers(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lose = n
}

// Messages are those that were taken.
func (p *Push) Messages() []Pushed {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Pushed(nil), p.messages...)
}

// Asked is how often anything came.
func (p *Push) Asked() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

// ServeHTTP answers as a push service does (RFC 8030), and keeps what it was sent.
func (p *Push) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked++
	answer, sender := p.answer, p.sender
	p.mu.Unlock()
	if answer != nil && answer(w) {
		return
	}
	m, status, err := p.take(r, sender)
	if err != nil {
		p.t.Errorf("the push service refuses a message: %v", err)
		http.Error(w, err.Error(), status)
		return
	}
	p.mu.Lock()
	p.messages = append(p.messages, m)
	lost := p.lose > 0
	p.lose--
	p.mu.Unlock()
	if lost {
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Location", p.URL+"/message/1")
	w.WriteHeader(http.StatusCreated)
}

// take is the message, or the status with which it is refused.
func (p *Push) take(r *http.Request, sender []byte) (m Pushed, status int, err error) {
	m = Pushed{TTL: r.Header.Get("TTL"), Urgency: r.Header.Get("Urgency"), Topic: r.Header.Get("Topic")}
	body, err := io.ReadAll(io.LimitReader(r.Body, 5000))
	if m.Size = len(body); err != nil || len(body) > 4096 {
		return m, http.StatusRequestEntityTooLarge, fmt.Errorf("%d bytes: %v", len(body), err)
	}
	if r.Method != http.MethodPost || r.Header.Get("Content-Encoding") != "aes128gcm" || m.TTL == "" || len(m.Topic) > 32 {
		return m, http.StatusBadRequest, fmt.Errorf("%s with %v", r.Method, r.Header)
	}
	if m.Contact, err = p.known(r.Header.Get("Authorization"), sender); err != nil {
		return m, http.StatusForbidden, err
	}
	text, err := p.opened(body)
	if err != nil {
		return m, http.StatusBadRequest, err
	}
	return m, http.StatusBadRequest, json.Unmarshal(text, &m)
}

// known checks the sender's word (RFC 8292, 2): its key is the browser's, and it was signed for us, and not for long.
func (p *Push) known(word string, sender []byte) (contact string, err error) {
	var token, key string
	for part := range strings.SplitSeq(strings.TrimPrefix(word, "vapid "), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "t":
			token = value
		case "k":
			key = value
		}
	}
	public, err := base64.RawURLEncoding.DecodeString(key)
	if err != nil || !strings.HasPrefix(word, "vapid ") || string(public) != string(sender) {
		return "", fmt.Errorf("the key is not the one of the subscription: %q", word)
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return "", fmt.Errorf("no token: %q", token)
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || len(signature) != 64 {
		return "", fmt.Errorf("the signature: %q", parts[2])
	}
	point, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), public)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if !ecdsa.Verify(point, sum[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])) {
		return "", errors.New("somebody else has signed")
	}
	var claims struct {
		Aud, Sub string
		Exp      int64
	}
	text, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err == nil {
		err = json.Unmarshal(text, &claims)
	}
	ours, _ := url.Parse(p.URL)
	expires := time.Unix(claims.Exp, 0)
	if err != nil || claims.Aud != "https://"+ours.Host || expires.Before(time.Now()) || expires.After(time.Now().Add(24*time.Hour)) ||
		!strings.HasPrefix(claims.Sub, "https://") && !strings.HasPrefix(claims.Sub, "mailto:") {
		return "", fmt.Errorf("the claims %s: %v", text, err)
	}
	return claims.Sub, nil
}

// opened reads a message with the browser's keys (RFC 8291, 3 and 4; RFC 8188, 2).
func (p *Push) opened(body []byte) ([]byte, error) {
	if len(body) < 21+65 || body[20] != 65 {
		return nil, errors.New("the header is cut off")
	}
	salt, size, theirs, sealed := body[:16], binary.BigEndian.Uint32(body[16:20]), body[21:86], body[86:]
	if int(size) < len(sealed) {
		return nil, errors.New("more than one record")
	}
	public, err := ecdh.P256().NewPublicKey(theirs)
	if err != nil {
		return nil, err
	}
	shared, err := p.browser.ECDH(public)
	if err != nil {
		return nil, err
	}
	info := "WebPush: info\x00" + string(p.browser.PublicKey().Bytes()) + string(theirs)
	secret, err := hkdf.Key(sha256.New, shared, p.auth, info, 32)
	if err != nil {
		return nil, err
	}
	key, err := hkdf.Key(sha256.New, secret, salt, "Content-Encoding: aes128gcm\x00", 16)
	if err != nil {
		return nil, err
	}
	nonce, err := hkdf.Key(sha256.New, secret, salt, "Content-Encoding: nonce\x00", 12)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	text, err := box.Open(nil, nonce, sealed, nil)
	if err != nil {
		return nil, err
	}
	trimmed := strings.TrimRight(string(text), "\x00")
	if !strings.HasSuffix(trimmed, "\x02") {
		return nil, errors.New("the last record does not end")
	}
	return []byte(strings.TrimSuffix(trimmed, "\x02")), nil
}
