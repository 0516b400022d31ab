package local

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// Error is a failure that the person at the keyboard can do something about: its
// text is one sentence that says what is wrong and what helps, shown as it is.
type Error struct {
	Sentence string
	Cause    error // what the system said; nil when the sentence says it all
}

func (e *Error) Error() string { return e.Sentence }
func (e *Error) Unwrap() error { return e.Cause }

func errorf(cause error, format string, args ...any) *Error {
	return &Error{Sentence: fmt.Sprintf(format, args...), Cause: cause}
}

const (
	diskFull   = "the disk that holds the data directory %s is full; free some space, or choose another place with OKNO_DATA_DIR"
	cannotKeep = "the data directory %s is not writable (%s); choose another place with OKNO_DATA_DIR"
)

// explain turns an error of the file system under the data directory into a sentence.
func (p place) explain(err error) error {
	var already *Error
	switch {
	case err == nil, errors.As(err, &already), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, unix.ENOSPC), errors.Is(err, unix.EDQUOT):
		return errorf(err, diskFull, p.home)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, unix.EROFS), errors.Is(err, unix.ENOTDIR), errors.Is(err, fs.ErrExist), errors.Is(err, fs.ErrNotExist):
		return errorf(err, cannotKeep, p.dir, reason(err))
	}
	return err
}

// explainOutput turns what initdb or postgres printed before it failed into a sentence.
func (p place) explainOutput(program, output string, cause error) error {
	if p.full() || strings.Contains(strings.ToLower(output), "no space left on device") {
		return errorf(cause, diskFull, p.home)
	}
	line := tellingLine(output)
	if line == "" {
		line = cause.Error()
	}
	return errorf(cause, "the private PostgreSQL server in %s did not come up, %s said: %s", p.home, program, line)
}

// full tries to write a little: on a full disk the log cannot say so either.
func (p place) full() bool {
	f, err := os.CreateTemp(p.home, ".full-*")
	if err != nil {
		return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(make([]byte, 64<<10))
	err = errors.Join(err, f.Sync(), f.Close())
	return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT)
}

// tellingLine is the last line that reports a failure, else the last line of all.
func tellingLine(output string) string {
	last, failure := "", ""
	for line := range strings.Lines(output) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		last = line
		for _, mark := range []string{"FATAL:", "PANIC:", "error:"} {
			if i := strings.Index(line, mark); i >= 0 {
				failure = strings.TrimSpace(line[i:])
			}
		}
	}
	if failure != "" {
		return failure
	}
	return last
}

// reason is the system's word without the path, which the sentence names itself.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return l.Err.Error()
	}
	return err.Error()
}
