package pricelist

import "okno/booking"

// OtherTime says whether a service takes another time than it did, with anyone who did it then.
func OtherTime(was, is booking.Service) bool {
	for _, id := range append([]booking.ID{""}, was.Resources...) {
		before, _ := was.With(id)
		if now, _ := is.With(id); now != before {
			return true
		}
	}
	return was.BufferBeforeMin != is.BufferBeforeMin || was.BufferAfterMin != is.BufferAfterMin
}
