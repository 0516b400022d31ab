package engine

import (
	"slices"

	"okno/booking"
)

// Load is how much of a date is taken, in minutes of elapsed time, so that an
// hour that comes twice counts twice. Of a service it is the load of the kind
// that has the least time left; else the sum over the resources that are Counted.
type Load struct {
	Open   int  // working hours less exceptions
	Closed int  // working hours that exceptions take away
	Busy   int  // of Open: occupied, buffers and holds included
	Booked int  // of Open: booked, as Busy has it
	Room   bool // somewhere in Open a stretch is left that holds the shortest service
}

// LoadState is Load in a word.
type LoadState string

const (
	LoadClosed LoadState = "closed" // nobody works, or exceptions leave nothing of it
	LoadFree   LoadState = "free"   // nothing is occupied
	LoadPartly LoadState = "partly" // something is, and something fits
	LoadFull   LoadState = "full"   // nothing fits any longer
)

// LoadStates are all of them.
var LoadStates = []LoadState{LoadClosed, LoadFree, LoadPartly, LoadFull}

// State is the word for l.
func (l Load) State() LoadState {
	switch {
	case l.Open == 0:
		return LoadClosed
	case !l.Room:
		return LoadFull
	case l.Busy == 0:
		return LoadFree
	}
	return LoadPartly
}

// Percent is how busy it is, from 0 to 100: see Busy.
func (l Load) Percent() int { return Busy{l.Open, l.Booked}.Percent() }

// DayLoad is a date with its load and what stands against it.
type DayLoad struct {
	Date booking.Date
	Load
	Exceptions []*booking.Exception // that take time of the date away from those asked about, in the calendar's order
	Starts     int                  // free starts of the service asked about, as Days has them; 0 without one
	Offered    bool                 // a service is asked about, and rule 3 allows starts on that date
}

// State is Load's, but that a date of a service without a free start is full
// although single resources may have room.
func (d DayLoad) State() LoadState {
	state := d.Load.State()
	if d.Offered && d.Starts == 0 && state != LoadClosed {
		return LoadFull
	}
	return state
}

// Loads is the load of every date from from to to: of a's service, of a's
// resource, of the resource for that service, or, where a names neither, of all
// resources that are Counted. It goes once over hours, exceptions and occupancies; the
// latter have to be those of Window. It fails as Days does.
func (c *Calendar) Loads(a Ask, from, to booking.Date) ([]DayLoad, error) {
	days := make([]DayLoad, max(0, from.DaysUntil(to)+1))
	for i := range days {
		days[i].Date = from.AddDays(i)
	}
	l := loads{Calendar: c, ask: a, days: days, first: from.Number() - 1, last: to.Number()}
	kinds, err := l.kinds()
	if err != nil || len(days) == 0 {
		return days, err
	}
	l.wall = newWall(c.Company.Zone, l.first, l.last)
	for i := range days {
		l.dates = append(l.dates, l.wall.day(from.Number()+i))
	}
	l.readExceptions(slices.Concat(kinds...))
	l.readOccupied()
	for n, kind := range kinds {
		l.add(kind, n == 0)
	}
	return days, l.readStarts(from, to)
}
