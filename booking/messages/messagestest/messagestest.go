// Package messagestest looks at text that people are to read for what no sentence has.
// Only tests may import it.
package messagestest

import (
	"encoding/json"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// slips are what a broken sentence shows.
var slips = map[string]*regexp.Regexp{
	"a broken format":            regexp.MustCompile(`%!\w?\(|%!\(`),
	"a blank that is not filled": regexp.MustCompile(`<no value>|<nil>|\{\{\.[a-zA-Z]+`),
	"two full stops":             regexp.MustCompile(`[\p{L}\d»”")]\.\.(?:\s|$)`),
	"a space before punctuation": regexp.MustCompile(`[\p{L}\d»”")][ \x{a0}][,.:!?](?:\s|$)`),
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

func marks(text string, known func(key string) bool) []string {
	var found []string
	for name, slip := range slips {
		if at := slip.FindStringIndex(text); at != nil {
			found = append(found, name+": "+around(text, at))
		}
	}
	for _, at := range key.FindAllStringIndex(text, -1) {
		if known(text[at[0]:at[1]]) {
			found = append(found, "the key of a message: "+around(text, at))
		}
	}
	return found
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
