package notify_test

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"okno/booking"
	"okno/booking/telling"
	"okno/notify"
)

func newDesk(t *testing.T) *salon {
	t.Helper()
	s := newSalon(t)
	s.addMember(s.company, "desk@lotos.example", "ru", booking.Desk)
	return s
}

func TestMailIsSentOnce(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	id := s.book(ivan)
	s.work(p.channel())
	d := s.only(id, telling.Sent)
	s.awaitNoJobs()
	letters := p.received()
	if len(letters) != 1 || d.Attempts != 1 || d.Error != "" {
		t.Fatalf("%d letters, delivery %+v", len(letters), d)
	}
	if l := letters[0]; l.To != "desk@lotos.example" || l.From != "okno@salon.example" ||
		l.Header.Get("Message-Id") != "<"+string(d.ID)+"@salon.example>" || l.Header.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("letter from %s to %s, headers %v", l.From, l.To, l.Header)
	}
}

func TestConnectionsLostInTheMiddleCostNothing(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	p.data = func(int, *smtp.Conn) error { // what a restart of the database does
		_, err := s.ExecContext(context.Background(), `select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and application_name = 'worker'`)
		return err
	}
	id := s.book(ivan)
	s.workOn(s.open("worker"), p.channel())
	if d := s.only(id, telling.Sent); d.Attempts != 1 {
		t.Errorf("delivery %+v", d)
	}
	s.awaitNoJobs() // the job lost its transaction, ran again, and found the mail sent
	if n := len(p.received()); n != 1 {
		t.Errorf("%d letters", n)
	}
}

func TestSeveralWorkersAndRepeatedJobsSendEachMailOnce(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	s.addMember(s.company, "owner@lotos.example", "en", booking.Owner)
	const bookings = 12
	for range bookings {
		s.book(ivan)
	}
	// What a worker leaves that was killed after taking an event apart.
	s.do(`insert into gue_jobs select '7' || substr(job_id, 2), priority, run_at, job_type, args, 0, null, queue, created_at, updated_at from gue_jobs`)
	for range 3 {
		s.work(p.channel())
	}
	s.awaitNoJobs()
	if n := s.count(`select count(*) from deliveries where state = 'sent' and attempts = 1`); n != 2*bookings {
		t.Errorf("%d deliveries were sent at the first attempt, want %d", n, 2*bookings)
	}
	seen := map[string]int{}
	for _, l := range p.received() {
		seen[l.Header.Get("Message-Id")]++
	}
	if len(seen) != 2*bookings || len(p.received()) != 2*bookings {
		t.Errorf("%d different messages in %d letters, want %d", len(seen), len(p.received()), 2*bookings)
	}
}

func TestMailOfAKilledWorkerIsSentAgainUnderTheSameID(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	var first *exec.Cmd
	p.data = func(n int, _ *smtp.Conn) error {
		if n == 1 { // it has the mail, and the worker will never know
			_ = first.Process.Kill()
			_, _ = first.Process.Wait()
		}
		return nil
	}
	id := s.book(ivan)
	first = s.workerProcess(p)
	s.await("the first letter", func() bool { return len(p.received()) == 1 })
	if d := s.only(id, telling.Sending); d.Attempts != 1 {
		t.Errorf("after the kill: %+v", d)
	}
	s.workerProcess(p)
	if d := s.only(id, telling.Sent); d.Attempts != 2 {
		t.Errorf("after the second worker: %+v", d)
	}
	s.awaitNoJobs()
	letters := p.received()
	if len(letters) != 2 || letters[0].Header.Get("Message-Id") != letters[1].Header.Get("Message-Id") {
		t.Errorf("%d letters: %s", len(letters), messageIDs(letters))
	}
}

// workerProcess starts a worker in a process of its own (TestMain).
func (s *salon) workerProcess(p *post) *exec.Cmd {
	s.t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "NOTIFY_TEST_DATABASE="+s.url, "NOTIFY_TEST_SMTP=smtp://"+p.addr.String())
	cmd.Stderr = s.t.Output()
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return cmd
}

func TestStopFinishesWhatItBeganAndBeginsNothing(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	hold := make(chan struct{})
	p.data = func(int, *smtp.Conn) error { <-hold; return nil }
	begun := s.book(ivan)
	worker := s.work(p.channel())
	s.await("the letter to be on its way", func() bool { return len(p.received()) == 1 })
	worker.cancel()
	later := s.book(ivan)
	select {
	case <-worker.ended:
		t.Error("it stopped in the middle of a letter")
	case <-time.After(600 * time.Millisecond): // more than two polls: a worker that goes on would have begun the second
	}
	close(hold)
	worker.stop()
	if d := s.only(begun, telling.Sent); d.Attempts != 1 {
		t.Errorf("the begun one: %+v", d)
	}
	if n := s.count(`select count(*) from gue_jobs`); n != 1 {
		t.Errorf("%d jobs are left, want the second booking's", n)
	}
	if d := s.only(later, telling.Waiting); d.Attempts != 0 || len(p.received()) != 1 {
		t.Errorf("the later one: %+v, %d letters", d, len(p.received()))
	}
}

func TestPoisonDoesNotBlockTheQueue(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	for i, queue := range []string{notify.EventQueue, string(telling.Email)} {
		for j, kind := range []string{"event", "delivery", "unheard-of"} {
			for k, args := range []string{``, `{`, `[1]`, `{"company":"x"}`, `{"company":1,"delivery":"'"}`} {
				s.do(`insert into gue_jobs (job_id, priority, run_at, job_type, args, queue, created_at, updated_at)
					values ('0000000000000000000000' || $1::int || $2::int || $3::int || 'A', 0, '2020-01-01', $4, $5, $6, now(), now())`,
					i, j, k, kind, []byte(args), queue)
			}
		}
	}
	nonsense := s.book(ivan)
	s.do(`update deliveries set event = 'unheard-of'`) // there are no words for it: composing panics
	lost := s.book(ivan)
	s.do(`update deliveries set state = 'sending', attempts = $2, due_at = '2020-01-01' where booking_id = $1`, lost, impatient.Attempts)
	id := s.book(ivan)
	s.work(p.channel())
	s.only(id, telling.Sent)
	if d := s.only(nonsense, telling.Parked); d.Attempts != impatient.Attempts || !strings.Contains(d.Error, "panic") {
		t.Errorf("the one without words: %+v", d)
	}
	if d := s.only(lost, telling.Parked); !strings.Contains(d.Error, "did not come to an end") {
		t.Errorf("the one that kills its worker: %+v", d)
	}
	if n := len(p.received()); n != 1 {
		t.Errorf("%d letters", n)
	}
	// Left are the kinds that nobody here knows, for a newer program: two of three in either queue.
	s.await("the unreadable ones to go", func() bool { return s.count(`select count(*) from gue_jobs`) == 2*2*5 })
}

func TestBookingThatIsGoneIsNotToldOf(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	deleted, cancelled := s.book(ivan), s.book(ivan)
	s.do(`delete from bookings where id = $1`, deleted)
	s.do(`update bookings set status = 'cancelled' where id = $1`, cancelled)
	s.work(p.channel())
	s.awaitNoJobs()
	if d := s.only(cancelled, telling.Dropped); d.Error == "" {
		t.Errorf("dropped without a reason: %+v", d)
	}
	if n := len(p.received()); n != 0 {
		t.Errorf("%d letters", n)
	}
}
