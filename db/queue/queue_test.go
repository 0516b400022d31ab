package queue

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

// waits begins to wait in the line, and tells its name, or that it was refused, once it is called.
func waits(q *Queue, rank Rank, name string, told chan<- string) {
	waitsAs(context.Background(), q, rank, name, told)
}

func waitsAs(ctx context.Context, q *Queue, rank Rank, name string, told chan<- string) {
	before := q.Waiting()
	refused := q.Counts(StrangerRead).Refused + q.Counts(StrangerAct).Refused
	go func() {
		leave, err := q.Enter(ctx, rank)
		if err != nil {
			told <- "no " + name
			return
		}
		told <- name
		leave()
	}()
	for q.Waiting() == before && q.Counts(StrangerRead).Refused+q.Counts(StrangerAct).Refused == refused {
		runtime.Gosched()
	}
}

func TestDeskComesBeforeStrangers(t *testing.T) {
	q, told := New(1, 10), make(chan string, 10)
	leave, err := q.Enter(t.Context(), StrangerRead)
	if err != nil {
		t.Fatal(err)
	}
	waits(q, StrangerRead, "search", told)
	waits(q, StrangerAct, "booking", told)
	waits(q, DeskRead, "board", told)
	waits(q, DeskAct, "move", told)
	waits(q, DeskAct, "second move", told)
	leave()
	var order []string
	for range 5 {
		order = append(order, <-told)
	}
	if want := []string{"move", "second move", "board", "booking", "search"}; !slices.Equal(order, want) {
		t.Errorf("they came in as %v", order)
	}
}

func TestFullLinePutsOutWhoComesLast(t *testing.T) {
	q, told := New(1, 2), make(chan string, 10)
	leave, _ := q.Enter(t.Context(), DeskAct)
	waits(q, StrangerRead, "first search", told)
	waits(q, StrangerRead, "second search", told)
	if _, err := q.Enter(t.Context(), StrangerRead); !errors.Is(err, ErrFull) {
		t.Fatalf("a third one waits: %v", err)
	}
	waits(q, DeskAct, "move", told)
	if out := <-told; out != "no second search" {
		t.Errorf("%s was put out", out)
	}
	leave()
	if first, second := <-told, <-told; first != "move" || second != "first search" {
		t.Errorf("%s and %s came in", first, second)
	}
	if c := q.Counts(StrangerRead); c != (Counts{Admitted: 1, Refused: 2}) {
		t.Errorf("searches: %+v", c)
	}
}

func TestWhoeverGivesUpLeavesTheLine(t *testing.T) {
	q := New(1, 1)
	leave, _ := q.Enter(t.Context(), DeskAct)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := q.Enter(ctx, StrangerRead); !errors.Is(err, context.Canceled) || q.Waiting() != 0 {
		t.Errorf("%v, %d wait", err, q.Waiting())
	}
	leave()
	if again, err := q.Enter(t.Context(), StrangerRead); err != nil {
		t.Error(err)
	} else {
		again()
	}
}

// Of one turn one is in, the desk first, while there are places for others.
func TestThoseOfOneTurnComeOneByOne(t *testing.T) {
	q, told := New(3, 10), make(chan string, 10)
	lotos, studio := WithTurn(t.Context(), 1), WithTurn(t.Context(), 2)
	leave, err := q.Enter(lotos, StrangerAct)
	if err != nil {
		t.Fatal(err)
	}
	waitsAs(lotos, q, StrangerAct, "booking", told)
	waitsAs(lotos, q, StrangerAct, "second booking", told)
	waitsAs(lotos, q, DeskAct, "move", told)
	if q.Waiting() != 3 {
		t.Fatalf("%d wait for the turn of who is in, want 3", q.Waiting())
	}
	for _, ctx := range []context.Context{studio, t.Context()} {
		in, err := q.Enter(ctx, StrangerRead)
		if err != nil {
			t.Fatal("somebody else has to wait:", err)
		}
		in()
	}
	leave()
	var order []string
	for range 3 {
		order = append(order, <-told)
	}
	if want := []string{"move", "booking", "second booking"}; !slices.Equal(order, want) {
		t.Errorf("they came in as %v", order)
	}
	if in, err := q.Enter(lotos, StrangerAct); err != nil {
		t.Error("the turn is not given back:", err)
	} else {
		in()
	}
}

// Whoever comes first but waits for a turn keeps nobody else from a place.
func TestWhoWaitsForATurnIsPassedOver(t *testing.T) {
	q, told := New(2, 10), make(chan string, 10)
	lotos := WithTurn(t.Context(), 1)
	first, _ := q.Enter(lotos, DeskAct)
	second, _ := q.Enter(t.Context(), DeskAct)
	waitsAs(lotos, q, DeskAct, "move", told)
	waits(q, StrangerRead, "search", told)
	second()
	if in := <-told; in != "search" {
		t.Errorf("%s came in", in)
	}
	first()
	if in := <-told; in != "move" {
		t.Errorf("%s came in", in)
	}
}

// Whatever comes together, no place and no turn is lost and none is given twice.
func TestPlacesAreNeitherLostNorGivenTwice(t *testing.T) {
	const places = 4
	q := New(places, 20)
	var all sync.WaitGroup
	inside := make(chan struct{}, places)
	var turns [3]atomic.Int32
	for i := range 2_000 {
		all.Go(func() {
			ctx, cancel := context.WithCancel(t.Context())
			if i%3 == 0 {
				go cancel()
			}
			defer cancel()
			turn := i % len(turns)
			leave, err := q.Enter(WithTurn(ctx, int64(turn)), Rank(i%int(ranks)))
			if err != nil {
				return
			}
			if in := turns[turn].Add(1); turn != 0 && in > 1 {
				t.Errorf("%d are inside at the turn of one", in)
			}
			select {
			case inside <- struct{}{}:
				<-inside
			default:
				t.Error("there are more inside than places")
			}
			turns[turn].Add(-1)
			leave()
		})
	}
	all.Wait()
	if q.free != places || q.waiting != 0 || len(q.taken) != 0 {
		t.Errorf("%d places are free, %d wait, %d turns are taken", q.free, q.waiting, len(q.taken))
	}
}
