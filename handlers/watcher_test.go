package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	osexec "os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// watching is what a watcher, another process of the test binary, is to open.
type watching struct {
	URL    string
	Cookie string
	Boards int
	Acts   int // how many messages it waits for on each of them
}

// seen is what it has seen of one act: a message on each board.
type seen struct {
	Bytes int64 // of all of them
	Least int   // of one
	Most  int
	At    []time.Time // in order
}

// watcher opens boards in another process and tells when each of them has a message.
type watcher struct {
	t      testing.TB
	child  *osexec.Cmd
	answer *json.Decoder
	in     io.Closer
}

// watch returns when all the boards are open.
func watch(t testing.TB, w watching) *watcher {
	t.Helper()
	text, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	child := osexec.Command(os.Args[0])
	child.Env = append(os.Environ(), askerVariable+"=watch")
	child.Stderr = os.Stderr
	in, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close(); _ = child.Wait() })
	if _, err := in.Write(text); err != nil {
		t.Fatal(err)
	}
	opened := &watcher{t, child, json.NewDecoder(out), in}
	var open int
	if err := opened.answer.Decode(&open); err != nil || open != w.Boards {
		t.Fatalf("%d boards of %d are open: %v", open, w.Boards, err)
	}
	return opened
}

// next waits until every board has its next message.
func (w *watcher) next() (s seen) {
	w.t.Helper()
	if err := w.answer.Decode(&s); err != nil {
		w.t.Fatal(err)
	}
	return s
}

func watchAlone(in io.Reader, out io.Writer) error {
	var w watching
	decoder := json.NewDecoder(in)
	if err := decoder.Decode(&w); err != nil {
		return err
	}
	boards := make([]*websocket.Conn, w.Boards)
	errs := make(chan error, w.Boards)
	gate := make(chan struct{}, 16)
	for i := range boards {
		gate <- struct{}{}
		go func() {
			var err error
			boards[i], err = openBoard(w)
			<-gate
			errs <- err
		}()
	}
	for range boards {
		if err := <-errs; err != nil {
			return err
		}
	}
	told := json.NewEncoder(out)
	if err := told.Encode(len(boards)); err != nil {
		return err
	}
	acts := make([]seen, w.Acts)
	var mu sync.Mutex
	ready := make([]chan struct{}, w.Acts)
	for i := range ready {
		ready[i] = make(chan struct{})
	}
	for _, board := range boards {
		go func() {
			for i := range acts {
				size, err := nextMessage(board)
				at := time.Now()
				if err != nil {
					errs <- err
					return
				}
				mu.Lock()
				a := &acts[i]
				if a.Bytes += int64(size); a.Least == 0 || size < a.Least {
					a.Least = size
				}
				if a.Most, a.At = max(a.Most, size), append(a.At, at); len(a.At) == len(boards) {
					close(ready[i])
				}
				mu.Unlock()
			}
		}()
	}
	for i := range ready {
		select {
		case <-ready[i]:
		case err := <-errs:
			return err
		}
		slices.SortFunc(acts[i].At, time.Time.Compare)
		if err := told.Encode(acts[i]); err != nil {
			return err
		}
	}
	_, err := decoder.Token() // stays until nobody wants it any more
	if err == io.EOF {
		return nil
	}
	return err
}

func openBoard(w watching) (*websocket.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	board, _, err := websocket.Dial(ctx, w.URL, &websocket.DialOptions{HTTPHeader: http.Header{"Cookie": {w.Cookie}}})
	if err != nil {
		return nil, err
	}
	board.SetReadLimit(1 << 20)
	if _, word, err := board.Read(ctx); err != nil || string(word) != "0" {
		return nil, fmt.Errorf("the first word is %q: %w", word, err)
	}
	return board, nil
}

// nextMessage is the size of the next one that tells of anything.
func nextMessage(board *websocket.Conn) (int, error) {
	for {
		_, message, err := board.Read(context.Background())
		if err != nil || string(message) != "0" {
			return len(message), err
		}
	}
}
