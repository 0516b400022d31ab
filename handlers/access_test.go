package handlers_test

import (
	"context"
	"testing"

	"github.com/coder/websocket"

	"okno/booking"
)

// end reads until the socket is closed, and says with which code.
func (s board) end() websocket.StatusCode {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		if _, _, err := s.Read(ctx); err != nil {
			return websocket.CloseStatus(err)
		}
	}
}

// Whoever may not see the board any longer is sent away, whatever it was that
// took his right and through whatever process; nobody else is.
func TestAccessEndsWhileABoardIsOpen(t *testing.T) {
	h := newHouse(t)
	olga := h.signIn("olga@studio.example").watch(h.version())
	for name, take := range map[string]func(b browser){
		"signed out": func(b browser) { b.post("/sign-out", nil) },
		"not a member": func(browser) {
			h.db.MustExec(`delete from members m using users u where u.id = m.user_id and u.email like 'max@%'`)
		},
		"expired": func(browser) {
			h.db.MustExec(`update sessions s set expires_at = $1 from users u where u.id = s.user_id and u.email like 'dasha@%'`, monday)
		},
	} {
		email := map[string]string{"not a member": "max"}[name]
		if email == "" {
			email = "dasha"
		}
		b := h.signIn(email + "@studio.example")
		s := b.watch(h.version())
		take(b)
		if code := s.end(); code != websocket.StatusPolicyViolation {
			t.Errorf("%s: the socket ended with %v", name, code)
		}
	}
	olga.until(string(h.booked()))
}

// Another role sees another board: the socket ends so that the browser comes
// back, and the page that was made for the old role is drawn anew.
func TestAnotherRoleIsAnotherBoard(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("dasha@studio.example")
	live := find(t, b.get(day), ".live")[0]
	var path string
	for _, a := range live.Attr {
		if a.Key == "hx-ws:connect" {
			path = a.Val
		}
	}
	s, _, err := b.open(path)
	h.must(err)
	h.must(h.accounts.AddMember(context.Background(), "studio", "dasha@studio.example", "DASHA", password, booking.Manager))
	if code := s.end(); code != websocket.StatusServiceRestart {
		t.Errorf("the socket ended with %v", code)
	}
	again, _, err := b.open(path)
	h.must(err)
	again.until("hx-target=\"#day\"")
}
