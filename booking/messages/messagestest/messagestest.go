// Package messagestest looks at text that people are to read for what no sentence has.
// Only tests may import it.
package messagestest

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// slips are what a broken sentence shows, each with what a text has of which it is to be looked for:
// most texts of a page have nothing of it, and to look for that costs little.
var slips = []struct {
	name    string
	has     []string // one of these
	pattern *regexp.Regexp
}{
	{"a broken format", []string{"%!"}, regexp.MustCompile(`%!\w?\(|%!\(`)},
	{"a blank that is not filled", []string{"<n", "{{."}, regexp.MustCompile(`<no value>|<nil>|\{\{\.[a-zA-Z]+`)},
	{"two full stops", []string{".."}, regexp.MustCompile(`[\p{L}\d»”")]\.\.(?:\s|$)`)},
	{"a space before punctuation", spaced(",.:!?"), regexp.MustCompile(`[\p{L}\d»”")][ \x{a0}][,.:!?](?:\s|$)`)},
}

// spaced are the signs after a space of either kind.
func spaced(signs string) (all []string) {
	for _, sign := range signs {
		all = append(all, " "+string(sign), "\u00a0"+string(sign))
	}
	return all
}

var (
	spaces = regexp.MustCompile(`[\p{L}\d,.;:»] {2,}[\p{L}\d«]`)
	key    = regexp.MustCompile(`\b[a-z]+(?:\.[a-z]+(?:_[a-z]+)*)+\b`)
)

// Slips are what is wrong with a text, in words; known says which keys there are.
func Slips(text string, known func(key string) bool) []string {
	found := marks(text, known)
	if m := spaces.FindString(text); m != "" {
		found = append(found, "two spaces: "+m)
	}
	return found
}

// clean are texts that have nothing of a slip, whatever keys there are: pages say most of theirs again and again.
var clean sync.Map

func marks(text string, known func(key string) bool) []string {
	if _, seen := clean.Load(text); seen {
		return nil
	}
	var found []string
	for _, slip := range slips {
		if !slices.ContainsFunc(slip.has, func(part string) bool { return strings.Contains(text, part) }) {
			continue
		}
		if at := slip.pattern.FindStringIndex(text); at != nil {
			found = append(found, slip.name+": "+around(text, at))
		}
	}
	var keys [][]int
	if mayHaveKey(text) {
		keys = key.FindAllStringIndex(text, -1)
	}
	if len(found) == 0 && len(keys) == 0 {
		clean.Store(text, nil)
	}
	for _, at := range keys {
		if known(text[at[0]:at[1]]) {
			found = append(found, "the key of a message: "+around(text, at))
		}
	}
	return found
}

// mayHaveKey says whether a full stop stands between two letters that a key may have.
func mayHaveKey(text string) bool {
	letter := func(c byte) bool { return 'a' <= c && c <= 'z' }
	for i := 1; i < len(text)-1; i++ {
		if text[i] == '.' && letter(text[i-1]) && letter(text[i+1]) {
			return true
		}
	}
	return false
}

func around(text string, at []int) string {
	return strings.ToValidUTF8(text[max(0, at[0]-40):min(len(text), at[1]+40)], "")
}

// FileSlips are what is wrong with the text of a table or a calendar, whose lines may be
// folded and whose fields may be laid out by spaces.
func FileSlips(file []byte, known func(key string) bool) []string {
	text := strings.NewReplacer("\r\n ", "", "\r\n\t", "", `\n`, "\n").Replace(string(file))
	return marks(text, known)
}

// JSONSlips are what is wrong with the texts of a JSON document.
func JSONSlips(document []byte, known func(key string) bool) []string {
	var value any
	if json.Unmarshal(document, &value) != nil {
		return nil
	}
	var found []string
	var walk func(any)
	walk = func(value any) {
		switch v := value.(type) {
		case string:
			found = append(found, marks(v, known)...)
		case []any:
			for _, each := range v {
				walk(each)
			}
		case map[string]any:
			for _, each := range v {
				walk(each)
			}
		}
	}
	walk(value)
	return found
}

// spoken are the attributes that people hear or see.
var spoken = map[string]bool{"title": true, "aria-label": true, "placeholder": true, "alt": true}

// PageSlips are what is wrong with the text of a page or a part of one.
func PageSlips(page []byte, known func(key string) bool) []string {
	var found []string
	look := func(text string) {
		found = append(found, marks(strings.Join(strings.Fields(text), " "), known)...)
	}
	tokens, silent := html.NewTokenizer(strings.NewReader(string(page))), false
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return found
		case html.TextToken:
			if !silent {
				look(string(tokens.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			token := tokens.Token()
			silent = token.Data == "script" || token.Data == "style" || token.Data == "textarea" || token.Data == "code"
			for _, a := range token.Attr {
				if spoken[a.Key] || strings.HasPrefix(a.Key, "data-") && strings.Contains(a.Val, " ") {
					look(a.Val)
				}
			}
		case html.EndTagToken:
			silent = false
		}
	}
}
