package handlers

import (
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/companies"
)

// shapes are what the parameters of paths look like, by their names: a route cannot have
// one that is not here. What looks otherwise is no page of ours, and nothing is asked about it.
var shapes = map[string]func(string) bool{
	"id":       isRef,
	"key":      urlText(512), // of a form, or of the preview of one
	"slug":     companies.IsSlug,
	"token":    urlText(512),
	"hook":     urlText(128),
	"preview":  urlText(512),
	"hash":     urlText(128),
	"user":     isRef,
	"chat":     isRef,
	"step":     isRef,
	"audience": isRef,
	"event":    isRef,
	"locale":   isRef,
	"*":        func(string) bool { return true }, // names of files that are built in
}

// urlText is letters, digits and what else a URL may have unescaped, at most so many.
func urlText(most int) func(string) bool {
	return func(s string) bool {
		strange := func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_.~", r)
		}
		return s != "" && len(s) <= most && !strings.ContainsFunc(s, strange)
	}
}

func isRef(s string) bool { return urlText(64)(s) }

// wellFormed lets nothing in that no address of ours looks like, before anybody is asked
// about it: a parameter of the path of another shape is no page, and text that is not
// UTF-8 or has a NUL, in the query, cannot be read. Headers that are not UTF-8 are made so.
func (h chain) wellFormed(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		for i, name := range c.ParamNames() {
			if fits := shapes[name]; fits == nil || !fits(c.ParamValues()[i]) {
				return h.misshapen(c, booking.Fail(booking.NotFound, "error.page_unknown"))
			}
		}
		if !readable(c.Request().URL.Path) {
			return h.misshapen(c, booking.Fail(booking.NotFound, "error.page_unknown"))
		}
		for name, values := range c.QueryParams() {
			for _, text := range append(slices.Clone(values), name) {
				switch {
				case readable(text), name == "q": // what is searched for is prose, which its page tidies
				case !readable(name):
					return h.misshapen(c, booking.Fail(booking.Invalid, "error.malformed"))
				default:
					return h.misshapen(c, booking.FailFields(map[string]booking.Sentence{name: booking.Say("error.malformed")}))
				}
			}
		}
		for _, values := range c.Request().Header {
			for i, text := range values {
				if !utf8.ValidString(text) {
					values[i] = strings.ToValidUTF8(text, "\uFFFD")
				}
			}
		}
		c.Request().Body = body{c.Request().Body}
		return next(c)
	}
}

// readable says whether the database takes the text.
func readable(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }

// misshapen is the refusal, for as long as the address asks no more than readers may.
func (h chain) misshapen(c echo.Context, refusal error) error {
	if err := Limited(c, h.Limits.Read); err != nil {
		return err
	}
	return refusal
}

// Reading limits pages that anybody may ask for by an address that names something.
func (h *Kit) Reading(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := Limited(c, h.Limits.Read); err != nil {
			return err
		}
		return next(c)
	}
}

// Malformed names the parameters of the routes that have no shape.
func Malformed(routes []*echo.Route) (names []string) {
	for _, route := range routes {
		for part := range strings.SplitSeq(route.Path, "/") {
			name, is := strings.CutPrefix(part, ":")
			if is && shapes[name] == nil && route.Method != http.MethodOptions {
				names = append(names, route.Path)
			}
		}
	}
	return names
}
