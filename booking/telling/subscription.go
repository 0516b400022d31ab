package telling

import (
	"crypto/ecdh"
	"crypto/sha256"
	"encoding/base64"
	"net/netip"
	"net/url"
	"strings"

	"okno/booking"
)

// Subscription is how a browser is told, as it says itself (W3C, Push API).
type Subscription struct {
	Endpoint string // the address at its push service: whoever knows it and has our key can send there
	P256dh   []byte // its public key, an uncompressed point of P-256
	Auth     []byte // its secret, 16 bytes
}

// maxEndpoint is longer than those of any push service.
const maxEndpoint = 1000

// ParseSubscription reads what a browser has sent: the keys are base64url without padding. The endpoint leads to a
// push service on the public web, by https and by a name; that its name leads there is seen when it is called. What
// cannot be one is an Invalid Error.
func ParseSubscription(endpoint, p256dh, auth string) (Subscription, error) {
	s := Subscription{Endpoint: endpoint}
	var err, wrong error
	s.P256dh, err = base64.RawURLEncoding.DecodeString(strings.TrimRight(p256dh, "="))
	s.Auth, wrong = base64.RawURLEncoding.DecodeString(strings.TrimRight(auth, "="))
	if err == nil && wrong == nil {
		_, err = ecdh.P256().NewPublicKey(s.P256dh)
	}
	if err != nil || wrong != nil || len(s.Auth) != 16 || !isEndpoint(endpoint) {
		return Subscription{}, booking.Fail(booking.Invalid, "error.subscription")
	}
	return s, nil
}

func isEndpoint(text string) bool {
	u, err := url.Parse(text)
	if err != nil || len(text) > maxEndpoint || u.Scheme != "https" || u.User != nil || u.Fragment != "" || u.Port() != "" && u.Port() != "443" {
		return false
	}
	host := strings.TrimSuffix(u.Hostname(), ".")
	_, err = netip.ParseAddr(host)
	return err != nil && strings.Contains(host, ".") && !strings.HasSuffix(host, ".localhost") && !strings.HasSuffix(host, ".local") && !strings.HasSuffix(host, ".internal")
}

// Address names the subscription among recipients and deliveries, and gives nothing of it away.
func (s Subscription) Address() string {
	sum := sha256.Sum256([]byte(s.Endpoint))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// MaxBrowsers bounds in how many browsers a member is told.
const MaxBrowsers = 10
