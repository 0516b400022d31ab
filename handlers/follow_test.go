package handlers_test

import (
	"runtime"
	"strings"
	"testing"

	"okno/db/dbtest"
)

// The request that has opened a socket is over while the socket is open: neither its goroutine, whose stack is deep, nor what
// it has read is kept for as long as somebody looks at a board.
func TestOpenBoardsKeepNothingOfTheirRequests(t *testing.T) {
	h := newHouse(t)
	dasha := h.signIn("dasha@studio.example")
	const boards = 10
	var all []board
	for range boards {
		all = append(all, dasha.watch(h.version()))
	}
	dbtest.Await(t, "the requests to end", func() (bool, any) {
		text := make([]byte, 4<<20)
		stacks := string(text[:runtime.Stack(text, true)])
		open, requests := strings.Count(stacks, "handlers.(*Kit).push("), strings.Count(stacks, "handlers.(*Kit).Follow(")
		return open >= boards && requests == 0, []int{open, requests}
	})
	id := h.booked()
	for _, s := range all {
		s.until(string(id))
	}
}
