package companyfile

import (
	"fmt"
	"strings"
)

// MaxProblems is how many problems are looked for before giving up.
const MaxProblems = 20

// Problem is one thing that is wrong with a file, said for the command line.
type Problem struct {
	Path string // bookings[17].start; "" for the file as a whole
	Line int    // from 1; 0 when there is none
	Text string // the rest of the sentence whose subject is the path
}

// String is one line: where, and what is wrong.
func (p Problem) String() string {
	var s strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&s, "line %d: ", p.Line)
	}
	if p.Path != "" {
		s.WriteString(p.Path + ": ")
	}
	return s.String() + p.Text
}

// Errors are the problems of a file, by line; at least one, at most MaxProblems.
type Errors []Problem

// Error is one problem a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, p := range e {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}
