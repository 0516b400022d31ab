package main

import (
	"context"
	"log/slog"
	"testing"
	"time"
)

// The clock is set: what was put off by one that was ahead is put right within a minute, and nothing is deleted for a day by one
// that has been put forward.
func TestTheCaretakerNoticesWhenTheClockIsSet(t *testing.T) {
	wall, ran := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC), time.Duration(0)
	var backs, deletions int
	count := func(n *int) func(context.Context) error {
		return func(context.Context) error { *n++; return nil }
	}
	c := &caretaker{
		log: slog.New(slog.DiscardHandler), back: count(&backs), delete: count(&deletions),
		steps: steps{wall: func() time.Time { return wall }, ran: func() time.Duration { return ran }, began: wall},
	}
	for _, step := range []struct {
		what             string
		set              time.Duration // in the middle of an hour's looks
		backs, deletions int
	}{
		{"it begins", 0, 1, 1}, {"it goes", 0, 1, 1}, {"back by an hour", -time.Hour, 2, 1}, {"it goes on", 0, 1, 1},
		{"forward by a little", 40 * time.Second, 1, 1}, {"forward by a day", 24 * time.Hour, 1, 1}, {"it is doubted", 0, 1, 0}, {"and back", -24 * time.Hour, 2, 0},
	} {
		backs, deletions = 0, 0
		for look := range 60 {
			if look == 30 {
				wall = wall.Add(step.set)
			}
			c.look(t.Context())
			wall, ran = wall.Add(time.Minute), ran+time.Minute
		}
		if backs != step.backs || deletions != step.deletions {
			t.Errorf("%s: put right %d times, deleted %d times", step.what, backs, deletions)
		}
	}
	for range doubt {
		c.look(t.Context())
	}
	if deletions == 0 {
		t.Error("after a day nothing is deleted yet")
	}
}
