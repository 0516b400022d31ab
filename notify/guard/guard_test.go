package guard

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"
)

func TestOnlyThePublicWebIsCalled(t *testing.T) {
	t.Parallel()
	for _, private := range []string{
		"127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "255.255.255.255",
		"240.0.0.1", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1",
	} {
		if public(netip.MustParseAddr(private)) {
			t.Errorf("%s counts as public", private)
		}
	}
	for _, good := range []string{"8.8.8.8", "142.250.1.1", "172.32.0.1", "100.128.0.1", "2a00:1450:4001::1", "::ffff:8.8.8.8"} {
		if !public(netip.MustParseAddr(good)) {
			t.Errorf("%s counts as private", good)
		}
	}
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("this machine was called") }))
	defer server.Close()
	for _, address := range []string{server.URL, "http://localhost:" + server.URL[len("https://127.0.0.1:"):]} {
		if answer, err := Client(time.Minute).Get(address); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v %v", address, answer, err)
		}
	}
}

// A push service that sends us on, perhaps to this machine, is not followed.
func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	client := Client(time.Minute)
	client.Transport = nil
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			t.Error("it was followed")
		}
		http.Redirect(w, r, "/inside", http.StatusTemporaryRedirect)
	}))
	defer server.Close()
	answer, err := client.Get(server.URL)
	if err != nil || answer.StatusCode != http.StatusTemporaryRedirect {
		t.Errorf("%v %v", answer, err)
	}
}
