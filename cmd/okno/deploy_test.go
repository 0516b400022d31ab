package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v2"

	"okno/metrics"
)

// read is a file of deploy/.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../deploy/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var figures = regexp.MustCompile(`\b(?:okno|go|process)_[a-z_]+`)

// A dashboard or an alert about a figure that is no longer told looks as if all were well.
func TestDashboardAndAlertsAskForFiguresThatAreTold(t *testing.T) {
	t.Parallel()
	m := metrics.New()
	m.Backlog(nil)
	told, asked := m.Names(), map[string]bool{}
	for _, name := range []string{"grafana/okno.json", "prometheus/alerts.yml"} {
		for _, figure := range figures.FindAllString(read(t, name), -1) {
			asked[figure] = true
			plain := regexp.MustCompile(`_(?:bucket|sum|count)$`).ReplaceAllString(figure, "")
			if !slices.Contains(told, figure) && !slices.Contains(told, plain) {
				t.Errorf("%s asks for %s, which nobody tells", name, figure)
			}
		}
	}
	for _, name := range told {
		if strings.HasPrefix(name, "okno_") && !slices.ContainsFunc([]string{name, name + "_bucket", name + "_count"}, func(n string) bool { return asked[n] }) && !unshown[name] {
			t.Errorf("nobody looks at %s: neither the dashboard nor an alert", name)
		}
	}
}

// unshown are figures for whoever looks closer.
var unshown = map[string]bool{
	"okno_db_connections_idle": true, "okno_db_acquires_total": true, "okno_db_acquires_cancelled_total": true, "okno_cache_entries": true,
}

func TestAlertsAreRules(t *testing.T) {
	t.Parallel()
	var file struct {
		Groups []struct {
			Name  string
			Rules []struct {
				Alert, Expr, For    string
				Labels, Annotations map[string]string
			}
		}
	}
	if err := yaml.UnmarshalStrict([]byte(read(t, "prometheus/alerts.yml")), &file); err != nil {
		t.Fatal(err)
	}
	rules, lines := 0, ""
	source, err := os.ReadFile("../../handlers/middleware.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			rules++
			for _, line := range regexp.MustCompile(`"[^"]+"`).FindAllString(r.Annotations["action"], -1) {
				if lines += line; !strings.Contains(string(source), line) {
					t.Errorf("%s: nothing is logged as %s", r.Alert, line)
				}
			}
			if r.Alert == "" || r.Expr == "" || r.Labels["severity"] == "" || r.Annotations["summary"] == "" || r.Annotations["action"] == "" {
				t.Errorf("a rule says too little: %+v", r)
			}
		}
	}
	if rules < 8 || lines != `"request failed""request refused for now"` { // what is wrong with a request is one of the two
		t.Errorf("%d rules, which name the lines %s", rules, lines)
	}
	if promtool, err := exec.LookPath("promtool"); err == nil { // Prometheus's own judgement, where it is installed
		if out, err := exec.Command(promtool, "check", "rules", "../../deploy/prometheus/alerts.yml").CombinedOutput(); err != nil {
			t.Errorf("promtool: %v\n%s", err, out)
		}
	}
}

func TestTheDashboardIsOne(t *testing.T) {
	t.Parallel()
	var board struct {
		Title  string
		Panels []struct {
			ID      int
			Type    string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal([]byte(read(t, "grafana/okno.json")), &board); err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for _, p := range board.Panels {
		if seen[p.ID] || p.Type != "row" && len(p.Targets) == 0 {
			t.Errorf("panel %+v", p)
		}
		seen[p.ID] = true
	}
	if board.Title == "" || len(seen) < 15 {
		t.Errorf("%q with %d panels", board.Title, len(seen))
	}
}
