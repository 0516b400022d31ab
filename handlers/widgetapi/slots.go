package widgetapi

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers"
	"okno/handlers/openform"
	"okno/snapshot"
)

// widgetSlots are the free starts of a service on the dates asked for, from memory where
// nothing has changed since they were asked for last.
func (h *Handlers) widgetSlots(c echo.Context) error {
	if err := handlers.Limited(c, h.Limits.Read); err != nil {
		return err
	}
	f, company, err := h.FormShown(c)
	if err != nil {
		return err
	}
	q, err := readSlots(c, f)
	if err != nil {
		return err
	}
	if err := handlers.LimitedBy(c, h.Limits.Read, q.weeks()-1); err != nil {
		return err
	}
	if !handlers.IsHead(c) {
		h.Funnel.Searched(f.Used(), c.RealIP())
	}
	if company == nil { // of a preview
		if company, err = h.Snapshots.Of(c.Request().Context(), f.Company); err != nil {
			return err
		}
	}
	answer, err := h.slotsOf(company, q)
	if err != nil {
		return err
	}
	h.Metrics.SlotDays(q.From.DaysUntil(q.To) + 1)
	return unlessKnown(c, answer)
}

func (h *Handlers) slotsOf(company *snapshot.Snapshot, q slotsQuery) (snapshot.Answer, error) {
	now := h.Now()
	if q.hold == "" {
		return company.Slots(q.Question, now, slotsFormat)
	}
	days, err := company.SlotsBeside(q.Question, q.hold, now)
	if err != nil {
		return snapshot.Answer{}, err
	}
	texts := make([][]byte, len(days))
	for i, d := range days {
		texts[i] = slotsFormat.Day(nil, d)
	}
	return slotsFormat.All(company, texts), nil
}

// unlessKnown gives the answer, or says that the browser has it already: a
// widget that is looked at asks again and again.
func unlessKnown(c echo.Context, answer snapshot.Answer) error {
	header := c.Response().Header()
	header.Set("ETag", answer.Tag)
	header.Set(echo.HeaderCacheControl, "private, no-cache")
	if c.Request().Header.Get("If-None-Match") == answer.Tag {
		return c.NoContent(http.StatusNotModified)
	}
	return handlers.Remembered(c, answer, "")
}

type slotsQuery struct {
	snapshot.Question
	hold booking.ID // the visitor's own, which stands in nobody's way but others'
}

// weeks is what the search costs: as much as so many questions.
func (q slotsQuery) weeks() int { return q.From.DaysUntil(q.To)/7 + 1 }

// readSlots reads the query; an Invalid error names each parameter.
func readSlots(c echo.Context, f openform.Form) (slotsQuery, error) {
	var q slotsQuery
	wrong := map[string]booking.Sentence{}
	var err error
	if q.From, err = booking.ParseDate(c.QueryParam("from")); err != nil {
		wrong["from"] = booking.Say("error.date")
	}
	if q.To, err = booking.ParseDate(c.QueryParam("to")); err != nil {
		wrong["to"] = booking.Say("error.date")
	}
	if len(wrong) == 0 {
		switch days := q.From.DaysUntil(q.To); {
		case days < 0:
			wrong["to"] = booking.Say("error.to_before_from")
		case days >= booking.MaxSlotDays:
			wrong["to"] = booking.Say("error.too_many_days", "Max", booking.MaxSlotDays)
		}
	}
	service, known := f.Service(c.QueryParam("service"))
	if !known {
		wrong["service"] = booking.Say("error.service_unknown")
	}
	q.Service = service.ID
	if name := c.QueryParam("resource"); name != "" {
		resource, ok := f.Setup.Resource(name)
		switch {
		case !ok:
			wrong["resource"] = booking.Say("error.resource_unknown")
		case known && !slices.Contains(service.Resources, resource.ID):
			wrong["resource"] = booking.Say("error.resource_not_linked")
		}
		q.Resource = resource.ID
	}
	q.hold = booking.ID(c.QueryParam("hold"))
	if len(wrong) > 0 {
		return slotsQuery{}, booking.FailFields(wrong)
	}
	return q, nil
}
