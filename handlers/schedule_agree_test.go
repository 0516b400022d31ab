package handlers_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
)

// In random companies around changes of the clocks, what the day grid shows free
// is what the widget's API offers and what domain.md, walked through minute by
// minute, allows; and each reason of "why not?" is the rule that says no there.
func TestDayGridAgreesWithWidgetAndReference(t *testing.T) {
	h := newHouse(t)
	free, refused := 0, map[booking.Reason]int{}
	for seed := range uint64(8) {
		r := randomCompany(t, h, seed)
		reference := bookingtest.New(r.calendar, r.from, r.to)
		for _, service := range r.calendar.Services {
			for _, resource := range append([]booking.ID{""}, service.Resources...) {
				ask := engine.Ask{Service: service.ID, Resource: resource, Now: h.clock.Now()}
				for _, day := range reference.Days(ask) {
					var want []string
					for _, s := range day.Slots {
						want = append(want, s.Start.Format(time.RFC3339))
					}
					free += len(want)
					page := r.boss.get(schedule("day", day.Date.String(), string(service.ID), string(resource)), fragment...)
					if got := attrs(t, page, ".plan-start", "data-start"); page.Status != 200 || !slices.Equal(got, want) {
						t.Fatalf("seed %d, %s with %q on %s: %d\nshown %v\nwant  %v", seed, service.Ref, resource, day.Date, page.Status, got, want)
					}
					if got := r.offered(h, service, resource, day.Date); !slices.Equal(got, want) {
						t.Fatalf("seed %d, %s with %q on %s:\noffered %v\nwant    %v", seed, service.Ref, resource, day.Date, got, want)
					}
				}
				for i, start := range reference.Starts() {
					if start.Minute()%30 == 0 && i/30%6 != int(seed)%6 || start.Minute()%30 != 0 && i%611 != int(seed) {
						continue // some of those on the grid, a few of those off it
					}
					want := reference.Reason(ask, start)
					refused[want]++
					a := r.boss.get("/schedules/why?"+url.Values{"service": {string(service.ID)}, "resource": {string(resource)}, "start": {start.Format(time.RFC3339)}}.Encode(), fragment...)
					if got := attrs(t, a, "#why", "data-reason"); a.Status != 200 || got[0] != string(want) || strings.Contains(string(a.Body), "why.reason") {
						t.Fatalf("seed %d, %s with %q at %s: %d %v, want %q", seed, service.Ref, resource, start, a.Status, got, want)
					}
				}
			}
		}
	}
	if free < 100 || len(refused) < 8 {
		t.Errorf("too little was checked: %d free starts, reasons %v", free, refused)
	}
	t.Logf("%d free starts agree, and the reasons %v", free, refused)
}
