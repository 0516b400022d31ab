package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"
)

// What a line of the doctor's says: all is well, there is something to know, or there is something to do.
type verdict int

const (
	fine verdict = iota
	worthKnowing
	wrong
)

// finding is one line: what was looked at, and what was found. Of what is wrong it says what to do.
type finding struct {
	verdict verdict
	what    string
	text    string
}

func good(what, format string, args ...any) finding {
	return finding{fine, what, fmt.Sprintf(format, args...)}
}

func note(what, format string, args ...any) finding {
	return finding{worthKnowing, what, fmt.Sprintf(format, args...)}
}

func bad(what, format string, args ...any) finding {
	return finding{wrong, what, fmt.Sprintf(format, args...)}
}

// checkTime bounds each of the checks.
const checkTime = 20 * time.Second

type doctorCommand struct{}

// Run looks at everything that an installation depends on, says a line about each, and fails where something is wrong. It
// changes nothing, but for a private server that is started for the while.
func (*doctorCommand) Run(ctx context.Context, c *Config) error {
	wrongs := 0
	tell := func(all ...finding) {
		for _, f := range all {
			if f.verdict == wrong {
				wrongs++
			}
			f.write(os.Stdout, isTerminal(os.Stdout))
		}
	}
	bounded := func(check func(context.Context) []finding) {
		ctx, cancel := context.WithTimeout(ctx, checkTime)
		defer cancel()
		tell(check(ctx)...)
	}
	tell(c.checkConfiguration()...)
	tell(c.checkClock(time.Now()))
	c.examineDatabase(ctx, tell)
	bounded(c.checkMail)
	bounded(c.checkTelegram)
	bounded(c.checkAddress)
	tell(c.checkDisk())
	if ctx.Err() != nil {
		return ctx.Err()
	}
	switch wrongs {
	case 0:
		return nil
	case 1:
		return fmt.Errorf("one thing is wrong: see the line that begins with %q", labels[wrong])
	}
	return fmt.Errorf("%d things are wrong: see the lines that begin with %q", wrongs, labels[wrong])
}

var labels = map[verdict]string{fine: "ok", worthKnowing: "note", wrong: "WRONG"}

// colours of a terminal: green, yellow, red.
var colours = map[verdict]string{fine: "\x1b[32m", worthKnowing: "\x1b[33m", wrong: "\x1b[31m"}

func (f finding) write(to io.Writer, coloured bool) {
	label := fmt.Sprintf("%-5s", labels[f.verdict])
	if coloured {
		label = colours[f.verdict] + label + "\x1b[0m"
	}
	fmt.Fprintf(to, "%s  %-13s  %s\n", label, f.what, f.text)
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
