package handlers_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/webform"
	"okno/db/setupdb"
	"okno/desk/online"
	"okno/handlers"
)

// What the rules of booking/abuse cost, each beside the same without them: where nobody is
// counted, and where each asks from a network of his own.

func counted(o *handlers.Options) {
	_, all, _ := net.ParseCIDR("127.0.0.0/8")
	o.PublicLimits, o.Proxies = true, []*net.IPNet{all}
}

func BenchmarkAbuseSlots(b *testing.B) {
	for name, options := range map[string][]func(*handlers.Options){"uncounted": nil, "counted": {counted}} {
		b.Run(name, func(b *testing.B) {
			h := newHouse(b, options...)
			path := h.URL + "/api/v1/widget/studio-site/slots?service=cut&from=2026-12-01&to=2026-12-31"
			hammer(b, 200, func(client *http.Client, n int64) (*http.Response, error) {
				return client.Do(h.request("GET", path, nil, "X-Forwarded-For", fmt.Sprintf("10.%d.%d.%d", n>>16&255, n>>8&255, n&255)))
			})
		})
	}
}

func BenchmarkAbuseBooking(b *testing.B) {
	for _, name := range []string{"uncounted", "counted"} {
		b.Run(name, func(b *testing.B) {
			h := newHouse(b)
			h.openCompany(0)
			form, err := setupdb.FormByKey(context.Background(), h.db, "bench-0")
			h.must(err)
			start := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
			var next atomic.Int64
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					n := next.Add(1) - 1
					r := online.BookRequest{
						Form: form, Key: fmt.Sprint(n), BodyHash: []byte{1}, Service: fmt.Sprint("s", n%200/10), Resource: fmt.Sprint("p", n%200),
						Start:  start.Add(time.Duration(n/200) * 5 * time.Minute).Format(time.RFC3339),
						Filled: webform.Submission{Contact: booking.Contact{Name: "Bench", Phone: fmt.Sprintf("+7916%07d", n)}},
					}
					if name == "counted" {
						r.From = online.Sender{Network: binary.BigEndian.AppendUint64(nil, uint64(n)), Site: []byte{byte(n), byte(n >> 8), byte(n >> 16)}, Clean: true}
					}
					if _, err := h.desk.Online.Book(context.Background(), r); err != nil {
						b.Error(err)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "bookings/s")
		})
	}
}
