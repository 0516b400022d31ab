package widgetapi

import (
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/report"
	"okno/handlers"
	"okno/handlers/openform"
	"okno/snapshot"
)

// searchBody is a day that the visitor looked at and had no time for him.
type searchBody struct {
	Service  string `json:"service"`
	Resource string `json:"resource"`
	Date     string `json:"date"`
	Hour     *int   `json:"hour"`  // in which it should have begun; left out where he hasn't said
	Month    bool   `json:"month"` // he looked at the date and the rest of its month, and chose no day
}

// maxSearches is how many are looked at; nobody looks for more days than that in vain.
const maxSearches = 10

// unmet counts days that somebody has looked at in vain. Of those the server finds a time for, and of who comes without a view of
// the form, nothing is counted.
func (h *Handlers) unmet(c echo.Context, f openform.Form, company *snapshot.Snapshot, body eventBody) error {
	var searches []report.Unmet
	weeks := 0 // that are looked at: a search costs as much as it has weeks
	for _, asked := range body.Searches[:min(len(body.Searches), maxSearches)] {
		search, wrong := asked.read(f)
		if len(wrong) > 0 {
			return booking.FailFields(wrong)
		}
		searches = append(searches, search)
		weeks += 1 + search.Date.DaysUntil(search.Until())/7
	}
	if company == nil || !h.Tokens.Viewed(f.Key, body.View) {
		return nil
	}
	if err := handlers.LimitedBy(c, h.Limits.Read, weeks); err != nil {
		return err
	}
	for _, search := range searches {
		err := h.Funnel.Unmet(f.Used(), abuse.NetworkOf(c.RealIP()), search, func() (report.Obstacle, error) {
			return search.Obstacle(company.Around(search.Service, search.Date, search.Until(), h.Now()), h.Now())
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// read is the search that is meant, of a service that the form offers.
func (s searchBody) read(f openform.Form) (report.Unmet, booking.Fields) {
	u, wrong := report.Unmet{Hour: report.AnyHour}, booking.Fields{}
	service, known := f.Service(s.Service)
	if !known || !service.Active {
		wrong["service"] = booking.Say("error.service_unknown")
	}
	u.Service = service.ID
	if s.Resource != "" {
		resource, ok := f.Setup.Resource(s.Resource)
		switch {
		case !ok:
			wrong["resource"] = booking.Say("error.resource_unknown")
		case known && !slices.Contains(service.Resources, resource.ID):
			wrong["resource"] = booking.Say("error.resource_not_linked")
		}
		u.Resource = resource.ID
	}
	var err error
	if u.Date, err = booking.ParseDate(s.Date); err != nil || !u.Date.Usable() {
		wrong["date"] = booking.Say("error.date")
	}
	switch {
	case s.Month:
		u.Hour = report.AnyDay
	case s.Hour != nil:
		if u.Hour = *s.Hour; u.Hour < 0 || u.Hour > 23 {
			wrong["hour"] = booking.Say("error.hour")
		}
	}
	return u, wrong
}
