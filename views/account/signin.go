package account

import (
	"okno/booking"
	"okno/views"
)

// SignIn is the page GET /sign-in, and the answer 422 to a POST that failed.
type SignIn struct {
	views.Base
	Email string           // as it was typed; the password is never given back
	Next  string           // where to go afterwards, "" for the board
	Error booking.Sentence // the zero Sentence on the first visit

	SignUp bool // a company can be made here
}

// NewSignIn makes the page. It sets the title.
func NewSignIn(base views.Base, email, next string, problem booking.Sentence) SignIn {
	base.Title = base.W().T("signin.title")
	return SignIn{Base: base, Email: email, Next: next, Error: problem}
}

func (SignIn) View() string { return "signin" }

// Problem is Error in words.
func (s SignIn) Problem() string { return s.W().Say(s.Error) }
