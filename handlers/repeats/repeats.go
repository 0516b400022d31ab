// Package repeats knows which acts a page may send again by itself.
package repeats

import (
	"regexp"
	"slices"
	"strings"
)

// repeated are the acts that a page may send again by itself, with what was typed, as patterns of their addresses that Go and
// JavaScript read alike. They are acts on a company's work, which are known by their key or bear being done twice. What is not
// here is asked for again by its sender alone, and nothing of it is written into a page: accounts, sessions, the second factor,
// the team and its invitations, tokens, files, whatever asks for a password, and downloads.
var repeated = []string{
	`b/[^/]+`, // the form has a key of its own
	`blocks(/.+)?`,
	`bookings(/.+)?`,
	`clients(/[^/]+(/(apart|chats/[^/]+/removal|erasure|merge|note|sms|tags(/removal)?))?)?`,
	`clients/import/[^/]+(/undo)?`,
	`exceptions(/.+)?`,
	`floods/.+`,
	`forms(/.+)?`,
	`leads/.+`,
	`own/(bookings(/.+)?|undo/.+)`,
	`preferences(/telling)?`,
	`resources(/[^/]+(/(activity|archive|copy|days|hours|schedules|week)(/.+)?)?)?`,
	`services(/.+)?`,
	`settings/company(/(client-rules|desk|privacy|specialists|logo/removal))?`,
	`settings/deliveries/.+`,
	`settings/notifications(/(addresses|rules|sheet|(recipients|words)/.+))?`,
	`start(/.+)?`,
	`undo/.+`,
}

// Pattern is all of them in one, as static/js/again.js gets it in the page.
var Pattern = `^/(` + strings.Join(repeated, "|") + `)$`

var isRepeated = regexp.MustCompile(Pattern)

// Allowed says whether a page may send again what was sent to the path.
func Allowed(path string) bool { return isRepeated.MatchString(path) }

// IsSecret says whether a field's name is that of something that only its sender may know. None is in a form of these; a
// request that brings one all the same is not repeated.
func IsSecret(name string) bool {
	return slices.ContainsFunc([]string{"password", "code", "current", "proof", "secret", "token"}, func(word string) bool {
		return strings.Contains(name, word)
	})
}
