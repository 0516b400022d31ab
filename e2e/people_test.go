package e2e

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp/kb"

	"okno/db/dbtest"
)

// product is a running demo: Okno, and the salon's own site.
type product struct {
	*process
	okno, site string
	dir        string
}

// salon is the demo on data of its own: a copy of what `okno demo` makes on its first run.
func salon(t *testing.T) product {
	t.Helper()
	made, err := salonData()
	if err != nil {
		t.Fatalf("the demo's data cannot be made: %v", err)
	}
	dir := dbtest.DataDir(t)
	if out, err := exec.Command("cp", "-a", made+"/.", dir).CombinedOutput(); err != nil {
		t.Fatalf("the demo's data cannot be copied: %v\n%s", err, out)
	}
	return demo(t, dir)
}

// salonData is the data directory of a demo that has been started and stopped.
var salonData = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(scratch, "salon")
	if err := os.Mkdir(dir, 0o711); err != nil {
		return "", err
	}
	cmd := exec.Command(binary, "demo", "--site-addr", "127.0.0.1:0")
	cmd.Env = append(environment(), "OKNO_DATA_DIR="+dir, "OKNO_ADDR=127.0.0.1:0")
	said, errors := newLines(), newLines()
	cmd.Stdout, cmd.Stderr = said, errors
	announced := said.more()
	if err := cmd.Start(); err != nil {
		return "", err
	}
	ended := make(chan struct{})
	go func() {
		select {
		case <-announced: // it announces itself when all of it is there
			_ = cmd.Process.Signal(os.Interrupt)
		case <-ended:
		}
	}()
	err := cmd.Wait()
	close(ended)
	if said.String() == "" {
		return "", fmt.Errorf("okno demo: %v\n%s", err, errors)
	}
	return dir, nil
})

// demo runs `okno demo` on free ports with a data directory.
func demo(t *testing.T, dir string, flags ...string) product {
	t.Helper()
	p := start(t, []string{"OKNO_DATA_DIR=" + dir, "OKNO_ADDR=127.0.0.1:0", "OKNO_PUBLIC_LIMITS=off"}, append([]string{"demo", "--site-addr", "127.0.0.1:0"}, flags...)...)
	return product{process: p, okno: p.address(`listening on (http://\S+)`), site: p.address(`own site\s+(http://\S+)`), dir: dir}
}

// openAs opens a page of the panel as somebody who has signed in already. Signing in by the form, which costs a page and
// all its keys, is for the tests that are about it.
func openAs(t *testing.T, browser context.Context, name, base, email, password, path string) *window {
	t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.PostForm(base+"/sign-in", url.Values{"email": {email}, "password": {password}, "next": {path}})
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if got := answer.Header.Get("Location"); got != path {
		t.Fatalf("%s signs in for %s and is led to %q (%s)", email, path, got, answer.Status)
	}
	return open(t, browser, name, base+path, func(w *window) {
		for _, cookie := range answer.Cookies() {
			call(w, network.SetCookie, network.SetCookieParams{
				URL: base, Name: cookie.Name, Value: cookie.Value, Path: cookie.Path, HTTPOnly: &cookie.HttpOnly, SameSite: network.CookieSameSiteLax,
			})
		}
	})
}

// signIn opens the panel as the salon's front desk, by the form.
func signIn(t *testing.T, browser context.Context, okno, path string) *window {
	t.Helper()
	w := open(t, browser, "board", okno+"/sign-in?next="+path)
	w.typeInto("#email", "ekaterina@lotos.example")
	w.typeInto("#password", "okno-demo"+kb.Enter)
	w.wait("the board", `document.querySelector("#day, .failure")`)
	return w
}

// online waits until the board's socket is connected.
func (w *window) online() {
	w.t.Helper()
	w.wait("the live connection", `document.querySelector("#connection")?.dataset.state === "online"`)
}

// widget is the expression of the widget's shadow root.
const widget = `document.querySelector("okno-widget").shadowRoot`

// step waits for a step of the widget.
func (w *window) step(name string) {
	w.t.Helper()
	w.wait("the step "+name, `document.querySelector("okno-widget")?.shadowRoot.querySelector("[data-step=`+name+`]:not([aria-busy=true])")`)
}
