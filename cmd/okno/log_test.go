package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"okno/booking/requestid"
)

// A log by a clock of the test's: what is told later is told when the test says.
func testLog(to *bytes.Buffer) (*slog.Logger, func()) {
	var later []func()
	log := bounded(slog.NewTextHandler(to, nil))
	state := log.Handler().(*logHandler).state
	at := time.Now()
	state.now = func() time.Time { return at }
	state.after = func(_ time.Duration, do func()) { later = append(later, do) }
	return log, func() {
		at = at.Add(sameEvery)
		for _, do := range later {
			do()
		}
		later = nil
	}
}

// Three thousand times the same error are two lines: the first, and how often it came.
func TestTheSameErrorIsLoggedOnce(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log, minute := testLog(&out)
	for i := range 3000 {
		log.With("worker", 1).Error("request failed", "method", "GET", "route", "/b/:key", "status", 500, "took", i, "error", errors.New("SQLSTATE 22021 of <ann@example.org>"))
	}
	minute()
	if lines := strings.Count(out.String(), "\n"); lines != 2 || out.Len() > 1<<10 || !strings.Contains(out.String(), `repeated="2999 times"`) {
		t.Errorf("%d lines, %d bytes:\n%.2000s", lines, out.Len(), out.String())
	}
	if strings.Contains(out.String(), "ann@example.org") {
		t.Error("the log names somebody")
	}
	out.Reset()
	log.Error("request failed", "route", "/b/:key", "status", 500, "error", errors.New("SQLSTATE 22021 of <ann@example.org>"))
	minute()
	if lines := strings.Count(out.String(), "\n"); lines != 1 {
		t.Errorf("later it is written %d times", lines)
	}
}

// Errors that all differ are bounded as well, and so is the length of each.
func TestTheLogIsBounded(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log, minute := testLog(&out)
	for i := range 3000 {
		log.Warn("it failed", "error", fmt.Errorf("%d %s", i, strings.Repeat("x", 1<<14)))
	}
	if lines := strings.Count(out.String(), "\n"); lines != mostLines || out.Len() > mostLines<<12 {
		t.Errorf("%d lines, %d bytes", lines, out.Len())
	}
	minute()
	out.Reset()
	log.Warn("another")
	if !strings.Contains(out.String(), fmt.Sprintf("%d more lines were left out", 3000-mostLines)) {
		t.Errorf("what was left out is not said: %s", out.String())
	}
	out.Reset()
	for range 500 {
		log.Info("delivery sent")
	}
	if lines := strings.Count(out.String(), "\n"); lines != 500 {
		t.Errorf("%d of 500 lines that are no warnings", lines)
	}
}

// A line that was written for a request has its name.
func TestALineNamesItsRequest(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log, _ := testLog(&out)
	log.InfoContext(requestid.With(t.Context(), "the-request"), "delivery sent")
	log.Info("delivery sent")
	if lines := strings.Split(out.String(), "\n"); !strings.Contains(lines[0], "request=the-request") || strings.Contains(lines[1], "request=") {
		t.Errorf("%s", out.String())
	}
}
