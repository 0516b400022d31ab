package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestTheDoctorJudgesADatabase(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	healthy := facts{version: "17.2", number: 170002, now: now, connections: 100, fsync: "on", btreeGist: true, size: 1 << 20, began: now, answer: now.Add(time.Millisecond)}
	if all := judgeServer(healthy, false); len(all) != 1 || all[0].verdict != fine || !strings.Contains(all[0].text, "PostgreSQL 17.2") {
		t.Errorf("a healthy one: %+v", all)
	}
	for want, change := range map[string]func(*facts){
		"Okno works with 15 to 18":   func(f *facts) { f.number = 140009 },
		"no extension btree_gist":    func(f *facts) { f.btreeGist = false },
		"a power cut can lose":       func(f *facts) { f.fsync = "off" },
		"it is a standby":            func(f *facts) { f.inRecovery = true },
		"database's clock is -1m0":   func(f *facts) { f.now = f.now.Add(-time.Minute) },
		"okno serve with its worker": func(f *facts) { f.connections = 20 },
	} {
		ill := healthy
		change(&ill)
		all := judgeServer(ill, false)
		if len(all) != 1 || all[0].verdict == fine || !strings.Contains(all[0].text, want) {
			t.Errorf("%q: %+v", want, all)
		}
	}
}

func TestTheDoctorJudgesTheDisk(t *testing.T) {
	t.Parallel()
	for free, want := range map[uint64]verdict{100 << 20: wrong, 1 << 30: worthKnowing, 50 << 30: fine} {
		if f := judgeDisk("/data", free, 100<<30); f.verdict != want || !strings.Contains(f.text, "/data") {
			t.Errorf("%d bytes: %+v", free, f)
		}
	}
	if free, whole, err := space("/no/such/folder"); err != nil || whole == 0 || free > whole {
		t.Errorf("a folder that is still to be made: %d of %d, %v", free, whole, err)
	}
}

func TestTheDoctorJudgesTheClock(t *testing.T) {
	t.Parallel()
	var c Config
	if f := c.checkClock(time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)); f.verdict != wrong || !strings.Contains(f.text, "NTP") {
		t.Errorf("%+v", f)
	}
	if f := c.checkClock(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)); f.verdict == wrong {
		t.Errorf("%+v", f)
	}
}

// Every setting that cannot be read has a line of its own: whoever mends one wants to know of the others.
func TestTheDoctorReadsTheConfiguration(t *testing.T) {
	t.Parallel()
	healthy := Config{DatabaseURL: "postgres://x", Addr: "127.0.0.1:8080", Secret: strings.Repeat("5a", 32), MailFrom: "okno@salon.example", PublicLimits: "on"}
	if all := healthy.checkConfiguration(); len(all) != 1 || all[0].verdict != fine {
		t.Errorf("a healthy one: %+v", all)
	}
	ill := Config{
		DatabaseURL: "postgres://x", Addr: "8080", BaseURL: "ftp://x", Secret: "short", SMTPURL: "http://x", MailFrom: "nobody",
		TelegramAPI: "x", Proxies: "everybody", Log: "loud", MetricsListen: "0.0.0.0:9464", PublicLimits: "off", OwnNetwork: "on",
	}
	var out bytes.Buffer
	for _, f := range ill.checkConfiguration() {
		f.write(&out, false)
	}
	for _, part := range []string{
		"WRONG  configuration  OKNO_SECRET is not", "WRONG  configuration  OKNO_BASE_URL", "WRONG  configuration  OKNO_MAIL_FROM",
		"OKNO_TELEGRAM_API", "OKNO_PROXIES", "OKNO_LOG is", "OKNO_ADDR", "begins with neither smtp://", "note   configuration  OKNO_METRICS_LISTEN", "OKNO_PUBLIC_LIMITS is off", "OKNO_SMS_OWN_NETWORK is on",
	} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("it does not say %q:\n%s", part, out.String())
		}
	}
}
