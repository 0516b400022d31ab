package desk_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/abuse"
	"okno/booking/webform"
	"okno/db/bookingdb"
	"okno/db/setupdb"
	"okno/desk"
	"okno/desk/online"
)

// keeper asks for holds of the studio's cut, on a clock that can be moved.
type keeper struct {
	*desk.Desk
	t    *testing.T
	form setupdb.PublicForm
	dee  acts.Member
	now  time.Time
}

func newKeeper(t *testing.T) *keeper {
	t.Parallel()
	k := &keeper{t: t, Desk: newDesk(t), now: monday}
	k.Now = func() time.Time { return k.now }
	k.form, k.dee = openStudio(t, k.Desk)
	return k
}

// nine is when Ann alone is there, so that one hold takes all there is.
const nine = 9 * time.Hour

func (k *keeper) hold(visitor string, at time.Duration) (booking.Hold, error) {
	return k.Online.Hold(context.Background(), online.HoldRequest{
		Form: k.form, Service: "cut", Start: tuesday.Add(at).Format(time.RFC3339), Visitor: visitor, From: online.Sender{Network: []byte("somewhere"), Site: []byte("there"), Clean: true},
	})
}

func (k *keeper) book(key string, at time.Duration, hold booking.ID) (online.Booked, error) {
	return k.Online.Book(context.Background(), online.BookRequest{
		Form: k.form, Key: key, BodyHash: []byte{1}, Service: "cut", Hold: string(hold), Start: tuesday.Add(at).Format(time.RFC3339),
		Filled: webform.Submission{Contact: booking.Contact{Name: "V", Phone: "+447700900101"}},
	})
}

func (k *keeper) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *keeper) refused(what string, err error, want booking.Code) *booking.Error {
	k.t.Helper()
	known, _ := err.(*booking.Error)
	if booking.CodeOf(err) != want || known == nil {
		k.t.Fatalf("%s: got %v, want %s", what, err, want)
	}
	return known
}

func (k *keeper) live() int {
	k.t.Helper()
	holds, err := bookingdb.Holds(context.Background(), k.DB.Of(k.form.Company), booking.Span{From: tuesday, To: tuesday.Add(24 * time.Hour)}, k.now)
	k.must(err)
	return len(holds)
}

func TestAHoldOccupiesForEverybodyButItsOwner(t *testing.T) {
	k := newKeeper(t)
	mine, err := k.hold("me", nine)
	k.must(err)
	if again, err := k.hold("me", nine); err != nil || again.ID != mine.ID {
		t.Errorf("asked twice: %v %v", again.ID, err)
	}
	_, err = k.hold("you", nine)
	if taken := k.refused("another's hold", err, booking.SlotTaken); len(taken.Alternatives) == 0 || taken.Alternatives[0].Start.Equal(mine.Start) {
		t.Errorf("offered instead: %v", taken.Alternatives)
	}
	_, err = k.book("you", nine, "")
	k.refused("another's booking", err, booking.SlotTaken)
	booked, err := k.book("me", nine, mine.ID)
	if err != nil || booked.Resources[0].ID != mine.Resources[0] {
		t.Fatalf("the owner: %+v %v", booked, err)
	}
	if k.live() != 0 {
		t.Error("the hold outlives its booking")
	}
	changes, err := k.DB.Of(k.form.Company).ChangesSince(context.Background(), 1, 20)
	k.must(err)
	told := ""
	for _, c := range changes {
		told += string(c.Act) + " "
		if c.Touched == nil || !c.Touched.From.Equal(mine.Occupied.From) {
			t.Errorf("%s touches %v", c.Act, c.Touched)
		}
	}
	if told != "held created released " {
		t.Errorf("boards were told: %s", told)
	}
}

func TestAHoldExpiresByItself(t *testing.T) {
	k := newKeeper(t)
	mine, err := k.hold("me", nine)
	k.must(err)
	k.now = monday.Add(4 * time.Minute)
	prolonged, err := k.Online.ProlongHold(context.Background(), k.form, mine.ID)
	if err != nil || !prolonged.Expires.Equal(k.now.Add(booking.HoldFor)) {
		t.Fatalf("prolonged: %v %v", prolonged.Expires, err)
	}
	k.now = prolonged.Expires
	_, err = k.Online.ProlongHold(context.Background(), k.form, mine.ID)
	k.refused("prolonged too late", err, booking.NotFound)
	if _, err := k.book("you", nine, ""); err != nil {
		t.Errorf("what has expired stands in the way: %v", err)
	}
	_, err = k.book("me", nine, mine.ID)
	k.refused("the late owner", err, booking.SlotTaken)
	if gone, err := k.DB.Tidy(context.Background(), k.now.Add(time.Second)); err != nil || gone != 1 {
		t.Errorf("%d rows tidied away, %v", gone, err)
	}
}

// A clock that was a day ahead when somebody held a time, and was set back since, holds it for nobody.
func TestAHoldOfAClockThatWasAheadIsFree(t *testing.T) {
	k := newKeeper(t)
	_, err := k.hold("me", nine)
	k.must(err)
	k.DB.MustExec(`update holds set created_at = now() + interval '1 day', expires_at = now() + interval '1 day 10 minutes'`)
	if freed, err := k.DB.ClockBack(t.Context()); err != nil || freed != 1 {
		t.Errorf("%d rows put right, %v", freed, err)
	}
	if _, err := k.book("you", nine, ""); err != nil {
		t.Errorf("it is held all the same: %v", err)
	}
}

func TestAHoldIsGivenBack(t *testing.T) {
	k := newKeeper(t)
	ctx := context.Background()
	for name, release := range map[string]func(booking.ID) error{
		"by the visitor": func(id booking.ID) error { return k.Online.ReleaseHold(ctx, k.form, id) },
		"by the desk":    func(id booking.ID) error { return k.Online.ReleaseHoldByDesk(ctx, k.dee, id) },
	} {
		mine, err := k.hold("me", nine)
		k.must(err)
		k.must(release(mine.ID))
		if k.live() != 0 {
			t.Errorf("%s it is not released", name)
		}
		k.must(release(mine.ID)) // what is over stays so
	}
	mine, err := k.hold("me", nine)
	k.must(err)
	manager := k.dee
	manager.Role = booking.Manager
	k.refused("a manager", k.Online.ReleaseHoldByDesk(ctx, manager, mine.ID), booking.Forbidden)
	other := k.form
	other.ID = mine.ID // some other form
	k.must(k.Online.ReleaseHold(ctx, other, mine.ID))
	if _, err := k.Online.ProlongHold(ctx, other, mine.ID); booking.CodeOf(err) != booking.NotFound || k.live() != 1 {
		t.Errorf("another form reaches it: %v", err)
	}
}

func TestNobodyHoldsTheWholeDay(t *testing.T) {
	k := newKeeper(t)
	for n, want := range []booking.Code{"", "", booking.TooMany} {
		if _, err := k.hold("me", nine+time.Duration(n)*90*time.Minute); (err != nil || want != "") && booking.CodeOf(err) != want {
			t.Errorf("hold %d of one visitor: %v", n+1, err)
		}
	}
	for n := range abuse.HoldNear.Most {
		_, err := k.hold(fmt.Sprint("guest ", n), nine+time.Duration(n)*30*time.Minute)
		if code := booking.CodeOf(err); err != nil && code != booking.SlotTaken && code != booking.TooMany {
			t.Errorf("guest %d: %v", n, err)
		}
	}
	if live := k.live(); live > abuse.HoldNear.Most {
		t.Errorf("one address holds %d", live)
	}
}
