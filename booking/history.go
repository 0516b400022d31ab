package booking

import (
	"maps"
	"time"
)

// HistoryLine is one change of a booking: who, when, what, from where.
type HistoryLine struct {
	N      int // counts from 1 within the booking
	At     time.Time
	Act    Act // of a booking; of a lead or a client's card likewise
	Actor  Actor
	Detail map[string]string // what the act adds, such as "reason"
}

// Because is the line with another reason, "" for none.
func (l HistoryLine) Because(reason string) HistoryLine {
	detail := maps.Clone(l.Detail)
	if delete(detail, "reason"); reason != "" {
		detail["reason"] = reason
	}
	l.Detail = detail
	return l
}
