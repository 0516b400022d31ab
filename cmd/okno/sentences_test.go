package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever other packages may use has a sentence that says what it is: its own, or one of the paragraph that it stands in,
// whose first line names the others.
func TestExportedNamesHaveSentences(t *testing.T) {
	files := token.NewFileSet()
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".." && path != "../.." || entry.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(files, path, nil, parser.ParseComments)
		if err != nil || file.Name.Name == "main" {
			return err
		}
		for _, name := range unspoken(files, file) {
			t.Errorf("%s has no sentence", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// unspoken are the functions, types and values of a file that other packages may use and that no comment is about.
func unspoken(files *token.FileSet, file *ast.File) (all []string) {
	line := func(p token.Pos) int { return files.Position(p).Line }
	spoken, end := false, 0 // of the paragraph that goes on, and its last line
	for _, decl := range file.Decls {
		begins := line(decl.Pos())
		doc, names := commented(decl)
		spoken = doc || spoken && begins == end+1
		end = line(decl.End())
		if spoken {
			continue
		}
		for _, name := range names {
			all = append(all, files.Position(decl.Pos()).String()+": "+name)
		}
	}
	return all
}

// commented says whether a declaration has a comment, and which of its names want one.
func commented(decl ast.Decl) (doc bool, names []string) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && receives(d) && !ofAnInterface[d.Name.Name] {
			names = append(names, d.Name.Name)
		}
		return d.Doc != nil, names
	case *ast.GenDecl:
		spoken := false // of the lines of a block that stand together, the first has the comment
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && s.Doc == nil {
					names = append(names, s.Name.Name)
				}
			case *ast.ValueSpec:
				spoken = spoken || s.Doc != nil || s.Comment != nil || ofATypeOfItsOwn(s)
				for _, name := range s.Names {
					if name.IsExported() && !spoken {
						names = append(names, name.Name)
					}
				}
			}
		}
		return d.Doc != nil, names
	}
	return true, nil
}

// ofATypeOfItsOwn says whether a value is one of a type that has a sentence itself, such as the statuses are.
func ofATypeOfItsOwn(s *ast.ValueSpec) bool {
	_, named := s.Type.(*ast.Ident)
	return named
}

// receives says whether a function is none of a type that no other package sees.
func receives(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	of := d.Recv.List[0].Type
	if pointer, ok := of.(*ast.StarExpr); ok {
		of = pointer.X
	}
	if generic, ok := of.(*ast.IndexExpr); ok {
		of = generic.X
	}
	name, ok := of.(*ast.Ident)
	return !ok || name.IsExported()
}

// ofAnInterface are methods whose meaning the interface says.
var ofAnInterface = map[string]bool{
	"View": true, "String": true, "Error": true, "Unwrap": true, "Read": true, "Write": true, "Close": true, "Scan": true, "Value": true,
	"MarshalJSON": true, "UnmarshalJSON": true, "MarshalText": true, "UnmarshalText": true, "Len": true, "Less": true, "Swap": true,
}
