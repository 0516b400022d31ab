package board

import (
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/payment"
	"okno/views"
)

// told is what a line of history adds to the name of its act: the reason, from
// when to when, from whom to whom, what was gone over.
func (d DetailsData) told(w *views.Words, e Event) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(e.Reason)
	detail := e.Detail
	from, errFrom := time.Parse(time.RFC3339, detail["start_from"])
	to, errTo := time.Parse(time.RFC3339, detail["start_to"])
	if errFrom == nil && errTo == nil {
		add(w.Moment(from.In(d.Company.Zone)) + " → " + w.Moment(to.In(d.Company.Zone)))
	}
	before, errBefore := strconv.Atoi(detail["length_from"])
	after, errAfter := strconv.Atoi(detail["length_to"])
	if errBefore == nil && errAfter == nil {
		add(w.Minutes(before) + " → " + w.Minutes(after))
	}
	if detail["service_to"] != "" {
		add(detail["service_from"] + " → " + detail["service_to"])
	}
	if detail["price_to"] != "" {
		add(d.priceTold(w, detail["price_from"]) + " → " + d.priceTold(w, detail["price_to"]))
	}
	if detail["from"] != "" || detail["to"] != "" {
		add(detail["from"] + " → " + detail["to"])
	}
	if status := booking.Status(detail["status"]); e.Act == booking.ActSteppedBack && status.Valid() {
		add(w.T("status." + string(status)))
	}
	if detail["amount"] != "" && booking.Act(detail["act"]) == "" {
		add(paidLine(w, payment.Payment{Amount: detail["amount"], Way: payment.Way(detail["way"])}, d.Company).What)
	}
	add(w.ContactChange(detail))
	if detail["act"] != "" {
		add(w.T("history." + detail["act"]))
	}
	if marked := detail["marked"]; marked != "" {
		add(w.T("history.marked." + marked))
	}
	if waived := detail["waived"]; waived != "" {
		add(waivedSaid(w, strings.Split(waived, ",")))
	}
	if e.Act == booking.ActNoted && (detail["was"] != "" || detail["was_empty"] != "") {
		add(w.NoteWas(detail["was"]))
	}
	return strings.Join(parts, "; ")
}

// priceTold is a price of the history; "-" is none.
func (d DetailsData) priceTold(w *views.Words, price string) string {
	if price == "-" {
		return w.T("history.no_price")
	}
	return w.Money(price, d.Company.Currency)
}

// waivedSaid is what was gone over, in words.
func waivedSaid(w *views.Words, reasons []string) string {
	var all []string
	for _, r := range reasons {
		if booking.Anything.Covers(booking.Reason(r)) {
			all = append(all, w.T("waived."+r))
		}
	}
	return strings.Join(all, ", ")
}

func waivedBy(w *views.Words, waiver booking.Waiver) string {
	var all []string
	for _, r := range waiver.Reasons() {
		all = append(all, string(r))
	}
	return waivedSaid(w, all)
}
