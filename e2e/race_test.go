package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"okno/db"
	"okno/db/dbtest"
)

// answer is what the widget API answered.
type answer struct {
	status int
	body   []byte
	err    error
}

func post(url, key, body string) answer {
	r, err := http.NewRequest("POST", url, strings.NewReader(body))
	if err != nil {
		return answer{err: err}
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", key)
	client := http.Client{Timeout: patience}
	return answered(client.Do(r))
}

// answered reads a response.
func answered(response *http.Response, err error) answer {
	if err != nil {
		return answer{err: err}
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, text, err}
}

func (a answer) json(t *testing.T, into any) {
	t.Helper()
	if a.err != nil {
		t.Fatal(a.err)
	}
	if err := json.Unmarshal(a.body, into); err != nil {
		t.Fatalf("%d: %v in %.300s", a.status, err, a.body)
	}
}

func fetch(t *testing.T, url string, into any) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != 200 {
		t.Fatalf("%s: %d %v %.300s", url, response.StatusCode, err, text)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

type slots struct {
	Days []struct {
		Date  string
		Slots []struct{ Start, End string }
	}
}

// free are the free starts of a service on the coming days.
func free(t *testing.T, base, form, service string) []string {
	t.Helper()
	var config struct{ Bookable struct{ From, To string } }
	fetch(t, base+"/api/v1/widget/"+form+"/config", &config)
	from, err := time.Parse(time.DateOnly, config.Bookable.From)
	if err != nil {
		t.Fatal(err)
	}
	var s slots
	fetch(t, fmt.Sprintf("%s/api/v1/widget/%s/slots?service=%s&from=%s&to=%s", base, form, service,
		from.AddDate(0, 0, 1).Format(time.DateOnly), from.AddDate(0, 0, 30).Format(time.DateOnly)), &s)
	var all []string
	for _, day := range s.Days {
		for _, slot := range day.Slots {
			all = append(all, slot.Start)
		}
	}
	return all
}

func bookingBody(service, start, name string) string {
	body, _ := json.Marshal(map[string]any{
		"service": service, "start": start, "consent": true,
		"client": map[string]string{"name": name, "phone": "+79160000001", "email": "racer@example.com"},
	})
	return string(body)
}

// studio is a database with a small company: one person, one service.
func studio(t *testing.T) string {
	t.Helper()
	database := dbtest.URL(t)
	load(t, database, "testdata/solo.json")
	return database
}

// load imports a company file.
func load(t testing.TB, database, path string) {
	t.Helper()
	if out, err := okno(t, []string{"DATABASE_URL=" + database}, "", "import", path); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// Fifty people want the same minute, through two processes, twenty times over:
// each time exactly one has it, the others are offered what is nearest, and one
// booking and one job are all that is left.
func TestOneSlotFiftyPeople(t *testing.T) {
	t.Parallel()
	database := studio(t)
	// Without workers the jobs stay where they can be counted.
	_, one := serve(t, database, []string{"--no-worker"}, "OKNO_PUBLIC_LIMITS=off")
	_, two := serve(t, database, []string{"--no-worker"}, "OKNO_PUBLIC_LIMITS=off")
	d, err := db.Open(context.Background(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for round, start := range free(t, one, "solo-site", "hour")[:20] {
		var wins, losses, alternatives int
		var ids []string
		for _, a := range together(50, func(n int) answer {
			base := []string{one, two}[n%2]
			return post(base+"/api/v1/widget/solo-site/bookings", fmt.Sprintf("%d-%d", round, n), bookingBody("hour", start, fmt.Sprint("Racer ", n)))
		}) {
			switch {
			case a.err != nil:
				t.Fatal(a.err)
			case a.status == 201:
				wins++
				var b struct{ ID string }
				a.json(t, &b)
				ids = append(ids, b.ID)
			case a.status == 409:
				losses++
				var p struct {
					Code         string
					Alternatives []struct{ Start string }
				}
				a.json(t, &p)
				if p.Code == "slot_taken" && len(p.Alternatives) > 0 {
					alternatives++
				}
			default:
				t.Errorf("round %d: %d %s", round, a.status, a.body)
			}
		}
		if wins != 1 || losses != 49 || alternatives != 49 {
			t.Errorf("round %d, %s: %d won, %d lost, %d with alternatives", round, start, wins, losses, alternatives)
		}
		var bookings, jobs int
		if err := d.QueryRow(`select (select count(*) from bookings where starts_at = $1),
			(select count(*) from gue_jobs where convert_from(args, 'UTF8') like '%' || $2 || '%')`, start, strings.Join(ids, "")).Scan(&bookings, &jobs); err != nil {
			t.Fatal(err)
		}
		if bookings != 1 || jobs != 1 {
			t.Errorf("round %d left %d bookings and %d jobs", round, bookings, jobs)
		}
	}
}

// together does n things at the same time.
func together(n int, do func(int) answer) []answer {
	answers := make([]answer, n)
	var ready, all sync.WaitGroup
	gun := make(chan struct{})
	for i := range n {
		ready.Add(1)
		all.Go(func() {
			ready.Done()
			<-gun
			answers[i] = do(i)
		})
	}
	ready.Wait()
	close(gun)
	all.Wait()
	return answers
}
