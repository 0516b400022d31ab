package bookings

import (
	"context"

	"okno/booking"
)

// quiet says whether a line of history leaves a booking where and how it stood: then it is no reason
// to refuse an act.
func quiet(l booking.HistoryLine) bool {
	return l.Act.Rule().Quiet || l.Act == booking.ActUndone && booking.Act(l.Detail["act"]).Rule().Quiet
}

// meanwhile is the Conflict of one who acts on what is no longer so: what has
// happened to the booking after line n of its history, and who did it.
func (c *change) meanwhile(ctx context.Context, n int) error {
	line, err := c.lastAfter(ctx, n)
	if err != nil {
		return err
	}
	if line == nil {
		return booking.Fail(booking.Conflict, "error.changed_meanwhile")
	}
	return booking.Fail(booking.Conflict, "error.meanwhile",
		"What", booking.Say("history."+string(line.Act)), "Who", c.member.WhoActed(line.Actor), "At", line.At.In(c.setup.Company.Zone))
}

// stands is the Conflict of an act that the booking's status does not allow.
func (c *change) stands(ctx context.Context) error {
	is := booking.Say("error.status_" + string(c.before.Status))
	line, err := c.lastAfter(ctx, 0)
	if err != nil {
		return err
	}
	if line == nil {
		return &booking.Error{Code: booking.Conflict, Sentence: is}
	}
	return booking.Fail(booking.Conflict, "error.stands", "What", is, "Who", c.member.WhoActed(line.Actor), "At", line.At.In(c.setup.Company.Zone))
}

// lastAfter is the last line after line n that says something, nil where there is none.
func (c *change) lastAfter(ctx context.Context, n int) (*booking.HistoryLine, error) {
	history, err := c.act.History(ctx, c.before.ID)
	if err != nil {
		return nil, err
	}
	for i := len(history) - 1; i >= 0 && history[i].N > n; i-- {
		if !quiet(history[i]) {
			return &history[i], nil
		}
	}
	return nil, nil
}

// touchedAfter says whether what came after line n of the history has left its mark
// on the booking. Acts that were taken back again have not: whoever has done two
// things can take back both, the later one first.
func (c *change) touchedAfter(ctx context.Context, n int) (bool, error) {
	history, err := c.act.History(ctx, c.before.ID)
	if err != nil {
		return false, err
	}
	var standing []booking.Act // oldest first
	for _, line := range history {
		last := len(standing) - 1
		switch {
		case line.N <= n || quiet(line):
		case line.Act == booking.ActUndone && last >= 0 && standing[last] == booking.Act(line.Detail["act"]):
			standing = standing[:last]
		default:
			standing = append(standing, line.Act)
		}
	}
	return len(standing) > 0, nil
}
