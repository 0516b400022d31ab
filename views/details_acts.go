package views

import (
	"time"

	"okno/booking"
)

// Act is a button of the modal: one act on the booking.
type Act struct {
	Name           string // data-act, and the name in the locales
	Label          string
	Icon           string
	Method         string // "post", "delete", or "get" for a form that opens in the modal
	URL            string
	Key            string // one letter that presses it in the modal, "" for none
	Primary        bool
	Danger         bool
	Expanded       bool // opens a step of its own: the reason of a cancellation, the word that deletes
	NotifiesClient bool // the client is told, as the box beside the buttons says
}

// Code is Key as the keyboard names it, whatever language it types.
func (a Act) Code() string {
	if a.Key == "" {
		return ""
	}
	return "Key" + a.Key
}

// Pressed is an Act on a booking as it is shown.
type Pressed struct {
	Act  Act
	ID   booking.ID
	Seen string
}

// NotifiesClient: see Act.
func (p Pressed) NotifiesClient() bool { return p.Act.NotifiesClient }

// Early is the question about an act that cannot be true yet.
type Early struct{ Question, URL, Confirm string }

// earlyActs are the buttons of the acts that are asked about, by their addresses.
var earlyActs = map[string]string{"arrival": "arrive", "completion": "complete", "no-show": "no_show"}

func (d DetailsData) early(w *Words) *Early {
	name, asked := earlyActs[d.Early]
	if !asked {
		return nil
	}
	return &Early{w.Say(d.Asked), "/bookings/" + string(d.Booking.ID) + "/" + d.Early, w.T("booking.early_now." + name)}
}

// Press is the act on this booking.
func (v Details) Press(a Act) Pressed { return Pressed{a, v.ID, v.Seen} }

// Class is that of the button.
func (p Pressed) Class() string {
	switch {
	case p.Act.Primary:
		return "button button-primary"
	case p.Act.Danger:
		return "button button-danger"
	}
	return "button"
}

// soon is how long before its start a booking is about to begin.
const soon = 2 * time.Hour

// acts are the sensible next ones, the likeliest first, and the rest.
func (d DetailsData) acts(w *Words) (first, more []Act) {
	k := d.Booking
	if !d.CanChange || k.Deleted {
		return nil, nil
	}
	url := "/bookings/" + string(k.ID)
	act := func(name, icon, method, path, key string) Act {
		return Act{Name: name, Label: w.T("booking." + name), Icon: icon, Method: method, URL: url + path, Key: key}
	}
	confirm := act("confirm", "check", "post", "/confirmation", "Y")
	reject := act("reject", "user-x", "post", "/rejection", "R")
	confirm.NotifiesClient, reject.NotifiesClient = true, true
	arrive := act("arrive", "user-check", "post", "/arrival", "A")
	complete := act("complete", "check-check", "post", "/completion", "D")
	noShow := act("no_show", "user-x", "post", "/no-show", "S")
	move := act("move", "calendar-clock", "get", "/move", "M")
	cancel := act("cancel", "ban", "", "", "X")
	cancel.Expanded = true
	remove := act("delete", "trash-2", "", "/deletion", "")
	remove.Expanded = true
	switch k.Status {
	case booking.Pending:
		first, more = []Act{confirm, reject, move, cancel}, []Act{remove}
	case booking.Confirmed:
		first, more = []Act{arrive, move, cancel}, []Act{complete, noShow, act("unconfirm", "rotate-ccw", "delete", "/confirmation", "B"), remove}
		switch {
		case !d.Now.Before(k.End): // over, and nobody has said how it went
			first, more = []Act{complete, noShow, move, cancel}, []Act{arrive, more[2], remove}
		case d.Now.Before(k.Start.Add(-soon)):
			first = []Act{move, cancel, arrive}
		}
	case booking.Arrived:
		first, more = []Act{complete, move, cancel}, []Act{act("back", "rotate-ccw", "delete", "/arrival", "B"), remove}
	case booking.Completed:
		first, more = []Act{act("back", "rotate-ccw", "delete", "/completion", "B")}, []Act{remove}
	case booking.NoShow:
		first, more = []Act{act("back", "rotate-ccw", "delete", "/no-show", "B")}, []Act{remove}
	case booking.Cancelled:
		first, more = []Act{act("restore", "rotate-ccw", "delete", "/cancellation", "B")}, []Act{remove}
	case booking.Rejected:
		first, more = []Act{act("restore", "rotate-ccw", "delete", "/rejection", "B")}, []Act{remove}
	}
	first[0].Primary = first[0].Name != "back"
	return first, more
}
