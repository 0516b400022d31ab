package main

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path"
	"strings"
	"sync"

	"okno/notify/compose"
	"okno/static"
	"okno/views"
	"okno/widget"
)

// checkout is the source tree that `task dev` works in. Templates, words, styles, scripts and the widget are taken from
// its files instead of the binary: a request that finds one of them changed reads them all again.
type checkout struct {
	files fs.FS
	read  func(fs.FS) error // takes everything into use
	log   *slog.Logger

	mu    sync.Mutex
	state uint64 // of the files when they were last read
	err   error  // why some of them could not be used
}

// openCheckout is the tree in a directory, which nothing leads out of, for these views.
func openCheckout(dir string, v *views.Views, log *slog.Logger) (*checkout, error) {
	root, err := os.OpenRoot(dir) // for as long as the process lives
	if err != nil {
		return nil, err
	}
	read := func(files fs.FS) error {
		// The assets first: templates name them by what they hold.
		return errors.Join(
			within(files, "static/dist", static.Reload), within(files, "widget", widget.Reload),
			within(files, "views", v.Reload), within(files, "notify/compose", compose.ReloadWords),
		)
	}
	c := &checkout{files: root.FS(), read: read, log: log}
	if _, err := c.look(); err != nil {
		return nil, fmt.Errorf("%s is no source tree of Okno: %w", dir, err)
	}
	return c, nil
}

func within(files fs.FS, dir string, read func(fs.FS) error) error {
	inner, err := fs.Sub(files, dir)
	if err != nil {
		return err
	}
	return read(inner)
}

// serve answers as next does, from the files as they are when the request comes. A page says what is wrong with them;
// anything else is answered from what could be read before.
func (c *checkout) serve(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := c.refresh(); err != nil && strings.Contains(r.Header.Get("Accept"), "text/html") {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// refresh reads the files if they have changed. The error is that of the last time they were read.
func (c *checkout) refresh() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	state, err := c.look()
	if err != nil { // a file has just gone: the next request looks again
		return nil
	}
	if state == c.state {
		return c.err
	}
	c.state, c.err = state, c.read(c.files)
	if c.err != nil {
		c.log.Error("changed files can't be used", "error", c.err)
	}
	return c.err
}

// readFrom are the folders whose files are read, but for Go's.
var readFrom = []string{"views", "notify/compose/locales", "notify/compose/account", "widget/text", "widget/dist", "static/dist"}

// look says in what state the files are: a number that changes with any of them.
func (c *checkout) look() (uint64, error) {
	state := fnv.New64a()
	for _, dir := range readFrom {
		err := fs.WalkDir(c.files, dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(name) == ".go" {
				return err
			}
			info, err := d.Info()
			if err == nil {
				fmt.Fprintln(state, name, info.Size(), info.ModTime().UnixNano())
			}
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	return state.Sum64(), nil
}
