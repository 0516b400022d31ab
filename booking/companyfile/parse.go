package companyfile

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// MaxBytes is the size of the largest file that is read; 200,000 bookings take about 70 MB.
const MaxBytes = 256 << 20

// Parse reads a company file. What is wrong with it comes back as Errors; any
// other error is the reader's own.
func Parse(from io.Reader) (*File, error) { return parseUpTo(MaxBytes, from) }

func parseUpTo(most int, from io.Reader) (*File, error) {
	data, err := io.ReadAll(io.LimitReader(from, int64(most)+1))
	if err != nil {
		return nil, fmt.Errorf("read the company file: %w", err)
	}
	if len(data) > most {
		return nil, Errors{{Text: fmt.Sprintf("the file is larger than %d MB", most>>20)}}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // editors on Windows write it; RFC 8259, 8.1 lets us ignore it
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, Errors{{Text: "the file is empty"}}
	}
	r := &reader{input: input{data: data}}
	r.split()
	if len(r.errors) == 0 {
		r.readSections()
	}
	if len(r.errors) > 0 {
		slices.SortStableFunc(r.errors, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
		return nil, r.errors
	}
	return &r.file, nil
}

// sections in the order in which they are read, which is not the file's: phones
// need the company's zone, services need resources, and bookings need them all.
var sections = []string{"okno", "company", "resources", "services", "exceptions", "bookings", "forms", "sms"}

// split checks the whole file's syntax and finds where its sections are.
func (r *reader) split() {
	r.open(0, len(r.data))
	r.sections = map[string]section{}
	if start := r.next(); r.dec.PeekKind() != '{' {
		if _, err := r.dec.ReadValue(); err != nil {
			r.syntax(err)
			return
		}
		r.problemAt(start, "the file is not a JSON object")
		return
	}
	if _, err := r.dec.ReadToken(); err != nil {
		r.syntax(err)
		return
	}
	for r.dec.PeekKind() != '}' {
		if err := r.splitOne(); err != nil {
			r.syntax(err)
			return
		}
	}
	if _, err := r.dec.ReadToken(); err != nil {
		r.syntax(err)
		return
	}
	if rest := r.next(); rest < len(r.data) {
		r.problemAt(rest, "there is something after the end of the file's object")
	}
}

func (r *reader) splitOne() error {
	at := r.next()
	name, err := r.dec.ReadToken()
	if err != nil {
		return err
	}
	key := name.String()
	value, err := r.dec.ReadValue()
	if err != nil {
		return err
	}
	end := int(r.dec.InputOffset())
	r.enter(key)
	defer r.leave()
	_, twice := r.sections[key]
	switch {
	case !slices.Contains(sections, key):
		r.problemAt(at, "is not a field of the file; its fields are "+strings.Join(sections, ", "))
	case twice:
		r.problemAt(at, "is there twice")
	default:
		r.sections[key] = section{end - len(value), end}
	}
	return nil
}

// readSections reads the values, whose syntax is known to be good.
func (r *reader) readSections() {
	r.file.Company.Zone = time.UTC
	r.refs = map[string]map[string]int{}
	for _, name := range sections {
		at, there := r.sections[name]
		if !there || string(r.data[at.from:at.to]) == "null" {
			if name == "okno" || name == "company" {
				r.problems(1, name, "is missing")
			}
			continue
		}
		r.open(at.from, at.to)
		r.enter(name)
		switch name {
		case "okno":
			r.version()
		case "company":
			r.company()
		case "resources":
			r.resources()
		case "services":
			r.services()
		case "exceptions":
			r.exceptions()
		case "bookings":
			r.bookings()
		case "forms":
			r.forms()
		case "sms":
			r.file.SMS = r.sms()
		}
		r.leave()
	}
	if len(r.errors) == 0 {
		r.overlaps()
	}
}

func (r *reader) version() {
	r.check(r.literal() == "1", "must be 1: this program reads company files of version 1")
}

// syntax says where the file stops being JSON.
func (r *input) syntax(err error) {
	r.stopped = true
	bad, ok := errors.AsType[*jsontext.SyntacticError](err)
	if !ok {
		r.problems(r.line(len(r.data)), "", "the file ends too early: "+reason(err))
		return
	}
	r.problems(r.line(int(bad.ByteOffset)), pointerPath(string(bad.JSONPointer)), "is not JSON: "+reason(bad.Err))
}

func reason(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return "something that was begun is not finished"
	}
	return strings.TrimPrefix(err.Error(), "jsontext: ")
}
