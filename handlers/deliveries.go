package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// maxDeliveries is how many the list shows.
const maxDeliveries = 100

// deliveries is the list of what was sent, is to be, or could not be.
func (h *Handlers) deliveries(c echo.Context) error {
	who := identityOf(c)
	f := deliveryFilter(c)
	list, err := h.scope(c).DeliveryList(c.Request().Context(), f, maxDeliveries)
	if err != nil {
		return err
	}
	standing, err := h.Desk.Standing(c.Request().Context(), h.scope(c))
	if err != nil {
		return err
	}
	held, err := h.scope(c).HeldMails(c.Request().Context())
	if err != nil {
		return err
	}
	d := views.DeliveriesData{
		Standing: standing, Held: held,
		Zone: who.Company.Zone, Now: h.Now(), State: f.State, Channel: f.Channel, Event: f.Event,
		CanChange: may(c, booking.ChangeBookings), More: len(list) == maxDeliveries,
	}
	for _, each := range list {
		d.List = append(d.List, views.ListedDelivery{Delivery: each.Delivery, Number: each.Number})
	}
	if isFragment(c) {
		return h.render(c, http.StatusOK, views.NewDeliveryList(readerOf(c), d))
	}
	base := h.base(c)
	if c.QueryParam("said") == "again" {
		base.Flash = booking.Say("deliveries.said.again")
	}
	return h.render(c, http.StatusOK, views.NewDeliveries(base, d))
}

// deliveryFilter drops what is no value of the filter.
func deliveryFilter(c echo.Context) db.DeliveryFilter {
	f := db.DeliveryFilter{
		State: booking.DeliveryState(c.QueryParam("state")), Channel: booking.Channel(c.QueryParam("channel")), Event: booking.Event(c.QueryParam("event")),
	}
	if !slices.Contains(booking.DeliveryStates, f.State) {
		f.State = ""
	}
	if f.Channel != booking.Email && f.Channel != booking.Telegram {
		f.Channel = ""
	}
	if !slices.Contains(views.DeliveryEvents, f.Event) {
		f.Event = ""
	}
	return f
}

// sendAgain lets a delivery that was given up wait once more.
func (h *Handlers) sendAgain(c echo.Context) error {
	if !booking.IsID(c.Param("id")) {
		return booking.Fail(booking.NotFound, "error.delivery_unknown")
	}
	if err := h.Desk.SendAgain(c.Request().Context(), member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return redirect(c, "/settings/deliveries?said=again")
}
