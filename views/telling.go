package views

import (
	"html/template"
	"slices"
	"strings"

	"okno/booking"
	"okno/booking/telling"
)

// Telling is the choice whether a booking's client is told of an act: by what way,
// or why he cannot be, and then how he is called.
type Telling struct {
	W        *Words
	Checked  bool   // he is told where he can be
	Chat     string // how he is told beside mail: see booking.Booking.Chat
	To       string // his address, "" for none
	Typed    bool   // the address is a field of the same form, which To follows
	Known    string // in words, how he is told while that field is empty, "" not at all
	Off      bool   // nobody writes to him about this booking
	Mailless bool   // no mail leaves the installation
	Call     template.URL
	Phone    string // to which he is written by SMS
	Unless   bool   // it may be refused instead, of which no SMS tells
	CallText string
}

// Reach is by what ways a company's clients can be told of anything.
type Reach struct {
	Mailless bool            // no mail leaves the installation
	SMS      []booking.Event // what they are told of by SMS, of telling.SMSKinds
}

// TellData is what it is made of.
type TellData struct {
	Event   booking.Event   // what he would be told of
	Contact booking.Contact // as whoever acts may see it
	Chat    string
	Checked bool
	Off     bool
	Reach
}

// NewTelling says by which way the client would be told, or why there is none.
func NewTelling(w *Words, d TellData) Telling {
	t := Telling{W: w, Chat: d.Chat, Checked: d.Checked, To: d.Contact.Email, Off: d.Off, Mailless: d.Mailless}
	if t.Chat == "sms" && !slices.Contains(d.SMS, telling.SMSKind(d.Event)) {
		t.Chat = ""
	}
	if t.Chat == "sms" && d.Contact.Phone != "" {
		t.Phone = strings.ReplaceAll(w.Phone(d.Contact.Phone), " ", NBSP)
	}
	if t.Call = PhoneURL(d.Contact.Phone); t.Call != "" {
		t.CallText = w.T("booking.call", "phone", strings.ReplaceAll(w.Phone(d.Contact.Phone), " ", NBSP))
	}
	return t
}

// Can says whether he can be told.
func (t Telling) Can() bool { return t.Able() && (t.To != "" || t.Chat != "") }

// Able says whether he could be, in his chat or at an address.
func (t Telling) Able() bool { return !t.Off && (!t.Mailless || t.Chat != "") }

// Why is why he cannot be told.
func (t Telling) Why() string {
	switch {
	case t.Mailless:
		return t.W.T("booking.tell_mailless")
	case t.Off:
		return t.W.T("booking.tell_off")
	}
	return t.W.T("booking.tell_nowhere")
}

// Way is by what way he is told.
func (t Telling) Way() string {
	switch {
	case t.Chat == "" || t.Chat == "sms" && t.To != "":
		return t.W.T("booking.tell_to", "to", t.To)
	case t.Chat == "sms" && t.Unless:
		return t.W.T("booking.tell_sms_confirmed")
	case t.Chat == "sms" && t.Phone == "":
		return t.W.T("booking.tell_sms")
	case t.Chat == "sms":
		return t.W.T("booking.tell_sms_to", "to", t.Phone)
	case t.Chat == "also" && t.To != "" && !t.Mailless:
		return t.W.T("booking.tell_both", "to", t.To)
	}
	return t.W.T("booking.tell_chat")
}

// WayOf is Way with a place for the address that is typed.
func (t Telling) WayOf() string { return t.W.T("booking.tell_to", "to", "{to}") }
