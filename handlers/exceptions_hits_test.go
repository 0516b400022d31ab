package handlers_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"okno/booking"
	"okno/desk/bookings"
)

// hitBy fills a form with the bookings that the preview of it shows, each to be kept.
func (h *house) hitBy(b browser, form url.Values) url.Values {
	h.t.Helper()
	a := b.post("/exceptions/preview", form, fragment...)
	if a.Status != 200 {
		h.t.Fatalf("the preview: %d %.500s", a.Status, a.Body)
	}
	filled := url.Values{}
	for name, values := range form {
		filled[name] = values
	}
	for _, input := range find(h.t, a, "#exception-preview input[type=hidden]") {
		filled.Add(attribute(input, "name"), attribute(input, "value"))
	}
	return filled
}

// talks books the half hour with Anna at these times of Tuesday.
func (h *house) talks(clocks ...string) []booking.ID {
	h.t.Helper()
	var all []booking.ID
	for _, clock := range clocks {
		all = append(all, h.booked(`"service": "cut"`, `"service": "talk", "resource": "anna"`, "10:00:00", clock+":00"))
	}
	return all
}

func (h *house) resourcesOf(id booking.ID) string {
	h.t.Helper()
	var refs []string
	h.must(h.db.Select(&refs, `select r.ref from booking_resources b join resources r on r.id = b.resource_id where b.booking_id = $1 order by 1`, id))
	return strings.Join(refs, " ")
}

func (h *house) acts(id booking.ID) string {
	h.t.Helper()
	var acts []string
	h.must(h.db.Select(&acts, `select act || ' ' || detail from booking_history where booking_id = $1 order by n`, id))
	return strings.Join(acts, ", ")
}

// Anna falls ill: what is decided for each of her clients happens with the
// exception, and their histories say so.
func TestExceptionWithFates(t *testing.T) {
	h := newHouse(t)
	booked := h.talks("10:00", "12:00", "13:00")
	kept, moved, cancelled := booked[0], booked[1], booked[2]
	b := h.signIn("olga@studio.example")
	anna, boris := h.idOf("resources", "anna"), h.idOf("resources", "boris")
	form := url.Values{"about": {"resource:" + anna}, "from_date": {tuesday}, "reason": {"больничный"}}
	preview := b.post("/exceptions/preview", form, fragment...)
	for id, want := range map[booking.ID]int{kept: 2, moved: 3, cancelled: 3} { // Boris works from noon
		if n := len(find(t, preview, fmt.Sprintf("[name=do-%s] option", id))); n != want {
			t.Errorf("%d choices, want %d", n, want)
		}
	}
	form = h.hitBy(b, form)
	form.Set("do-"+string(moved), "move:"+boris)
	form.Set("do-"+string(cancelled), "cancel")
	a := b.post("/exceptions", form, fragment...)
	if a.Status != 200 || !strings.Contains(string(a.Body), "перенесено: 1, отменено: 1") {
		t.Fatalf("%d %.500s", a.Status, text(t, a, "[role=alert], .toast"))
	}
	if got := h.resourcesOf(kept) + ", " + h.resourcesOf(moved); got != "anna, boris" || h.status(kept) != booking.Pending || h.status(cancelled) != booking.Cancelled {
		t.Errorf("they are with %s; %s", got, h.status(cancelled))
	}
	if got := h.acts(moved); got != `created {}, moved {"to": "Борис", "from": "Анна"}` {
		t.Errorf("history: %s", got)
	}
	if got := h.acts(cancelled); got != `created {}, cancelled {"reason": "больничный"}` {
		t.Errorf("history: %s", got)
	}
	if got := text(t, b.get("/bookings/"+string(moved)), ".lines-list"); !strings.Contains(got, "Перенесена: Анна → Борис") {
		t.Errorf("the card says %s", got)
	}
	var changes []string
	h.must(h.db.Select(&changes, `select what from changes c where version = (select max(version) from changes) order by what`))
	if got := strings.Join(changes, " "); got != "cancelled moved reloaded" {
		t.Errorf("the feed has %s", got)
	}
	if again := b.post("/exceptions/preview", form, fragment...); len(find(t, again, ".hit-row")) != 1 {
		t.Errorf("it still hits %d", len(find(t, again, ".hit-row")))
	}
}

// What was shown is not true any more: nothing is saved, and what is true now
// is shown with the choices that still hold.
func TestExceptionAfterAChange(t *testing.T) {
	for name, test := range map[string]struct {
		change func(h *house, ids []booking.ID)
		says   string
	}{
		"cancelled by the desk": {func(h *house, ids []booking.ID) {
			_, err := h.desk.Bookings.Cancel(context.Background(), h.deskMember(), bookings.Target{Booking: ids[0]}, "")
			h.must(err)
		}, "отменена"},
		"confirmed by the desk": {func(h *house, ids []booking.ID) {
			_, err := h.desk.Bookings.Confirm(context.Background(), h.deskMember(), bookings.Target{Booking: ids[0]})
			h.must(err)
		}, "изменилась"},
		"another one booked": {func(h *house, _ []booking.ID) { h.talks("12:00") }, "новая"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			ids := h.talks("10:00", "13:00")
			b := h.signIn("olga@studio.example")
			form := h.hitBy(b, url.Values{"about": {"company"}, "from_date": {tuesday}})
			form.Set("do-"+string(ids[1]), "cancel")
			test.change(h, ids)
			a := b.post("/exceptions", form, fragment...)
			if a.Status != 409 || len(h.exceptions()) != 1 || h.status(ids[1]) != booking.Pending {
				t.Fatalf("%d, %d exceptions, %s", a.Status, len(h.exceptions()), h.status(ids[1]))
			}
			if got := text(t, a, "#exception-preview"); !strings.Contains(got, test.says) {
				t.Errorf("it says %s", got)
			}
			if n := len(find(t, a, fmt.Sprintf("[name=do-%s] option[value=cancel][selected]", ids[1]))); n != 1 {
				t.Error("the choice that still holds is lost")
			}
			for _, input := range find(t, a, "#exception-preview input[type=hidden]") {
				form.Del(attribute(input, "name"))
			}
			form.Del("hit")
			for _, input := range find(t, a, "#exception-preview input[type=hidden]") {
				form.Add(attribute(input, "name"), attribute(input, "value"))
			}
			if a := b.post("/exceptions", form, fragment...); a.Status != 200 || len(h.exceptions()) != 2 || h.status(ids[1]) != booking.Cancelled {
				t.Errorf("decided anew: %d", a.Status)
			}
		})
	}
}

// A form that has not shown the bookings is shown them before anything is saved.
func TestExceptionUnseenHits(t *testing.T) {
	h := newHouse(t)
	h.talks("10:00")
	b := h.signIn("olga@studio.example")
	form := url.Values{"from_date": {tuesday}}
	a := b.post("/exceptions", form)
	if a.Status != 409 || len(find(t, a, ".hit-row")) != 1 || len(h.exceptions()) != 1 {
		t.Errorf("%d, %d exceptions", a.Status, len(h.exceptions()))
	}
	if page := b.post("/exceptions/preview", form); page.Status != 200 || len(find(t, page, "html #exception-form .hit-row")) != 1 {
		t.Errorf("without scripts: %d", page.Status)
	}
}

// Two clients cannot move to the same half hour, nor can anybody move to where
// somebody is: all or nothing, and it is said whom it is about.
func TestExceptionMovesThatAreTaken(t *testing.T) {
	h := newHouse(t)
	ids := h.talks("12:00", "13:00")
	b := h.signIn("olga@studio.example")
	boris, hall := h.idOf("resources", "boris"), h.idOf("resources", "hall")
	form := h.hitBy(b, url.Values{"about": {"resource:" + h.idOf("resources", "anna")}, "from_date": {tuesday}})
	form.Set("do-"+string(ids[0]), "move:"+boris)
	form.Set("do-"+string(ids[1]), "move:"+boris)
	h.booked(`"service": "cut"`, `"service": "talk", "resource": "boris"`, "10:00:00", "13:00:00")
	a := b.post("/exceptions", form, fragment...)
	if wrong := text(t, a, "#wrong-"+string(ids[1])); a.Status != 409 || !strings.Contains(wrong, "не перенести") {
		t.Errorf("%d %q", a.Status, wrong)
	}
	for _, do := range []string{"move:" + hall, "move:" + string(ids[0]), "move:", "move:'", "move:hall", "explode"} {
		form.Set("do-"+string(ids[1]), do)
		if a := b.post("/exceptions", form, fragment...); a.Status != 409 && a.Status != 422 {
			t.Errorf("%s: %d", do, a.Status)
		}
	}
	if got := h.resourcesOf(ids[0]); got != "anna" || len(h.exceptions()) != 1 {
		t.Errorf("half of it happened: %s, %d exceptions", got, len(h.exceptions()))
	}
}

// Whoever is quicker: moves by an exception and visitors who book the same
// half hour never share it.
func TestExceptionMovesAgainstVisitors(t *testing.T) {
	h := newHouse(t)
	ids := h.talks("12:00", "12:30", "13:00", "13:30")
	b := h.signIn("olga@studio.example")
	boris := h.idOf("resources", "boris")
	form := h.hitBy(b, url.Values{"about": {"resource:" + h.idOf("resources", "anna")}, "from_date": {tuesday}})
	for _, id := range ids {
		form.Set("do-"+string(id), "move:"+boris)
	}
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			clock := []string{"12:00:00", "12:30:00", "13:00:00", "13:30:00"}[i%4]
			if a := h.book(rand8(), bookingBody(`"service": "cut"`, `"service": "talk", "resource": "boris"`, "10:00:00", clock)); a.Status != 201 && a.Status != 409 {
				t.Errorf("a visitor: %d", a.Status)
			}
		})
	}
	all.Go(func() {
		if a := b.post("/exceptions", form, fragment...); a.Status != 200 && a.Status != 409 {
			t.Errorf("the admin: %d %.300s", a.Status, a.Body)
		}
	})
	all.Wait()
	var twice int
	h.must(h.db.Get(&twice, `select count(*) from booking_resources a join booking_resources b
		on a.resource_id = b.resource_id and a.booking_id < b.booking_id and a.occupied && b.occupied`))
	if twice != 0 {
		t.Errorf("%d pairs share a time", twice)
	}
	moved := 0
	for _, id := range ids {
		if h.resourcesOf(id) == "boris" {
			moved++
		}
	}
	if moved != 0 && moved != 4 || (moved == 4) != (len(h.exceptions()) == 2) {
		t.Errorf("%d moved, %d exceptions: not all or nothing", moved, len(h.exceptions()))
	}
}
