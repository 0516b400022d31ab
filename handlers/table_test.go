package handlers_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/labstack/echo/v4"
)

// BenchmarkTable measures what docs/performance.md tells: each kind of work of the server beside
// its yardstick, in turn and in one run, asked by another process over eight connections.
//
//	task bench
var tableRoot = flag.String("table", "", "the folder of a checkout, in which BenchmarkTable writes bench.json and the table of docs/performance.md")

// row is a line of the table.
type row struct {
	Work       string  `json:"work"`
	Yardstick  string  `json:"yardstick"`
	PerSecond  float64 `json:"per_second"`
	OfYardPct  float64 `json:"of_yardstick_percent"`
	Processor  float64 `json:"processor_ms"` // of our process, per piece of work; PostgreSQL's is not in it
	Median     float64 `json:"median_ms"`
	P99        float64 `json:"p99_ms"`
	Bytes      int64   `json:"bytes"`
	YardSecond float64 `json:"yardstick_per_second"`
	Note       string  `json:"note,omitempty"`
}

const (
	tableRounds = 2
	tableFor    = 1500 * time.Millisecond
	tableAskers = 8
)

func BenchmarkTable(b *testing.B) {
	if testing.Short() || b.N > 1 {
		return
	}
	var rows []row
	rows = append(rows, tableReads(b)...)
	rows = append(rows, tableBookings(b)...)
	rows = append(rows, tableBoards(b)...)
	b.ReportMetric(0, "ns/op")
	fmt.Print("\n", tableText(rows), "\n")
	if *tableRoot != "" {
		writeTable(b, *tableRoot, rows)
	}
}

// processorTime is what this process has used so far.
func processorTime(t testing.TB) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// measured is what some rounds of asking came to.
type measured struct {
	outcome
	processor time.Duration
}

func (m *measured) add(t testing.TB, a asking) {
	t.Helper()
	before := processorTime(t)
	got := ask(t, a)
	m.processor += processorTime(t) - before
	if got.Wrong > 0 || got.Answers == 0 {
		t.Fatalf("%d of %d answers were wrong", got.Wrong, got.Answers)
	}
	m.Answers, m.Bytes, m.Took = m.Answers+got.Answers, m.Bytes+got.Bytes, m.Took+got.Took
	m.Times = append(m.Times, got.Times...)
}

// beside makes a line of both.
func beside(work, yardstick string, ours, yard measured) row {
	sortTimes(ours.Times)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return row{
		Work: work, Yardstick: yardstick, PerSecond: ours.perSecond(), YardSecond: yard.perSecond(),
		OfYardPct: 100 * ours.perSecond() / yard.perSecond(), Processor: ms(ours.processor) / float64(ours.Answers),
		Median: ms(percentile(ours.Times, 50)), P99: ms(percentile(ours.Times, 99)), Bytes: ours.Bytes / int64(ours.Answers),
	}
}

// wire is a request as it goes over the wire.
func wire(t testing.TB, r *http.Request) []byte {
	t.Helper()
	var text bytes.Buffer
	if err := r.Write(&text); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// besideBare measures the answer to a request beside a bare Echo handler that gives the same bytes.
func (h *house) besideBare(work string, r *http.Request) row {
	h.t.Helper()
	request := wire(h.t, r)
	r.Header.Set("Accept-Encoding", "identity")
	content := h.do(h.Client(), r.Clone(r.Context()))
	if content.Status != http.StatusOK {
		h.t.Fatalf("%s: %d %.300s", work, content.Status, content.Body)
	}
	bare := bareServer(content)
	defer bare.Close()
	a := asking{Address: h.Listener.Addr().String(), Requests: [][]byte{request}, Connections: tableAskers, For: tableFor}
	yard := a
	yard.Address = bare.Listener.Addr().String()
	var ours, theirs measured
	for range tableRounds {
		theirs.add(h.t, yard)
		ours.add(h.t, a)
	}
	return beside(work, "bare Echo, same bytes", ours, theirs)
}

func bareServer(content answer) *httptest.Server {
	e := echo.New()
	e.GET("/*", func(c echo.Context) error {
		return c.Blob(http.StatusOK, content.Header.Get("Content-Type"), content.Body)
	})
	return httptest.NewServer(e)
}

// tableText is the table as docs/performance.md has it.
func tableText(rows []row) string {
	var text strings.Builder
	text.WriteString("| work | a second | yardstick | of it | processor time | median | p99 | bytes |\n|---|---|---|---|---|---|---|---|\n")
	for _, r := range rows {
		of := "–"
		if r.YardSecond > 0 {
			of = fmt.Sprintf("%.0f (%s)", r.YardSecond, r.Yardstick)
		}
		share, each := "–", "–"
		if r.YardSecond > 0 {
			share = fmt.Sprintf("%.3f", r.OfYardPct/100)
		}
		if r.PerSecond > 0 {
			each = fmt.Sprintf("%.0f", r.PerSecond)
		}
		work := r.Work
		if r.Note != "" {
			work += "; " + r.Note
		}
		fmt.Fprintf(&text, "| %s | %s | %s | %s | %.2f ms | %.1f ms | %.1f ms | %d |\n", work, each, of, share, r.Processor, r.Median, r.P99, r.Bytes)
	}
	return text.String()
}

// tableBegins and tableEnds are around the table in the docs.
const tableBegins, tableEnds = "<!-- table: task bench writes it -->\n", "<!-- end of table -->"

func writeTable(t testing.TB, root string, rows []row) {
	t.Helper()
	out, err := json.MarshalIndent(map[string]any{
		"at": time.Now().UTC().Format(time.RFC3339), "go": runtime.Version(), "processors": runtime.NumCPU(),
		"system": runtime.GOOS + "/" + runtime.GOARCH, "rows": rows,
	}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "bench.json"), append(out, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(root, "docs", "performance.md")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), tableBegins)
	_, after, ends := strings.Cut(rest, tableEnds)
	if !begins || !ends {
		t.Fatalf("%s has no place for the table", page)
	}
	when := fmt.Sprintf("Taken on %s, %d processors, %s.\n\n", time.Now().UTC().Format("2 January 2006, 15:04 UTC"), runtime.NumCPU(), runtime.Version())
	if err := os.WriteFile(page, []byte(before+tableBegins+when+tableText(rows)+tableEnds+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
