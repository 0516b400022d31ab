package e2e

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"okno/db/dbtest"
)

// whole is what a GET answers.
func whole(t *testing.T, url string) (status int, text string) {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	all, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(all)
}

// private waits until a process tells where it tells its metrics, and gives that address.
func (p *process) private() (base string) {
	p.t.Helper()
	where := regexp.MustCompile(`"address":"(http://\S+)/metrics"`)
	dbtest.Await(p.t, "the address of the metrics", func() (bool, any) {
		found := where.FindStringSubmatch(p.stderr.String())
		if found != nil {
			base = found[1]
		}
		return base != "", p.stderr.String()
	})
	return base
}

// What Prometheus and a profiler ask for is on a private address alone, of serve, of the worker and of the demo.
func TestMetricsAreToldOnAPrivateAddress(t *testing.T) {
	t.Parallel()
	database := studio(t)
	settings := []string{"DATABASE_URL=" + database, secret, "OKNO_ADDR=127.0.0.1:0", "OKNO_METRICS_LISTEN=127.0.0.1:0", "OKNO_LOG=json", "OKNO_LOG_LEVEL=info"}
	served := start(t, settings, "serve", "--no-worker")
	base := served.address(`listening on (http://\S+)`)
	for _, path := range []string{"/metrics", "/debug/pprof/"} {
		if status, _ := whole(t, base+path); status != 404 {
			t.Errorf("%s on the public address: %d", path, status)
		}
	}
	alone := []string{"OKNO_DATA_DIR=" + dbtest.DataDir(t), "OKNO_ADDR=127.0.0.1:0", "OKNO_METRICS_LISTEN=127.0.0.1:0", "OKNO_LOG=json"}
	for name, p := range map[string]*process{
		"serve": served, "worker": start(t, settings, "worker"), "demo": start(t, alone, "demo", "--site-addr", "127.0.0.1:0"),
	} {
		private := p.private()
		status, text := whole(t, private+"/metrics")
		for _, part := range []string{"\nokno_db_up 1\n", "okno_db_connections_max{pool=\"main\"} ", "\ngo_goroutines ", "\nprocess_resident_memory_bytes "} {
			if status != 200 || !strings.Contains(text, part) {
				t.Errorf("%s: %d without %q:\n%.3000s", name, status, part, text)
			}
		}
		if status, text := whole(t, private+"/debug/pprof/goroutine?debug=1"); status != 200 || !strings.Contains(text, "goroutine profile") {
			t.Errorf("%s: %d %.300s", name, status, text)
		}
	}
	if _, text := whole(t, served.private()+"/metrics"); !strings.Contains(text, `okno_http_request_seconds_count{method="GET",route="/*",status="404"}`) {
		t.Errorf("requests are not counted:\n%.3000s", text)
	}
}

func TestAnAddressOfMetricsThatIsTakenIsSaid(t *testing.T) {
	t.Parallel()
	_, base := serve(t, dbtest.URL(t), nil)
	taken := strings.TrimPrefix(base, "http://")
	out, err := okno(t, []string{"DATABASE_URL=" + dbtest.URL(t), secret, "OKNO_ADDR=127.0.0.1:0", "OKNO_METRICS_LISTEN=" + taken}, "", "serve")
	if err == nil || !strings.Contains(out, "in use by another program") || !strings.Contains(out, "OKNO_METRICS_LISTEN") {
		t.Errorf("%v\n%s", err, out)
	}
}
