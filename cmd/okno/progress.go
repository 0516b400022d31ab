package main

import (
	"fmt"
	"os"
	"time"
)

// progress is one line that counts, rewritten a few times a second on a
// terminal and written rarely elsewhere.
type progress struct {
	to    *os.File
	verb  string
	every time.Duration
	last  time.Time
	shown bool
	tty   bool
}

func newProgress(to *os.File, verb string) *progress {
	p := &progress{to: to, verb: verb, every: 2 * time.Second, last: time.Now()}
	if info, err := to.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		p.tty, p.every = true, 100*time.Millisecond
	}
	return p
}

func (p *progress) show(done, total int) {
	if total == 0 || time.Since(p.last) < p.every && done < total {
		return
	}
	p.last, p.shown = time.Now(), true
	end := "\n"
	if p.tty {
		end = "\r"
	}
	fmt.Fprintf(p.to, "%s: %d of %d (%d %%)%s", p.verb, done, total, done*100/total, end)
}

func (p *progress) end() {
	if p.shown && p.tty {
		fmt.Fprintln(p.to)
	}
}
