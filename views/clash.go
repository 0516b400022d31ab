package views

import "strings"

// Clashes is the fragment that shows two versions of the same thing beside each
// other: what was typed, and what somebody else has saved meanwhile.
type Clashes struct {
	W     *Words
	Rows  []Clash
	URL   string // the stored version alone
	Draft string // what data-draft calls what was typed: it is dropped with it
	Into  string // the element that the stored version comes into, "" for a page of its own
	Own   bool   // nobody else can have saved it: it was another window of one's own
}

// Text says what there is to do.
func (c Clashes) Text() string {
	if c.Own {
		return c.W.T("clash.text_own")
	}
	return c.W.T("clash.text")
}

// Add puts in a field in which the two differ.
func (c *Clashes) Add(label, yours, now string) {
	yours = strings.ReplaceAll(strings.TrimSpace(yours), "\r\n", "\n")
	if yours != now {
		c.Rows = append(c.Rows, Clash{label, c.W.OrNothing(yours), c.W.OrNothing(now)})
	}
}

// Tick is the same for something that is ticked or not.
func (c *Clashes) Tick(label string, yours, now bool) {
	say := map[bool]string{true: c.W.T("clash.yes"), false: c.W.T("clash.no")}
	c.Add(label, say[yours], say[now])
}

// Choices is the same for a set of choices: theirs are those of now, in words.
func (c *Clashes) Choices(label string, yours, now []Choice) {
	say := func(all []Choice) string {
		var chosen []string
		for _, each := range all {
			if each.Chosen {
				chosen = append(chosen, each.Label)
			}
		}
		return strings.Join(chosen, ", ")
	}
	c.Add(label, say(yours), say(now))
}
