package e2e

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// product is a running demo: Okno, and the salon's own site.
type product struct {
	*process
	okno, site string
	dir        string
}

// demo runs `okno demo` on free ports with a data directory.
func demo(t *testing.T, dir string, flags ...string) product {
	t.Helper()
	p := start(t, []string{"OKNO_DATA_DIR=" + dir, "OKNO_ADDR=127.0.0.1:0", "OKNO_PUBLIC_LIMITS=off"}, append([]string{"demo", "--site-addr", "127.0.0.1:0"}, flags...)...)
	return product{process: p, okno: p.address(`listening on (http://\S+)`), site: p.address(`own site\s+(http://\S+)`), dir: dir}
}

// signIn opens the panel as the salon's front desk.
func signIn(t *testing.T, browser context.Context, okno, path string) *window {
	t.Helper()
	w := open(t, browser, "board", okno+"/sign-in?next="+path)
	w.do(
		chromedp.SendKeys(chromedp.CSS("#email"), "ekaterina@lotos.example"),
		chromedp.SendKeys(chromedp.CSS("#password"), "okno-demo"+kb.Enter),
	)
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
