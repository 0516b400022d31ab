package telegram_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"okno/booking/secret"
	"okno/notify/telegram"
)

// A Bot API that sends us elsewhere is not followed: the address of a call names the token.
func TestTheBotAPIsRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		_, _ = w.Write([]byte(`{"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "x", "username": "stolen_bot"}}`))
	}))
	t.Cleanup(elsewhere.Close)
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+r.URL.Path, status)
		}))
		t.Cleanup(api.Close)
		seal, err := secret.NewSeal(bytes.Repeat([]byte{7}, 32), bytes.NewReader(make([]byte, 1<<10)))
		if err != nil {
			t.Fatal(err)
		}
		bots := &telegram.Bots{API: api.URL, Seal: seal}
		if name, _, err := bots.Try(t.Context(), 1, "1:token"); err == nil || name != "" || asked.Load() != 0 {
			t.Errorf("%d: followed %d times to %q, %v", status, asked.Load(), name, err)
		}
	}
}
