package db_test

import (
	"context"
	"errors"
	"testing"

	"okno/booking"
	"okno/db"
	"okno/db/dbtest"
	"okno/db/setupdb"
)

// A setup that an act reads after it has written may never come to be.
func TestASetupThatIsRolledBackIsNotRemembered(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := context.Background()
	lotos, b := company(t, d, "lotos")
	var setups db.Setups
	refused := errors.New("refused")
	var version int64
	_, err := d.InAct(ctx, lotos, func(a *db.Act) error {
		version = a.SetupVersion()
		e := booking.Exception{ID: id(t), Resource: b.Resources[0], FromDate: booking.Date{Year: 2026, Month: 12, Day: 1}, Reason: "holiday"}
		must(t, setupdb.InsertException(ctx, a, e))
		inside, err := setups.Get(ctx, a.Scope, version)
		must(t, err)
		if len(inside.Exceptions) != 1 {
			t.Errorf("the act itself sees %d exceptions", len(inside.Exceptions))
		}
		return refused
	})
	if !errors.Is(err, refused) {
		t.Fatal(err)
	}
	after, err := setups.Get(ctx, d.Of(lotos), version)
	must(t, err)
	if len(after.Exceptions) != 0 {
		t.Errorf("the exception that was rolled back is still there: %v", after.Exceptions)
	}
}
