package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"net"
	"net/http"
	"path"
	"strings"
	"time"
)

// The sample site: a salon's own pages on an origin of their own, which know of
// Okno only the widget's one script tag.
//
//go:embed site
var siteFiles embed.FS

// runSite serves the sample site until ctx ends.
func runSite(ctx context.Context, listener net.Listener, okno string) error {
	handler, err := siteHandler(okno)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// siteHandler serves the site under a policy as strict as a careful owner would
// set: of Okno it lets in the script and its requests, and nothing else.
func siteHandler(okno string) (http.Handler, error) {
	pages, err := template.ParseFS(siteFiles, "site/*.html")
	if err != nil {
		return nil, err
	}
	files, err := fs.Sub(siteFiles, "site")
	if err != nil {
		return nil, err
	}
	policy := "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src " + okno + "; connect-src " + okno +
		"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
	assets := http.FileServerFS(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if name == "" {
			name = "index.html"
		}
		page := pages.Lookup(name)
		if page == nil {
			assets.ServeHTTP(w, r)
			return
		}
		var body bytes.Buffer
		if err := page.Execute(&body, map[string]string{"Okno": okno, "Key": demoKey}); err != nil {
			http.Error(w, "the page could not be made", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = body.WriteTo(w)
	}), nil
}
