package static

import (
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

func TestURLs(t *testing.T) {
	if got := URL("no-such-file.css"); got != "/static/no-such-file.css" {
		t.Errorf("got %s", got)
	}
	if Current("no-such-file.css", "") {
		t.Error("a file that does not exist has no current version")
	}
	names, err := fs.Glob(FS(), "*")
	if err != nil || len(names) == 0 {
		t.Fatalf("dist is not embedded: %v", err)
	}
	for _, name := range names {
		path, version, found := strings.Cut(URL(name), "?v=")
		if !found || path != "/static/"+name || !Current(name, version) || Current(name, version+"0") != strings.HasSuffix(name, ".woff2") {
			t.Errorf("%s has the address %s", name, URL(name))
		}
	}
}

func TestCheckNamesWhatToDo(t *testing.T) {
	built := fstest.MapFS{}
	for _, name := range needed {
		if err := check(built); err == nil || !strings.Contains(err.Error(), "npm run assets") || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
		built[name] = &fstest.MapFile{}
	}
	if err := check(built); err != nil {
		t.Errorf("built assets are refused: %v", err)
	}
}

// The grid needs a class for every row of the longest day.
func TestRowsReachTheLongestDay(t *testing.T) {
	css, err := os.ReadFile("css/rows.css")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 301 {
		twenties, rest, next := strconv.Itoa(i/20), strconv.Itoa(i%20), strconv.Itoa(i%20+1)
		for _, rule := range []string{
			".sa" + twenties + "{--sa:" + twenties + "}", ".sb" + rest + "{grid-row-start:calc(20*var(--sa) + " + next + ");order:calc(20*var(--sa) + " + rest + ")}",
			".ea" + twenties + "{--ea:" + twenties + "}", ".eb" + rest + "{grid-row-end:calc(20*var(--ea) + " + next + ")}",
		} {
			if !strings.Contains(string(css), rule) {
				t.Fatalf("row %d has no place %s: run node static/css/rows.mjs", i, rule)
			}
		}
	}
}

// lit may be amber: what is new, and what is free.
var lit = regexp.MustCompile(`is-new|^@keyframes lit\b|^\.(bar-free|plan-lit|visit-free|plan-start|plan-lane|why-free|why-start|own-row\.is-free)\b`)

// rule is a rule's selectors, with the head of the keyframes that it opens, and its declarations.
var rule = regexp.MustCompile(`((?:@keyframes [^{}]*\{)?[^{}]*)\{([^{}]*)\}`)

var cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)

// Amber means free or new and nothing else (ui.md, "The look").
func TestAmberIsForWhatIsFreeOrNew(t *testing.T) {
	entries, err := os.ReadDir("css")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		css, err := os.ReadFile("css/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range rule.FindAllStringSubmatch(cssComment.ReplaceAllString(string(css), ""), -1) {
			for selector := range strings.SplitSeq(found[1], ",") {
				if selector = strings.TrimSpace(selector); strings.Contains(found[2], "var(--amber") && !lit.MatchString(selector) {
					t.Errorf("css/%s uses amber for %s", e.Name(), selector)
				}
			}
		}
	}
}
