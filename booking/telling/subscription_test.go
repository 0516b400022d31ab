package telling

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"testing"

	"okno/booking"
)

func TestOnlyPushServicesOfThePublicWebAreEndpoints(t *testing.T) {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p256dh, auth := base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()), base64.RawURLEncoding.EncodeToString(make([]byte, 16))
	for _, good := range []string{
		"https://fcm.googleapis.com/fcm/send/abc:APA91b", "https://updates.push.services.mozilla.com/wpush/v2/gAAA", "https://web.push.apple.com/QA?x=1",
		"https://wns2-db5p.notify.windows.com:443/w/?token=B%2b",
	} {
		if s, err := ParseSubscription(good, p256dh, auth+"=="); err != nil || s.Endpoint != good || len(s.Address()) != 43 {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "push", "http://push.example/x", "https://127.0.0.1/x", "https://[::1]/x", "https://10.0.0.1/", "https://169.254.169.254/latest", "https://localhost/x",
		"https://intranet/x", "https://push.localhost/", "https://db.internal/", "https://printer.local./", "https://user:pass@push.example/x", "https://push.example:8443/x",
		"https://push.example/x#y", "ftp://push.example/x", "javascript:alert(1)", "https://push.example/" + strings.Repeat("x", 1000), "https:///x", "//push.example/x",
	} {
		if _, err := ParseSubscription(bad, p256dh, auth); booking.CodeOf(err) != booking.Invalid {
			t.Errorf("%s is an endpoint: %v", bad, err)
		}
	}
	zero := base64.RawURLEncoding.EncodeToString(make([]byte, 65))
	for name, keys := range map[string][2]string{
		"no keys": {"", ""}, "no point of the curve": {zero, auth}, "a short secret": {p256dh, "AAAA"}, "no base64": {"&&&", auth}, "a long secret": {p256dh, p256dh},
	} {
		if _, err := ParseSubscription("https://push.example/x", keys[0], keys[1]); booking.CodeOf(err) != booking.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
