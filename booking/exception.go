package booking

// Exception blocks time, never opens it: for the company, for one service or
// for one resource; on a date, a range or an open-ended range of dates,
// optionally on certain weekdays only; the whole day or From to To.
type Exception struct {
	ID       ID
	Service  ID // "" unless it concerns one service
	Resource ID // "" unless it concerns one resource
	FromDate Date
	ToDate   *Date // inclusive; nil has no end
	Weekdays []int // ISO 8601; empty means every day
	WholeDay bool
	From, To Clock // when not WholeDay; To <= From runs past midnight
	Reason   string
	Revision int // rises with every change
}
