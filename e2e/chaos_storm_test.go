package e2e

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/dbtest"
)

// askers is how many want something at the same moment.
const askers = 32

// Round after round thirty-two people ask for one minute through two processes, and then thirty-two members, each with another
// act, act on the booking that came of it as they all see it. One of each is first; the others are told no, and nothing fails.
func TestStormOfActsHasOneWinnerEach(t *testing.T) {
	t.Parallel()
	database := dbtest.URL(t)
	load(t, database, "testdata/rush.json")
	if out, err := okno(t, []string{"DATABASE_URL=" + database}, "a long password", "user", "add", "--company", "rush", "--email", "desk@rush.example", "--role", "desk"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	_, one := serve(t, database, []string{"--no-worker"}, "OKNO_PUBLIC_LIMITS=off")
	_, two := serve(t, database, []string{"--no-worker"}, "OKNO_PUBLIC_LIMITS=off")
	s := storm{t: t, bases: []string{one, two}}
	for _, base := range s.bases {
		s.members = append(s.members, member(t, base))
	}
	var err error
	if s.db, err = db.Open(context.Background(), database); err != nil {
		t.Fatal(err)
	}
	defer s.db.Close()
	company, err := s.db.CompanyBySlug(context.Background(), "rush")
	if err != nil {
		t.Fatal(err)
	}
	s.company = company.ID
	day := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, 2)
	for round := range scaled(8, 300) {
		at := day.Add(time.Duration(round) * 20 * time.Minute) // with room to move to
		s.act(round, s.book(round, at), at)
	}
	(&fleet{t: t}).audit(database)
	var locked int
	if err := s.db.Get(&locked, `select deadlocks from pg_stat_database where datname = current_database()`); err != nil || locked != 0 {
		t.Errorf("%d deadlocks, %v", locked, err)
	}
}

type storm struct {
	t       *testing.T
	db      *db.DB
	company booking.CompanyID
	bases   []string
	members []*http.Client // signed in at each of the bases
}

// book has all ask for one time, and gives the booking of the one who has it.
func (s *storm) book(round int, at time.Time) string {
	s.t.Helper()
	var id string
	answers := together(askers, func(n int) answer {
		body := fmt.Sprintf(`{"service": "five", "start": %q, "client": {"name": "Asker %d", "phone": "+7916%07d", "email": "asker-%d@example.com"}}`,
			at.Format(time.RFC3339), n, round*askers+n, round*askers+n)
		return post(s.bases[n%2]+"/api/v1/widget/rush-site/bookings", fmt.Sprint("storm-", round, "-", n), body)
	})
	for _, a := range answers {
		switch {
		case a.err != nil:
			s.t.Errorf("round %d: %v", round, a.err)
		case a.status == http.StatusCreated && id == "":
			id = string(bookingID.FindSubmatch(a.body)[1])
		case a.status != http.StatusConflict:
			s.t.Errorf("round %d: a second one has it, or something failed: %d %.200s", round, a.status, a.body)
		}
	}
	if id == "" {
		s.t.Fatalf("round %d: nobody has it", round)
	}
	return id
}

// act has all act on the booking as it is now.
func (s *storm) act(round int, id string, at time.Time) {
	s.t.Helper()
	b, err := bookingdb.Booking(context.Background(), s.db.Of(s.company), booking.ID(id))
	if err != nil {
		s.t.Fatal(err)
	}
	kinds := []struct{ path, field, value string }{
		{"arrival", "", ""}, {"completion", "sure", "early"}, {"no-show", "sure", "early"}, {"cancellation", "reason", "storm"}, {"deletion", "", ""},
		{"move", "start", at.Add(5 * time.Minute).Format("2006-01-02T15:04")}, {"length", "length", "10"}, {"move", "start", at.Add(10 * time.Minute).Format("2006-01-02T15:04")},
	}
	answers := together(askers, func(n int) answer {
		k := kinds[n%len(kinds)]
		form := url.Values{"seen": {b.VersionTag()}, "answer": {"toast"}}
		if k.field != "" {
			form.Set(k.field, k.value)
		}
		return ask(s.members[n%2], s.bases[n%2]+"/bookings/"+id+"/"+k.path, form)
	})
	won := map[int]int{}
	for n, a := range answers {
		if a.err != nil || a.status >= 500 {
			s.t.Errorf("round %d, %s: %d %v %.300s", round, kinds[n%len(kinds)].path, a.status, a.err, a.body)
		}
		won[a.status]++
	}
	var acts int
	if err := s.db.Get(&acts, `select count(*) from booking_history where booking_id = $1 and act <> 'created'`, id); err != nil {
		s.t.Fatal(err)
	}
	var left int
	if err := s.db.Get(&left, `select count(*) from bookings where id = $1`, id); err != nil {
		s.t.Fatal(err)
	}
	if acts != 1 && left == 1 || left == 0 && acts != 0 {
		s.t.Errorf("round %d: %d acts were done, the booking is there %d times; answers by status: %v", round, acts, left, won)
	}
}

// member is a client that is signed in at one of the servers.
func member(t *testing.T, base string) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{
		Jar: jar, Timeout: patience, Transport: &http.Transport{MaxIdleConnsPerHost: askers},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	if a := ask(client, base+"/sign-in", url.Values{"email": {"desk@rush.example"}, "password": {"a long password"}}); a.status != http.StatusOK {
		t.Fatalf("sign-in: %d %v %.300s", a.status, a.err, a.body)
	}
	return client
}

// ask sends a form as htmx does.
func ask(client *http.Client, address string, form url.Values) answer {
	r, err := http.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return answer{err: err}
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("HX-Request", "true")
	return answered(client.Do(r))
}
