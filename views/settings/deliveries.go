package settings

import (
	"net/url"
	"slices"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/views"
)

// Deliveries is the page GET /settings/deliveries.
type Deliveries struct {
	views.Base
	Bar  views.SettingsTabs
	List DeliveryList
	DeliveriesData
}

// DeliveriesData is what the page is made of.
type DeliveriesData struct {
	List      []ListedDelivery // the newest first
	Zone      *time.Location
	Now       time.Time
	State     telling.DeliveryState // the filter; "" is any
	Channel   telling.Channel
	Event     booking.Event
	CanChange bool
	More      bool // there are older ones
	Standing  telling.Standing
	Held      map[telling.MailHold]int // how many wait, for what
}

// ListedDelivery is a delivery with the number of its booking, 0 where it has none.
type ListedDelivery struct {
	telling.Delivery
	Number int64
}

// DeliveryEvents are what can be filtered by.
var DeliveryEvents = append(slices.Clone(booking.Events), booking.TestMessage)

// NewDeliveries makes the page. It sets the title.
func NewDeliveries(base views.Base, d DeliveriesData) Deliveries {
	base.Section, base.Title = "settings", base.W().T("settings.tab.deliveries")
	return Deliveries{base, views.NewSettingsTabs(base, "deliveries"), NewDeliveryList(base.Locale, d), d}
}

func (Deliveries) View() string { return "deliveries" }

// States are choices of the filter, as Channels and Kinds are.
func (d Deliveries) States() []views.Choice {
	return choices(d.W(), "delivery.", telling.DeliveryStates, d.State)
}
func (d Deliveries) Channels() []views.Choice {
	return choices(d.W(), "channel.", telling.Channels, d.Channel)
}
func (d Deliveries) Kinds() []views.Choice { return choices(d.W(), "event.", DeliveryEvents, d.Event) }

func choices[S ~string](w *views.Words, prefix string, all []S, chosen S) []views.Choice {
	list := []views.Choice{{Value: "", Label: w.T("deliveries.any"), Chosen: chosen == ""}}
	for _, each := range all {
		list = append(list, views.Choice{Value: string(each), Label: w.T(prefix + string(each)), Chosen: each == chosen})
	}
	return list
}

// DeliveryList is the fragment #deliveries, which asks for itself anew.
type DeliveryList struct {
	W        *views.Words
	URL      string
	Filtered bool
	More     bool
	Rows     []DeliveryRow
	Waits    []string // what of the mail waits, and how much may be sent
}

// DeliveryRow is one delivery in words.
type DeliveryRow struct {
	ID                   booking.ID
	What, State, Icon    string
	Recipient, Channel   string
	When, Attempts, Next string
	Error                string
	About, AboutURL      string
	Bad, CanSend         bool
}

// NewDeliveryList makes the fragment.
func NewDeliveryList(locale string, d DeliveriesData) DeliveryList {
	w := views.In(locale).At(d.Zone, d.Now)
	query := url.Values{}
	for name, value := range map[string]string{"state": string(d.State), "channel": string(d.Channel), "event": string(d.Event)} {
		if value != "" {
			query.Set(name, value)
		}
	}
	list := DeliveryList{W: w, URL: "/settings/deliveries", Filtered: len(query) > 0, More: d.More}
	if list.Filtered {
		list.URL += "?" + query.Encode()
	}
	list.Waits = d.waits(w)
	for _, each := range d.List {
		list.Rows = append(list.Rows, deliveryRow(w, d, each))
	}
	return list
}

// waits says what is held for which bound.
func (d DeliveriesData) waits(w *views.Words) []string {
	var all []string
	if n := d.Held[telling.HeldCompany]; n > 0 {
		all = append(all, w.T("deliveries.held.company", "count", n)+" "+d.perDay(w))
	}
	if n := d.Held[telling.HeldRecipient]; n > 0 {
		all = append(all, w.T("deliveries.held.recipient", "count", n))
	}
	return all
}

// perDay says how many mails to clients may be sent, and whether that grows by itself.
func (d DeliveriesData) perDay(w *views.Words) string {
	n, key := d.Standing.MailsPerDay(d.Now), "deliveries.per_day"
	if d.Standing.PerDay == nil && !d.Standing.Approved && d.Standing.Good() && n < telling.MostPerDay {
		key = "deliveries.per_day_grows"
	}
	return w.T(key, "n", w.Count(n))
}

func (DeliveryList) View() string { return "delivery-list-fragment" }

func deliveryRow(w *views.Words, d DeliveriesData, each ListedDelivery) DeliveryRow {
	m := views.DeliveryMessage(w, d.Zone, views.Delivery{
		Event: string(each.Event), Channel: string(each.Channel), Recipient: each.Name, State: string(each.State), At: each.UpdatedAt, Error: each.Error, Why: each.Why, Held: each.Held,
	})
	row := DeliveryRow{
		ID: each.ID, What: m.What, State: m.State, Icon: m.Icon, Recipient: m.Recipient, Channel: w.T("channel." + string(each.Channel)),
		When: m.When, Error: m.Error, Bad: m.Bad, CanSend: d.CanChange && (each.State == telling.Parked || each.State == telling.Logged || each.State == telling.Unknown),
	}
	if each.Attempts > 1 && each.Held == "" {
		row.Attempts = w.T("deliveries.attempts", "count", each.Attempts)
	}
	if due := each.Due.In(d.Zone); due.After(d.Now) && (each.State == telling.Retrying || each.State == telling.Waiting) {
		at := w.Time(due)
		if booking.DateOf(due, d.Zone) != booking.DateOf(d.Now, d.Zone) {
			at = w.Moment(due)
		}
		next := string(each.State)
		if each.Held != "" {
			next = "held"
		}
		row.Next = w.T("deliveries.next."+next, "time", at)
	}
	switch {
	case each.Number != 0:
		row.About, row.AboutURL = w.T("booking.title", "number", each.Number), "/bookings/"+string(each.Booking)
	case each.Lead != "":
		row.About, row.AboutURL = w.T("deliveries.lead"), "/leads/"+string(each.Lead)
	}
	return row
}
