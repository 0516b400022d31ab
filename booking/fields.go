package booking

import (
	"strconv"
	"strings"
)

// Fields is what is wrong with each.
type Fields map[string]Sentence

// Line cleans one line of at most most characters; a longer one is wrong.
func (f Fields) Line(name, text string, most int) string {
	clean, ok := CleanLine(text, most)
	if !ok {
		f[name] = Say("error.too_long", "Max", most)
	}
	return clean
}

// Text cleans several lines of at most most characters together; more are wrong.
func (f Fields) Text(name, text string, most int) string {
	clean, ok := CleanText(text, most)
	if !ok {
		f[name] = Say("error.too_long", "Max", most)
	}
	return clean
}

// Minutes reads a whole number from least to most; anything else is wrong.
func (f Fields) Minutes(name, text string, least, most int) int {
	return f.whole(name, text, least, most, "error.minutes")
}

// whole says by the key what is wrong.
func (f Fields) whole(name, text string, least, most int, key string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < least || n > most {
		f[name] = Say(key, "Min", least, "Max", most)
	}
	return n
}

// count is a whole number, of which 0 is none.
func (f Fields) count(name, text string, most int) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 || n > most {
		f[name] = Say("error.count", "Max", most)
		return 0
	}
	return n
}
