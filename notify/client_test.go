package notify_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"sort"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"pgregory.net/rapid"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/bookingdb"
	"okno/notify"
)

// parts are the leaves of a letter, by their content type.
func parts(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	var walk func(kind, encoding string, body io.Reader)
	walk = func(kind, encoding string, body io.Reader) {
		media, params, err := mime.ParseMediaType(kind)
		if err != nil {
			t.Fatalf("%q: %v", kind, err)
		}
		if strings.HasPrefix(media, "multipart/") {
			for r := multipart.NewReader(body, params["boundary"]); ; {
				p, err := r.NextRawPart()
				if err == io.EOF {
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				walk(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p)
			}
		}
		switch strings.ToLower(encoding) {
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, body)
		case "quoted-printable":
			body = quotedprintable.NewReader(body)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		if method := params["method"]; method != "" {
			media += " " + method
		}
		all[media] = string(text)
	}
	walk(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
	return all
}

// step does something with a booking as an act would, and tells of it.
func (s *salon) step(id booking.ID, event booking.Event, sql string, args ...any) {
	s.t.Helper()
	before, err := bookingdb.Booking(s.t.Context(), s.Of(s.company), id)
	if err != nil {
		s.t.Fatal(err)
	}
	snapshot := telling.SnapshotOf(before)
	if _, err := s.InAct(s.t.Context(), s.company, func(act *db.Act) error {
		if _, err := act.Tx().ExecContext(s.t.Context(), sql, append([]any{s.company, id}, args...)...); err != nil {
			return err
		}
		if err := act.WriteHistory(s.t.Context(), id, booking.HistoryLine{At: time.Now(), Act: booking.ActNoted, Actor: booking.Actor{Kind: booking.System}}); err != nil {
			return err
		}
		return s.outbox.BookingChanged(s.t.Context(), act, notify.BookingNotice{Booking: id, Event: event, TellClient: true, Before: &snapshot})
	}); err != nil {
		s.t.Fatal(err)
	}
}

// What a client gets of his booking's life: each step with the booking for his
// calendar, which knows it for the same and for newer.
func TestAClientIsToldAndHisCalendarFollows(t *testing.T) {
	t.Parallel()
	s := newSalon(t)
	s.do(`update companies set address = 'Тверская, 1', phone = '+74951234567' where id = $1`, s.company)
	s.do(`insert into notification_settings (company_id, reply_to) values ($1, 'hello@lotos.example')`, s.company)
	s.do(`update services set translations = '{"name": {"en": "Haircut"}}' where company_id = $1`, s.company)
	p := newPost(t)
	s.work(p.channel())
	id := s.book(ivan)
	s.do(`update bookings set locale = 'en', status = 'pending' where company_id = $1 and id = $2`, s.company, id)
	s.do(`insert into booking_history (company_id, booking_id, n, at, act, actor_kind, origin) values ($1, $2, 1, now(), 'created', 'visitor', 'widget')`, s.company, id)
	steps := []struct {
		event        booking.Event
		sql          string
		subject      string
		method, hour string
	}{
		{booking.BookingConfirmed, `update bookings set status = 'confirmed' where company_id = $1 and id = $2`, "You’re booked: Haircut, Wed 2 December, 10:00", "REQUEST", "20261202T100000"},
		{booking.BookingMoved, `update bookings set starts_at = starts_at + interval '3 hours', ends_at = ends_at + interval '3 hours', occupied = tstzrange(starts_at + interval '3 hours', ends_at + interval '3 hours') where company_id = $1 and id = $2`,
			"Booking rescheduled: Haircut, Wed 2 December, 13:00", "REQUEST", "20261202T130000"},
		{booking.BookingCancelled, `update bookings set status = 'cancelled' where company_id = $1 and id = $2`, "Booking cancelled: Haircut, Wed 2 December, 13:00", "CANCEL", "20261202T130000"},
	}
	for i, step := range steps {
		s.step(id, step.event, step.sql)
		s.await("the letter", func() bool { return len(p.received()) == i+1 })
		l := p.received()[i]
		subject, _ := new(mime.WordDecoder).DecodeHeader(l.Header.Get("Subject"))
		if l.To != ivan.Email || subject != step.subject || l.Header.Get("List-Unsubscribe") != "" {
			t.Errorf("%s: to %s, subject %q, want %q", step.event, l.To, subject, step.subject)
		}
		all := parts(t, l.Raw)
		for _, want := range []string{"Тверская, 1", "+7 495 123-45-67", "https://okno.example/m/"} {
			if !strings.Contains(all["text/plain"], want) {
				t.Errorf("%s: no %q in\n%s", step.event, want, all["text/plain"])
			}
		}
		calendar, err := ics.ParseCalendar(strings.NewReader(all["text/calendar "+step.method]))
		if err != nil || all["application/ics"] != all["text/calendar "+step.method] {
			t.Fatalf("%s: %v in %v", step.event, err, all)
		}
		event := calendar.Events()[0]
		for name, want := range map[ics.ComponentProperty]string{
			"UID": string(id) + "@okno", "SEQUENCE": fmt.Sprint(i + 2), "DTSTART": step.hour, "ORGANIZER": "mailto:hello@lotos.example", "ATTENDEE": "mailto:ivan@example.com",
		} {
			if got := event.GetProperty(name); got == nil || got.Value != want {
				t.Errorf("%s: %s is %+v, want %s", step.event, name, got, want)
			}
		}
	}
}

// waiting are the reminders that wait, by how long before now they are due, in hours.
func (s *salon) waiting(id booking.ID) string {
	s.t.Helper()
	var due []string
	for _, d := range s.deliveries(id) {
		if d.Event == booking.BookingReminder && d.State == telling.Waiting {
			due = append(due, fmt.Sprintf("%s in %.0f h", strings.TrimPrefix(d.Topic, "booking_reminder-"), time.Until(d.Due).Hours()))
		}
	}
	sort.Strings(due)
	return strings.Join(due, ", ")
}

// Reminders follow the booking: they are planned while it is confirmed and they
// are still to come, and dropped with it.
func TestRemindersFollowTheBooking(t *testing.T) {
	t.Parallel()
	s := newSalon(t)
	s.do(`update companies set reminders_min = '{1440,120}' where id = $1`, s.company)
	id := s.book(ivan)
	at := func(hours int) {
		start := time.Now().Add(time.Duration(hours)*time.Hour + 30*time.Second)
		s.step(id, booking.BookingMoved, `update bookings set starts_at = $3, ends_at = $4, occupied = tstzrange($3, $4), status = 'confirmed' where company_id = $1 and id = $2`, start, start.Add(time.Hour))
	}
	for _, step := range []struct {
		hours int
		want  string
	}{{72, "120 in 70 h, 1440 in 48 h"}, {30, "120 in 28 h, 1440 in 6 h"}, {20, "120 in 18 h"}, {1, ""}, {48, "120 in 46 h, 1440 in 24 h"}} {
		at(step.hours)
		if got := s.waiting(id); got != step.want {
			t.Errorf("%d hours before: %q, want %q", step.hours, got, step.want)
		}
	}
	s.step(id, booking.BookingCancelled, `update bookings set status = 'cancelled' where company_id = $1 and id = $2`)
	if got := s.waiting(id); got != "" {
		t.Errorf("cancelled: %q", got)
	}
	s.do(`update services set reminders_min = '{60}' where company_id = $1`, s.company)
	at(48)
	if got := s.waiting(id); got != "60 in 47 h" {
		t.Errorf("the service's own: %q", got)
	}
	s.do(`update services set reminders_min = '{}' where company_id = $1`, s.company)
	at(49)
	if got := s.waiting(id); got != "" {
		t.Errorf("a service without: %q", got)
	}
}

// What a reminder does when its time has come depends on how things stand then.
func TestAReminderIsWorkedOutWhenItIsSent(t *testing.T) {
	t.Parallel()
	s := newSalon(t)
	s.do(`update companies set reminders_min = '{120}' where id = $1`, s.company)
	p := newPost(t)
	s.work(p.channel())
	// planned has a booking with one reminder, which change makes due.
	planned := func(change string) booking.ID {
		id := s.book(ivan)
		start := time.Now().Add(time.Duration(100+s.bookings*3) * time.Hour)
		s.step(id, booking.BookingMoved, `update bookings set starts_at = $3, ends_at = $4, occupied = tstzrange($3, $4) where company_id = $1 and id = $2`, start, start.Add(time.Hour))
		s.await("the news of the move", func() bool { return !strings.Contains(fmt.Sprint(states(s.deliveries(id))), "booking_moved:waiting") })
		s.do(change, s.company, id)
		s.do(`update deliveries set due_at = now() - interval '1 second' where company_id = $1 and booking_id = $2 and event = 'booking_reminder'`, s.company, id)
		s.do(`update gue_jobs set run_at = now() where convert_from(args, 'UTF8') like '%' || (select id from deliveries where company_id = $1 and booking_id = $2 and event = 'booking_reminder') || '%'`, s.company, id)
		return id
	}
	soon := `update bookings set starts_at = now() + interval '2 hours', ends_at = now() + interval '3 hours', occupied = tstzrange(now() + interval '2 hours', now() + interval '3 hours') where company_id = $1 and id = $2`
	for name, test := range map[string]struct{ change, want string }{
		"as planned":               {soon, "sent"},
		"cancelled by another way": {`update bookings set status = 'cancelled' where company_id = $1 and id = $2`, "dropped gone"},
		"over":                     {`update bookings set starts_at = now() - interval '1 hour', ends_at = now() + interval '1 minute', occupied = tstzrange(now() - interval '1 hour', now() + interval '1 minute') where company_id = $1 and id = $2`, "dropped expired"},
		"moved by another way":     {`update bookings set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day', occupied = tstzrange(starts_at + interval '1 day', ends_at + interval '1 day') where company_id = $1 and id = $2`, "retrying"},
		"not wanted any more":      {`update clients set reminders_off_at = now() where company_id = $1 and id = (select client_id from bookings where company_id = $1 and id = $2)`, "dropped off"},
		"late":                     {`update deliveries set expires_at = now() - interval '1 second' where company_id = $1 and booking_id = $2 and event = 'booking_reminder'`, "dropped expired"},
	} {
		s.do(`delete from counters`) // one client has more mail here than a day has room for
		id := planned(test.change)
		got := ""
		s.await(name+": the reminder", func() bool {
			for _, d := range s.deliveries(id) {
				if d.Event == booking.BookingReminder {
					got = string(d.State)
					if d.State == telling.Dropped {
						got += " " + d.Error
					}
				}
			}
			return got == test.want || strings.HasPrefix(got, "sent") || strings.HasPrefix(got, "dropped")
		})
		if got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
	var reminder *letter
	for _, l := range p.received() {
		if l.Header.Get("List-Unsubscribe-Post") != "" {
			if reminder != nil {
				t.Error("more than one reminder has left")
			}
			reminder = &l
		}
	}
	if reminder == nil || reminder.Header.Get("List-Unsubscribe") == "" || !strings.HasPrefix(reminder.Header.Get("List-Unsubscribe"), "<https://okno.example/u/") {
		t.Errorf("the reminder's headers: %v", reminder)
	}
}

func states(all []telling.Delivery) []string {
	var list []string
	for _, d := range all {
		list = append(list, string(d.Event)+":"+string(d.State))
	}
	return list
}

// Whatever reminders a company wants, and whenever the visit is: those wait that
// are still to come, each until the next one is due.
func TestRemindersAreThoseStillToCome(t *testing.T) {
	t.Parallel()
	s := newSalon(t)
	id := s.book(ivan)
	rapid.Check(t, func(r *rapid.T) {
		minutes, ok := booking.CleanReminders(rapid.SliceOfN(rapid.IntRange(booking.MinReminderMin, booking.MaxReminderMin), 0, booking.MaxReminders).Draw(r, "reminders"))
		if !ok {
			r.Fatalf("%v", minutes)
		}
		// Half a minute off the whole one, so that a slow machine changes nothing.
		start := time.Now().Truncate(time.Second).Add(time.Duration(rapid.IntRange(1, 15*24*60).Draw(r, "start"))*time.Minute + 30*time.Second)
		s.do(`update companies set reminders_min = $2 where id = $1`, s.company, minutes)
		s.step(id, booking.BookingMoved, `update bookings set starts_at = $3, ends_at = $4, occupied = tstzrange($3, $4) where company_id = $1 and id = $2`, start, start.Add(time.Hour))
		want := map[string]string{}
		for i, m := range minutes {
			due, until := start.Add(-time.Duration(m)*time.Minute), start
			if i+1 < len(minutes) {
				until = start.Add(-time.Duration(minutes[i+1]) * time.Minute)
			}
			if due.After(time.Now()) {
				want[fmt.Sprint("booking_reminder-", m)] = fmt.Sprint(due.Unix(), " ", until.Unix())
			}
		}
		var rows []struct {
			Topic string
			Times string
		}
		if err := s.SelectContext(context.Background(), &rows, `select topic, extract(epoch from due_at)::bigint || ' ' || extract(epoch from expires_at)::bigint as times
			from deliveries where company_id = $1 and booking_id = $2 and event = 'booking_reminder' and state = 'waiting'`, s.company, id); err != nil {
			r.Fatal(err)
		}
		got := map[string]string{}
		for _, row := range rows {
			got[row.Topic] = row.Times
		}
		if !maps.Equal(got, want) {
			r.Fatalf("%v before %v: got %v, want %v", minutes, start, got, want)
		}
	})
}
