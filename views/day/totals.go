package day

import (
	"slices"

	"okno/booking"
	"okno/booking/busy"
	"okno/booking/engine"
	"okno/views"
)

// MaxUndecided is up to where the board says how many bookings are undecided.
const MaxUndecided = 100

// Totals is the fragment #totals: «27 записей · занято 68 %».
type Totals struct {
	W       *views.Words
	Count   int  // bookings that have cards
	Waiting int  // of these, those that wait for an answer
	Percent int  // how busy those are who have columns: see booking.Busy
	Open    bool // there are working hours at all

	Undecided int // of the days before today; no more than MaxUndecided + 1 are counted

	TakingsURL string // of what was taken on the date, "" for who may not see that
	Taken      string // "" for nothing
}

// UndecidedSaid is how many are undecided; so many that they are not counted are "more than".
func (t Totals) UndecidedSaid() string {
	if t.Undecided > MaxUndecided {
		return t.W.T("board.undecided_many", "count", MaxUndecided)
	}
	return t.W.T("board.undecided", "count", t.Undecided)
}

func (Totals) View() string { return "totals" }

// Totals are those of the date, of the bookings that have cards.
func (b *Builder) Totals() Totals {
	t := Totals{W: b.W, Count: len(b.Cards), Undecided: b.BoardData.Undecided}
	for _, k := range b.Cards {
		if k.Status == booking.Pending {
			t.Waiting++
		}
	}
	if b.SeesMoney {
		t.TakingsURL, t.Taken = "/bookings/takings?date="+b.Date.String(), b.W.Money(b.BoardData.Taken, b.Company.Currency)
	}
	var counted []booking.Resource
	for _, r := range b.Resources {
		counted = append(counted, r.Resource)
	}
	var busy engine.Busy
	for _, c := range engine.Counted(counted) {
		i := slices.IndexFunc(b.Resources, func(r ResourceDay) bool { return r.ID == c.ID })
		busy = busy.Plus(b.Busy(b.Resources[i]))
	}
	t.Open, t.Percent = busy.Open > 0, busy.Percent()
	return t
}

// Busy is how busy a resource is on the date.
func (b *Builder) Busy(r ResourceDay) engine.Busy {
	var booked []booking.Span
	for _, k := range b.Taken {
		if slices.Contains(k.Resources, r.ID) {
			booked = append(booked, booking.Span{From: k.Start, To: k.End})
		}
	}
	return busy.Of(r.Working, r.Blocked, booked)
}

// Withdrawn is the fragment #withdrawn: cancelled and rejected bookings of the
// date, which occupy nothing but must stay findable.
type Withdrawn struct {
	W     *views.Words
	Chips []Chip
}

// Chip is one of them.
type Chip struct {
	Booking booking.ID
	Time    string
	Name    string
	Service string
	Status  views.Status
}

func (Withdrawn) View() string { return "withdrawn" }

// Withdrawn are the cancelled and rejected bookings of the date that have no card.
func (b *Builder) Withdrawn() Withdrawn {
	all := Withdrawn{W: b.W}
	for _, k := range b.gone {
		all.Chips = append(all.Chips, Chip{
			Booking: k.ID,
			Time:    b.W.Time(k.Start),
			Name:    b.W.Person(k),
			Service: b.ServiceByID[k.Service].Name,
			Status:  views.StatusOf(b.W, k.Status),
		})
	}
	return all
}
