package board

import (
	"slices"
	"strconv"
	"time"

	"okno/booking"
	"okno/views"
)

// MoveBookingPage is GET /bookings/:id/move for a direct visit.
type MoveBookingPage struct {
	views.Base
	Form MoveBooking
}

func (MoveBookingPage) View() string { return "move-booking-page" }

// MoveBooking is the fragment #move-booking: the form that puts a booking at
// another time, on other resources, or gives it another length.
type MoveBooking struct {
	W       *views.Words
	Root    string // see Book
	Alone   bool
	ID      booking.ID
	Title   string
	Name    string
	Stands  string // where it stands now
	Kept    string // that money was taken for it, "" where none is
	Seen    string
	Lengths []views.SelectOption
	When    When
	Tell    views.Telling
	Problem string
	Wrong   map[string]string
}

// MoveBookingData is what it is made of.
type MoveBookingData struct {
	Root      string
	Company   booking.Company
	Booking   booking.Booking
	Resources []booking.Resource // of the booking
	Seen      string
	When      WhenData
	LengthMin int // that is chosen
	Telling   bool
	views.Reach
	Error *booking.Error
}

// lengths are those that the form offers besides the booking's own.
var lengths = []int{15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 210, 240, 300, 360, 420, 480}

// lengthChoices are those that can be chosen, with the more that there have to be.
func lengthChoices(w *views.Words, chosen int, more ...int) []views.SelectOption {
	offered := append(slices.Clone(lengths), more...)
	slices.Sort(offered)
	var all []views.SelectOption
	for _, minutes := range slices.Compact(offered) {
		if minutes > 0 {
			all = append(all, views.SelectOption{Value: strconv.Itoa(minutes), Label: w.Minutes(minutes), Chosen: minutes == chosen})
		}
	}
	return all
}

// NewMoveBooking makes the fragment in the given language.
func NewMoveBooking(locale string, d MoveBookingData) MoveBooking {
	w := views.In(locale)
	k := d.Booking
	start, end := k.Start.In(d.Company.Zone), k.End.In(d.Company.Zone)
	v := MoveBooking{
		W: w, Root: d.Root, ID: k.ID, Name: w.Person(k), Title: w.T("booking.title", "number", k.Number), Seen: d.Seen, Kept: keptSaid(w, k, d.Company),
		Tell:   views.NewTelling(w, views.TellData{Event: booking.BookingMoved, Contact: d.Booking.Contact, Chat: d.Booking.Chat, Checked: d.Telling, Off: d.Booking.TellNone, Reach: d.Reach}),
		Wrong:  map[string]string{},
		Stands: w.DateShort(booking.DateOf(start, d.Company.Zone)) + ", " + w.Times(start, end),
	}
	for _, r := range d.Resources {
		v.Stands += " · " + r.Name
	}
	if d.Error != nil {
		for name, sentence := range d.Error.Fields {
			v.Wrong[name] = w.Say(sentence)
		}
		switch d.Error.Code {
		case booking.NeedsConfirmation, booking.Invalid:
			d.When.Wrong = d.Error.Fields
		default:
			v.Problem = w.Say(d.Error.Sentence)
		}
	}
	v.When = NewWhen(locale, d.When)
	if d.Root == "" {
		v.Lengths = lengthChoices(w, d.LengthMin, int(end.Sub(start)/time.Minute), d.LengthMin)
	}
	return v
}

func (MoveBooking) View() string { return "move-booking" }

// URL is the booking's own address.
func (v MoveBooking) URL() string { return v.Root + "/bookings/" + string(v.ID) }

// Head is of the form.
func (v MoveBooking) Head() views.FormHead {
	return views.FormHead{W: v.W, ID: "move-booking-title", Heading: v.W.T("acts.move"), Alone: v.Alone, BackURL: v.URL(), Back: v.Title}
}

// NewMoveBookingPage makes the page. It sets the title.
func NewMoveBookingPage(base views.Base, d MoveBookingData) MoveBookingPage {
	form := NewMoveBooking(base.Locale, d)
	form.Alone = true
	base.Title, base.Section = form.W.T("acts.move"), sectionOf(d.Root)
	return MoveBookingPage{base, form}
}
