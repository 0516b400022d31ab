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
	names, err := fs.Glob(FS, "*")
	if err != nil || len(names) == 0 {
		t.Fatalf("dist is not embedded: %v", err)
	}
	for _, name := range names {
		path, version, found := strings.Cut(URL(name), "?v=")
		if !found || path != "/static/"+name || !Current(name, version) || Current(name, version+"0") {
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

// Amber means free or new and nothing else (ui.md, "The look").
// lit may be amber: what is new, and what is free.
var lit = regexp.MustCompile(`is-new|@keyframes lit|^\.(bar-free|plan-lit|visit-free|plan-start|plan-lane|why-free|why-start)\b`)

func TestAmberIsForWhatIsFreeOrNew(t *testing.T) {
	entries, err := os.ReadDir("css")
	if err != nil {
		t.Fatal(err)
	}
	uses := regexp.MustCompile(`(?m)^.*var\(--amber.*$`)
	for _, e := range entries {
		css, err := os.ReadFile("css/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range uses.FindAllString(string(css), -1) {
			if !lit.MatchString(line) {
				t.Errorf("css/%s uses amber for %s", e.Name(), strings.TrimSpace(line))
			}
		}
	}
}
