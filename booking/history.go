package booking

import "time"

// HistoryLine is one change of a booking: who, when, what, from where.
type HistoryLine struct {
	N      int // counts from 1 within the booking
	At     time.Time
	Act    string // "created", "confirmed", "cancelled", "restored", "imported", ...
	Actor  Actor
	Detail map[string]string // what the act adds, such as "reason"
}
