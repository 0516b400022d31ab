package main

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"okno/booking"
	"okno/views"
)

// sentence puts an error into words for whoever typed the command.
func sentence(err error) string {
	known, ok := errors.AsType[*booking.Error](err)
	if !ok {
		return err.Error()
	}
	words := views.In("en")
	text := []string{words.Say(known.Sentence)}
	for _, name := range slices.Sorted(maps.Keys(known.Fields)) {
		text = append(text, name+": "+words.Say(known.Fields[name]))
	}
	return strings.Join(text, " ")
}
