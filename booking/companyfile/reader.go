package companyfile

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// reader walks the file token by token, so that each value is known by its path
// and its line. It goes on after a problem and stops after MaxProblems.
type reader struct {
	data     []byte
	sections map[string]section
	file     File
	refs     map[string]map[string]int // list, ref -> index
	errors   Errors
	stopped  bool

	dec    *jsontext.Decoder
	base   int // where in data the decoder began
	until  int // and where it ends
	path   []step
	lineAt int // line knows that lineNo is the line of this offset
	lineNo int
}

// section is where in the file a top-level value stands.
type section struct{ from, to int }

// step is one part of a path: a field's name, or an index where that is not negative.
type step struct {
	name  string
	index int
}

func (r *reader) open(from, to int) {
	r.base, r.until = from, to
	r.dec = jsontext.NewDecoder(bytes.NewBuffer(r.data[from:to]), jsontext.AllowDuplicateNames(true)) // object finds them, and goes on
}

func (r *reader) enter(name string) { r.path = append(r.path, step{name, -1}) }
func (r *reader) enterAt(i int)     { r.path = append(r.path, step{"", i}) }
func (r *reader) leave()            { r.path = r.path[:len(r.path)-1] }

// next is the offset of the next value or name.
func (r *reader) next() int {
	at := r.base + int(r.dec.InputOffset())
	for at < r.until && strings.IndexByte(" \t\r\n,:", r.data[at]) >= 0 {
		at++
	}
	return at
}

// line is the line of an offset; cheap when asked in order.
func (r *reader) line(at int) int {
	at = min(at, len(r.data))
	if at < r.lineAt || r.lineNo == 0 {
		r.lineAt, r.lineNo = 0, 1
	}
	r.lineNo += bytes.Count(r.data[r.lineAt:at], []byte{'\n'})
	r.lineAt = at
	return r.lineNo
}

func (r *reader) pathText() string {
	var s strings.Builder
	for _, step := range r.path {
		switch {
		case step.index >= 0:
			fmt.Fprintf(&s, "[%d]", step.index)
		case s.Len() > 0:
			s.WriteString("." + plain(step.name))
		default:
			s.WriteString(plain(step.name))
		}
	}
	return s.String()
}

// pointerPath turns a JSON pointer (RFC 6901) into a path.
func pointerPath(pointer string) string {
	if pointer == "" {
		return ""
	}
	var s strings.Builder
	unescape := strings.NewReplacer("~1", "/", "~0", "~")
	for part := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		if _, err := strconv.ParseUint(part, 10, 32); err == nil {
			s.WriteString("[" + part + "]")
			continue
		}
		if s.Len() > 0 {
			s.WriteByte('.')
		}
		s.WriteString(plain(unescape.Replace(part)))
		if s.Len() > maxPath {
			break
		}
	}
	return s.String()
}

const maxPath = 300

func (r *reader) problems(line int, path, text string) {
	r.errors = append(r.errors, Problem{Path: path, Line: line, Text: text})
	r.stopped = r.stopped || len(r.errors) >= MaxProblems
}

func (r *reader) problemAt(at int, text string) { r.problems(r.line(at), r.pathText(), text) }

// here says what is wrong with the value that was read last.
func (r *reader) here(text string) { r.problemAt(max(r.base, r.base+int(r.dec.InputOffset())-1), text) }

func (r *reader) check(ok bool, text string, args ...any) {
	if !ok {
		r.here(fmt.Sprintf(text, args...))
	}
}

// missing says what is wrong with a field that is not there.
func (r *reader) missing(at int, name, text string) {
	r.enter(name)
	r.problemAt(at, text)
	r.leave()
}

func (r *reader) token() jsontext.Token {
	t, err := r.dec.ReadToken()
	if err != nil { // split has read all of it, so this is for the fuzzer to find
		r.syntax(err)
	}
	return t
}

func (r *reader) skip() {
	if err := r.dec.SkipValue(); err != nil {
		r.syntax(err)
	}
}

// wrong skips a value that is of another type than it should be.
func (r *reader) wrong(want string) {
	kind := map[jsontext.Kind]string{'n': "null", 'f': "false", 't': "true", '"': "a string", '0': "a number", '{': "an object", '[': "a list"}[r.dec.PeekKind()]
	r.problemAt(r.next(), "must be "+want+", not "+kind)
	r.skip()
}

// null takes a null, which means what leaving the field out means.
func (r *reader) null() bool {
	if r.dec.PeekKind() != 'n' {
		return false
	}
	r.token()
	return true
}

// shape is what an object may hold; the first `required` fields have to be there.
type shape struct {
	what     string
	required int
	fields   []string
}

// object reads an object field by field and gives the line on which it starts.
func (r *reader) object(s *shape, read func(field string)) {
	if r.dec.PeekKind() != '{' {
		r.wrong("an object")
		return
	}
	at := r.next()
	r.token()
	var seen, given uint32
	for !r.stopped && r.dec.PeekKind() != '}' {
		here := r.next()
		name := r.token().String()
		r.enter(name)
		i := slices.Index(s.fields, name)
		switch {
		case i < 0:
			r.problemAt(here, "is not a field of "+s.what+"; its fields are "+strings.Join(s.fields, ", "))
			r.skip()
		case seen&(1<<i) != 0:
			r.problemAt(here, "is there twice")
			r.skip()
		case r.null():
			seen |= 1 << i
		default:
			seen |= 1 << i
			given |= 1 << i
			read(name)
		}
		r.leave()
	}
	if r.stopped {
		return
	}
	r.token()
	for i, name := range s.fields[:s.required] {
		if given&(1<<i) == 0 {
			r.missing(at, name, "is missing")
		}
	}
}

// list reads a list of at most limit items.
func (r *reader) list(limit int, read func(i int)) {
	if r.dec.PeekKind() != '[' {
		r.wrong("a list")
		return
	}
	r.token()
	for i := 0; !r.stopped && r.dec.PeekKind() != ']'; i++ {
		r.enterAt(i)
		if i >= limit {
			r.problemAt(r.next(), fmt.Sprintf("is one too many: the list may hold %d", limit))
			r.stopped = true
		} else {
			read(i)
		}
		r.leave()
	}
	if !r.stopped {
		r.token()
	}
}

// short is a value as a message shows it.
func short(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s[:min(len(s), most*utf8.UTFMax)])[:most]) + "…"
}

// plain is a field's name as a path shows it, quoted when it is not a plain one.
func plain(name string) string {
	strange := func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-'
	}
	if name == "" || strings.ContainsFunc(name, strange) {
		return strconv.Quote(short(name))
	}
	return short(name)
}
