package all

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// widest is how many characters a line of a template may have.
const widest = 160

// Whoever looks for an element in a template, or at what a commit changed in it, reads lines.
func TestTemplatesAreLaidOutInLines(t *testing.T) {
	t.Parallel()
	for _, name := range ownFiles(t, "*.html") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range layoutFaults(string(text)) {
			t.Errorf("%s:%d: %s", filepath.Clean(name), fault.line, fault.says)
		}
	}
	for _, pattern := range []string{"../../notify/compose/templates/*.html", "../../notify/compose/account/*.html"} {
		mails, err := filepath.Glob(pattern)
		if err != nil || len(mails) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(mails), err)
		}
		for _, name := range mails {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for n, line := range strings.Split(string(text), "\n") {
				if utf8.RuneCountInString(line) > widest {
					t.Errorf("%s:%d: longer than %d characters", filepath.Clean(name), n+1, widest)
				}
			}
		}
	}
}

func TestALayoutIsJudgedByItsLines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"an element a line", "{{define \"x\" -}}\n<div>\n  {{if .A}}\n    <p>{{.B}}</p>\n  {{else}}\n    <hr>\n  {{end}}\n</div>\n{{- end}}\n", ""},
		{"a short element with others in it", "<li><a href=\"/x\"><b>{{.Name}}</b></a></li>\n", ""},
		{"attributes on further lines", "<p class=\"a\"\n    {{- if .A}} id=\"{{.B}}\"{{end}}>{{.C}}</p>\n", ""},
		{"a long line", "<p>" + strings.Repeat("я", widest) + "</p>\n", "longer than 160 characters"},
		{"not indented", "<div>\n<p>{{.B}}</p>\n</div>\n", "indented by 0 instead of 2"},
		{"indented too far", "{{if .A}}\n    <p>{{.B}}</p>\n{{end}}\n", "indented by 4 instead of 2"},
		{"a branch beside its content", "{{if .A}}\n  <p></p>\n  {{else}}\n  <hr>\n{{end}}\n", "indented by 2 instead of 0"},
		{"attributes under the tag", "<p class=\"a\"\n  id=\"b\"></p>\n", "attributes are indented by 2 instead of at least 4"},
		{"many blocks in a line", "<ul><li>a</li><li>b</li><li>c</li><li>d</li></ul>\n", "5 block-level elements begin in a line"},
	} {
		got := ""
		if faults := layoutFaults(c.text); len(faults) > 0 {
			got = faults[0].says
		}
		if !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// fault is what is wrong with a line of a template; the first line is 1.
type fault struct {
	line int
	says string
}

var (
	// piece is a comment, an action, a tag's beginning, a quote or an end of a line: what a line is judged by.
	piece = regexp.MustCompile("(?s){{-?\\s*/\\*.*?\\*/\\s*-?}}|{{(?:\"[^\"\\n]*\"|`[^`]*`|[^\"`}]|}[^}])*}}|<!?/?[a-zA-Z][a-zA-Z0-9-]*|[\"'>\n]")
	// opens and closes are actions around something.
	opens  = regexp.MustCompile(`^{{-?\s*(if|with|range)\b`)
	closes = regexp.MustCompile(`^{{-?\s*end\b`)
	// outdents begins a line that stands as far left as what it ends or divides.
	outdents = regexp.MustCompile(`^(</|{{-?\s*(end|else)\b)`)
	// void elements have no end, and an option needs none.
	void   = strings.Fields("area base br col embed hr img input link meta source track wbr !doctype option")
	blocks = strings.Fields("article aside dd details dialog div dl dt fieldset footer form h1 h2 h3 h4 header legend li nav ol p section table tbody td th thead tr ul")
)

// mostBlocks is how many block-level elements may begin in a line: a row with its cells, an item with a paragraph in it.
const mostBlocks = 4

// layoutFaults are what is wrong with how a template's lines are cut and indented.
func layoutFaults(text string) (faults []fault) {
	line, depth, begun := 1, 0, 0
	inTag, quote, tag := false, "", ""
	indent, tagIndent := 0, 0
	start := func(at int) { // a line begins
		rest, _, _ := strings.Cut(text[at:], "\n")
		if utf8.RuneCountInString(rest) > widest {
			faults = append(faults, fault{line, sprint("longer than ", widest, " characters")})
		}
		begun = 0
		trimmed := strings.TrimLeft(rest, " ")
		indent = len(rest) - len(trimmed)
		want := 2 * depth
		if outdents.MatchString(trimmed) {
			want -= 2
		}
		switch {
		case trimmed == "" && rest == "":
		case inTag && quote == "" && indent < tagIndent+4:
			faults = append(faults, fault{line, sprint("attributes are indented by ", indent, " instead of at least ", tagIndent+4)})
		case !inTag && indent != max(want, 0):
			faults = append(faults, fault{line, sprint("indented by ", indent, " instead of ", max(want, 0))})
		}
	}
	start(0)
	for _, at := range piece.FindAllStringIndex(text, -1) {
		switch found := text[at[0]:at[1]]; {
		case found == "\n":
			line++
			start(at[1])
		case strings.HasPrefix(found, "{{"):
			line += strings.Count(found, "\n")
			if !inTag && opens.MatchString(found) {
				depth++
			}
			if !inTag && closes.MatchString(found) && depth > 0 {
				depth--
			}
		case inTag && quote != "":
			if found == quote {
				quote = ""
			}
		case inTag && (found == `"` || found == "'"):
			quote = found
		case inTag && found == ">":
			inTag = false
			if !strings.HasPrefix(tag, "/") && nests(tag, text, at[0]) {
				depth++
			}
		case !inTag && strings.HasPrefix(found, "<"):
			inTag, tag, tagIndent = true, strings.ToLower(found[1:]), indent
			if name, ends := strings.CutPrefix(tag, "/"); ends && nests(name, text, at[0]) {
				depth--
			}
			if slices.Contains(blocks, tag) {
				if begun++; begun == mostBlocks+1 {
					faults = append(faults, fault{line, sprint(begun, " block-level elements begin in a line")})
				}
			}
		}
	}
	return faults
}

// nests says whether an element contains what follows it: a page's frame often begins in one template and ends in another.
func nests(tag, text string, at int) bool {
	if slices.Contains(void, tag) {
		return false
	}
	own, rest := text[max(strings.LastIndex(text[:at], "{{define "), 0):at], text[at:]
	rest, _, _ = strings.Cut(rest, "{{define ")
	own += rest
	return strings.Contains(own, "<"+tag) && strings.Contains(own, "</"+tag+">")
}

func sprint(all ...any) string { return fmt.Sprint(all...) }
