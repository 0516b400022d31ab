package main

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"
)

// setting is an environment variable that all commands read.
type setting struct{ name, means, otherwise string }

// settings are those of Config, in its order.
func settings() []setting {
	var all []setting
	for field := range reflect.TypeFor[Config]().Fields() {
		tag := field.Tag
		all = append(all, setting{tag.Get("env"), tag.Get("help"), cmp.Or(tag.Get("unset"), tag.Get("default"))})
	}
	return all
}

// helpWithSettings is a command's help with the settings that hold for all of them.
func helpWithSettings(options kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil {
		return err
	}
	out := &strings.Builder{}
	fmt.Fprintln(out, "\nSettings are environment variables, the same for all commands:")
	for _, s := range settings() {
		fmt.Fprintf(out, "  %s (%s)\n", s.name, s.otherwise)
		for _, line := range wrapped(s.means, helpWidth) {
			fmt.Fprintf(out, "      %s\n", line)
		}
	}
	_, err := fmt.Fprint(ctx.Stdout, out)
	return err
}

const helpWidth = 74 // of a line of text, in letters

// wrapped are the lines of a text.
func wrapped(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
