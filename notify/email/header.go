package email

import (
	"bytes"
	"encoding/base64"
	netmail "net/mail"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Headers are encoded and folded here, because the library begins a field whose first
// word is long with an empty line, which some mail servers take for the end of the headers.

// widest is how many characters a line with encoded words may have (RFC 2047, 2).
const widest = 76

// folded breaks the words of a field into lines, and never before the first one.
func folded(name string, words []string) string {
	var out strings.Builder
	at := len(name) + len(": ")
	for i, word := range words {
		switch {
		case i == 0:
		case at+1+len(word) > widest:
			out.WriteString("\r\n ")
			at = 1
		default:
			out.WriteByte(' ')
			at++
		}
		out.WriteString(word)
		at += len(word)
	}
	return out.String()
}

// textWords are the words of a text as a field of that name has them: as they are, or
// encoded, so that they fit into lines.
func textWords(name, text string) []string {
	if plainHeader(text) {
		return strings.Split(text, " ")
	}
	var words []string
	for room := widest - len(name) - len(": "); text != ""; room = widest - 1 {
		var piece string
		piece, text = cutRunes(text, (room-len("=?utf-8?b??="))/4*3)
		words = append(words, "=?utf-8?b?"+base64.StdEncoding.EncodeToString([]byte(piece))+"?=")
	}
	return words
}

// addressWords are a name, which may be "", and an address.
func addressWords(name, who, address string) []string {
	plain := (&netmail.Address{Address: address}).String()
	switch {
	case who == "":
		return []string{plain}
	case plainHeader(who): // quoted where it has to be
		return strings.Split((&netmail.Address{Name: who, Address: address}).String(), " ")
	}
	return append(textWords(name, who), plain)
}

// plainHeader says whether a text reads the same in a header: it is ASCII, and looks like
// nothing encoded.
func plainHeader(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) < 0 && !strings.Contains(text, "=?")
}

// cutRunes cuts text after at most n bytes, between characters; at least one is taken.
func cutRunes(text string, n int) (head, rest string) {
	if len(text) <= n {
		return text, ""
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	if n == 0 {
		_, n = utf8.DecodeRuneInString(text)
	}
	return text[:n], text[n:]
}

var emptyStart = regexp.MustCompile(`(?m)^([!-9;-~]+):[ \t]*\r\n[ \t]+`)

// begun lets every field of a letter begin on its first line. What the library folds
// there is one long word, such as an address, which no line can hold.
func begun(letter []byte) []byte {
	head, rest, _ := bytes.Cut(letter, []byte("\r\n\r\n"))
	out := emptyStart.ReplaceAll(head, []byte("$1: "))
	return append(append(out, "\r\n\r\n"...), rest...)
}
