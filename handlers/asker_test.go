package handlers_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	osexec "os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// The asker is another process of the test binary, so that what asks costs the server's
// process nothing, and its processor time is that of the answers alone.
const askerVariable = "OKNO_TEST_ASKER"

func TestMain(m *testing.M) {
	var err error
	switch os.Getenv(askerVariable) {
	case "":
		os.Exit(m.Run())
	case "ask":
		err = askAlone(os.Stdin, os.Stdout)
	case "watch":
		err = watchAlone(os.Stdin, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// asking is what an asker is to do.
type asking struct {
	Address     string
	Requests    [][]byte // as they go over the wire
	Once        bool     // each of them once, and then it ends; else round and round
	Connections int
	For         time.Duration
}

// outcome is what came of it.
type outcome struct {
	Answers int
	Wrong   int // answers that were no 2xx
	Bytes   int64
	Took    time.Duration
	Times   []time.Duration // of each answer, in order of length
}

func (a outcome) perSecond() float64 { return float64(a.Answers) / a.Took.Seconds() }

// percentile of the times, of 0 to 100.
func percentile(times []time.Duration, p int) time.Duration {
	if len(times) == 0 {
		return 0
	}
	return times[min(len(times)-1, len(times)*p/100)]
}

// ask has another process ask.
func ask(t testing.TB, a asking) (out outcome) {
	t.Helper()
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	child := osexec.Command(os.Args[0])
	child.Env = append(os.Environ(), askerVariable+"=ask", "GOMAXPROCS=1")
	child.Stdin, child.Stderr = strings.NewReader(string(text)), os.Stderr
	answer, err := child.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(answer, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func askAlone(in io.Reader, out io.Writer) error {
	var a asking
	if err := json.NewDecoder(in).Decode(&a); err != nil {
		return err
	}
	var next atomic.Int64
	var mu sync.Mutex
	var sum outcome
	var failed error
	var all sync.WaitGroup
	start := time.Now()
	for range a.Connections {
		all.Go(func() {
			one, err := askOver(a, &next, start.Add(a.For))
			mu.Lock()
			defer mu.Unlock()
			sum.Answers, sum.Wrong, sum.Bytes = sum.Answers+one.Answers, sum.Wrong+one.Wrong, sum.Bytes+one.Bytes
			sum.Times = append(sum.Times, one.Times...)
			if err != nil {
				failed = err
			}
		})
	}
	all.Wait()
	sum.Took = time.Since(start)
	slices.Sort(sum.Times)
	if failed != nil {
		return failed
	}
	return json.NewEncoder(out).Encode(sum)
}

// askOver asks over one connection until the time is over or the requests are used up.
func askOver(a asking, next *atomic.Int64, until time.Time) (out outcome, err error) {
	conn, err := net.Dial("tcp", a.Address)
	if err != nil {
		return out, err
	}
	defer conn.Close()
	reader := bufio.NewReaderSize(conn, 64<<10)
	for {
		n := int(next.Add(1) - 1)
		start := time.Now()
		if a.Once && n >= len(a.Requests) || start.After(until) {
			return out, nil
		}
		if _, err := conn.Write(a.Requests[n%len(a.Requests)]); err != nil {
			return out, err
		}
		status, size, err := readAnswer(reader)
		if err != nil {
			return out, err
		}
		out.Answers++
		if status/100 != 2 {
			out.Wrong++
		}
		out.Bytes += size
		out.Times = append(out.Times, time.Since(start))
	}
}

// readAnswer reads an HTTP/1.1 answer with as little work as may be.
func readAnswer(r *bufio.Reader) (status int, size int64, err error) {
	line, err := r.ReadSlice('\n')
	if err != nil || len(line) < 12 {
		return 0, 0, fmt.Errorf("no answer: %q, %w", line, err)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, 0, err
	}
	length, chunked := int64(0), false
	for {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return 0, 0, err
		}
		text := strings.ToLower(strings.TrimSpace(string(line)))
		if text == "" {
			break
		}
		if value, is := strings.CutPrefix(text, "content-length: "); is {
			length, _ = strconv.ParseInt(value, 10, 64)
		}
		chunked = chunked || text == "transfer-encoding: chunked"
	}
	if !chunked {
		_, err = io.CopyN(io.Discard, r, length)
		return status, length, err
	}
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return 0, 0, err
		}
		n, err := strconv.ParseInt(strings.TrimSpace(line), 16, 64)
		if err != nil {
			return 0, 0, err
		}
		if _, err := io.CopyN(io.Discard, r, n+2); err != nil {
			return 0, 0, err
		}
		if size += n; n == 0 {
			return status, size, nil
		}
	}
}
