package notify_test

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/secret"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/notify"
	"okno/notify/channel"
	"okno/notify/sms"
)

func TestOneSMSCostsOnce(t *testing.T) {
	t.Parallel()
	say := func(status int, text string) func(int, http.ResponseWriter, *http.Request) {
		return func(_ int, w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, text)
		}
	}
	busyOnce := func(status int) func(int, http.ResponseWriter, *http.Request) {
		return func(n int, w http.ResponseWriter, _ *http.Request) {
			if n == 0 {
				w.Header().Set("Retry-After", "1")
				w.WriteHeader(status)
			}
		}
	}
	for name, c := range map[string]struct {
		answer func(int, http.ResponseWriter, *http.Request)
		change func(*telling.SMSSettings)
		want   string // the state and why
		asked  int
		used   string
	}{
		"taken":                     {say(200, "OK 1"), nil, "sent ", 1, "1 2 5.00"},
		"taken, nothing said":       {say(204, ""), nil, "sent ", 1, "1 2 5.00"},
		"busy for now (429)":        {busyOnce(429), nil, "sent ", 2, "1 2 5.00"},
		"busy for now (503)":        {busyOnce(503), nil, "sent ", 2, "1 2 5.00"},
		"not taken":                 {say(200, `{"status": "ERROR", "key": "s3cret-key t0ken-of-ours"}`), nil, "parked not_taken", 1, "0 0 0.00"},
		"not as it has to be":       {say(200, "hello"), func(o *telling.SMSSettings) { o.Provider.Has = `"id"` }, "parked not_taken", 1, "0 0 0.00"},
		"as it has to be":           {say(200, `{"id": 1}`), func(o *telling.SMSSettings) { o.Provider.Has = `"id"` }, "sent ", 1, "1 2 5.00"},
		"a wrong key":               {say(401, "who?"), nil, "parked sms_setup", 1, "0 0 0.00"},
		"a wrong number":            {say(400, "number"), nil, "parked not_taken", 1, "0 0 0.00"},
		"a server that breaks down": {say(500, "oops"), nil, "unknown sms_unsure", 1, "1 2 5.00"},
		"a gateway without a word":  {say(502, ""), nil, "unknown sms_unsure", 1, "1 2 5.00"},
		"sent elsewhere": {func(_ int, w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/inside", http.StatusTemporaryRedirect)
		}, nil, "parked sms_setup", 1, "0 0 0.00"},
		"cut off": {func(_ int, w http.ResponseWriter, _ *http.Request) {
			conn, _, _ := w.(http.Hijacker).Hijack()
			conn.Close()
		}, nil, "unknown sms_unsure", 1, "1 2 5.00"},
		"cut off, by GET": {func(_ int, w http.ResponseWriter, _ *http.Request) {
			conn, _, _ := w.(http.Hijacker).Hijack()
			conn.Close()
		}, func(o *telling.SMSSettings) {
			o.Provider.Method, o.Provider.URL = "GET", o.Provider.URL+"?to={{phone}}&t={{text}}"
		}, "unknown sms_unsure", 1, "1 2 5.00"},
		"ten megabytes": {func(_ int, w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 10<<20)) }, nil, "sent ", 1, "1 2 5.00"},
		"an answer that never ends, taken": {func(_ int, w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, `{"id": 1}`)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, func(o *telling.SMSSettings) { o.Provider.Has = `"id"` }, "sent ", 1, "1 2 5.00"},
		"no answer":    {func(_ int, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, nil, "unknown sms_unsure", 1, "1 2 5.00"},
		"nobody there": {nil, func(o *telling.SMSSettings) { o.Provider.URL = "http://127.0.0.1:1/send" }, "parked away", 0, "0 0 0.00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, p := texting(t, c.change)
			if c.answer != nil {
				p.AnswerBy(c.answer)
			}
			d := s.open("worker")
			patience := time.Minute
			if name == "no answer" || strings.Contains(name, "never ends") {
				patience = 300 * time.Millisecond
			}
			s.workBy(d, map[telling.Channel]channel.Channel{telling.SMS: bySMS(t, d, patience)})
			id := s.visit(3, masha)
			s.tellClient(id, booking.BookingConfirmed)
			s.await("the end: "+c.want, func() bool {
				return s.count(`select count(*) from deliveries where booking_id = $1 and state || ' ' || why = $2`, id, c.want) == 1
			})
			s.awaitNoJobs()
			var kept string
			if err := s.GetContext(t.Context(), &kept, `select receipt || error from deliveries where booking_id = $1 and channel = 'sms'`, id); err != nil {
				t.Fatal(err)
			}
			if n := len(p.Asked()); n != c.asked || s.used() != c.used {
				t.Errorf("asked %d times, counted %q; want %d, %q", n, s.used(), c.asked, c.used)
			}
			if strings.Contains(kept, "s3cret") || strings.Contains(kept, "t0ken") || len(kept) > 2000 {
				t.Errorf("kept: %s", kept)
			}
		})
	}
}

// One of which nobody knows is sent again when a person says so, and costs again.
func TestAnSMSOfWhichNobodyKnowsIsSentAgainByHand(t *testing.T) {
	t.Parallel()
	s, p := texting(t, nil)
	p.AnswerBy(func(n int, w http.ResponseWriter, _ *http.Request) {
		if n == 0 {
			w.WriteHeader(500)
		}
	})
	s.workBySMS()
	id := s.visit(3, masha)
	s.tellClient(id, booking.BookingConfirmed)
	s.awaitStates(id, "sms booking_confirmed unknown")
	s.awaitNoJobs()
	if _, err := s.InAct(t.Context(), s.company, func(a *db.Act) error {
		d := s.deliveries(id)[0]
		if again, err := messagedb.SendAgain(t.Context(), a, d.ID); err != nil || !again {
			t.Errorf("sent again: %v %v", again, err)
		}
		return s.outbox.Again(t.Context(), a, d.ID)
	}); err != nil {
		t.Fatal(err)
	}
	s.awaitStates(id, "sms booking_confirmed sent")
	if n := len(p.Asked()); n != 2 || s.used() != "2 4 10.00" {
		t.Errorf("asked %d times, counted %s", n, s.used())
	}
}

// textAlone is a worker process that is there to be killed.
func textAlone(url string) error {
	ctx := context.Background()
	d, err := db.Open(ctx, url)
	if err != nil {
		return err
	}
	seal, err := secret.NewSeal(make([]byte, 32), rand.Reader)
	if err != nil {
		return err
	}
	one := sms.NewUnguarded(&sms.Secrets{DB: d, Seal: seal}, time.Now, &http.Client{Timeout: time.Minute})
	return notify.NewWorker(notify.Options{
		DB: d, Channels: map[telling.Channel]channel.Channel{telling.SMS: one}, BaseURL: "https://okno.example", Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Retry: impatient,
	}).Run(ctx)
}

// A process is killed between the sending and the keeping of it: nobody knows, and it is not sent twice.
func TestAnSMSOfAKilledWorkerIsNotSentAgain(t *testing.T) {
	t.Parallel()
	s, p := texting(t, nil)
	first := exec.Command(os.Args[0])
	first.Env = append(os.Environ(), "NOTIFY_TEST_SMS="+s.url)
	first.Stderr = t.Output()
	p.AnswerBy(func(_ int, _ http.ResponseWriter, r *http.Request) { // it has the message, and the worker will never know
		_ = first.Process.Kill()
		<-r.Context().Done()
	})
	id := s.visit(3, masha)
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = first.Process.Kill(); _ = first.Wait() })
	s.tellClient(id, booking.BookingConfirmed)
	s.await("the provider to be asked", func() bool { return len(p.Asked()) == 1 })
	_ = first.Wait()
	s.workBySMS()
	s.awaitStates(id, "sms booking_confirmed unknown")
	s.awaitNoJobs()
	if n := len(p.Asked()); n != 1 || s.used() != "1 1 2.50" { // that process knows no links
		t.Errorf("asked %d times, counted %s", n, s.used())
	}
}

// Two processes, and events that were taken apart twice: each message once, and all counted.
func TestTwoWorkersSendEachSMSOnce(t *testing.T) {
	t.Parallel()
	s, p := texting(t, nil)
	const many = 8
	for i := range many {
		contact := booking.Contact{Name: "Гость", Phone: "+7916111220" + string(rune('0'+i))}
		s.tellClient(s.visit(3+i, contact), booking.BookingConfirmed)
	}
	s.do(`insert into gue_jobs select '7' || substr(job_id, 2), priority, run_at, job_type, args, 0, null, queue, created_at, updated_at from gue_jobs`)
	s.workBySMS()
	s.workBySMS()
	s.await("all to be sent", func() bool {
		return s.count(`select count(*) from deliveries where channel = 'sms' and state = 'sent'`) == many
	})
	s.awaitNoJobs()
	if n := len(p.Asked()); n != many || s.used() != "8 16 40.00" {
		t.Errorf("asked %d times, counted %s", n, s.used())
	}
}
