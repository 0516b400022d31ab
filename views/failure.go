package views

import "okno/booking"

// Failure is the page of an error, for signed-in members and for strangers
// alike: 403, 404, 429, 500 and the rest.
type Failure struct {
	Base
	Notice    FailureNotice
	SignInURL string // the way on for a stranger, "" on what is for clients
	Retry     Retry
}

// Retry is how a page goes on that could not be had for now: it tries again by itself. The zero value is of a failure that lasts.
type Retry struct {
	URL    string       // what is asked for again
	Sent   bool         // by sending it, with its fields; else by asking for the page
	Fields []RetryField // what was typed
	Lost   bool         // it holds what is not repeated in a page, such as a password, or a file: its sender has to go back
}

// RetryField is a field of a form, as it was sent.
type RetryField struct{ Name, Value string }

// FailureNotice is the same as a fragment: what a dialog or a part of the page
// shows when its own content could not be had.
type FailureNotice struct {
	W         *Words
	Status    int
	Text      string // what went wrong, for a person
	RequestID string // by which the log has more, "" where it has not
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
		n.Text = n.W.T("failure.text." + n.Kind())
	}
	return n
}

// Of is the notice with the name of the request that failed, where whoever runs the installation could be asked about it:
// of a page that is not there, or may not be seen, the log knows no more than the page.
func (n FailureNotice) Of(requestID string) FailureNotice {
	if n.Kind() != "missing" && n.Kind() != "forbidden" {
		n.RequestID = requestID
	}
	return n
}

func (Failure) View() string       { return "failure" }
func (FailureNotice) View() string { return "failure-fragment" }

// Heading is what happened in a few words.
func (n FailureNotice) Heading() string { return n.W.T("failure.heading." + n.Kind()) }

// Icon goes with the heading.
func (n FailureNotice) Icon() string {
	switch n.Kind() {
	case "forbidden":
		return "lock"
	case "missing":
		return "search-x"
	case "passing":
		return "hourglass"
	}
	return "triangle-alert"
}

// Kind is what the status means for whoever asked: the end of the key of its heading and its text.
func (n FailureNotice) Kind() string {
	switch n.Status {
	case 401, 403:
		return "forbidden"
	case 404, 410:
		return "missing"
	case 429:
		return "patience"
	case 503:
		return "passing"
	}
	if n.Status >= 500 {
		return "ours"
	}
	return "refused"
}
