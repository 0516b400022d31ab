package settings

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/handlers"
	"okno/views/settings"
)

// maxDeliveries is how many the list shows.
const maxDeliveries = 100

// deliveries is the list of what was sent, is to be, or could not be.
func (h *Handlers) deliveries(c echo.Context) error {
	who := handlers.IdentityOf(c)
	f := deliveryFilter(c)
	list, err := messagedb.DeliveryList(c.Request().Context(), h.Scope(c), f, maxDeliveries)
	if err != nil {
		return err
	}
	standing, err := h.Desk.Setup.Standing(c.Request().Context(), h.Scope(c))
	if err != nil {
		return err
	}
	held, err := messagedb.HeldMails(c.Request().Context(), h.Scope(c))
	if err != nil {
		return err
	}
	d := settings.DeliveriesData{
		Standing: standing, Held: held,
		Zone: who.Company.Zone, Now: h.Now(), State: f.State, Channel: f.Channel, Event: f.Event,
		CanChange: handlers.May(c, booking.ChangeBookings), More: len(list) == maxDeliveries,
	}
	for _, each := range list {
		d.List = append(d.List, settings.ListedDelivery{Delivery: each.Delivery, Number: each.Number})
	}
	if handlers.IsFragment(c) {
		return h.Render(c, http.StatusOK, settings.NewDeliveryList(handlers.ReaderOf(c), d))
	}
	base := h.Base(c)
	if c.QueryParam("said") == "again" {
		base.Flash = booking.Say("deliveries.said.again")
	}
	return h.Render(c, http.StatusOK, settings.NewDeliveries(base, d))
}

// deliveryFilter drops what is no value of the filter.
func deliveryFilter(c echo.Context) messagedb.DeliveryFilter {
	f := messagedb.DeliveryFilter{
		State: telling.DeliveryState(c.QueryParam("state")), Channel: telling.Channel(c.QueryParam("channel")), Event: booking.Event(c.QueryParam("event")),
	}
	if !slices.Contains(telling.DeliveryStates, f.State) {
		f.State = ""
	}
	if !slices.Contains(telling.Channels, f.Channel) {
		f.Channel = ""
	}
	if !slices.Contains(settings.DeliveryEvents, f.Event) {
		f.Event = ""
	}
	return f
}

// sendAgain lets a delivery that was given up wait once more.
func (h *Handlers) sendAgain(c echo.Context) error {
	if !booking.IsID(c.Param("id")) {
		return booking.Fail(booking.NotFound, "error.delivery_unknown")
	}
	if err := h.Desk.Settings.SendAgain(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return handlers.Redirect(c, "/settings/deliveries?said=again")
}
