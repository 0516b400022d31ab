package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// help is what `okno ARGUMENTS --help` prints.
func help(t *testing.T, arguments ...string) string {
	t.Helper()
	var cli commands
	var out bytes.Buffer
	parser, err := kong.New(&cli, append(commandLine(), kong.Writers(&out, &out), kong.Exit(func(int) {}))...)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = parser.Parse(append(arguments, "--help")) // it would have ended here
	return out.String()
}

func TestEveryCommandsHelpHasAllSettings(t *testing.T) {
	t.Parallel()
	var cli commands
	parser, err := kong.New(&cli, commandLine()...)
	if err != nil {
		t.Fatal(err)
	}
	paths := [][]string{{}}
	for _, leaf := range parser.Model.Leaves(true) {
		path := strings.Fields(strings.TrimPrefix(leaf.Path(), "okno "))
		paths = append(paths, path)
	}
	if len(paths) < 10 {
		t.Fatalf("only %d commands: %v", len(paths), paths)
	}
	for _, path := range paths {
		text := help(t, path...)
		for _, s := range settings() {
			if s.name == "" || s.means == "" || s.otherwise == "" {
				t.Errorf("a setting does not say what it means, or what holds without it: %+v", s)
			}
			if !strings.Contains(text, "  "+s.name+" ("+s.otherwise+")\n") {
				t.Errorf("okno %s --help does not tell of %s:\n%s", strings.Join(path, " "), s.name, text)
			}
		}
	}
}

func TestTheReadmesTablesHaveAllCommandsAndSettings(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range settings() {
		if !strings.Contains(string(readme), "| `"+s.name+"` |") {
			t.Errorf("the README's table of settings is without %s", s.name)
		}
	}
	var cli commands
	parser, err := kong.New(&cli, commandLine()...)
	if err != nil {
		t.Fatal(err)
	}
	for _, leaf := range parser.Model.Leaves(true) {
		if !strings.Contains(string(readme), "| `okno "+leaf.Path()) {
			t.Errorf("the README's table of commands is without %s", leaf.Path())
		}
	}
}
