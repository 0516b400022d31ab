package all

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"html/template"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"okno/views"
	"okno/views/viewstest"
)

func TestTemplatesFitTheirStructs(t *testing.T) {
	v := viewstest.NewViews(t)
	for _, view := range views.Known() {
		tmpl := v.Templates().Lookup(view.View())
		if tmpl == nil {
			t.Errorf("%T has no template %q", view, view.View())
			continue
		}
		if err := templatecheck.CheckHTMLStrict(tmpl, view); err != nil {
			t.Errorf("%T: %v", view, err)
		}
	}
}

// A view that no room has told of would be checked by nothing.
func TestEveryViewIsKnown(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, view := range views.Known() {
		of := reflect.TypeOf(view)
		known[path.Base(of.PkgPath())+"."+of.Name()] = true
	}
	found := 0
	for _, name := range ownFiles(t, "*.go") {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range file.Decls {
			method, ok := declaration.(*ast.FuncDecl)
			if !ok || method.Recv == nil || method.Name.Name != "View" {
				continue
			}
			found++
			if name := file.Name.Name + "." + method.Recv.List[0].Type.(*ast.Ident).Name; !known[name] {
				t.Errorf("%s is a view that its room has not told of (views.Add)", name)
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d views were found", found)
	}
}

// ownFiles are the files of the kit and of all rooms.
func ownFiles(t *testing.T, pattern string) []string {
	t.Helper()
	var all []string
	for _, folder := range []string{"..", "../*"} {
		some, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, some...)
	}
	if len(all) == 0 {
		t.Fatalf("there is no %s", pattern)
	}
	return all
}

var (
	defined  = regexp.MustCompile(`{{-?\s*(?:define|block) "([^"]+)"`)
	included = regexp.MustCompile(`{{-?\s*(?:template|block) "([^"]+)"`)
)

// The templates of a room include their own, those of the kit and those of a day laid out: as packages do.
func TestTemplatesKeepToTheirRoom(t *testing.T) {
	t.Parallel()
	home, texts := map[string]string{}, map[string]string{}
	for _, name := range ownFiles(t, "*.html") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(text)
		for _, found := range defined.FindAllStringSubmatch(string(text), -1) {
			if before, twice := home[found[1]]; twice {
				t.Errorf("%s is defined in %s and in %s", found[1], before, name)
			}
			home[found[1]] = name
		}
	}
	shared := []string{"..", "../layouts", "../fragments", "../day"}
	for name, text := range texts {
		for _, use := range included.FindAllStringSubmatch(text, -1) {
			switch from := path.Dir(home[use[1]]); {
			case home[use[1]] == "":
				t.Errorf("%s includes %s, which is nowhere", name, use[1])
			case from != path.Dir(name) && !slices.Contains(shared, from):
				t.Errorf("%s includes %s of %s", name, use[1], from)
			}
		}
	}
}

type broken struct{ Name string }

func (broken) View() string { return "broken" }

func TestRenderWritesNothingWhenTheTemplateFails(t *testing.T) {
	v := viewstest.NewViews(t)
	template.Must(v.Templates().New("broken").Parse(`before {{.Missing}} after`))
	var page bytes.Buffer
	err := v.Render(&page, broken{"x"})
	if err == nil || page.Len() != 0 {
		t.Errorf("got error %v and %d bytes, want an error and nothing written", err, page.Len())
	}
	if err := v.Render(failingWriter{}, views.Pulse{}); err == nil {
		t.Error("a failing writer must be an error")
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("gone") }
