package booking

// Steps are the slot grids a company or a service may have, in minutes.
var Steps = []int{5, 10, 15, 20, 30, 60}

// The bounds of what a company may describe. Minutes, days and runes.
const (
	MinDurationMin = 5
	MaxDurationMin = 1440
	MaxBufferMin   = 720
	MaxNoticeMin   = 43_200
	MaxHorizonDays = 730
	MaxName        = 200
	MaxText        = 2_000
	MaxPhone       = 64 // as it is typed
	MaxEmail       = 254
	MaxResources   = 1_000
	MaxServices    = 1_000
	MaxBookings    = 200_000
	MaxSlotDays    = 62 // dates in one question for slots
)

// MaxExceptionDays is the longest range of an exception, five years; what is longer has no end.
const MaxExceptionDays = 1_830
