// Package static holds the built assets of the panel: styles, scripts, fonts,
// icons. `npm run assets` puts them into dist; they are embedded from there.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"regexp"
	"sync"
	"sync/atomic"
)

//go:embed all:dist
var embedded embed.FS

// folder has built files, and what URL needs to know of them, found out once.
type folder struct {
	files  fs.FS
	hashes func() map[string]string
}

var current atomic.Pointer[folder]

func init() {
	dist, err := fs.Sub(embedded, "dist")
	if err != nil {
		panic(err) // only an invalid path can be the reason, and "dist" is valid
	}
	use(dist)
}

func use(files fs.FS) {
	current.Store(&folder{files, sync.OnceValue(func() map[string]string { return hash(files) })})
}

// FS has the built files by their names, such as "panel.css".
func FS() fs.FS { return current.Load().files }

// Reload serves the built files of another folder, and gives them the addresses of what they hold now, instead of those
// that the program carries. Where one is missing, all stays as it was.
func Reload(files fs.FS) error {
	if err := check(files); err != nil {
		return err
	}
	use(files)
	return nil
}

// Prefix is the path under which the files are served.
const Prefix = "/static/"

// needed is what a page cannot do without.
var needed = []string{"panel.css", "panel.js", "schedules.js", "desk.css", "desk.js", "find.js", "import.css", "overview.css", "overview.js", "preview.css", "terms.css", "reports.css", "preview.js", "client.css", "client.js", "app.js", "sw.js", "offline.js", "offline.css", "push.js", "icons.svg", "favicon.svg"}

// Check says in one sentence what to do when the assets have not been built.
func Check() error { return check(FS()) }

func check(files fs.FS) error {
	for _, name := range needed {
		if _, err := fs.Stat(files, name); err != nil {
			return fmt.Errorf("the panel's assets are not built (static/dist/%s is missing): run `npm run assets` and build again", name)
		}
	}
	return nil
}

// hash has a name for the content of each file.
func hash(files fs.FS) map[string]string {
	all := map[string]string{}
	_ = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		all[name] = hex.EncodeToString(sum[:6])
		return nil
	})
	return all
}

// URL is the address of a built file. It changes with its content, so that it
// may be cached for ever; for a file that does not exist it has no version.
func URL(name string) string {
	if hash, ok := current.Load().hashes()[name]; ok {
		return Prefix + name + "?v=" + hash
	}
	return Prefix + name
}

// named is a name that the build makes of a content, as it does for what a style sheet refers to: another content has
// another name.
var named = regexp.MustCompile(`-[A-Z0-9]{8}\.woff2$`)

// Current says whether an address means the file as it is now, by `v`, the version of the request, or by the name
// itself: only then may the answer be cached for ever.
func Current(name, version string) bool {
	hash, ok := current.Load().hashes()[name]
	return ok && (version == hash || named.MatchString(name))
}
