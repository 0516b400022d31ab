package compose

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"okno/booking/telling"
	"okno/db/messagedb"
)

// What a client gets holds whatever anybody is called as text, in every part.
func TestHostileNamesComeOutAsTextToTheClient(t *testing.T) {
	for _, event := range telling.TemplateEvents[telling.ForClient] {
		o := haircut(t)
		o.Company, o.Service, o.Contact.Name, o.Rules.Address = hostile, hostile, hostile, hostile
		o.Resources = []messagedb.Named{{Name: hostile}}
		d := telling.Delivery{ID: "d", Event: event, Channel: telling.Email, Audience: telling.ForClient, Recipient: "ivan@example.com", Locale: "ru"}
		p := ForClient(d, o, nil, messagedb.Voice{Template: &telling.Template{Subject: "{{client}}: {{service}}", Body: "{{client}}\r\n{{company}}"}}, "https://okno.example/m/x")
		p.Off, p.Stop = "https://okno.example/u/x", "Stop"
		m, err := p.Message(d)
		if err != nil {
			t.Fatal(err)
		}
		if want := harmless + ": " + harmless; m.Subject != want {
			t.Errorf("%s: subject %q", event, m.Subject)
		}
		if strings.Contains(m.Text, "\nBcc:") || strings.ContainsAny(m.Text, "\u202E\u2066") {
			t.Errorf("%s: something got out:\n%s", event, m.Text)
		}
		root, err := html.Parse(strings.NewReader(m.HTML))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && !strings.Contains(" html head meta title style body table tbody tr td h1 a p ", " "+n.Data+" ") {
				t.Errorf("%s: the HTML has an element %s", event, n.Data)
			}
		}
		if i := Invitation(o, m, p); i.Event.Summary != hostile+" · "+hostile {
			t.Errorf("%s: the calendar file cleans its texts itself, and is given %q", event, i.Event.Summary)
		}
	}
}
