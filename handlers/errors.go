package handlers

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/views"
)

// Statuses are the HTTP statuses of error codes.
var Statuses = map[booking.Code]int{
	booking.Malformed:         http.StatusBadRequest,
	booking.Unauthorized:      http.StatusUnauthorized,
	booking.Forbidden:         http.StatusForbidden,
	booking.NotFound:          http.StatusNotFound,
	booking.SlotTaken:         http.StatusConflict,
	booking.Conflict:          http.StatusConflict,
	booking.NeedsConfirmation: http.StatusConflict,
	booking.HitsBookings:      http.StatusConflict,
	booking.Doubtful:          http.StatusConflict,
	booking.TooLarge:          http.StatusRequestEntityTooLarge,
	booking.Invalid:           http.StatusUnprocessableEntity,
	booking.KeyReused:         http.StatusUnprocessableEntity,
	booking.ByPhone:           http.StatusUnprocessableEntity,
	booking.TooMany:           http.StatusTooManyRequests,
	booking.TooSlow:           http.StatusRequestTimeout,
	booking.Repeated:          http.StatusOK,
	booking.Unavailable:       http.StatusServiceUnavailable,
	booking.Misdirected:       http.StatusMisdirectedRequest,
	booking.Internal:          http.StatusInternalServerError,
}

// fail is the one place where an error becomes an answer: a problem for
// programs, a fragment for htmx, a page for people. What is not meant for
// whoever asked is logged, once, by the request's own log line.
func (h *Kit) fail(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	known := AsKnown(err)
	status := Statuses[known.Code]
	if known.Wait > 0 {
		c.Response().Header().Set(echo.HeaderRetryAfter, strconv.Itoa(int(math.Ceil(known.Wait.Seconds()))))
	}
	var failed error
	own := h.failureOf(c)
	switch {
	case strings.HasPrefix(c.Path(), "/api/") || strings.HasPrefix(c.Request().URL.Path, "/api/"):
		failed = problem(c, status, known)
	case known.Code == booking.Repeated:
		c.Response().Header().Set(repeatedHeader, "yes")
		failed = Redirect(c, doneAlready(c))
	case known.Code == booking.Unavailable:
		failed = h.failForNow(c, status, known, own)
	case known.Code == booking.HitsBookings:
		failed = h.askHits(c, known)
	case own != nil && known.Code != booking.NotFound:
		failed = own(c, status, known)
	case IsFragment(c):
		failed = h.Render(c, status, views.NewFailureNotice(ReaderOf(c), status, known.Sentence).Of(RequestID(c)))
	default:
		page := views.NewFailure(h.Base(c), status, known.Sentence)
		page.SignInURL, page.Notice = signInFrom(c), page.Notice.Of(RequestID(c))
		failed = h.Render(c, status, page)
	}
	if failed != nil {
		h.Log.ErrorContext(c.Request().Context(), "the error could not be answered", "error", booking.LogText(failed.Error()), "cause", booking.LogText(err.Error()))
	}
}

// ShowFailure answers a failure as a room shows it.
type ShowFailure func(c echo.Context, status int, known *booking.Error) error

// failureOf is how the room of the request's route shows failures, nil where it leaves that to the kit.
func (h *Kit) failureOf(c echo.Context) ShowFailure {
	for prefix, show := range h.Failures {
		if strings.HasPrefix(c.Path(), prefix) {
			return show
		}
	}
	return nil
}

// signInFrom is how a stranger goes on from an error: what is made for clients
// and programs does not lead into the panel.
func signInFrom(c echo.Context) string {
	for _, ours := range []string{"/m/", "/b/", "/u/", "/feeds/"} {
		if strings.HasPrefix(c.Request().URL.Path, ours) {
			return ""
		}
	}
	return "/sign-in"
}

// AsKnown is err as an Error: what is not one, and no refusal of the router's
// either, is internal and says nothing of itself.
func AsKnown(err error) *booking.Error {
	if known, ok := errors.AsType[*booking.Error](err); ok {
		return known
	}
	if routed, ok := errors.AsType[*echo.HTTPError](err); ok {
		switch routed.Code {
		case http.StatusNotFound, http.StatusMethodNotAllowed:
			return booking.Fail(booking.NotFound, "error.page_unknown")
		case http.StatusRequestEntityTooLarge:
			return booking.Fail(booking.TooLarge, "error.too_large")
		case http.StatusForbidden:
			return booking.Fail(booking.Forbidden, "error.foreign_origin")
		case http.StatusRequestTimeout:
			return booking.Fail(booking.TooSlow, "error.too_slow")
		case http.StatusBadRequest:
			return booking.Fail(booking.Malformed, "error.malformed")
		}
	}
	if db.Unreadable(err) {
		return &booking.Error{Code: booking.Malformed, Sentence: booking.Say("error.malformed"), Err: err}
	}
	if db.Passing(err) {
		return NotNow(err)
	}
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return &booking.Error{Code: booking.TooLarge, Sentence: booking.Say("error.too_large"), Err: tooLarge}
	}
	return &booking.Error{Code: booking.Internal, Sentence: booking.Say("error.internal"), Err: err}
}

// UnknownVisit is what a link of a client is answered with that leads to no booking.
var UnknownVisit = booking.Fail(booking.NotFound, "error.visit_unknown")
