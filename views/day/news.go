package day

import (
	"okno/booking"
	"okno/views"
)

// News is what a change of a booking gives to tell, nothing where the act is no news.
func (b *Builder) News(c views.Change, k booking.Booking) []views.News {
	if !c.Act.Rule().News {
		return nil
	}
	return []views.News{{
		Version: c.Version,
		Booking: k.ID,
		URL:     "/bookings/" + string(k.ID),
		Text:    b.W.T("live."+string(c.Act), "name", b.W.Person(k), "time", k.Start.In(b.Company.Zone)),
		Fresh:   c.Act == booking.ActCreated,
	}}
}

// Few are the news, or their number where nobody could read them all.
func (b *Builder) Few(news []views.News) []views.News {
	if len(news) <= newsAtOnce {
		return news
	}
	return []views.News{{Version: news[len(news)-1].Version, Text: b.W.T("live.many", "count", len(news))}}
}

const newsAtOnce = 4
