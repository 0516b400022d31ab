package accounts

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"okno/acts"
	"okno/booking"
	"okno/booking/companyfile"
	"okno/db/dbtest"
	"okno/db/peopledb"
	"okno/desk"
	"okno/notify"
)

const (
	ownersPassword = "correct horse"
	salonFile      = `{"okno": 1, "company": {"slug": "salon", "name": "Salon", "timezone": "Europe/London"}}`
)

// salonOf is a company with an owner, for tests that look inside.
func salonOf(t *testing.T) *Accounts {
	t.Helper()
	outbox, err := notify.NewOutbox()
	must(t, err)
	base := &acts.Base{DB: dbtest.New(t), Outbox: outbox, Now: time.Now, Random: rand.Reader}
	d := New(base)
	d.HashParams = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	file, err := companyfile.Parse(strings.NewReader(salonFile))
	must(t, err)
	_, err = (desk.New(base)).Imports.Import(t.Context(), file, nil)
	must(t, err)
	must(t, d.AddMember(t.Context(), "salon", "olga@salon.example", "Olga", ownersPassword, booking.Owner))
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// flooded has 250 addresses fill the strangers' lane while nobody gets a step further.
func flooded(t *testing.T, d *Accounts) *lane {
	t.Helper()
	l := &d.lanes().strangers
	for range l.slots {
		_, err := l.turn(t.Context(), "somebody")
		must(t, err)
	}
	for range 4 {
		for n := range 250 {
			l.join(fmt.Sprintf("10.0.0.%d", n))
		}
	}
	if l.waiting != l.all {
		t.Fatalf("%d wait, want %d", l.waiting, l.all)
	}
	return l
}

// While strangers fill their lane and nobody of them gets through, the owner is in
// by a browser that he has signed in with before, and a member is served.
func TestKnownBrowsersDoNotWaitBehindStrangers(t *testing.T) {
	t.Parallel()
	d := salonOf(t)
	flooded(t, d)
	user, err := peopledb.UserByEmail(t.Context(), d.DB, "olga@salon.example")
	must(t, err)
	_, err = d.SignIn(t.Context(), Credentials{Email: user.Email, Password: ownersPassword, Known: user.ID, From: peopledb.Browser{Address: "192.0.2.7"}})
	must(t, err)
	must(t, d.confirmPassword(t.Context(), Person{User: user.ID}, ownersPassword))
}

// With an unknown browser the owner is in after one round: as many hashes as places that flood.
func TestAnUnknownBrowserWaitsOneRound(t *testing.T) {
	t.Parallel()
	d := salonOf(t)
	l := flooded(t, d)
	in := make(chan error, 1)
	go func() {
		_, err := d.SignIn(t.Context(), Credentials{Email: "olga@salon.example", Password: ownersPassword, From: peopledb.Browser{Address: "192.0.2.7"}})
		in <- err
	}()
	waits := func() (bool, any) {
		l.mu.Lock()
		defer l.mu.Unlock()
		return len(l.queues["192.0.2.7"]) == 1, nil
	}
	dbtest.Await(t, "the owner in the queue", waits)
	hashes := 0
	for ; ; hashes++ {
		if still, _ := waits(); !still {
			break
		}
		l.next()
		for n := range 250 { // and the flood goes on
			l.join(fmt.Sprintf("10.0.0.%d", n))
		}
	}
	must(t, <-in)
	if hashes > 251 {
		t.Errorf("in after %d hashes of strangers", hashes)
	}
}

// One place does not fill the queue: it has four waiting, and gives up what a newcomer needs.
func TestLaneIsBounded(t *testing.T) {
	t.Parallel()
	l := &lane{slots: 1, each: 4, all: 5}
	done, err := l.turn(t.Context(), "a")
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := l.turn(ctx, "b"); err == nil { // whoever has left waits no longer
		t.Error("a browser that has left passes")
	}
	var as []chan bool
	for range 4 {
		mine, ok := l.join("a")
		if !ok {
			t.Fatal("four may wait")
		}
		as = append(as, mine)
	}
	if _, ok := l.join("a"); ok {
		t.Error("a fifth waits")
	}
	b, _ := l.join("b")
	c, ok := l.join("c")
	if !ok || <-as[3] {
		t.Error("the newcomer is not let in instead of the last of many")
	}
	for i, want := range []chan bool{as[0], b, c, as[1], as[2]} {
		done()
		select {
		case <-want:
		default:
			t.Errorf("turn %d is not whose it is", i)
		}
	}
	done()
	if l.passing != 0 || l.waiting != 0 || len(l.queues) != 0 || len(l.round) != 0 {
		t.Errorf("something is left: %+v", l)
	}
}
