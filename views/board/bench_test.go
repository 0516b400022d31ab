package board_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/views"
	_ "okno/views/all"
	"okno/views/board"
	"okno/views/day"
	"okno/views/viewstest"
)

// BenchmarkDay is a full day of a large company: 50 columns, 150 bookings, a
// third of them on two resources.
func BenchmarkDay(b *testing.B) {
	v, err := views.New(viewstest.TestAsset)
	if err != nil {
		b.Fatal(err)
	}
	d := day.BoardData{Company: booking.Company{Zone: time.UTC}, Date: booking.Date{Year: 2026, Month: 12, Day: 2}, Services: []booking.Service{{ID: "s", Name: "Услуга"}}}
	open := engine.Instant(d.Date, 9*60, time.UTC)
	d.Now = open.Add(3 * time.Hour)
	for i := range 50 {
		d.Resources = append(d.Resources, day.ResourceDay{
			Resource: booking.Resource{ID: booking.ID(fmt.Sprint(i)), Name: fmt.Sprint("Анна Иванова ", i), Kind: booking.Staff},
			Working:  []booking.Span{{From: open, To: open.Add(9 * time.Hour)}},
		})
	}
	for i := range 150 {
		from := open.Add(time.Duration(i/50) * 2 * time.Hour)
		k := booking.Booking{
			ID: booking.ID(fmt.Sprint("b", i)), Service: "s", Start: from, End: from.Add(time.Hour), Status: booking.Confirmed,
			Occupied: booking.Span{From: from, To: from.Add(70 * time.Minute)}, Source: booking.FromWidget,
			Contact: booking.Contact{Name: "Полина Егорова"}, Resources: []booking.ID{d.Resources[i%50].ID},
		}
		if i%3 == 0 {
			k.Resources = append(k.Resources, d.Resources[(i+1)%50].ID)
		}
		d.Bookings = append(d.Bookings, k)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := v.Render(io.Discard, board.NewDay("ru", d)); err != nil {
			b.Fatal(err)
		}
	}
}
