package booking

import "time"

// ParseStart reads a start as the API takes it: RFC 3339 to the whole second. Any
// offset names an instant, and that instant is meant; but a reading with the
// company's own offset of the other season, which falls into the hour that the
// company's clocks skip that day, names a time that does not exist, and is an
// error ("error.start_gap") rather than an hour off.
func ParseStart(s string, zone *time.Location) (time.Time, *Sentence) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || t.Nanosecond() != 0 {
		wrong := Say("error.start_format")
		return time.Time{}, &wrong
	}
	if s[len(s)-1] != 'Z' && inGap(t, zone) {
		wrong := Say("error.start_gap")
		return time.Time{}, &wrong
	}
	return t.In(zone), nil
}

// inGap says whether t's own wall clock shows a time that zone's clock skips,
// written with the offset that held until then.
func inGap(t time.Time, zone *time.Location) bool {
	_, written := t.Zone()
	_, actual := t.In(zone).Zone()
	from, _ := t.In(zone).ZoneBounds()
	if from.IsZero() || actual <= written {
		return false
	}
	_, before := from.Add(-time.Second).In(zone).Zone()
	return written == before && t.Sub(from) < time.Duration(actual-before)*time.Second
}
