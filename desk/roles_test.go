package desk_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every act of a member reads his role as it is in the act's transaction: by ActAs, by
// changeAsMember, or by itself.
func TestActsOfMembersReadTheirRole(t *testing.T) {
	var files []string
	for _, room := range []string{"*", "../accounts"} {
		here, err := filepath.Glob(room + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, here...)
	}
	begins := regexp.MustCompile(`\b(Act|changeBooking|release)\(ctx, m\.Company`)
	reads := regexp.MustCompile(`\.ReadRole\(|\bteamOf\(`)
	acts := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			body := source[f.Body.Pos()-1 : f.Body.End()-1]
			if begins.Match(body) {
				acts++
				if !reads.Match(body) {
					t.Errorf("%s: %s begins an act of a member without reading the role", file, f.Name.Name)
				}
			}
		}
	}
	if acts < 4 {
		t.Errorf("%d acts were found", acts)
	}
}
