package handlers

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
)

type slotsBody struct {
	Timezone string    `json:"timezone"`
	Days     []dayBody `json:"days"`
}

type dayBody struct {
	Date  string     `json:"date"`
	Slots []slotBody `json:"slots"`
}

// widgetSlots are the free starts of a service on the dates asked for: two
// queries where the setup is known.
func (h *Handlers) widgetSlots(c echo.Context) error {
	if err := limited(c, h.limits.read); err != nil {
		return err
	}
	f, err := h.form(c)
	if err != nil {
		return err
	}
	q, err := readSlots(c, f)
	if err != nil {
		return err
	}
	if err := limitedBy(c, h.limits.read, q.weeks()-1); err != nil {
		return err
	}
	if !looksOnly(c) {
		h.Funnel.searched(f, c.RealIP())
	}
	calendar := f.Setup.Calendar(nil)
	q.ask.Now = h.Now()
	occupied, err := h.DB.Of(f.Company).Occupied(c.Request().Context(),
		f.Setup.Linked(q.ask.Service), calendar.Window(q.ask, q.from, q.to), q.ask.Now)
	if err != nil {
		return err
	}
	calendar.Occupied = occupied
	days, err := calendar.Days(q.ask, q.from, q.to)
	if err != nil {
		return err
	}
	body := slotsBody{Timezone: f.Setup.Company.Zone.String(), Days: make([]dayBody, len(days))}
	for i, day := range days {
		body.Days[i] = dayBody{day.Date.String(), slotBodies(day.Slots)}
	}
	return unlessKnown(c, body)
}

// unlessKnown answers with the body, or says that the browser has it already: a
// widget that is looked at asks again and again.
func unlessKnown(c echo.Context, body any) error {
	content, err := json.Marshal(body)
	if err != nil {
		return err
	}
	tag := `W/"` + version(content) + `"`
	c.Response().Header().Set("ETag", tag)
	c.Response().Header().Set(echo.HeaderCacheControl, "private, no-cache")
	if c.Request().Header.Get("If-None-Match") == tag {
		return c.NoContent(http.StatusNotModified)
	}
	return c.JSONBlob(http.StatusOK, content)
}

type slotsQuery struct {
	ask      booking.Ask
	from, to booking.Date
}

// weeks is what the search costs: as much as so many questions.
func (q slotsQuery) weeks() int { return q.from.DaysUntil(q.to)/7 + 1 }

// readSlots reads the query; an Invalid error names each parameter.
func readSlots(c echo.Context, f openForm) (slotsQuery, error) {
	var q slotsQuery
	wrong := map[string]booking.Sentence{}
	var err error
	if q.from, err = booking.ParseDate(c.QueryParam("from")); err != nil {
		wrong["from"] = booking.Say("error.date")
	}
	if q.to, err = booking.ParseDate(c.QueryParam("to")); err != nil {
		wrong["to"] = booking.Say("error.date")
	}
	if len(wrong) == 0 {
		switch days := q.from.DaysUntil(q.to); {
		case days < 0:
			wrong["to"] = booking.Say("error.to_before_from")
		case days >= booking.MaxSlotDays:
			wrong["to"] = booking.Say("error.too_many_days", "Max", booking.MaxSlotDays)
		}
	}
	service, known := f.service(c.QueryParam("service"))
	if !known {
		wrong["service"] = booking.Say("error.service_unknown")
	}
	q.ask.Service = service.ID
	if name := c.QueryParam("resource"); name != "" {
		resource, ok := f.Setup.Resource(name)
		switch {
		case !ok:
			wrong["resource"] = booking.Say("error.resource_unknown")
		case known && !slices.Contains(service.Resources, resource.ID):
			wrong["resource"] = booking.Say("error.resource_not_linked")
		}
		q.ask.Resource = resource.ID
	}
	q.ask.Hold = booking.ID(c.QueryParam("hold")) // his own stands in nobody's way but others'
	if len(wrong) > 0 {
		return slotsQuery{}, booking.FailFields(wrong)
	}
	return q, nil
}
