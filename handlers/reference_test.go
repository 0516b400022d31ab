package handlers_test

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
)

// What the widget API offers is what domain.md, walked through minute by minute,
// allows: for every service, with and without a certain resource, of every date
// of a month, in every company file that is at hand.
func TestSlotsAgreeWithTheReference(t *testing.T) {
	december := [2]booking.Date{{Year: 2026, Month: 12, Day: 1}, {Year: 2026, Month: 12, Day: 31}}
	spring := [2]booking.Date{{Year: 2027, Month: 3, Day: 22}, {Year: 2027, Month: 4, Day: 4}}
	for _, test := range []struct {
		file  string
		dates [2]booking.Date
	}{
		{"../../shared/data/lotos.json", december},
		{"../../shared/data/harbour-physio.json", december},
		{"../../shared/data/harbour-physio.json", spring}, // London's clocks go forward on the 28th
		{"../../shared/data/kvartal.json", december},
		{"../cmd/okno/demo/salon.json", december},
		{"testdata/night.json", spring}, // works through the night of the change
	} {
		name := fmt.Sprint(test.file, test.dates[0])
		if _, err := os.Stat(test.file); err != nil {
			t.Logf("%s is not beside this checkout; the project's own files are checked", test.file)
			continue
		}
		t.Run(name, func(t *testing.T) { agree(t, test.file, test.dates[0], test.dates[1]) })
	}
}

func agree(t *testing.T, path string, from, to booking.Date) {
	h := newHouse(t)
	h.load(path)
	file := parse(t, path)
	calendar := file.Calendar()
	reference := bookingtest.New(calendar, from, to)
	offered := 0
	for _, service := range calendar.Services {
		for _, resource := range append([]booking.ID{""}, service.Resources[:min(2, len(service.Resources))]...) {
			var got struct {
				Days []struct {
					Date  string
					Slots []struct{ Start, End string }
				}
			}
			h.get(fmt.Sprintf("/api/v1/widget/%s/slots?service=%s&resource=%s&from=%s&to=%s",
				file.Forms[0].Key, service.Ref, resource, from, to)).json(&got)
			want := reference.Days(engine.Ask{Service: service.ID, Resource: resource, Now: h.clock.Now()})
			if len(got.Days) != len(want) {
				t.Fatalf("%d days, want %d", len(got.Days), len(want))
			}
			for i, day := range want {
				var offer, allowed []string
				for _, s := range got.Days[i].Slots {
					offer = append(offer, s.Start+" "+s.End)
				}
				for _, s := range day.Slots {
					allowed = append(allowed, s.Start.Format(time.RFC3339)+" "+s.End.Format(time.RFC3339))
				}
				offered += len(offer)
				if got.Days[i].Date != day.Date.String() || !slices.Equal(offer, allowed) {
					t.Errorf("%s with %q on %s:\noffered %v\nallowed %v", service.Ref, resource, day.Date, offer, allowed)
				}
			}
		}
	}
	if offered == 0 {
		t.Error("nothing was offered at all, so that nothing was checked")
	}
	t.Logf("%d starts agree", offered)
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
