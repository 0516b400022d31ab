package visit

import (
	"okno/booking"
	"okno/views"
)

// VisitFailure is the fragment #visit where an act of the client's own page could
// not be done: with what he had typed for it, so that it can be sent again.
type VisitFailure struct {
	W      *views.Words
	URL    string // of the page itself
	Notice views.FailureNotice
	Reason string
}

// NewVisitFailure makes the fragment.
func NewVisitFailure(locale, token string, status int, problem booking.Sentence, reason string) VisitFailure {
	n := views.NewFailureNotice(locale, status, problem)
	return VisitFailure{n.W, "/m/" + token, n, reason}
}

func (VisitFailure) View() string { return "visit-failure" }

// VisitFailurePage is the same as a page.
type VisitFailurePage struct {
	views.Base
	Card VisitFailure
}

// NewVisitFailurePage makes the page. It sets the title.
func NewVisitFailurePage(base views.Base, card VisitFailure) VisitFailurePage {
	base.Title = card.Notice.Heading()
	return VisitFailurePage{base, card}
}

func (VisitFailurePage) View() string { return "visit-failure-page" }
