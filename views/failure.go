package views

import "okno/booking"

// Failure is the page of an error, for signed-in members and for strangers
// alike: 403, 404, 429, 500 and the rest.
type Failure struct {
	Base
	Notice    FailureNotice
	SignInURL string // the way on for a stranger, "" on what is for clients
}

// FailureNotice is the same as a fragment: what a dialog or a part of the page
// shows when its own content could not be had.
type FailureNotice struct {
	W      *Words
	Status int
	Text   string // what went wrong, for a person
}

// NewFailure makes the page. status is the HTTP status; the sentence may be
// zero, then one that fits the status is shown. It sets the title.
func NewFailure(base Base, status int, problem booking.Sentence) Failure {
	n := NewFailureNotice(base.Locale, status, problem)
	base.Title = n.Heading()
	return Failure{Base: base, Notice: n}
}

// NewFailureNotice makes the fragment.
func NewFailureNotice(locale string, status int, problem booking.Sentence) FailureNotice {
	n := FailureNotice{W: In(locale), Status: status}
	if n.Text = n.W.Say(problem); n.Text == "" {
		n.Text = n.W.T("failure.text." + n.kind())
	}
	return n
}

func (Failure) view() string       { return "failure" }
func (FailureNotice) view() string { return "failure-fragment" }

// Heading is what happened in a few words.
func (n FailureNotice) Heading() string { return n.W.T("failure.heading." + n.kind()) }

// Icon goes with the heading.
func (n FailureNotice) Icon() string {
	switch n.kind() {
	case "forbidden":
		return "lock"
	case "missing":
		return "search-x"
	}
	return "triangle-alert"
}

func (n FailureNotice) kind() string {
	switch n.Status {
	case 401, 403:
		return "forbidden"
	case 404, 410:
		return "missing"
	case 429:
		return "patience"
	}
	if n.Status >= 500 {
		return "ours"
	}
	return "refused"
}
