package desk_test

import (
	"context"
	mathrand "math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"okno/booking"
	"okno/db/bookingdb"
	"okno/desk/bookings"
)

// Twenty desks at once make, move, stretch, settle, cancel, delete and undo at
// random. Each is told yes or a plain no, and nothing is half done.
func TestTwentyDesksAtOnce(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	ann, bob := k.named("ann"), k.named("bob")
	known := []booking.ID{k.made(9 * time.Hour).Booking.ID, k.made(11 * time.Hour).Booking.ID}
	var mu sync.Mutex
	acted := map[booking.Act]int{}
	var all sync.WaitGroup
	for n := range 20 {
		all.Go(func() {
			random := mathrand.New(mathrand.NewPCG(7, uint64(n)))
			m := k.dee
			m.User = booking.UserID(n + 1)
			var undo booking.ID
			for i := range 13 {
				mu.Lock()
				id := known[random.IntN(len(known))]
				mu.Unlock()
				b, err := bookingdb.Booking(ctx, k.DB.Of(m.Company), id)
				if err != nil {
					t.Error(err)
					return
				}
				target := bookings.Target{Booking: id, Seen: b.VersionTag()}
				at := tuesday.Add(9*time.Hour + time.Duration(random.IntN(50))*5*time.Minute)
				var done bookings.Done
				what := random.IntN(9)
				if i == 12 { // each takes its last act back: the very last of all can be
					what = 8
				}
				switch what {
				case 0, 1:
					done, err = k.Bookings.BookByDesk(ctx, m, bookings.NewBooking{Service: []string{"cut", "spa"}[random.IntN(2)], Start: at, Name: "V", Phone: "+447700900104", Anyway: booking.Anything})
				case 2, 3:
					done, err = k.Bookings.Move(ctx, m, bookings.MoveRequest{Target: target, Start: at, To: []booking.ID{[]booking.ID{ann, bob}[random.IntN(2)]}, Anyway: booking.Anything})
				case 4:
					done, err = k.Bookings.Move(ctx, m, bookings.MoveRequest{Target: target, Length: 30 + 5*random.IntN(30), Anyway: booking.Anything})
				case 5:
					done, err = k.Bookings.Cancel(ctx, m, target, "at random")
				case 6:
					done, err = k.Bookings.Delete(ctx, m, target)
				case 7:
					done, err = k.Bookings.Restore(ctx, m, target)
				case 8:
					done, err = k.Bookings.Undo(ctx, m, undo)
				}
				if code := booking.CodeOf(err); err != nil && !slices.Contains([]booking.Code{booking.SlotTaken, booking.Conflict, booking.NotFound}, code) {
					t.Errorf("desk %d: %v", n, err)
				}
				mu.Lock()
				acted[done.Act]++
				if done.Act == "created" {
					known = append(known, done.Booking.ID)
				}
				mu.Unlock()
				if done.Undo != "" {
					undo = done.Undo
				}
			}
		})
	}
	all.Wait()
	for _, act := range []booking.Act{"created", "moved", "stretched", "cancelled", "deleted", "undone"} {
		if acted[act] == 0 {
			t.Errorf("nothing was %s: %v", act, acted)
		}
	}
	for what, sql := range map[string]string{
		"pairs of overlapping bookings": `select count(*) from booking_resources a join booking_resources b using (company_id, resource_id)
			where a.booking_id < b.booking_id and a.occupied && b.occupied
				and a.status not in ('cancelled', 'rejected') and b.status not in ('cancelled', 'rejected')`,
		"resources that stand elsewhere than their booking": `select count(*) from bookings b join booking_resources r on r.booking_id = b.id
			where r.status <> b.status or r.occupied <> b.occupied`,
		"bookings without their resources": `select count(*) from bookings b join services s on s.id = b.service_id
			where (select count(*) from booking_resources r where r.booking_id = b.id) <> case s.ref when 'cut' then 1 else 2 end`,
		"gaps in history": `select count(*) from (select max(n) - count(*) as gap from booking_history group by booking_id) h where gap <> 0`,
		"statuses that history does not tell": `select count(*) from bookings b where b.deleted_at is null and (b.status = 'cancelled') <> coalesce((
			select act in ('cancelled', 'deleted') from booking_history h where h.booking_id = b.id
				and act in ('created', 'cancelled', 'restored', 'deleted', 'undone') order by n desc limit 1), false)
			and not exists (select from booking_history h where h.booking_id = b.id and act = 'undone')`,
		"changes too many or too few": `select (select count(*) from booking_history) - (select count(*) from changes where booking_id is not null and what <> 'client')`, // which are told of besides: who is a new client
		"jobs too many or too few":    `select (select count(*) from booking_history) - (select count(*) from gue_jobs)`,
		"undos of what is not there":  `select count(*) from undos u where not exists (select from booking_history h where h.booking_id = u.booking_id and h.n = u.n)`,
	} {
		var n int
		if err := k.DB.Get(&n, sql); err != nil || n != 0 {
			t.Errorf("%d %s (%v)", n, what, err)
		}
	}
}
