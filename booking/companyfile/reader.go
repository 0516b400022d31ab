package companyfile

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// input is the file as it is walked token by token, so that each value is known by its path
// and its line. It goes on after a problem and stops after MaxProblems.
type input struct {
	data    []byte
	errors  Errors
	stopped bool

	dec    *jsontext.Decoder
	base   int // where in data the decoder began
	until  int // and where it ends
	path   []step
	lineAt int // line knows that lineNo is the line of this offset
	lineNo int
}

// reader makes the company of what the input has.
type reader struct {
	input
	sections map[string]section
	file     File
	refs     map[string]map[string]int // list, ref -> index
}

// section is where in the file a top-level value stands.
type section struct{ from, to int }

func (r *input) open(from, to int) {
	r.base, r.until = from, to
	r.dec = jsontext.NewDecoder(bytes.NewBuffer(r.data[from:to]), jsontext.AllowDuplicateNames(true)) // object finds them, and goes on
}

func (r *input) enter(name string) { r.path = append(r.path, step{name, -1}) }
func (r *input) enterAt(i int)     { r.path = append(r.path, step{"", i}) }
func (r *input) leave()            { r.path = r.path[:len(r.path)-1] }

// next is the offset of the next value or name.
func (r *input) next() int {
	at := r.base + int(r.dec.InputOffset())
	for at < r.until && strings.IndexByte(" \t\r\n,:", r.data[at]) >= 0 {
		at++
	}
	return at
}

// line is the line of an offset; cheap when asked in order.
func (r *input) line(at int) int {
	at = min(at, len(r.data))
	if at < r.lineAt || r.lineNo == 0 {
		r.lineAt, r.lineNo = 0, 1
	}
	r.lineNo += bytes.Count(r.data[r.lineAt:at], []byte{'\n'})
	r.lineAt = at
	return r.lineNo
}

func (r *input) problems(line int, path, text string) {
	r.errors = append(r.errors, Problem{Path: path, Line: line, Text: text})
	r.stopped = r.stopped || len(r.errors) >= MaxProblems
}

func (r *input) problemAt(at int, text string) { r.problems(r.line(at), r.pathText(), text) }

// here says what is wrong with the value that was read last.
func (r *input) here(text string) { r.problemAt(max(r.base, r.base+int(r.dec.InputOffset())-1), text) }

func (r *input) check(ok bool, text string, args ...any) {
	if !ok {
		r.here(fmt.Sprintf(text, args...))
	}
}

// missing says what is wrong with a field that is not there.
func (r *input) missing(at int, name, text string) {
	r.enter(name)
	r.problemAt(at, text)
	r.leave()
}

func (r *input) token() jsontext.Token {
	t, err := r.dec.ReadToken()
	if err != nil { // split has read all of it, so this is for the fuzzer to find
		r.syntax(err)
	}
	return t
}

func (r *input) skip() {
	if err := r.dec.SkipValue(); err != nil {
		r.syntax(err)
	}
}

// wrong skips a value that is of another type than it should be.
func (r *input) wrong(want string) {
	kind := map[jsontext.Kind]string{'n': "null", 'f': "false", 't': "true", '"': "a string", '0': "a number", '{': "an object", '[': "a list"}[r.dec.PeekKind()]
	r.problemAt(r.next(), "must be "+want+", not "+kind)
	r.skip()
}

// null takes a null, which means what leaving the field out means.
func (r *input) null() bool {
	if r.dec.PeekKind() != 'n' {
		return false
	}
	r.token()
	return true
}
