package widgetapi

import (
	"encoding/json"
	"time"

	"okno/booking/engine"
	"okno/handlers"
	"okno/snapshot"
)

// slotsFormat writes free starts as the widget API has them: {"timezone", "days": [{"date",
// "slots": [{"start", "end"}]}]}. Days are written one by one, since they are remembered so.
var slotsFormat = snapshot.Format{Day: appendDay, All: slotsOfDays}

func appendDay(text []byte, d engine.Day) []byte {
	const slot = len(`{"start":"2026-12-01T10:00:00+03:00","end":"2026-12-01T11:00:00+03:00"},`)
	if text == nil {
		text = make([]byte, 0, len(`{"date":"2026-12-01","slots":[]}`)+len(d.Slots)*slot)
	}
	text = append(text, `{"date":"`...)
	text = append(text, d.Date.String()...)
	text = append(text, `","slots":[`...)
	for i, s := range d.Slots {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, `{"start":"`...)
		text = s.Start.AppendFormat(text, time.RFC3339)
		text = append(text, `","end":"`...)
		text = s.End.AppendFormat(text, time.RFC3339)
		text = append(text, `"}`...)
	}
	return append(text, "]}"...)
}

func slotsOfDays(s *snapshot.Snapshot, days [][]byte) snapshot.Answer {
	zone, _ := json.Marshal(s.Setup.Company.Zone.String()) // a string has no error
	size := len(`{"timezone":,"days":[]}`) + len(zone) + len(days)
	for _, d := range days {
		size += len(d)
	}
	text := make([]byte, 0, size)
	text = append(text, `{"timezone":`...)
	text = append(text, zone...)
	text = append(text, `,"days":[`...)
	for i, d := range days {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, d...)
	}
	text = append(text, "]}"...)
	return snapshot.NewAnswer(text, `W/"`+handlers.VersionOf(text)+`"`)
}
