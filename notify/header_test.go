package notify_test

import (
	"bytes"
	"fmt"
	"mime"
	netmail "net/mail"
	"regexp"
	"strings"
	"testing"
	"time"

	notifychannel "okno/notify/channel"
	"okno/notify/email"
)

// headerTexts are names and subjects as companies and clients have them: short and long, of
// each script, with emoji, quotation marks, and what looks encoded.
func headerTexts() []string {
	seeds := []string{
		"Okno", "Салон «Лотос»", "Клиника доказательной медицины «Здравие и долголетие»", "Ünïcode Straße", "花と鳥のサロン", "صالون", "🧖‍♀️ Spa 💅🏽",
		`He said "no", twice`, "a, b; c <d@e>", "=?utf-8?q?already?=", strings.Repeat("oneverylongword", 6), strings.Repeat("одноочендлинноеслово", 6), "x",
	}
	var all []string
	for n := 0; len(all) < 300; n++ {
		a, b := seeds[n%len(seeds)], seeds[(n/len(seeds)+n)%len(seeds)]
		all = append(all, strings.TrimSpace(strings.Repeat(a+" ", 1+n%3)+b+fmt.Sprintf(" %d", n)))
	}
	return all
}

var emptyFirstLine = regexp.MustCompile(`(?m)^[!-9;-~]+:[ \t]*\r\n[ \t]`)

// No header begins with an empty line, no line with encoded words is too long, and what
// was put in is what is read.
func TestHeadersBeginOnTheirFirstLine(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	for n, text := range headerTexts() {
		from := "okno@salon.example"
		if n%3 == 0 {
			from = "robot@" + strings.Repeat("long-domain-name.", 9) + "салон.рф"
		}
		channel, err := email.NewMail(email.SMTP{Host: "127.0.0.1", Port: p.addr.Port, Timeout: 10 * time.Second}, from, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		m := notifychannel.Message{
			ID: newID(t), To: strings.Repeat("x", 1+n%60) + "@" + strings.Repeat("a-domain.", n%12) + "example", Subject: text, FromName: text, ReplyTo: "anna@салон.рф", ReplyName: text,
			Text: "text", HTML: "<p>text</p>", Locale: "ru", Unsubscribe: "https://okno.example/u/" + strings.Repeat("0123456789", n%12),
		}
		if _, err := channel.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	decoder := netmail.AddressParser{WordDecoder: new(mime.WordDecoder)}
	for n, l := range p.received() {
		head, _, _ := bytes.Cut(l.Raw, []byte("\r\n\r\n"))
		if found := emptyFirstLine.Find(head); found != nil {
			t.Errorf("%d: %q", n, found)
		}
		for line := range strings.SplitSeq(string(head), "\r\n") {
			if len(line) > 998 || strings.Contains(line, "=?") && len(line) > 76 || strings.TrimSpace(line) == "" || strings.Trim(line, " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\t") != "" {
				t.Errorf("%d: the line %q", n, line)
			}
		}
		want := headerTexts()[n]
		if got, err := new(mime.WordDecoder).DecodeHeader(l.Header.Get("Subject")); err != nil || got != want {
			t.Errorf("subject %q, want %q: %v", got, want, err)
		}
		for _, name := range []string{"From", "Reply-To"} {
			if a, err := decoder.Parse(l.Header.Get(name)); err != nil || a.Name != want {
				t.Errorf("%s %q is %+v, %v; want %q", name, l.Header.Get(name), a, err, want)
			}
		}
	}
	if n := len(p.received()); n != 300 {
		t.Errorf("%d letters", n)
	}
}
