package views

// Move is where a button moves a thing in its list: before another one, last
// where Before is "". Without Can there is nowhere to go.
type Move struct {
	Can    bool
	Last   bool
	Before string
}

// Moves are the moves of the i-th of n things.
func Moves(i, n int, name func(int) string) (up, down Move) {
	if up.Can = i > 0; up.Can {
		up.Before = name(i - 1)
	}
	if down.Can = i < n-1; down.Can {
		if down.Last = i+2 == n; !down.Last {
			down.Before = name(i + 2)
		}
	}
	return up, down
}
