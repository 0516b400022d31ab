package handlers

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"okno/static"
	"okno/widget"
)

// asset serves the panel's built files. An address with the present content's
// hash may be kept for ever, any other is asked for again.
func (h ownFiles) asset(c echo.Context) error {
	name := c.Param("*")
	if info, err := fs.Stat(static.FS(), name); err != nil || info.IsDir() || strings.Contains("/"+name, "/.") {
		return echo.ErrNotFound
	}
	cache := "no-cache"
	if static.Current(name, c.QueryParam("v")) {
		cache = "public, max-age=31536000, immutable"
	}
	c.Response().Header().Set(echo.HeaderCacheControl, cache)
	http.ServeFileFS(c.Response(), c.Request(), static.FS(), name)
	return nil
}

func (h ownFiles) favicon(c echo.Context) error {
	return c.Redirect(http.StatusMovedPermanently, static.URL("favicon.svg"))
}

// widgetScript serves the embeddable script. Its address never changes, so
// browsers ask again after a few minutes and mostly hear that it is the same.
func (h ownFiles) widgetScript(c echo.Context) error {
	script, err := widget.Script()
	if err != nil {
		return err
	}
	cache := "public, max-age=300"
	if h.Changing {
		cache = "no-cache"
	}
	c.Response().Header().Set(echo.HeaderContentType, "text/javascript; charset=utf-8")
	return forAnySite(c, script, cache)
}

// widgetLook serves the widget's style sheet, which the script asks for by its version.
func (h ownFiles) widgetLook(c echo.Context) error {
	look, err := widget.Look()
	if err != nil {
		return err
	}
	cache := "no-cache"
	if c.QueryParam("v") == VersionOf(look.Plain) {
		cache = "public, max-age=31536000, immutable"
	}
	c.Response().Header().Set(echo.HeaderContentType, "text/css; charset=utf-8")
	return forAnySite(c, look, cache)
}

// widgetExtras serves the part of the widget that can wait. Only the version that the script names will do: the two share names
// that the build has shortened, so that another one is not there, and the widget goes on without.
func (h ownFiles) widgetExtras(c echo.Context) error {
	extras, err := widget.Extras()
	if err != nil {
		return err
	}
	if c.QueryParam("v") != VersionOf(extras.Plain) {
		return echo.ErrNotFound
	}
	c.Response().Header().Set(echo.HeaderContentType, "text/javascript; charset=utf-8")
	return forAnySite(c, extras, "public, max-age=31536000, immutable")
}

func forAnySite(c echo.Context, file widget.File, cache string) error {
	header := c.Response().Header()
	header.Set(echo.HeaderCacheControl, cache)
	header.Set(echo.HeaderVary, echo.HeaderAcceptEncoding)
	content := file.Plain
	if readsBrotli(c) {
		content = file.Brotli
		header.Set(echo.HeaderContentEncoding, "br")
	}
	header.Set("ETag", `"`+VersionOf(content)+`"`)
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	header.Set(echo.HeaderAccessControlAllowOrigin, "*")
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, bytes.NewReader(content))
	return nil
}

// readsBrotli says whether the widget's files go out as they were compressed when they were built.
func readsBrotli(c echo.Context) bool {
	switch c.Path() {
	case "/widget.js", "/widget.css", "/widget-extras.js":
		return understands(c, "br")
	}
	return false
}

// understands says whether who asks can read a coding.
func understands(c echo.Context, want string) bool {
	for coding := range strings.SplitSeq(c.Request().Header.Get(echo.HeaderAcceptEncoding), ",") {
		if name, weight, _ := strings.Cut(strings.TrimSpace(coding), ";"); name == want && (weight == "" || !refusing.MatchString(weight)) {
			return true
		}
	}
	return false
}

// refusing is a weight that says that a coding is not wanted (RFC 9110, 12.5.3).
var refusing = regexp.MustCompile(`^\s*q=0(\.0*)?$`)

// VersionOf names a content; build.mjs reckons the look's likewise.
func VersionOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:8])
}
