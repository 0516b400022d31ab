package bookingtest

import (
	"testing"

	"pgregory.net/rapid"
)

// Rounds checks the property on random cases until they have met all that it is
// about; whoever calls it says what was missed after so many rounds.
func Rounds(t *testing.T, met func() bool, property func(*rapid.T)) {
	t.Helper()
	for round := 0; round == 0 || round < 20 && !met() && !t.Failed(); round++ {
		rapid.Check(t, property)
	}
}
