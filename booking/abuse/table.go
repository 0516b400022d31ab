package abuse

import (
	"fmt"
	"strings"
	"time"
)

var whoWords = map[Who]string{
	Network: "address", Site: "IPv6 /48", Company: "company", Form: "form", Phone: "phone", Email: "e-mail", Recipient: "recipient",
	Visitor: "widget in a browser", Booking: "booking", Browser: "known browser", Account: "account",
}

var thenWords = map[Then]string{
	Slower: "answered more slowly", Marked: "kept for the desk: `pending`, marked, and nobody writes to the client", Spam: "kept with the spam",
	NotKept: "not held; it can be booked all the same", Together: "told a minute later, together with what follows",
	Noticed: "one notice on every page of the desk", Refused: "refused with a sentence", Digest: "gathered into one message", NotSent: "not sent", Later: "waits until there is room, and the panel says so",
}

var howWords = map[Counting]string{Kept: "what is kept", Bucket: "bucket", Memory: "bucket of each process", State: "as it stands"}

// Table is Rules as docs/abuse.md has them.
func Table() string {
	var b strings.Builder
	for _, chapter := range Rules {
		fmt.Fprintf(&b, "### %s\n\n| what | per | at most | then | counted by |\n|---|---|---|---|---|\n", chapter.Title)
		for _, r := range chapter.Rules {
			who := make([]string, len(r.Who))
			for i, w := range r.Who {
				who[i] = whoWords[w]
			}
			then := thenWords[r.Then]
			if r.Note != "" {
				then += ". " + strings.TrimSuffix(r.Note, ".")
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", r.Does, strings.Join(who, ", "), r.amount(), then, howWords[r.How])
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (r Rule) amount() string {
	if r.Per == 0 || r.How == State {
		return fmt.Sprint(r.Most)
	}
	return fmt.Sprintf("%d in %s", r.Most, length(r.Per))
}

func length(d time.Duration) string {
	switch {
	case d == day:
		return "a day"
	case d%time.Hour == 0:
		return fmt.Sprintf("%d h", d/time.Hour)
	case d%time.Minute == 0:
		return fmt.Sprintf("%d min", d/time.Minute)
	}
	return fmt.Sprintf("%d s", d/time.Second)
}
