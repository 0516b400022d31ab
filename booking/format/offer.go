package format

import (
	"strconv"
	"strings"

	"okno/booking/pricelist"
)

// Offer is how long a service takes and what it costs: «45–60 мин · от 1 000 ₽».
func (s Style) Offer(r pricelist.Range, currency string) string {
	text := s.Lengths(r.Shortest, r.Longest)
	if r.Price == "" {
		return text
	}
	return text + " · " + s.Price(r, currency)
}

// Price is the price of it: «от 1 000 ₽».
func (s Style) Price(r pricelist.Range, currency string) string {
	switch {
	case r.From:
		return s.words().from + nbsp + s.Money(r.Price, currency)
	case strings.Trim(r.Price, "0.") == "" && r.Price != "":
		return s.words().free
	}
	return s.Money(r.Price, currency)
}

// Lengths is a length of time that is not the same with everyone: «45–60 мин», «45 мин – 1 ч 30 мин».
func (s Style) Lengths(shortest, longest int) string {
	l := s.words()
	switch {
	case shortest == longest:
		return s.Minutes(shortest)
	case longest <= 60:
		return strconv.Itoa(shortest) + "–" + strconv.Itoa(longest) + nbsp + l.minute
	case shortest%60 == 0 && longest%60 == 0:
		return strconv.Itoa(shortest/60) + "–" + strconv.Itoa(longest/60) + nbsp + l.hour
	}
	return s.Minutes(shortest) + nbsp + "– " + s.Minutes(longest)
}
