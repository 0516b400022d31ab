package notify_test

import (
	"context"
	"crypto/tls"
	"encoding/pem"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"okno/booking/telling"
	"okno/db"
	"okno/notify"
	"okno/notify/channel"
	"okno/notify/email"
)

// certificates are those of the test's TLS servers; the process trusts them.
var certificates []tls.Certificate

func TestMain(m *testing.M) {
	if smtp := os.Getenv("NOTIFY_TEST_SMTP"); smtp != "" {
		err := workAlone(os.Getenv("NOTIFY_TEST_DATABASE"), smtp)
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if url := os.Getenv("NOTIFY_TEST_SMS"); url != "" {
		fmt.Fprintln(os.Stderr, textAlone(url))
		os.Exit(1)
	}
	os.Exit(trusting(m))
}

func trusting(m *testing.M) int {
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	certificates = server.TLS.Certificates
	dir, err := os.MkdirTemp("", "notify-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "ca.pem")
	data := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(file, data, 0o600); err != nil {
		panic(err)
	}
	os.Setenv("SSL_CERT_FILE", file)
	return m.Run()
}

// workAlone is a worker process that is there to be killed.
func workAlone(url, smtp string) error {
	ctx := context.Background()
	d, err := db.Open(ctx, url)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	email, err := email.Open(smtp, "okno@salon.example", time.Now, log)
	if err != nil {
		return err
	}
	return notify.NewWorker(notify.Options{
		DB: d, Channels: map[telling.Channel]channel.Channel{telling.Email: email},
		BaseURL: "https://okno.example", Log: log, Retry: impatient,
	}).Run(ctx)
}
