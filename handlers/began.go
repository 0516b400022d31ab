package handlers

import (
	"encoding/json"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/reconcile"
)

// BeganOf is what a form began with, as it says itself; false for one that does not say.
func BeganOf[T any](c echo.Context) (T, bool) {
	var began T
	err := json.Unmarshal([]byte(c.FormValue("began")), &began)
	return began, err == nil
}

// KeptBegan is the same for showing a refused form again: after a Conflict both
// versions are in sight, and the form begins anew with what is stored.
func KeptBegan(c echo.Context, refused *booking.Error) string {
	if _, ok := BeganOf[any](c); !ok || refused == nil || refused.Code == booking.Conflict {
		return ""
	}
	return c.FormValue("began")
}

// PtrIf is v where it is there, else nil.
func PtrIf[T any](v T, there bool) *T {
	if !there {
		return nil
	}
	return &v
}

// Unseen is no revision: what is saved on top of it is a Conflict.
const Unseen = -1

// OnTop joins what was typed with what is stored by now, by what the form began
// with, and says which revision it is to be saved on top of: the stored one where
// there is nothing that the typist has not seen. A form that does not say what
// it began with goes by its own revision.
func OnTop[T any](c echo.Context, typed *T, stored T, revision, now int) int {
	began, ok := BeganOf[T](c)
	if !ok {
		return revision
	}
	joined, news := reconcile.Join(began, *typed, stored)
	*typed = joined
	if news {
		return Unseen
	}
	return now
}
