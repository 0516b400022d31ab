package views

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// page is rendered HTML that can be asked about.
type page struct {
	t    *testing.T
	root *html.Node
	text string
}

func render(t *testing.T, view View) page {
	t.Helper()
	var b bytes.Buffer
	if err := newViews(t).Render(&b, view); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return page{t, root, b.String()}
}

// all finds elements by a selector of one step: tag, .class, #id or [name=value].
func (p page) all(selector string) []*html.Node {
	var found []*html.Node
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && matches(n, selector) {
			found = append(found, n)
		}
	}
	return found
}

// one is the only such element.
func (p page) one(selector string) *html.Node {
	p.t.Helper()
	found := p.all(selector)
	if len(found) != 1 {
		p.t.Fatalf("%d elements match %s, want one", len(found), selector)
	}
	return found[0]
}

func matches(n *html.Node, selector string) bool {
	switch selector[0] {
	case '.':
		return hasClass(n, selector[1:])
	case '#':
		return attr(n, "id") == selector[1:]
	case '[':
		name, value, valued := strings.Cut(strings.Trim(selector, "[]"), "=")
		for _, a := range n.Attr {
			if a.Key == name && (!valued || a.Val == value) {
				return true
			}
		}
		return false
	}
	return n.Data == selector
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// text is all text in the element, white space made single.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(b.String(), nbsp, " ")), " ")
}

// within finds elements inside n.
func (p page) within(n *html.Node, selector string) []*html.Node {
	return page{p.t, n, ""}.all(selector)
}
