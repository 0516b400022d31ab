package notify_test

import (
	"mime"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/telling"
)

// The company's name as the sender, its address for replies and its own words go
// out in headers that nobody can add to.
func TestACompanySpeaksInItsOwnVoice(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	s.do(`insert into notification_settings (company_id, sender_name, reply_to)
		values ($1, 'Лотос' || chr(13) || chr(10) || 'Bcc: all@evil.example', 'front@lotos.example')`, s.company)
	s.do(`insert into notification_templates (company_id, audience, event, locale, subject, body)
		values ($1, 'team', 'booking_created', 'ru', 'Ура, {{client}}: {{service}} в {{time}}', 'Придёт {{client}}.' || chr(10) || 'Ждём <b>{{with}}</b>.')`, s.company)
	id := s.book(booking.Contact{Name: "{{service}}\r\nX: y <i>", Phone: "+79161234567"})
	s.work(p.channel())
	s.only(id, telling.Sent)
	l := p.received()[0]
	from, err := new(mime.WordDecoder).DecodeHeader(l.Header.Get("From"))
	if err != nil || !strings.Contains(from, "Лотос Bcc: all@evil.example") || !strings.HasSuffix(from, "<okno@salon.example>") {
		t.Errorf("from %q, %v", from, err)
	}
	if got := l.Header.Get("Reply-To"); got != "<front@lotos.example>" || l.Header.Get("Bcc") != "" || l.Header.Get("X") != "" {
		t.Errorf("reply to %q, headers %v", got, l.Header)
	}
	if got := inbox(t, p, "desk@lotos.example")[0]; got != "Ура, {{service}} X: y <i>: Стрижка в 10:00" {
		t.Errorf("subject %q", got)
	}
	parts := alternatives(t, l.Raw)
	if !strings.Contains(parts["text/plain"], "\nПридёт {{service}} X: y <i>.\n") || !strings.Contains(parts["text/html"], "Ждём &lt;b&gt;Анна&lt;/b&gt;.</p>") {
		t.Errorf("%s\n%s", parts["text/plain"], parts["text/html"])
	}
}

func TestWhatIsOfNoUseAnyMoreIsDroppedWithTheReason(t *testing.T) {
	t.Parallel()
	s, p := newDesk(t), newPost(t)
	id := s.book(ivan)
	s.do(`update deliveries set expires_at = now() - interval '1 second'`)
	s.work(p.channel())
	if d := s.only(id, telling.Dropped); d.Error != telling.DropExpired || len(p.received()) != 0 {
		t.Errorf("%+v", d)
	}
}
