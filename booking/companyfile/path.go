package companyfile

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// step is one part of a path: a field's name, or an index where that is not negative.
type step struct {
	name  string
	index int
}

func (r *input) pathText() string {
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
