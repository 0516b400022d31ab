package handlers

import (
	"cmp"
	"math/rand/v2"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/handlers/repeats"
	"okno/views"
)

// againAfter is when it is worth asking again what could not be had for now: a restart takes some seconds.
const againAfter = 2 * time.Second

// NotNow is the refusal of what cannot be done for now. Not all who are refused come back at the same moment.
func NotNow(cause error) *booking.Error {
	wait := againAfter + rand.N(2*time.Second)
	return &booking.Error{Code: booking.Unavailable, Sentence: booking.Say("error.not_now"), Wait: wait, Err: cause}
}

// failForNow answers what will pass: htmx leaves the page as it is and shows a toast, a page asks again by itself, with
// what was sent to it. Not all pages ask at the same moment.
func (h *Kit) failForNow(c echo.Context, status int, known *booking.Error, own ShowFailure) error {
	get := reads(c.Request())
	if get && !IsFragment(c) {
		c.Response().Header().Set("Refresh", strconv.Itoa(int(againAfter.Seconds())+rand.IntN(4)))
	}
	switch {
	case own != nil:
		return own(c, status, known)
	case IsFragment(c):
		return h.RenderAside(c, status, views.NewDone(ReaderOf(c), known.Sentence, views.Undo{}))
	}
	page := views.NewFailure(h.Base(c), status, known.Sentence)
	page.Retry, page.Notice = retryOf(c.Request(), get), page.Notice.Of(RequestID(c))
	return h.Render(c, status, page)
}

// retryOf repeats a request from a page. What must not stand in one is not repeated.
func retryOf(r *http.Request, get bool) views.Retry {
	again := views.Retry{URL: r.URL.RequestURI(), Sent: !get}
	if get {
		return again
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	if kind != echo.MIMEApplicationForm || !repeats.Allowed(r.URL.Path) || r.ParseForm() != nil {
		return views.Retry{Lost: true}
	}
	for _, name := range sortedNames(r.PostForm) {
		if repeats.IsSecret(name) {
			return views.Retry{Lost: true}
		}
		for _, value := range r.PostForm[name] {
			again.Fields = append(again.Fields, views.RetryField{Name: name, Value: value})
		}
	}
	return again
}

func sortedNames(form url.Values) []string {
	names := make([]string, 0, len(form))
	for name := range form {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// AttemptField is the field of a form, and attemptHeader the header of a request of htmx's, that name an attempt: the same
// one comes again where its answer was lost (static/js/again.js).
const (
	AttemptField  = "attempt"
	attemptHeader = "Idempotency-Key"
	maxAttempt    = 64 // bytes
)

// sent reads a form before anything is looked up: the server waits for its sender for so long only (http.Server.ReadTimeout), and
// what is answered later than that is answered with what was typed, too.
func sent(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if !reads(r) && strings.HasPrefix(r.Header.Get(echo.HeaderContentType), echo.MIMEApplicationForm) {
			if err := r.ParseForm(); err != nil { // who asks for the form later would find it empty
				return unread(err)
			}
		}
		return next(c)
	}
}

// once lets what a member asks for be done once, however often the request comes.
func (h *Kit) once(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r, who := c.Request(), IdentityOf(c)
		if who == nil || r.Method == http.MethodGet {
			return next(c)
		}
		key := r.Header.Get(attemptHeader)
		if key == "" && r.PostForm != nil {
			key = r.PostForm.Get(AttemptField)
		}
		if key != "" && len(key) <= maxAttempt {
			c.SetRequest(r.WithContext(db.WithAttempt(r.Context(), strconv.FormatInt(int64(who.User.ID), 10), key)))
		}
		return next(c)
	}
}

// repeatedHeader tells a page that its act was done by an attempt before, whose answer was lost.
const repeatedHeader = "Okno-Repeated"

// doneAlready is where it goes on after an act that was done before: the page that asked, or its part of the panel.
func doneAlready(c echo.Context) string {
	if current, err := url.Parse(c.Request().Header.Get("HX-Current-URL")); err == nil && IsFragment(c) && LocalPath(current.RequestURI()) {
		return current.RequestURI()
	}
	return "/" + cmp.Or(section(c), "bookings")
}
