package main_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	maxPackageLines = 3000 // of Go that is no test
	maxTypeMethods  = 60
	maxSheetLines   = 400 // of a style sheet, which has a line for each property
)

func TestNoPackageIsTooLarge(t *testing.T) {
	t.Parallel()
	sizes, err := sizesOf(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(sizes) < 20 {
		t.Fatalf("only %d packages were found: is this the whole tree?", len(sizes))
	}
	for _, wrong := range tooLarge(sizes) {
		t.Error(wrong)
	}
}

func TestNoStyleSheetIsTooLong(t *testing.T) {
	t.Parallel()
	sheets, err := filepath.Glob("../../static/css/*.css")
	if err != nil || len(sheets) < 20 {
		t.Fatalf("%d style sheets, %v", len(sheets), err)
	}
	for _, name := range sheets {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(text, []byte("\n")); n > maxSheetLines {
			t.Errorf("%s has %d lines, at most %d: cut it by noun", name, n, maxSheetLines)
		}
	}
}

func TestSizesAreCounted(t *testing.T) {
	t.Parallel()
	methods := "package a\ntype T[X any] struct{}\n" + strings.Repeat("func (t *T[X]) M() {}\n", maxTypeMethods+1)
	lines := "package b\n" + strings.Repeat("\n", maxPackageLines)
	sizes, err := sizesOf(fstest.MapFS{
		"a/a.go":            {Data: []byte(methods)},
		"b/b.go":            {Data: []byte(lines)},
		"c/c_test.go":       {Data: []byte(lines)},
		"d/d.go":            {Data: []byte("package d\n")},
		"d/e/e.go":          {Data: []byte(lines[:maxPackageLines])},
		"node_modules/x.go": {Data: []byte(lines)},
	})
	if err != nil {
		t.Fatal(err)
	}
	wrong := tooLarge(sizes)
	if len(wrong) != 2 || !strings.HasPrefix(wrong[0], "a: type T ") || !strings.HasPrefix(wrong[1], "b has 3001 lines") {
		t.Errorf("%q", wrong)
	}
}

// packageSize is how much code a package has beside its tests.
type packageSize struct {
	lines   int
	methods map[string]int // by the name of the type
}

// tooLarge is a line for each package and type beyond its limit.
func tooLarge(sizes map[string]packageSize) (wrong []string) {
	for folder, size := range sizes {
		if size.lines > maxPackageLines {
			wrong = append(wrong, fmt.Sprintf("%s has %d lines, at most %d: a noun in it wants a room of its own", folder, size.lines, maxPackageLines))
		}
		for name, n := range size.methods {
			if n > maxTypeMethods {
				wrong = append(wrong, fmt.Sprintf("%s: type %s has %d methods, at most %d", folder, name, n, maxTypeMethods))
			}
		}
	}
	slices.Sort(wrong)
	return wrong
}

// sizesOf counts the packages of the tree, by folder.
func sizesOf(tree fs.FS) (map[string]packageSize, error) {
	sizes := map[string]packageSize{}
	err := walkGo(tree, func(name string, source []byte) error {
		if strings.HasSuffix(name, "_test.go") {
			return nil
		}
		folder := path.Dir(name)
		size, ok := sizes[folder]
		if !ok {
			size.methods = map[string]int{}
		}
		size.lines += bytes.Count(source, []byte("\n"))
		sizes[folder] = size
		parsed, err := parser.ParseFile(token.NewFileSet(), name, source, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, declared := range parsed.Decls {
			if f, ok := declared.(*ast.FuncDecl); ok && f.Recv != nil {
				size.methods[receiver(f)]++
			}
		}
		return nil
	})
	return sizes, err
}

// receiver is the name of the type that a method belongs to.
func receiver(f *ast.FuncDecl) string {
	of := f.Recv.List[0].Type
	for {
		switch t := of.(type) {
		case *ast.StarExpr:
			of = t.X
		case *ast.IndexExpr:
			of = t.X
		case *ast.IndexListExpr:
			of = t.X
		case *ast.Ident:
			return t.Name
		default:
			return fmt.Sprint(of)
		}
	}
}
