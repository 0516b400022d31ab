package webform

import (
	"regexp"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/net/publicsuffix"

	"okno/booking"
)

// DoubtContact is what is to be asked of a phone (E.164) and an e-mail that look
// mistyped, unless they stood there before or were said to be right.
func DoubtContact(typed, before booking.Contact, sure booking.Sure) []booking.Doubt {
	var open []booking.Doubt
	if typed.Phone != before.Phone && DoubtPhone(typed.Phone) && !sure.Said(booking.AboutPhone, typed.Phone) {
		open = append(open, booking.Doubt{
			Field: "phone", Question: booking.Say("doubt.phone"), Answers: []booking.DoubtAnswer{{Value: booking.AboutPhone + "=" + typed.Phone}},
		})
	}
	if typed.Email == before.Email || sure.Said(booking.AboutEmail, typed.Email) {
		return open
	}
	if meant, doubtful := DoubtEmail(typed.Email); doubtful {
		d := booking.Doubt{
			Field: "email", Question: booking.Say("doubt.email", "Email", typed.Email), Meant: meant,
			Answers: []booking.DoubtAnswer{{Value: booking.AboutEmail + "=" + typed.Email}},
		}
		if meant != "" {
			d.Question = booking.Say("doubt.email_meant", "Meant", meant)
		}
		open = append(open, d)
	}
	return open
}

// Doubts asks a visitor about what he has typed, once: a Doubtful error that names
// the fields as Check does, nil where there is nothing to ask, or where Check has
// more to say.
func (s FormSettings) Doubts(in Submission, company booking.Company, sure booking.Sure) error {
	checked, err := s.Check(in, company)
	if err != nil {
		return nil
	}
	e := &booking.Error{Code: booking.Doubtful, Sentence: booking.Say("doubt.ask"), Fields: map[string]booking.Sentence{}}
	for _, d := range DoubtContact(checked.Contact, booking.Contact{}, sure) {
		d.Field = in.path(d.Field)
		e.Doubts, e.Fields[d.Field] = append(e.Doubts, d), d.Question
	}
	if len(e.Doubts) == 0 {
		return nil
	}
	return e
}

// DoubtPhone says whether a number (E.164) is in no range that is given out, or is
// one digit seven times: it may be right all the same, so whoever types it is asked
// once and not refused.
func DoubtPhone(phone string) bool {
	number, err := phonenumbers.Parse(phone, "")
	return err == nil && (!phonenumbers.IsValidNumber(number) || endsAlike(phone, 7)) && !fiction.MatchString(phone)
}

// endsAlike says whether the last n digits are the same.
func endsAlike(phone string, n int) bool {
	end := phone[max(0, len(phone)-n):]
	return strings.Count(end, end[:1]) == n
}

// fiction are the numbers that are kept free for demonstrations, as mail has .example.
var fiction = regexp.MustCompile(`^(\+447700900\d{3}|\+1\d{3}55501\d\d)$`)

// DoubtEmail says whether an address is likely to be mistyped, and how it may
// have been meant, "" where nobody can guess. It may be right all the same.
func DoubtEmail(address string) (meant string, doubtful bool) {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return "", false
	}
	name, domain := address[:at], strings.ToLower(address[at+1:])
	if slices.Contains(mailHosts, domain) || slices.Contains(likeMailHosts, domain) || !plainASCII(domain) {
		return "", false
	}
	if host := meantHost(domain); host != "" {
		return name + "@" + host, true
	}
	dot := strings.LastIndexByte(domain, '.')
	if dot < 0 {
		return "", true // nothing out there has such an address
	}
	if reserved := domain[dot+1:]; reserved == "example" || reserved == "test" { // RFC 2606: of demonstrations
		return "", false
	}
	if suffix, known := publicsuffix.PublicSuffix(domain); known || strings.Contains(suffix, ".") {
		return "", false
	}
	if ending := meantEndings[domain[dot+1:]]; ending != "" {
		return name + "@" + domain[:dot+1] + ending, true
	}
	return "", true // there is no such top-level domain
}

// mailHosts are where most people have their mail.
var mailHosts = []string{
	"gmail.com", "yandex.ru", "mail.ru", "ya.ru", "inbox.ru", "list.ru", "bk.ru", "rambler.ru", "internet.ru", "vk.com",
	"icloud.com", "me.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "proton.me", "protonmail.com", "yandex.com",
	"googlemail.com", "gmx.de", "gmx.net", "gmx.com", "web.de", "t-online.de", "hotmail.co.uk", "yahoo.co.uk", "btinternet.com", "aol.com",
}

// likeMailHosts are as real, though a letter away from those.
var likeMailHosts = []string{
	"ymail.com", "email.com", "mail.com", "email.ru", "mail.kz", "mail.by", "mail.ua", "mail.de", "yandex.by", "yandex.kz", "yandex.ua", "yandex.fr",
	"hotmail.ru", "hotmail.de", "hotmail.fr", "hotmail.it", "hotmail.es", "live.ru", "live.co", "live.de", "live.fr", "live.nl", "outlook.de", "outlook.fr", "outlook.es",
	"yahoo.de", "yahoo.fr", "yahoo.es", "yahoo.it", "yahoo.ca", "yahoo.in", "gmx.at", "gmx.ch", "gmx.fr", "hey.com", "fmail.com", "rambler.ua", "inbox.lv", "inbox.com",
}

// meantHosts are what distance alone does not find.
var meantHosts = map[string]string{
	"mail": "mail.ru", "gmail": "gmail.com", "yandex": "yandex.ru", "ya": "ya.ru", "bk": "bk.ru", "list": "list.ru", "inbox": "inbox.ru",
	"rambler": "rambler.ru", "icloud": "icloud.com", "outlook": "outlook.com", "hotmail": "hotmail.com", "yahoo": "yahoo.com",
	"gmail.ru": "gmail.com", "gmai.ru": "gmail.com", "icloud.ru": "icloud.com", "ya.r": "ya.ru", "bk.r": "bk.ru", "mail.r": "mail.ru", "mail.u": "mail.ru",
	"mailru": "mail.ru", "yaru": "ya.ru", "mail.tu": "mail.ru", "ya.tu": "ya.ru", "bk.tu": "bk.ru",
}

// meantEndings are slips of the hand at the end of an address.
var meantEndings = map[string]string{
	"con": "com", "cmo": "com", "ocm": "com", "comm": "com", "cim": "com", "vom": "com", "xom": "com", "cpm": "com", "coom": "com", "om": "com", "c": "com", "com1": "com",
	"r": "ru", "ry": "ru", "ri": "ru", "rru": "ru", "ruu": "ru", "tu": "ru", "ur": "ru", "eu1": "eu", "nte": "net", "ner": "net", "nett": "net", "ogr": "org", "rog": "org",
}

// meantHost is the provider that a domain is one slip of the hand away from.
// Short ones have too many neighbours that are somebody's own.
func meantHost(domain string) string {
	if host := meantHosts[domain]; host != "" {
		return host
	}
	for _, host := range mailHosts {
		if len(host) >= len("mail.ru") && oneSlip(domain, host) {
			return host
		}
	}
	return ""
}

// oneSlip says whether one letter too many, too few, another one, or two in the
// wrong order make the difference.
func oneSlip(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	switch len(a) - len(b) {
	case 0:
		return i < len(b) && (a[i+1:] == b[i+1:] || i+1 < len(b) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:])
	case 1:
		return a[i+1:] == b[i:]
	}
	return false
}

func plainASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 126 }) < 0
}
