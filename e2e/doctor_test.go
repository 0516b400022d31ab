package e2e

import (
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"okno/db/dbtest"
	"okno/notify/notifytest"
)

// proxy is a reverse proxy that leads to what target says by the time it is asked. It does not pass on the headers to strip.
func proxy(t *testing.T, target *string, strip ...string) (base string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		to, _ := url.Parse(*target)
		r.SetURL(to)
		r.SetXForwarded()
		r.Out.Host = r.In.Host
		for _, name := range strip {
			r.Out.Header.Del(name)
		}
	}}}
	ended := make(chan struct{})
	go func() { _ = server.Serve(listener); close(ended) }()
	t.Cleanup(func() { _ = server.Close(); <-ended })
	return "http://" + listener.Addr().String()
}

// awaitReady waits until the process behind an address hears of changes, which is a moment after it listens.
func awaitReady(t *testing.T, base string) {
	t.Helper()
	dbtest.Await(t, "it to be ready", func() (bool, any) {
		status, text := whole(t, base+"/readyz")
		return status == 200, text
	})
}

func wants(t *testing.T, out string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(out, part) {
			t.Errorf("it does not say %q:\n%s", part, out)
		}
	}
}

func TestTheDoctorFindsAHealthyInstallationHealthy(t *testing.T) {
	t.Parallel()
	post, telegram, target := newPost(t), notifytest.NewTelegram(t), ""
	base := proxy(t, &target)
	settings := []string{
		"OKNO_BASE_URL=" + base, "OKNO_PROXIES=127.0.0.1", "OKNO_SMTP_URL=smtp://" + post.address, "OKNO_MAIL_FROM=okno@salon.example",
		"OKNO_TELEGRAM_API=" + telegram.URL, "OKNO_TELEGRAM_TOKEN=" + telegram.Token, "OKNO_DATA_DIR=" + dbtest.DataDir(t),
	}
	target = start(t, append(settings, "OKNO_ADDR=127.0.0.1:0"), "serve").address(`listening on (http://\S+)`)
	awaitReady(t, base)
	out, err := okno(t, settings, "", "doctor")
	if err != nil || strings.Contains(out, "WRONG") {
		t.Errorf("%v\n%s", err, out)
	}
	wants(t, out, "ok     configuration", "ok     database       PostgreSQL", "ok     schema", "ok     mail           "+post.address+" says hello",
		"ok     telegram       @"+telegram.Name+" answers", "ok     base URL       "+base+" is ready", "ok     proxies        requests come through a proxy")
	if post.count() > 0 {
		t.Error("it has sent mail")
	}
}

func TestTheDoctorSaysWhatToDo(t *testing.T) {
	t.Parallel()
	telegram := notifytest.NewTelegram(t)
	out, err := okno(t, []string{
		"DATABASE_URL=postgres://okno:the-password@127.0.0.1:1/okno?connect_timeout=5", secret, "OKNO_BASE_URL=http://127.0.0.1:1", "OKNO_SMTP_URL=smtp://127.0.0.1:1",
		"OKNO_MAIL_FROM=okno@salon.example", "OKNO_TELEGRAM_API=" + telegram.URL, "OKNO_TELEGRAM_TOKEN=4343:wrong-token",
	}, "", "doctor")
	if err == nil || !strings.Contains(out, "4 things are wrong") {
		t.Errorf("%v\n%s", err, out)
	}
	wants(t, out, "WRONG  database       it does not answer", "WRONG  mail           127.0.0.1:1: ", "WRONG  telegram       ", "does not know the bot's token",
		"WRONG  base URL       http://127.0.0.1:1 cannot be reached from here")
	if strings.Contains(out, "the-password") || strings.Contains(out, "wrong-token") {
		t.Errorf("it tells secrets:\n%s", out)
	}
}

// A schema that is behind, a proxy that is not trusted, and somebody else's server at the address.
func TestTheDoctorLooksBehindTheProxy(t *testing.T) {
	t.Parallel()
	target := ""
	base := proxy(t, &target, "Upgrade")
	database := studio(t)
	_, address := serve(t, database, nil, "OKNO_BASE_URL="+base)
	target = address
	awaitReady(t, base)
	settings := []string{secret, "OKNO_BASE_URL=" + base}
	out, err := okno(t, append(settings, "DATABASE_URL="+database), "", "doctor")
	if err == nil {
		t.Errorf("it is content:\n%s", out)
	}
	wants(t, out, "WRONG  proxies", "OKNO_PROXIES is not set", "WebSockets do not get through", "note   mail", "note   telegram")
	out, err = okno(t, append(settings, "DATABASE_URL="+dbtest.Empty(t), "OKNO_BASE_URL="+notifytest.NewTelegram(t).URL), "", "doctor")
	if err == nil {
		t.Errorf("it is content:\n%s", out)
	}
	wants(t, out, "WRONG  schema", "run `okno migrate`", "WRONG  base URL", "is not Okno")
}

// What is notified through DATABASE_URL has to be heard at OKNO_DATABASE_LISTEN_URL.
func TestTheDoctorListensWhereItIsTold(t *testing.T) {
	t.Parallel()
	database := dbtest.URL(t)
	settings := []string{secret, "DATABASE_URL=" + database}
	for listen, want := range map[string]string{
		database:                           "ok     pooler         none is in between; OKNO_DATABASE_LISTEN_URL leads to the same database",
		dbtest.URL(t):                      "WRONG  pooler         OKNO_DATABASE_LISTEN_URL leads to another database than DATABASE_URL",
		"postgres://okno@127.0.0.1:1/okno": "that OKNO_DATABASE_LISTEN_URL has its address",
		dbtest.Pooler(t, database, "transaction"): "WRONG  pooler         OKNO_DATABASE_LISTEN_URL leads through a pooler",
	} {
		out, _ := okno(t, append(settings, "OKNO_DATABASE_LISTEN_URL="+listen), "", "doctor")
		wants(t, out, want)
	}
}
