package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	oknoacts "okno/acts"
	"okno/booking"
	"okno/desk/bookings"
)

// A client says on his own page that he will come: once he is asked, by a button and by nothing else. Boards show it until the
// booking moves to another time.
func TestAClientSaysThatHeWillCome(t *testing.T) {
	h := newHouse(t)
	h.exec(`update companies set reminders_min = '{120}'`)
	v := h.visit("k", bookingBody())
	dasha := h.signIn("dasha@studio.example")
	asked := func() int { return len(find(t, v.page(""), "#coming [data-act=coming]")) }
	lines := func() int {
		return h.count(`select count(*) from booking_history where act = 'coming' and actor_kind = 'visitor' and origin = 'manage'`)
	}
	h.clock.set(monday.Add(24 * time.Hour)) // an hour before
	if asked() != 0 || v.act("coming", nil).Status != http.StatusConflict || v.booking().Coming {
		t.Error("a booking that nobody has confirmed")
	}
	dasha.post("/bookings/"+string(v.id)+"/confirmation", url.Values{})
	h.clock.set(monday)
	if asked() != 0 {
		t.Error("he is asked a day before, where he is reminded two hours before")
	}
	h.clock.set(monday.Add(24 * time.Hour))
	if asked() != 1 {
		t.Fatal("he is not asked")
	}
	before := h.version()
	v.page("/coming")
	v.page("?done=coming")
	if h.version() != before || v.booking().Coming {
		t.Error("reading the page says that he comes")
	}
	v.done(v.act("coming", nil), "Спасибо, ждём вас.")
	v.done(v.act("coming", nil), "Спасибо, ждём вас.")
	if !v.booking().Coming || lines() != 1 || asked() != 0 || !strings.Contains(text(t, v.page(""), ".details-status"), "Вы придёте") {
		t.Errorf("said: %v, %d lines, asked %d times", v.booking().Coming, lines(), asked())
	}
	pages := map[string]string{
		"card":    "/bookings?date=2026-11-24",
		"list":    "/bookings?date=2026-11-24&view=list",
		"details": "/bookings/" + string(v.id),
		"today":   "/overview",
		"live":    "/bookings/live?date=2026-11-24&version=" + fmt.Sprint(before),
	}
	for name, page := range pages {
		if a := dasha.get(page); a.Status != http.StatusOK || !strings.Contains(string(a.Body), "клиент придёт") {
			t.Errorf("%s does not say it: %d", name, a.Status)
		}
	}
	h.clock.set(monday.Add(25*time.Hour + 10*time.Minute)) // he is not there yet
	if got := text(t, dasha.get("/overview?show=late"), "#overview-late .news-note"); !strings.HasSuffix(got, ", клиент придёт") {
		t.Errorf("who is late: %q", got)
	}
	h.clock.set(monday.Add(24 * time.Hour))
	member := oknoacts.Member{Company: 1, User: booking.UserID(number(h.user("dasha@studio.example"))), Name: "Dasha", Role: booking.Desk}
	moved, err := h.desk.Bookings.Move(t.Context(), member, bookings.MoveRequest{Target: bookings.Target{Booking: v.id}, Start: v.booking().Start.Add(30 * time.Minute)})
	h.must(err)
	if v.booking().Coming {
		t.Error("he comes at a time of which he has not heard")
	}
	_, err = h.desk.Bookings.Undo(t.Context(), member, moved.Undo)
	h.must(err)
	if !v.booking().Coming {
		t.Error("taken back, he comes as he has said")
	}
}
