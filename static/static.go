// Package static holds the built assets of the panel: styles, scripts, fonts,
// icons. `npm run assets` puts them into dist; they are embedded from there.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"sync"
)

//go:embed all:dist
var embedded embed.FS

// FS has the built files by their names, such as "panel.css".
var FS = sub()

func sub() fs.FS {
	dist, err := fs.Sub(embedded, "dist")
	if err != nil {
		panic(err) // only an invalid path can be the reason, and "dist" is valid
	}
	return dist
}

// Prefix is the path under which the files are served.
const Prefix = "/static/"

// needed is what a page cannot do without.
var needed = []string{"panel.css", "panel.js", "schedules.js", "client.css", "client.js", "icons.svg", "favicon.svg"}

// Check says in one sentence what to do when the assets have not been built.
func Check() error { return check(FS) }

func check(files fs.FS) error {
	for _, name := range needed {
		if _, err := fs.Stat(files, name); err != nil {
			return fmt.Errorf("the panel's assets are not built (static/dist/%s is missing): run `npm run assets` and build again", name)
		}
	}
	return nil
}

var hashes = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	_ = fs.WalkDir(FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(FS, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		all[name] = hex.EncodeToString(sum[:6])
		return nil
	})
	return all
})

// URL is the address of a built file. It changes with its content, so that it
// may be cached for ever; for a file that does not exist it has no version.
func URL(name string) string {
	if hash, ok := hashes()[name]; ok {
		return Prefix + name + "?v=" + hash
	}
	return Prefix + name
}

// Current says whether version, the `v` of a request, is that of the file as
// it is now: only then may the answer be cached for ever.
func Current(name, version string) bool {
	hash, ok := hashes()[name]
	return ok && version == hash
}
