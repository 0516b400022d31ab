package e2e

import (
	"encoding/json"
	"os"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// accessible runs axe-core over the page and reports what it finds (WCAG 2.2 AA
// and best practices).
func (w *window) accessible(state string) {
	w.t.Helper()
	// An isolated world: the page's own policy must not keep the test's tool out. It stays as long as the document.
	if w.isolated(`Promise.resolve(String(typeof axe))`) != "object" {
		source, err := os.ReadFile("../node_modules/axe-core/axe.min.js")
		if err != nil {
			w.t.Fatalf("axe-core is not installed (`npm ci`): %v", err)
		}
		w.isolated(string(source) + `; Promise.resolve("")`)
	}
	found := w.isolated(`axe.run(document, {resultTypes: ["violations"], preload: false}).then(r => JSON.stringify(
		r.violations.map(v => v.id + ": " + v.nodes.map(n => n.target.flat().join(" ") + " " + (n.failureSummary || "").replace(/\s+/g, " ")).join("; "))))`)
	var violations []string
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		w.t.Fatalf("%s: axe: %v in %.300s", w.name, err, found)
	}
	for _, violation := range violations {
		w.t.Errorf("%s, %s: axe: %s", w.name, state, violation)
	}
}

// isolated evaluates a script in a world of its own over the page's DOM, and
// waits for the string that it promises.
func (w *window) isolated(script string) string {
	w.t.Helper()
	tree := call(w, page.GetFrameTree, cdp.Empty{})
	world := call(w, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: tree.FrameTree.Frame.ID, WorldName: "tests"})
	yes := true
	result := call(w, runtime.Evaluate, runtime.EvaluateParams{
		Expression: script, ContextID: world.ExecutionContextID, AwaitPromise: &yes, ReturnByValue: &yes,
	})
	if result.ExceptionDetails != nil {
		w.t.Fatalf("%s: isolated script: %s", w.name, result.ExceptionDetails.Text)
	}
	var text string
	if err := json.Unmarshal(result.Result.Value, &text); err != nil {
		w.t.Fatalf("%s: isolated script: %v", w.name, err)
	}
	return text
}
