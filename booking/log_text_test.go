package booking_test

import (
	"strings"
	"testing"

	"okno/booking"
)

func TestLogText(t *testing.T) {
	for text, want := range map[string]string{
		`550 "5.1.1 <ann@example.org>: Recipient address rejected`:                   `550 "5.1.1 <a•••>: Recipient address rejected`,
		"read tcp 127.0.0.1:9041->203.0.113.7:36498: i/o timeout":                    "read tcp ……: i/o timeout",
		"write tcp [2001:db8::1]:443->[2001:db8::2%eth0]:5: broken pipe":             "write tcp ……: broken pipe",
		"ERROR: duplicate key (SQLSTATE 23505) Key (email)=(ann@example.org) exists": "ERROR: duplicate key (SQLSTATE 23505) Key … exists",
		"panic: something\n/src/a.go:12 +0x1d":                                       "panic: something\n/src/a.go:12 +0x1d",
	} {
		if got := booking.LogText(text); got != want {
			t.Errorf("%q is logged as %q, not %q", text, got, want)
		}
	}
	if got := booking.LogText(strings.Repeat("x", 1<<20)); len(got) > 4<<10 {
		t.Errorf("an error of a megabyte is %d bytes in the log", len(got))
	}
}
