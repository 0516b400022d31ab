package e2e

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"okno/db"
)

// soakWatch is what processes and PostgreSQL have taken up, from time to time.
type soakWatch struct {
	t         *testing.T
	db        *db.DB
	processes map[string]string // where each tells its metrics
	series    map[string][]float64
}

// watched is what is looked at, in the order of the plot: by which share it may grow, or by how much, where that is more.
var watched = []struct {
	name          string
	unit          string
	per           float64 // of what is measured in one unit
	share, little float64
}{
	{"serve goroutines", "", 1, .15, 20},
	{"worker goroutines", "", 1, .15, 10},
	{"serve memory", "MB", 1 << 20, .15, 16},
	{"worker memory", "MB", 1 << 20, .15, 12},
	{"serve files", "", 1, .15, 10},
	{"worker files", "", 1, .15, 5},
	{"connections", "", 1, .1, 3},
	{"oldest job", "s", 1, .5, 3},
	{"dead rows of 100", "", 1, .25, 10},
	{"tables that stay", "MB", 1 << 20, .15, 2},
}

func (w *soakWatch) sample() {
	now := map[string]float64{}
	for name, base := range w.processes {
		_, text := whole(w.t, base+"/metrics")
		figures := figuresOf(text)
		now[name+" goroutines"] = figures["go_goroutines"]
		now[name+" memory"] = figures["process_resident_memory_bytes"]
		now[name+" files"] = figures["process_open_fds"]
		now["oldest job"] = max(now["oldest job"], figures["okno_jobs_oldest_seconds"])
	}
	var stat struct{ Connections, Dead, Stay float64 }
	// Tables that stay are those whose rows come and go, or are changed again and again: what they take up beyond their rows is bloat.
	if err := w.db.Get(&stat, `
		select (select count(*) from pg_stat_activity where datname = current_database()) as connections,
			(select 100.0 * sum(n_dead_tup) / greatest(1, sum(n_live_tup + n_dead_tup)) from pg_stat_user_tables) as dead,
			(select sum(pg_total_relation_size(relid)) from pg_stat_user_tables
				where relname in ('gue_jobs', 'company_versions', 'companies', 'counters', 'holds', 'clients', 'sessions', 'users')) as stay`); err != nil {
		w.t.Error(err)
	}
	now["connections"], now["dead rows of 100"], now["tables that stay"] = stat.Connections, stat.Dead, stat.Stay
	if w.series == nil {
		w.series = map[string][]float64{}
	}
	for _, f := range watched {
		w.series[f.name] = append(w.series[f.name], now[f.name]/f.per)
	}
}

// figuresOf are the largest of each name, whatever its labels.
func figuresOf(text string) map[string]float64 {
	figures := map[string]float64{}
	for lines := bufio.NewScanner(strings.NewReader(text)); lines.Scan(); {
		line := lines.Text()
		space := max(0, strings.LastIndexByte(line, ' '))
		name, _, _ := strings.Cut(line[:space], "{")
		value := line[min(len(line), space+1):]
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			figures[name] = max(figures[name], n)
		}
	}
	return figures
}

// judge fails for whatever grows.
func (w *soakWatch) judge() {
	for _, f := range watched {
		series := w.series[f.name]
		by, median := grown(series)
		w.t.Logf("%-18s %8.1f %-2s %+7.1f", f.name, median, f.unit, by)
		if !flat(series, f.share, f.little) {
			w.t.Errorf("%s grow: by %.1f %s, of %.1f", f.name, by, f.unit, median)
		}
	}
}

// write leaves the series as a table and as a plot.
func (w *soakWatch) write() {
	var csv strings.Builder
	for i, f := range watched {
		fmt.Fprintf(&csv, "%s%s", map[bool]string{true: ","}[i > 0], strings.TrimSpace(f.name+" "+f.unit))
	}
	for i := range w.series[watched[0].name] {
		for n, f := range watched {
			fmt.Fprintf(&csv, "%s%.2f", map[bool]string{true: "\n", false: ","}[n == 0], w.series[f.name][i])
		}
	}
	files := map[string]string{filepath.Join(artefacts, "soak.csv"): csv.String() + "\n", filepath.Join(artefacts, "soak.svg"): w.plot()}
	if *soakPlot != "" {
		files[*soakPlot] = w.plot()
	}
	if err := os.MkdirAll(artefacts, 0o755); err != nil {
		w.t.Fatal(err)
	}
	for path, text := range files {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			w.t.Error(err)
		}
	}
}

// plot is a line for each series, from nothing to its highest.
func (w *soakWatch) plot() string {
	const width, height, gap, left = 640, 44, 14, 150
	var svg strings.Builder
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="12">`+"\n", left+width+90, len(watched)*(height+gap)+gap)
	fmt.Fprintf(&svg, `<title>%v of work: what it takes up</title>`+"\n"+`<rect width="100%%" height="100%%" fill="#fff"/>`+"\n", *soak)
	for row, f := range watched {
		series := w.series[f.name]
		most := slices.Max(series)
		if most == 0 {
			most = 1
		}
		top := gap + row*(height+gap)
		fmt.Fprintf(&svg, `<text x="10" y="%d" fill="#222">%s</text>`, top+height/2, f.name)
		fmt.Fprintf(&svg, `<text x="%d" y="%d" fill="#666">%s</text>`, left+width+8, top+10, strings.TrimSpace(fmt.Sprintf("%.1f %s", slices.Max(series), f.unit)))
		fmt.Fprintf(&svg, `<path d="M%d %dh%d" stroke="#ccc"/><path fill="none" stroke="#2563eb" stroke-width="1.5" d="`, left, top+height, width)
		for i, v := range series {
			fmt.Fprintf(&svg, "%s%.0f %.1f", map[bool]string{true: "M", false: "L"}[i == 0], left+float64(i)*width/float64(max(1, len(series)-1)), float64(top)+height*(1-v/most))
		}
		svg.WriteString("\"/>\n")
	}
	svg.WriteString("</svg>\n")
	return svg.String()
}
