package bydate

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"

	"okno/booking"
)

// MaxCopies bounds how many resources take over a schedule or a day at once: each
// of them has its line in the audit log.
const MaxCopies = 50

// Shifted is the schedule with a cycle that begins so many days later: who has it
// works on a date as the other one did that many days before. Its first and its last date stay.
func Shifted(s booking.Schedule, days int) booking.Schedule {
	days %= s.CycleDays
	if days < 0 {
		days += s.CycleDays
	}
	anchor := s.Anchor.AddDays(days)
	if anchor.Year > booking.LastYear { // the same day of the cycle, one cycle before
		anchor = anchor.AddDays(-s.CycleDays)
	}
	s.Anchor = anchor
	return s
}

// CanShift says whether a shift means anything to the schedule: weeks keep their weekdays.
func CanShift(s booking.Schedule) bool { return s.CycleDays > 1 && s.CycleDays != 7 }

// Longest is how many days the longest cycle has that can be shifted; 1 where none can.
func Longest(list []booking.Schedule) int {
	days := 1
	for _, s := range list {
		if CanShift(s) {
			days = max(days, s.CycleDays)
		}
	}
	return days
}

// Mark is short, and another one for other schedules or days; "" for none.
func Mark[T booking.Schedule | booking.OwnDay](list []T) string {
	if len(list) == 0 {
		return ""
	}
	text, _ := json.Marshal(list) // plain structs: it cannot fail
	sum := sha256.Sum256(text)
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}
