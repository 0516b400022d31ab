package dbtest

import (
	"fmt"
	"testing"
	"time"
)

// A wait of a test does not depend on how fast the machine is. It counts looks, which come later on a
// slow machine, and it begins to count anew whenever something about what is waited for has changed.
const (
	betweenLooks = 25 * time.Millisecond
	vainLooks    = 600 // without any change: about 15 s, and more where looking is slow
	longestWait  = 3 * time.Minute
)

// Patience is one such wait. The zero value is ready.
type Patience struct {
	sign  string
	vain  int
	began time.Time
}

// GoesOn says whether it is worth looking again, and pauses if so; sign is whatever shows that
// something is happening. It says no when the sign has been the same for many looks, and in the
// end where something changes for ever.
func (p *Patience) GoesOn(sign any) bool {
	if p.began.IsZero() {
		p.began = time.Now()
	}
	if text := fmt.Sprint(sign); text != p.sign {
		p.sign, p.vain = text, 0
	}
	p.vain++
	if p.vain > vainLooks || time.Since(p.began) > longestWait {
		return false
	}
	time.Sleep(betweenLooks)
	return true
}

// Waited is how long it has been, for the test's words.
func (p *Patience) Waited() time.Duration { return time.Since(p.began).Round(time.Second) }

// Await looks until it is done; what says in a few words what for, and sign shows progress, nil for nothing does.
func Await(t testing.TB, what string, look func() (done bool, sign any)) {
	t.Helper()
	var p Patience
	for {
		done, sign := look()
		if done {
			return
		}
		if !p.GoesOn(sign) {
			t.Fatalf("waited in vain for %s, for %v; the last look showed %.300v", what, p.Waited(), sign)
		}
	}
}
