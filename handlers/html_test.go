package handlers_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// find has the elements of an answer that a CSS selector means.
func find(t testing.TB, a answer, selector string) []*html.Node {
	t.Helper()
	page, err := html.Parse(bytes.NewReader(a.Body))
	if err != nil {
		t.Fatal(err)
	}
	return cascadia.QueryAll(page, cascadia.MustCompile(selector))
}

// text is what the elements of a selector say, white space folded.
func text(t testing.TB, a answer, selector string) string {
	t.Helper()
	var all []string
	for _, n := range find(t, a, selector) {
		all = append(all, words(n))
	}
	return strings.Join(all, " | ")
}

func words(n *html.Node) string {
	var s strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			s.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(s.String()), " ")
}
