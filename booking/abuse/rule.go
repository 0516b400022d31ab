// Package abuse is the rules of what strangers may do, and how often: who is counted,
// over which time, and what becomes of what goes beyond it. It is one table, Rules;
// docs/abuse.md is written from it. Counting itself is db's, for all processes together.
//
// What goes beyond a rule is first answered more slowly, then kept for the desk to look
// at, and only then refused, with a sentence that says what to do. Behind one address
// there may be a whole mobile network: who shares it with a flood waits for a person's
// word at the worst.
package abuse

import (
	"strings"
	"time"
)

// Who is what a rule counts by.
type Who string

const (
	Network   Who = "network"   // an IPv4 address, an IPv6 /64: one connection
	Site      Who = "site"      // an IPv6 /48: one customer of a provider
	Company   Who = "company"   // all that strangers do to one company
	Form      Who = "form"      // through one form
	Phone     Who = "phone"     // of the client
	Email     Who = "email"     // of the client
	Recipient Who = "recipient" // of mails, across all companies
	Visitor   Who = "visitor"   // a browser with the widget
	Booking   Who = "booking"   // by its client's link
	Browser   Who = "browser"   // that has signed in before
	Account   Who = "account"   // that somebody signs in to
)

// Then is what becomes of what goes beyond a rule.
type Then string

const (
	Slower   Then = "slower"  // the answer takes longer
	Marked   Then = "marked"  // it is kept and waits for a person's word
	Spam     Then = "spam"    // it is kept with the spam
	NotKept  Then = "without" // the time is not held, and can be booked all the same
	Together Then = "once"    // people are told of it once, with what follows
	Noticed  Then = "noticed" // the desk is shown all of it at once
	Refused  Then = "refused" // the answer says why, and what to do
	Later    Then = "later"   // it waits until there is room for it
	NotSent  Then = "notsent" // it is not sent
	Digest   Then = "digest"  // it goes into one message with the others
)

// Rule says how often something may be done. The zero Rule allows nothing.
type Rule struct {
	Name string // part of every counter's key
	Does string // what is counted, in the words of docs/abuse.md
	Who  []Who  // by what it is counted, taken together
	Most int    // so many
	Per  time.Duration
	Then Then
	How  Counting
	Note string // more about it, for docs/abuse.md
}

// Counting is how a rule is counted.
type Counting string

const (
	Kept   Counting = "kept"   // what is kept in the database is counted: exactly so many within Per
	Bucket Counting = "bucket" // by a bucket that holds Most and is full again after Per, shared by all processes
	Memory Counting = "memory" // likewise, by each process for itself
	State  Counting = "state"  // by how things stand; Per is how long it matters
)

// Every is how long a bucket takes to allow one more.
func (r Rule) Every() time.Duration { return r.Per / time.Duration(max(r.Most, 1)) }

// PerSecond is how many a bucket allows in the long run.
func (r Rule) PerSecond() float64 { return float64(r.Most) / r.Per.Seconds() }

// Counted is something that is about to be done, as one rule counts it.
type Counted struct {
	Rule Rule
	Key  string // by whom; it is stored as a keyed hash
}

// By is what the rule counts, of whoever the parts name.
func (r Rule) By(parts ...string) Counted {
	return Counted{r, r.Name + "\x00" + strings.Join(parts, "\x00")}
}
