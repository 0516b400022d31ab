package handlers

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/views"
)

// problemBody is application/problem+json (RFC 9457) with the members of contracts.md.
type problemBody struct {
	Type         string            `json:"type"`
	Title        string            `json:"title"`
	Status       int               `json:"status"`
	Detail       string            `json:"detail,omitempty"`
	Code         booking.Code      `json:"code"`
	Fields       map[string]string `json:"fields,omitempty"`
	Alternatives *[]SlotBody       `json:"alternatives,omitempty"` // present, if empty, with slot_taken
	Sure         booking.Sure      `json:"sure,omitempty"`         // what to send along next time, with doubtful
	RequestID    string            `json:"request_id,omitempty"`   // names the request in our log
}

func problem(c echo.Context, status int, e *booking.Error) error {
	words := views.In(ReaderOf(c))
	body := problemBody{
		Type: "about:blank", Title: http.StatusText(status), Status: status,
		Detail: words.Say(e.Sentence), Code: e.Code, RequestID: RequestID(c),
	}
	for name, sentence := range e.Fields {
		if body.Fields == nil {
			body.Fields = map[string]string{}
		}
		body.Fields[name] = words.Say(sentence)
	}
	if e.Code == booking.SlotTaken {
		alternatives := SlotBodies(e.Alternatives)
		body.Alternatives = &alternatives
	}
	if e.Code == booking.Doubtful { // fields to look at again, as those of an invalid body
		status = http.StatusUnprocessableEntity
		body.Title, body.Status, body.Sure = http.StatusText(status), status, booking.Sure{}.With(e.Doubts)
	}
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json")
	c.Response().WriteHeader(status)
	return json.NewEncoder(c.Response()).Encode(body)
}

// SlotBody is a slot as the API writes it: RFC 3339 with the company's offset.
type SlotBody struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

// SlotBodies are slots as the API writes them, in their order.
func SlotBodies(slots []booking.Slot) []SlotBody {
	bodies := make([]SlotBody, len(slots))
	for i, s := range slots {
		bodies[i] = SlotBody{s.Start.Format(time.RFC3339), s.End.Format(time.RFC3339)}
	}
	return bodies
}
