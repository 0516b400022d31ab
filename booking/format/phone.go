package format

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// Phone writes an E.164 number in the groups that its country uses: +7 916 123-45-67.
// What is no phone number stays as it is.
func Phone(e164 string) string {
	n, err := phonenumbers.Parse(e164, "")
	if err != nil {
		return e164
	}
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
}

// Phone keeps the groups on one line.
func (s Style) Phone(e164 string) string { return strings.ReplaceAll(Phone(e164), " ", nbsp) }
