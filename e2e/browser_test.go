package e2e

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// chromium finds the browser; there is no test without one.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("CHROME"), "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	t.Fatal("no Chromium was found: install it, or set CHROME to its path (`npm test` does it by itself)")
	return ""
}

// browser is the Chromium that all tests share: each opens windows of its own in it, which share
// nothing. Where it has crashed the next test starts another one.
func browser(t *testing.T) context.Context {
	t.Helper()
	sharedBrowser.Lock()
	defer sharedBrowser.Unlock()
	if sharedBrowser.ctx == nil || sharedBrowser.ctx.Err() != nil {
		if err := sharedBrowser.start(chromium(t)); err != nil {
			t.Fatalf("Chromium does not start: %v", err)
		}
	}
	return sharedBrowser.ctx
}

type browserProcess struct {
	sync.Mutex
	ctx  context.Context
	stop func()
}

var sharedBrowser browserProcess

func closeBrowser() {
	if sharedBrowser.stop != nil {
		sharedBrowser.stop()
	}
}

// start runs Chromium with a profile in the scratch folder.
func (b *browserProcess) start(program string) error {
	profile, err := os.MkdirTemp(scratch, "profile-")
	if err != nil {
		return err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.UserDataDir(profile), chromedp.WindowSize(1440, 900),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-features", "Translate,BlinkGenPropertyTrees,SpareRendererForSitePerProcess"), // no process that is never used
		chromedp.Flag("js-flags", "--no-maglev --no-turbofan --always-sparkplug"),                           // pages live for seconds: what compiling their scripts well costs is never earned back
		chromedp.Flag("lang", "ru"), chromedp.Env("LANGUAGE=ru", "LANG=ru_RU.UTF-8", "TZ=Europe/Moscow"))
	if !painted() {
		options = append(options, chromedp.Flag("force-gpu-mem-available-mb", "1")) // pages are laid out, and hardly anything is drawn
	}
	if os.Geteuid() == 0 || os.Getenv("CHROME_NO_SANDBOX") != "" {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, endAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(allocator)
	b.ctx, b.stop = ctx, func() { end(); endAllocator() }
	return chromedp.Do(ctx)
}

// window is a browser window with cookies of its own.
type window struct {
	t    *testing.T
	ctx  context.Context
	name string

	seen  *seen
	poses *poses
}

// poses is how a window is made to be, so that it is not told again: each telling has the page laid out anew.
type poses struct {
	width, height int64
	media         map[string]string
	audits        int // of axe, so far
}

// seen is what went wrong in a window.
type seen struct {
	sync.Mutex
	thrown  []string // what scripts of the page threw
	console []string // warnings and errors of the console, reports of broken policies among them
}

// open opens a window and goes to a page, after what else is to be done first.
func open(t *testing.T, browser context.Context, name, url string, first ...func(w *window)) *window {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	w := &window{t: t, ctx: ctx, name: name, seen: &seen{}, poses: &poses{}}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("%s does not open: %v", name, err)
	}
	go func() {
		for e, err := range chromedp.Events(ctx, runtime.ExceptionThrown) {
			if err == nil && ctx.Err() == nil {
				w.failed(e)
			}
		}
	}()
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err == nil && ctx.Err() == nil {
				w.heard(m)
			}
		}
	}()
	call(w, runtime.Enable, cdp.Empty{})
	call(w, log.Enable, cdp.Empty{})
	// chromedp turns them on, for a tool that nobody has open: every style sheet would be read once more, every change of a page told.
	call(w, css.Disable, cdp.Empty{})
	call(w, dom.Disable, cdp.Empty{})
	call(w, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	w.media(map[string]string{"prefers-reduced-motion": "reduce"}) // a window that draws all the time keeps a processor busy
	for _, step := range first {
		step(w)
	}
	w.do(chromedp.Navigate(url))
	t.Cleanup(func() {
		w.seen.Lock()
		for _, text := range w.seen.thrown {
			t.Errorf("%s: a script failed: %s", name, text)
		}
		w.seen.Unlock()
		if t.Failed() {
			w.show("failed-" + strings.ReplaceAll(t.Name(), "/", "-"))
		}
	})
	return w
}

// of is the same window for a part of the test that opened it.
func (w *window) of(t *testing.T) *window {
	return &window{t: t, ctx: w.ctx, name: w.name, seen: w.seen, poses: w.poses}
}

// failed reports a script of the page that threw.
func (w *window) failed(e runtime.EventExceptionThrown) {
	w.seen.Lock()
	defer w.seen.Unlock()
	text := ""
	if d := e.ExceptionDetails; d != nil {
		text = d.Text
		if d.Exception != nil {
			text += " " + d.Exception.Description
		}
	}
	w.seen.thrown = append(w.seen.thrown, text)
}

// heard keeps what the page complains about in the console.
func (w *window) heard(m chromedp.ConsoleMessage) {
	if m.Type != chromedp.ConsoleWarning && m.Type != chromedp.ConsoleError {
		return
	}
	w.seen.Lock()
	defer w.seen.Unlock()
	w.seen.console = append(w.seen.console, strings.TrimSpace(m.Source+" "+m.Text+" "+m.URL))
}

// quiet demands that the console has heard no warning and no error so far, but
// for those that contain one of the expected texts.
func (w *window) quiet(expected ...string) {
	w.t.Helper()
	w.seen.Lock()
	defer w.seen.Unlock()
	for _, text := range w.seen.console {
		if !slices.ContainsFunc(expected, func(part string) bool { return strings.Contains(text, part) }) {
			w.t.Errorf("%s: the console says: %s", w.name, text)
		}
	}
}

func (w *window) do(steps ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		w.t.Fatalf("%s: %v", w.name, err)
	}
}

// call sends a command of the DevTools protocol.
func call[P, R any](w *window, command cdp.Command[P, R], params P) R {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	result, err := chromedp.Call(ctx, command, params)
	if err != nil {
		w.t.Fatalf("%s: %v", w.name, err)
	}
	return result
}

// js gives what an expression is worth.
func js[T any](w *window, expression string) T {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		w.t.Fatalf("%s: %v in %s", w.name, err, expression)
	}
	return value
}

// exec runs a script for what it does.
func (w *window) exec(script string) {
	w.t.Helper()
	js[chromedp.Void](w, script)
}

// resolved lets the page come to the end of a promise. (wait takes a promise for something that is so.)
func (w *window) resolved(promise string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](promise, chromedp.EvalAwaitPromise)); err != nil {
		w.t.Fatalf("%s: %v in %s", w.name, err, promise)
	}
}

// twoFrames lets the page draw what it has been told.
func (w *window) twoFrames() {
	w.t.Helper()
	w.resolved(`new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(true))))`)
}

func quote(s string) string {
	quoted, _ := json.Marshal(s)
	return string(quoted)
}

// artefacts is where pages are kept as they were seen; git ignores it.
const artefacts = "artefacts"

// painted says whether Chromium draws what it lays out: where nobody looks at pictures that would be a sixth of all its work.
func painted() bool { return pictured || *retake }

// show keeps what the window shows: as a picture or, where nothing is drawn, as a page to be opened in a browser.
func (w *window) show(name string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	var shown []byte
	var err error
	kind := ".png"
	if painted() {
		shown, err = chromedp.Run(ctx, chromedp.CaptureScreenshot())
	} else {
		var whole page.CaptureSnapshotResult
		whole, err = chromedp.Call(ctx, page.CaptureSnapshot, page.CaptureSnapshotParams{})
		shown, kind = []byte(whole.Data), ".mhtml"
	}
	if err != nil {
		w.t.Logf("%s: %s is not kept: %v", w.name, name, err)
		return
	}
	if err := os.MkdirAll(artefacts, 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(artefacts, name+"-"+w.name+kind), shown, 0o644); err != nil {
		w.t.Fatal(err)
	}
}

// picture is a screenshot for people, where one is wanted.
func (w *window) picture(name string) {
	w.t.Helper()
	if pictured {
		w.show(name)
	}
}

// size makes the window that wide and high, in CSS pixels.
func (w *window) size(width, height int64) {
	w.t.Helper()
	if w.poses.width == width && w.poses.height == height {
		return
	}
	w.poses.width, w.poses.height = width, height
	call(w, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 500,
	})
}

// settled waits until an expression is true and htmx has come to all that it has
// swapped in: a link that is followed before that loads the page anew.
func (w *window) settled(what, expression string) {
	w.t.Helper()
	w.wait(what, `(`+expression+`) && ![...document.querySelectorAll("#main :is([hx-get], [hx-post], [hx-delete])")].some(e => !e.hasAttribute("data-htmx-powered"))`)
}

// media sets media features that the system has, in place of those set before.
func (w *window) media(features map[string]string) {
	w.t.Helper()
	if maps.Equal(w.poses.media, features) {
		return
	}
	w.poses.media = maps.Clone(features)
	var params emulation.SetEmulatedMediaParams
	for name, value := range features {
		params.Features = append(params.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	call(w, emulation.SetEmulatedMedia, params)
}

// typeInto types a text, by the keyboard, where the caret of a field is.
func (w *window) typeInto(selector, text string) {
	w.t.Helper()
	w.wait(selector, `document.querySelector(`+quote(selector)+`)?.checkVisibility()`)
	w.exec(`document.querySelector(` + quote(selector) + `).focus()`)
	w.keys(text)
}

// keys presses keys one after another, or types a text. A key that goes down brings its letter along, as a keyboard's does:
// sent after it, the letter could meet a field that the key has opened.
func (w *window) keys(keys string) {
	w.t.Helper()
	for _, r := range keys {
		events := kb.Encode(r)
		down, up := *events[0], *events[len(events)-1]
		if len(events) == 3 {
			down.Type, down.Text, down.UnmodifiedText = input.DispatchKeyEventTypeKeyDown, events[1].Text, events[1].UnmodifiedText
		}
		call(w, input.DispatchKeyEvent, down)
		call(w, input.DispatchKeyEvent, up)
	}
}
