package all

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every form of the panel into which something is typed or chosen keeps a draft
// of it, or says why it keeps none; one that only asks (a filter, a search)
// loses nothing.
func TestFormsKeepDrafts(t *testing.T) {
	outside := regexp.MustCompile(`^(visit/|account/gate|account/signin|hosted/|layouts/)`) // pages of people who are not signed in, and switches
	defines := map[string]string{}
	var files []string
	for _, name := range ownFiles(t, "*.html") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		path := strings.TrimPrefix(filepath.ToSlash(name), "../")
		files = append(files, path)
		for _, part := range strings.Split(string(text), `{{define "`)[1:] {
			name, body, _ := strings.Cut(part, `"}}`)
			defines[name] = body
		}
	}
	included := regexp.MustCompile(`{{template "([^"]+)"`)
	var whole func(body string, depth int) string
	whole = func(body string, depth int) string {
		if depth == 0 {
			return body
		}
		return included.ReplaceAllStringFunc(body, func(use string) string {
			return whole(defines[included.FindStringSubmatch(use)[1]], depth-1) + use
		})
	}
	typed := regexp.MustCompile(`<(textarea|select)\b|<input\b[^>]*`)
	n := 0
	for _, path := range files {
		if outside.MatchString(path) {
			continue
		}
		text, _ := os.ReadFile("../" + path)
		for _, part := range strings.Split(string(text), "<form")[1:] {
			part, _, _ = strings.Cut(part, "</form>")
			tag := opening(part)
			if strings.Contains(tag, `method="get"`) || strings.Contains(tag, `method="dialog"`) || strings.Contains(tag, `hx-get=`) && !strings.Contains(tag, `method="post"`) {
				continue
			}
			asks := false
			for _, field := range typed.FindAllString(whole(part, 4), -1) {
				asks = asks || !strings.Contains(field, `type="hidden"`) && !strings.Contains(field, " readonly")
			}
			if !asks {
				continue
			}
			n++
			if !strings.Contains(tag, "data-draft=") && !strings.Contains(tag, "data-no-draft=") {
				t.Errorf("%s: a form loses what is typed into it: <form%.160s", path, tag)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d forms were looked at", n)
	}
}

// opening is the inside of the tag that a text goes on with; actions of the
// template may have a > of their own.
func opening(text string) string {
	depth := 0
	for i := range text {
		switch {
		case strings.HasPrefix(text[i:], "{{"):
			depth++
		case strings.HasPrefix(text[i:], "}}"):
			depth--
		case text[i] == '>' && depth == 0:
			return text[:i]
		}
	}
	return text
}
