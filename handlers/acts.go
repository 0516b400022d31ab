package handlers

import (
	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// SureOf are the answers to what was doubted.
func SureOf(c echo.Context) booking.Sure {
	form, _ := c.FormParams() // what cannot be read is no answer
	var sure booking.Sure
	for _, name := range []string{"sure", "sure-name", "sure-phone", "sure-email"} {
		sure = append(sure, form[name]...)
	}
	return sure
}

// UndoOf is the way back that a toast offers; "" is none.
func UndoOf(token booking.ID) views.Undo {
	if token == "" {
		return views.Undo{}
	}
	return views.Undo{Method: "post", URL: "/undo/" + string(token), Target: "#toasts"}
}

// NameOf is what a client is called in a sentence: a toast never shows how he is reached.
func NameOf(contact booking.Contact) any {
	if contact.Name == "" {
		return booking.Say("booking.nobody")
	}
	return contact.Name
}

// TellsClient says whether the client is to be told: as the form has it, else as the
// member has answered before. Who has not been asked yet tells.
func TellsClient(c echo.Context) bool {
	if c.FormValue("telling") != "" {
		return c.FormValue("tell") != ""
	}
	remembered := IdentityOf(c).NotifiesClient
	return remembered == nil || *remembered
}
