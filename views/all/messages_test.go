package all

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"
	"time"

	"okno/booking"
	"okno/booking/messages/messagestest"
	"okno/views"
	"okno/views/viewstest"
)

// call is a message that a template or Go file asks for.
type call struct {
	at    string
	key   string   // with an asterisk for each part that is put together
	names []string // of its blanks, nil where they are not written there
	known bool     // names says all
}

var blankOf = regexp.MustCompile(`{{\.(\w+)`)

// blanksOf are the names of a message's blanks, over all languages and forms.
func blanksOf(forms ...map[string]string) []string {
	names := []string{}
	for _, of := range forms {
		for _, text := range of {
			for _, m := range blankOf.FindAllStringSubmatch(text, -1) {
				names = append(names, m[1])
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Every message that a template or Go file asks for exists, has the plural forms of its
// count, and gets exactly the blanks that it has.
func TestEveryCallHasItsMessage(t *testing.T) {
	ru, en := localeTexts(t, "ru"), localeTexts(t, "en")
	calls := append(templateCalls(t), goCalls(t, "../../views", "../../handlers", "../../booking", "../../desk", "../../accounts", "../../db", "../../cmd")...)
	if len(calls) < 1200 {
		t.Fatalf("only %d calls are seen", len(calls))
	}
	all := views.Messages.Keys()
	for _, c := range calls {
		keys := meant(c.key, all)
		if len(keys) == 0 {
			t.Errorf("%s: no message %s", c.at, c.key)
		}
		alone := len(keys) == 1
		for _, key := range keys {
			given := slices.Sorted(slices.Values(c.names))
			counts := slices.Contains(given, "count")
			switch wanted := blanksOf(ru[key], en[key]); {
			case !c.known:
			case counts && !views.Messages.Counts(key):
				t.Errorf("%s: %s is counted and has no plural forms", c.at, key)
			case views.Messages.Counts(key) && !counts && alone:
				t.Errorf("%s: %s counts, and nobody says how many", c.at, key)
			case alone && !slices.Equal(slices.DeleteFunc(wanted, isCount), slices.DeleteFunc(given, isCount)): // count may choose the form alone
				t.Errorf("%s: %s has the blanks %v and gets %v", c.at, key, wanted, c.names)
			}
		}
	}
}

// meant are the keys that a call may ask for.
func meant(key string, all []string) []string {
	if !strings.Contains(key, "*") {
		if views.Messages.Has(key) {
			return []string{key}
		}
		return nil
	}
	pattern := regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(key), `\*`, ".+") + "$")
	return slices.DeleteFunc(slices.Clone(all), func(key string) bool { return !pattern.MatchString(key) })
}

func isCount(name string) bool { return name == "count" }

func templateCalls(t *testing.T) []call {
	var calls []call
	for _, tmpl := range viewstest.NewViews(t).Templates().Templates() {
		if tmpl.Tree == nil {
			continue
		}
		tree := tmpl.Tree
		walkTemplate(tree.Root, func(c *parse.CommandNode) {
			if asked, ok := templateCall(c); ok {
				asked.at = tree.ParseName + " " + c.String()
				calls = append(calls, asked)
			}
		})
	}
	return calls
}

func templateCall(c *parse.CommandNode) (call, bool) {
	var path []string
	switch first := c.Args[0].(type) {
	case *parse.FieldNode:
		path = first.Ident
	case *parse.VariableNode:
		path = first.Ident
	case *parse.ChainNode:
		path = first.Field
	}
	if len(path) == 0 || path[len(path)-1] != "T" || len(c.Args) < 2 {
		return call{}, false
	}
	asked := call{known: true}
	switch key := c.Args[1].(type) {
	case *parse.StringNode:
		asked.key = key.Text
	case *parse.PipeNode:
		if args := key.Cmds[0].Args; len(args) > 1 && args[0].String() == "printf" {
			if format, ok := args[1].(*parse.StringNode); ok {
				asked.key = verb.ReplaceAllString(format.Text, "*")
			}
		}
	}
	for i := 2; i < len(c.Args); i += 2 {
		if name, ok := c.Args[i].(*parse.StringNode); ok {
			asked.names = append(asked.names, name.Text)
		} else {
			asked.known = false
		}
	}
	return asked, asked.key != ""
}

var verb = regexp.MustCompile(`%[a-z]`)

// walkTemplate visits every command below a node.
func walkTemplate(node parse.Node, visit func(*parse.CommandNode)) {
	list := func(l *parse.ListNode) {
		if l != nil {
			for _, n := range l.Nodes {
				walkTemplate(n, visit)
			}
		}
	}
	branch := func(b *parse.BranchNode) {
		walkTemplate(b.Pipe, visit)
		list(b.List)
		list(b.ElseList)
	}
	switch n := node.(type) {
	case *parse.ListNode:
		list(n)
	case *parse.ActionNode:
		walkTemplate(n.Pipe, visit)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.TemplateNode:
		if n.Pipe != nil {
			walkTemplate(n.Pipe, visit)
		}
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			visit(c)
			for _, arg := range c.Args {
				walkTemplate(arg, visit)
			}
		}
	}
}

// keyAt is which argument of the functions that make sentences is the key.
var keyAt = map[string]int{"T": 0, "Say": 0, "Fail": 1}

func goCalls(t *testing.T, folders ...string) []call {
	var calls []call
	for _, folder := range folders {
		err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			files := token.NewFileSet()
			file, err := parser.ParseFile(files, folder+"/"+name, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok {
					if asked, ok := goCall(c); ok {
						asked.at = files.Position(c.Pos()).String()
						calls = append(calls, asked)
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return calls
}

func goCall(c *ast.CallExpr) (call, bool) {
	name := ""
	switch f := c.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident:
		name = f.Name
	}
	at, ok := keyAt[name]
	if !ok || len(c.Args) <= at {
		return call{}, false
	}
	asked := call{known: !c.Ellipsis.IsValid()}
	if asked.key = written(c.Args[at]); strings.HasPrefix(asked.key, "*") {
		return call{}, false
	}
	for i := at + 1; i < len(c.Args); i += 2 {
		name := written(c.Args[i])
		asked.names, asked.known = append(asked.names, name), asked.known && name != "*"
	}
	return asked, true
}

// written is a text that stands in the source, with an asterisk for what does not.
func written(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
			return text
		}
	case *ast.BinaryExpr:
		return written(e.X) + written(e.Y)
	}
	return "*"
}

// Every message, with each number that takes a form of its own, is a sentence.
func TestEveryMessageIsASentence(t *testing.T) {
	now := time.Date(2026, 12, 25, 9, 5, 0, 0, time.UTC)
	for _, locale := range []string{"ru", "en"} {
		w, all := views.In(locale).At(time.UTC, now), localeTexts(t, locale)
		for key, forms := range all {
			for _, n := range []int{0, 1, 2, 5, 21} {
				s := booking.Sentence{Key: key, Args: map[string]any{}}
				for _, name := range blanksOf(forms) {
					s.Args[name] = sample(name, forms, n, now)
				}
				if views.Messages.Counts(key) {
					s.Args["count"] = n
				}
				text := w.Say(s)
				for _, slip := range messagestest.Slips(text, views.Messages.Has) {
					t.Errorf("%s, %s, %d: %s", locale, key, n, slip)
				}
				if text == key || strings.TrimSpace(text) == "" {
					t.Errorf("%s, %s: %q", locale, key, text)
				}
			}
		}
	}
}

// sample is something to fill a blank with: a date where the message asks for one of a
// date's forms.
func sample(name string, forms map[string]string, n int, now time.Time) any {
	for _, text := range forms {
		if strings.Contains(text, "{{."+name+".") {
			return booking.DateOf(now, time.UTC)
		}
	}
	switch name {
	case "count", "number", "n", "Count", "Number":
		return n
	}
	return fmt.Sprintf("Анна %d", n)
}
