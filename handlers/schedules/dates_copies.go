package schedules

import (
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/bydate"
	"okno/desk/setup"
	"okno/handlers"
	"okno/views"
	"okno/views/schedules"
)

// copyHours is POST /resources/:id/hours/copies: others take over a schedule, the
// hours of a day, or all schedules. seen-ID is the mark of what it would replace, as the form has shown it.
func (h *Handlers) copyHours(c echo.Context) error {
	values, err := c.FormParams()
	if err != nil {
		return err
	}
	s, err := h.datesSchedule(c, false)
	if err != nil {
		return err
	}
	what, err := copiedOf(c)
	if err != nil {
		return err
	}
	form := &schedules.CopyForm{Shift: typed(values.Get("shift"))}
	copies, foreign, err := what.copies(values, form, s.setup.Resources)
	if err != nil {
		return err
	}
	shift, wrong := what.shift(form.Shift)
	for i := range copies {
		copies[i].Shift = shift * (i + 1)
	}
	switch {
	case len(copies) == 0:
		form.Wrong = booking.Say("week.share.nobody")
	case len(copies) > bydate.MaxCopies:
		form.Wrong = booking.Say("week.share.too_many", "Max", bydate.MaxCopies)
	case len(url.QueryEscape(textOf(copies)+textOf(what.Schedules))) > maxUndo:
		form.Wrong = booking.Say("hours.share.long")
	case wrong.Key != "":
		form.ShiftWrong = wrong
	case len(foreign) > 0:
		return h.copyRefused(c, what, form, booking.Fail(booking.Conflict, "hours.conflict.names", "names", foreign))
	default:
		return h.saveCopies(c, what, form, copies)
	}
	return h.copyRefused(c, what, form, nil)
}

// saveCopies performs the act: the source is held against what was seen of it, too.
func (h *Handlers) saveCopies(c echo.Context, what copied, form *schedules.CopyForm, copies []hoursCopy) error {
	source := setup.HoursChange{
		Resource: booking.ID(c.Param("id")), Schedules: what.Schedules, Next: what.Schedules, Days: what.Days, NextDays: what.Days, Whole: what.All,
	}
	changes := []setup.HoursChange{source}
	for _, each := range copies {
		changes = append(changes, what.undo(each).Back())
	}
	saved, err := h.Desk.Schedules.SaveHoursOfMany(c.Request().Context(), handlers.Member(c), changes)
	if err != nil {
		if code := booking.CodeOf(err); code == booking.Conflict || code == booking.Invalid {
			return h.copyRefused(c, what, form, err)
		}
		return err
	}
	s, err := h.datesSchedule(c, true)
	if err != nil {
		return err
	}
	if !handlers.IsFragment(c) {
		return handlers.Redirect(c, s.URL())
	}
	c.Response().Header().Set("HX-Replace-Url", s.URL())
	var names []string
	var changed []hoursCopy
	for i, got := range saved[1:] {
		if got.Changed {
			names, changed = append(names, got.Resource.Name), append(changed, copies[i])
		}
	}
	return h.renderDates(c, http.StatusOK, s, schedules.DatesData{Focus: what.focus()}, what.done(c, names, changed))
}

// restoreCopies is POST /resources/:id/hours/copies/restoration: all who have got the
// schedule or the day have what they had before.
func (h *Handlers) restoreCopies(c echo.Context) error {
	if _, err := h.datesSchedule(c, false); err != nil {
		return err
	}
	what, err := copiedOf(c)
	if err != nil {
		return err
	}
	var copies []hoursCopy
	if json.Unmarshal([]byte(c.FormValue("copies")), &copies) != nil || len(copies) > bydate.MaxCopies {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	var changes []setup.HoursChange
	for _, each := range copies {
		if !what.replaces(each.Schedules, each.Days) {
			return booking.Fail(booking.Malformed, "error.malformed")
		}
		changes = append(changes, what.undo(each))
	}
	d, status := schedules.DatesData{Focus: what.focus()}, http.StatusOK
	_, err = h.Desk.Schedules.SaveHoursOfMany(c.Request().Context(), handlers.Member(c), changes)
	if booking.CodeOf(err) == booking.Conflict {
		d.Problem, d.Focus, status, err = booking.Say("hours.conflict.undo"), "dates-problem", http.StatusConflict, nil
	}
	if err != nil {
		return err
	}
	s, err := h.datesSchedule(c, true)
	switch {
	case err != nil:
		return err
	case status != http.StatusOK:
		return h.renderDates(c, status, s, d)
	case !handlers.IsFragment(c):
		return handlers.Redirect(c, s.URL())
	}
	return h.renderDates(c, status, s, d, views.NewDone(handlers.ReaderOf(c), booking.Say("hours.restored"), views.Undo{}))
}

// copyRefused shows what is open again, with who was ticked and what is wrong;
// after a conflict with what is stored by now.
func (h *Handlers) copyRefused(c echo.Context, what copied, form *schedules.CopyForm, err error) error {
	status := http.StatusUnprocessableEntity
	if err != nil {
		known := handlers.AsKnown(err)
		status, form.Wrong = handlers.Statuses[known.Code], known.Sentence
	}
	s, err := h.datesSchedule(c, true)
	if err != nil {
		return err
	}
	r, _ := s.weekOf()
	d := schedules.DatesData{}
	gone := false
	if what.All {
		gone = len(r.Schedules) == 0
	} else if len(what.Schedules) > 0 {
		for _, now := range r.SchedulesFrom(what.Schedules[0].From) {
			d.OpenSchedule(now)
		}
	} else if date := what.Days[0].Date; r.OwnDayOn(date) != nil {
		d.OpenDay(r, date)
	}
	d.Copy, d.Focus = form, "dates-share"
	if gone || !what.All && d.Form == nil && d.Day == nil {
		status, d.Copy, d.Problem, d.Focus = http.StatusConflict, nil, booking.Say("hours.share.gone"), "dates-problem"
	}
	return h.renderDates(c, status, s, d)
}
