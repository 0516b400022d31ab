package views

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"okno/booking"
)

// told is what a line of history adds to the name of its act: the reason, from
// when to when, from whom to whom, what was gone over.
func (d DetailsData) told(w *Words, e Event) string {
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
	if detail["from"] != "" || detail["to"] != "" {
		add(detail["from"] + " → " + detail["to"])
	}
	if status := booking.Status(detail["status"]); e.Act == "stepped_back" && status.Valid() {
		add(w.T("status." + string(status)))
	}
	add(w.contactChange(detail))
	if detail["act"] != "" {
		add(w.T("history." + detail["act"]))
	}
	if marked := detail["marked"]; marked != "" {
		add(w.T("history.marked." + marked))
	}
	if waived := detail["waived"]; waived != "" {
		add(w.waived(strings.Split(waived, ",")))
	}
	if e.Act == "noted" && (detail["was"] != "" || detail["was_empty"] != "") {
		add(w.noteWas(detail["was"]))
	}
	return strings.Join(parts, "; ")
}

// contactChange is from what to what a contact was corrected.
func (w *Words) contactChange(detail map[string]string) string {
	var parts []string
	for _, name := range []string{"name", "phone", "email"} {
		from, to := detail[name+"_from"], detail[name+"_to"]
		if from == "" && to == "" {
			continue
		}
		if name == "phone" {
			from, to = w.Phone(from), w.Phone(to)
		}
		parts = append(parts, cmp.Or(from, "—")+" → "+cmp.Or(to, "—"))
	}
	return strings.Join(parts, ", ")
}

// noteWas is the note that another one has taken the place of.
func (w *Words) noteWas(text string) string {
	if text == "" {
		return w.T("history.note_empty")
	}
	return w.T("history.note_was", "text", text)
}

// waived is what was gone over, in words.
func (w *Words) waived(reasons []string) string {
	var all []string
	for _, r := range reasons {
		if booking.Anything.Covers(booking.Reason(r)) {
			all = append(all, w.T("waived."+r))
		}
	}
	return strings.Join(all, ", ")
}

func (w *Words) waivedBy(waiver booking.Waiver) string {
	var all []string
	for _, r := range waiver.Reasons() {
		all = append(all, string(r))
	}
	return w.waived(all)
}
