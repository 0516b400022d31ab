package board

import (
	"slices"
	"time"

	"okno/booking"
	"okno/booking/payment"
	"okno/views"
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

// NotifiesClient says what Act.NotifiesClient does.
func (p Pressed) NotifiesClient() bool { return p.Act.NotifiesClient }

// Early is the question about an act that cannot be true yet.
type Early struct{ Question, URL, Confirm string }

func (d DetailsData) early(w *views.Words) *Early {
	for _, act := range []booking.Act{booking.ActArrived, booking.ActCompleted, booking.ActNoShow} {
		if rule := act.Rule(); rule.Path == d.Early {
			return &Early{w.Say(d.Asked), "/bookings/" + string(d.Booking.ID) + "/" + rule.Path, w.T("booking.early_now." + rule.Verb)}
		}
	}
	return nil
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
func (d DetailsData) acts(w *views.Words) (first, more []Act) {
	k := d.Booking
	if !d.CanChange || k.Deleted {
		return nil, nil
	}
	url := "/bookings/" + string(k.ID)
	act := func(of booking.Act, icon, method, key string) Act {
		rule := of.Rule()
		return Act{Name: rule.Verb, Label: w.T("booking." + rule.Verb), Icon: icon, Method: method, URL: url + "/" + rule.Path, Key: key}
	}
	// An act is taken back where it was done.
	back := func(name string, from booking.Act) Act {
		return Act{Name: name, Label: w.T("booking." + name), Icon: "rotate-ccw", Method: "delete", URL: url + "/" + from.Rule().Path, Key: "B"}
	}
	confirm := act(booking.ActConfirmed, "check", "post", "Y")
	reject := act(booking.ActRejected, "user-x", "post", "R")
	confirm.NotifiesClient, reject.NotifiesClient = true, true
	arrive := act(booking.ActArrived, "user-check", "post", "A")
	complete := act(booking.ActCompleted, "check-check", "post", "D")
	noShow := act(booking.ActNoShow, "user-x", "post", "S")
	move := act(booking.ActMoved, "calendar-clock", "get", "M")
	cancel := act(booking.ActCancelled, "ban", "", "X")
	cancel.Expanded = true
	remove := act(booking.ActDeleted, "trash-2", "", "")
	remove.Expanded = true
	again := Act{Name: "again", Label: w.T("booking.again"), Icon: "repeat", Method: "get", URL: url + "/again", Key: "G"}
	pay := Act{Name: "pay", Label: w.T("booking.pay"), Icon: "wallet", Method: "get", URL: url + "/" + booking.ActPaid.Rule().Path, Key: "P"}
	due := payment.StateOf(k.Price, k.Paid) != payment.Fully
	switch k.Status {
	case booking.Pending:
		first, more = []Act{confirm, reject, move, cancel}, []Act{pay, again, remove}
	case booking.Confirmed:
		first, more = []Act{arrive, move, cancel}, []Act{complete, noShow, pay, again, back("unconfirm", booking.ActConfirmed), remove}
		switch {
		case !d.Now.Before(k.End): // over, and nobody has said how it went
			first, more = []Act{complete, pay, noShow, move, cancel}, []Act{arrive, again, more[4], remove}
		case d.Now.Before(k.Start.Add(-soon)):
			first = []Act{move, cancel, arrive}
		}
	case booking.Arrived:
		first, more = []Act{complete, pay, again, move, cancel}, []Act{back("back", booking.ActArrived), remove}
	case booking.Completed:
		if first, more = []Act{again, back("back", booking.ActCompleted), pay}, []Act{remove}; due {
			first = []Act{pay, again, first[1]}
		}
	case booking.NoShow:
		first, more = []Act{again, back("back", booking.ActNoShow)}, []Act{pay, remove}
	case booking.Cancelled:
		first, more = []Act{back("restore", booking.ActCancelled), again}, []Act{pay, remove}
	case booking.Rejected:
		first, more = []Act{back("restore", booking.ActRejected), again}, []Act{pay, remove}
	}
	if d.Client != nil && d.Client.Erased { // there is nobody to book for
		first, more = without(first, "again"), without(more, "again")
	}
	first[0].Primary = first[0].Name != "back"
	return first, more
}

func without(acts []Act, name string) []Act {
	return slices.DeleteFunc(acts, func(a Act) bool { return a.Name == name })
}
