package e2e

import (
	"testing"
	"time"

	"okno/db/dbtest"
)

// patience is how long one step may take that says nothing until it is done, such as a command of the browser's.
const patience = 3 * time.Minute

func await(t testing.TB, what string, look func() (done bool, sign any)) {
	t.Helper()
	dbtest.Await(t, what, look)
}
