package e2e

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/companyfile"
	"okno/booking/engine"
	"okno/db/dbtest"
)

// What the running program offers for the coming weeks is what domain.md, walked
// through minute by minute, allows. (Package handlers holds the same for months
// of its choice, whatever the day on which the tests are run.)
func TestSlotsAgreeWithTheReference(t *testing.T) {
	t.Parallel()
	const path = "../cmd/okno/demo/salon.json"
	database := dbtest.URL(t)
	load(t, database, path)
	_, base := serve(t, database, []string{"--no-worker"}, "OKNO_PUBLIC_LIMITS=off")
	calendar := parse(t, path).Calendar()
	from := booking.DateOf(time.Now(), calendar.Company.Zone).AddDays(1)
	to := from.AddDays(20)
	reference := bookingtest.New(calendar, from, to)
	for _, service := range calendar.Services {
		var got slots
		fetch(t, fmt.Sprintf("%s/api/v1/widget/lotos-site/slots?service=%s&from=%s&to=%s", base, service.Ref, from, to), &got)
		offered := 0
		for i, day := range reference.Days(engine.Ask{Service: service.ID, Now: time.Now()}) {
			var offer, allowed []string
			for _, s := range got.Days[i].Slots {
				offer = append(offer, s.Start)
			}
			for _, s := range day.Slots {
				allowed = append(allowed, s.Start.Format(time.RFC3339))
			}
			offered += len(offer)
			if got.Days[i].Date != day.Date.String() || !slices.Equal(offer, allowed) {
				t.Errorf("%s on %s:\noffered %v\nallowed %v", service.Ref, day.Date, offer, allowed)
			}
		}
		if offered == 0 {
			t.Errorf("nothing of %s was offered at all, so that nothing was checked", service.Ref)
		}
	}
}

func parse(t *testing.T, path string) *companyfile.File {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	file, err := companyfile.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	return file
}
