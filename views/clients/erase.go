package clients

import (
	"okno/booking"
	"okno/views"
)

// ClientErase is what is told before a client is erased: the fragment in the
// modal, and for a direct visit the page GET /clients/:id/erasure.
type ClientErase struct {
	views.Base // the zero one in the modal
	W          *views.Words
	ID         booking.ID
	Name       string
	Alone      bool
	Typed      string
	Error      string
	// Coming are his bookings to come: they stay, and nobody will know whose.
	Coming int
}

// NewClientErase makes the fragment in the given language.
func NewClientErase(locale string, c booking.Client, coming int, typed string, wrong booking.Sentence) ClientErase {
	w := views.In(locale)
	return ClientErase{W: w, ID: c.ID, Name: c.Name, Coming: coming, Typed: typed, Error: w.Say(wrong)}
}

// NewClientErasePage makes the page.
func NewClientErasePage(base views.Base, v ClientErase) ClientErase {
	base.Section, base.Title = "clients", v.Heading()
	v.Base, v.Alone = base, true
	return v
}

func (v ClientErase) View() string {
	if v.Alone {
		return "client-erase-page"
	}
	return "client-erase"
}

// Heading asks the question.
func (v ClientErase) Heading() string { return v.W.T("clients.erase.title", "name", v.Name) }

// URL is the client's address.
func (v ClientErase) URL() string { return "/clients/" + string(v.ID) }
