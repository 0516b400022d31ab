package booking

import (
	"net/mail"
	"regexp"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// ParseEmail reads one plain address (RFC 5322 addr-spec, in any script) and gives it
// as it is kept: in lower case, its domain as people read it. user@ПРИМЕР.рф and
// user@xn--e1afmkfd.xn--p1ai are one address.
func ParseEmail(s string) (string, bool) {
	s = norm.NFC.String(strings.TrimSpace(s))
	address, err := mail.ParseAddress(s)
	if err != nil || address.Address != s || len(s) > 254 {
		return "", false
	}
	at := strings.LastIndexByte(s, '@')
	domain, ok := asciiDomain(s[at+1:])
	if !ok || len(domain)+at+1 > 254 {
		return "", false
	}
	if readable, err := idna.Lookup.ToUnicode(domain); err == nil {
		domain = readable
	}
	return strings.ToLower(s[:at]) + "@" + domain, true
}

// WireEmail is the address as mail servers take it: the domain in ASCII (RFC 5890).
// What stands before the @ is the mailbox's own name and stays; ascii says that it is
// ASCII too, so that the server need not know SMTPUTF8 (RFC 6531). An address that
// ParseEmail would refuse comes back as it is.
func WireEmail(address string) (wire string, ascii bool) {
	at := strings.LastIndexByte(address, '@')
	domain, ok := asciiDomain(address[at+1:])
	if at < 0 || !ok {
		return address, isASCII(address)
	}
	return address[:at+1] + domain, isASCII(address[:at])
}

// asciiDomain is the domain in lower case and ASCII. One that is ASCII already is not
// held to more than it was: an underscore does no harm.
func asciiDomain(domain string) (string, bool) {
	domain = strings.ToLower(domain)
	if isASCII(domain) && !strings.Contains(domain, "xn--") {
		return domain, true
	}
	ascii, err := idna.Lookup.ToASCII(domain)
	return ascii, err == nil && ascii != ""
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 0x7e }) < 0
}

// anEmail finds addresses in prose, generously: what merely looks like one counts.
var anEmail = regexp.MustCompile(`[^\s<>()\[\]",;:]+@[^\s<>()\[\]",;:]+`)

// MaskEmails hides the addresses in a sentence, such as those behind the one that a mail
// server was asked for, as a Contact's is hidden; but for the one that is known anyway.
func MaskEmails(text, known string) string {
	return anEmail.ReplaceAllStringFunc(text, func(found string) string {
		wire, _ := WireEmail(known)
		if bare := strings.TrimRight(found, ".'"); known != "" && (strings.EqualFold(bare, known) || strings.EqualFold(bare, wire)) {
			return found
		}
		return Contact{Email: found}.Masked().Email
	})
}
