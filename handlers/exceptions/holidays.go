package exceptions

import (
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/holidays"
	deskexceptions "okno/desk/exceptions"
	"okno/handlers"
	"okno/views"
	"okno/views/exceptions"
)

// closeHolidays is POST /exceptions/holidays: the company is closed on the public
// holidays of its country that are to come, but for the dates on which it is closed already.
func (h *Handlers) closeHolidays(c echo.Context) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	today := booking.DateOf(h.Now(), setup.Company.Zone)
	var all []booking.Exception
	for _, day := range holidays.Between(booking.Region(setup.Company.Zone), today, exceptions.HolidaysUntil(today)) {
		date := day.Date
		all = append(all, booking.Exception{FromDate: date, ToDate: &date, WholeDay: true, Reason: day.Name})
	}
	made, err := h.Desk.Exceptions.CloseOn(c.Request().Context(), handlers.Member(c), all)
	if err != nil {
		return err
	}
	said, undo := booking.Say("exceptions.holidays.none"), views.Undo{}
	if len(made) > 0 {
		said = booking.Say("exceptions.holidays.said", "count", len(made))
		undo = views.Undo{Method: "post", URL: "/exceptions/holidays/deletion", Target: "#exceptions", Values: map[string]string{"closings": closingsText(made)}}
	}
	return h.exceptionsAfter(c, views.NewDone(handlers.ReaderOf(c), said, undo))
}

// openHolidays is POST /exceptions/holidays/deletion: closeHolidays is taken back, as its toast carries it.
func (h *Handlers) openHolidays(c echo.Context) error {
	closings, ok := readClosings(c.FormValue("closings"))
	if !ok {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	left, err := h.Desk.Exceptions.Reopen(c.Request().Context(), handlers.Member(c), closings)
	if err != nil {
		return err
	}
	said := booking.Say("exceptions.holidays.gone")
	if left > 0 {
		said = booking.Say("exceptions.holidays.left", "count", left)
	}
	return h.exceptionsAfter(c, views.NewDone(handlers.ReaderOf(c), said, views.Undo{}))
}

// closingsText is what an undo carries: "ID:REVISION,ID:REVISION".
func closingsText(all []deskexceptions.Closing) string {
	var parts []string
	for _, each := range all {
		parts = append(parts, string(each.ID)+":"+strconv.Itoa(each.Revision))
	}
	return strings.Join(parts, ",")
}

func readClosings(text string) ([]deskexceptions.Closing, bool) {
	const most = 100 // more than two years have
	var all []deskexceptions.Closing
	for part := range strings.SplitSeq(text, ",") {
		id, revision, _ := strings.Cut(part, ":")
		n, err := strconv.Atoi(revision)
		if err != nil || !booking.IsID(id) || len(all) == most {
			return nil, false
		}
		all = append(all, deskexceptions.Closing{ID: booking.ID(id), Revision: n})
	}
	return all, true
}
