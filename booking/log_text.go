package booking

import "regexp"

var (
	// anEndpoint is a network address with its port, as errors of the network name it.
	anEndpoint = regexp.MustCompile(`(?:\[[0-9a-fA-F:.]+(?:%[0-9a-zA-Z]+)?\]|\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}):[0-9]{1,5}\b(?:->)?|->`)
	// aDetail is the value by which a rule of PostgreSQL was broken.
	aDetail = regexp.MustCompile(`Key \([^)]*\)=\(.*?\)`)
)

// maxLogText bounds an error in the log, in bytes.
const maxLogText = 2 << 10

// LogText is an error as it may stand in a log: without e-mails and phones, which other
// people's servers repeat, without the addresses of whoever was connected, and short.
func LogText(text string) string {
	if len(text) > maxLogText {
		text = text[:maxLogText] + "…"
	}
	text = anEndpoint.ReplaceAllString(text, "…")
	text = aDetail.ReplaceAllString(text, "Key …")
	return MaskText(MaskEmails(text, ""))
}
