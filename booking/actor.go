package booking

// ActorKind is who, in general, did something.
type ActorKind string

const (
	Visitor ActorKind = "visitor" // somebody on a company's site
	Member  ActorKind = "member"  // somebody who is signed in
	System  ActorKind = "system"  // the program itself, or the command line
)

// Actor is who did something, and from where: what a line of history says.
type Actor struct {
	Kind   ActorKind
	User   UserID // for a Member
	Name   string // as it read that day
	Origin string // "widget", "board", "import"
}
