package notify

import (
	"strings"
	"testing"
	"time"
)

func TestParseSMTP(t *testing.T) {
	for in, want := range map[string]SMTP{
		"smtp://mail.example":                      {Host: "mail.example", Port: 587},
		"smtp://127.0.0.1:25/":                     {Host: "127.0.0.1", Port: 25},
		"smtps://mail.example":                     {Host: "mail.example", Port: 465, TLS: true},
		"smtps://a%40b.example:p%40%3A%2F@[::1]:1": {Host: "::1", Port: 1, TLS: true, User: "a@b.example", Password: "p@:/"},
	} {
		want.Timeout = mailTimeout
		if got, err := ParseSMTP(in); err != nil || got != want {
			t.Errorf("ParseSMTP(%q) = %+v, %v; want %+v", in, got, err, want)
		}
	}
}

func TestParseSMTPSaysWhatIsWrongAndNotThePassword(t *testing.T) {
	for in, want := range map[string]string{
		"mail.example:25":                     "smtp://",
		"http://mail.example":                 "smtp://",
		"smtp://":                             "no host",
		"smtp://u:hunter2@":                   "no host",
		"smtp://u:hunter2@mail.example:0":     "port",
		"smtp://u:hunter2@mail.example:99999": "port",
		"smtp://u:hunter2@mail.example:http":  "smtps://user:password@host:465",
		"smtp://u:hunter2%zz@mail.example":    "%25",
		"smtp://u:hunter2/x@mail.example":     "smtps://user:password@host:465",
		"smtp://u:hunter2?x@mail.example":     "",
		"smtp://mail.example/hunter2":         "after the port",
		"smtp://:hunter2@mail.example":        "no user",
		"smtp://mail .example":                "",
	} {
		_, err := ParseSMTP(in)
		if err == nil {
			t.Errorf("ParseSMTP(%q) has no error", in)
			continue
		}
		if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("ParseSMTP(%q) says %q, want %q and no password", in, err, want)
		}
	}
}

func TestSenderIsCheckedAlsoWithoutServer(t *testing.T) {
	for _, from := range []string{"", "okno", "a@b, c@d"} {
		if _, err := Email("", from, time.Now, nil); err == nil {
			t.Errorf("the sender %q passed", from)
		}
	}
}

func TestForGood(t *testing.T) {
	for code, want := range map[int]bool{0: false, 421: false, 451: false, 550: true, 554: true, 530: false, 600: false} {
		if forGood(code) != want {
			t.Errorf("forGood(%d) = %v", code, !want)
		}
	}
}

func TestPausesGrowAndStayWithinAFifth(t *testing.T) {
	low := PatientRetry(func() float64 { return 0 })
	middle := PatientRetry(func() float64 { return 0.5 })
	high := PatientRetry(func() float64 { return 0.999999 })
	var total time.Duration
	for attempt := 1; attempt < middle.Attempts; attempt++ {
		pause := middle.Pause(attempt)
		total += pause
		if attempt > 1 && pause < middle.Pause(attempt-1) {
			t.Errorf("pause %d is shorter than the one before: %v", attempt, pause)
		}
		if l, h := low.Pause(attempt), high.Pause(attempt); l < pause*79/100 || l >= pause || h <= pause || h > pause*121/100 {
			t.Errorf("pause %d is %v, and with jitter from %v to %v", attempt, pause, l, h)
		}
	}
	if middle.Pause(1) != 10*time.Second || middle.Pause(1000) != 2*time.Hour || total < 8*time.Hour || total > 12*time.Hour {
		t.Errorf("first %v, longest %v, in all %v", middle.Pause(1), middle.Pause(1000), total)
	}
}
