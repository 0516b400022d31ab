package compose

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/notify/channel"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func haircut(t *testing.T) messagedb.NotificationContext {
	moscow := zone(t, "Europe/Moscow")
	start := time.Date(2026, 12, 2, 7, 0, 0, 0, time.UTC).In(moscow)
	return messagedb.NotificationContext{
		Company: "Салон «Лотос»", Zone: moscow, Booking: "01a202d6-e05c-7d2b-8d24-b7bf76bb7200", Number: 12,
		Status: booking.Confirmed, Source: booking.FromWidget, Service: "Стрижка", Resources: []messagedb.Named{{Name: "Анна"}, {Name: "Кабинет 1"}},
		Start: start, End: start.Add(time.Hour),
		Contact: booking.Contact{Name: "Иван", Phone: "+79161234567", Email: "ivan@example.com"},
	}
}

func composed(t *testing.T, locale string, o messagedb.NotificationContext) channel.Message {
	t.Helper()
	d := telling.Delivery{ID: "d", Event: booking.BookingCreated, Recipient: "desk@lotos.example", Locale: locale}
	m, err := Booking(d, o, nil, messagedb.Voice{}, "https://okno.example").Message(d)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMessageInRussian(t *testing.T) {
	m := composed(t, "ru", haircut(t))
	if want := "Новая запись: Стрижка, Иван, ср 2 декабря, 10:00"; m.Subject != want {
		t.Errorf("subject %q, want %q", m.Subject, want)
	}
	want := `Новая запись
Салон «Лотос»

Услуга: Стрижка
Когда: среда, 2 декабря, 10:00–11:00 (1 ч)
У кого и где: Анна, Кабинет 1
Клиент: Иван
Телефон: +7 916 123-45-67
Почта: ivan@example.com
Статус: подтверждена
Откуда: с сайта
Номер: 12

Открыть запись:
https://okno.example/bookings/01a202d6-e05c-7d2b-8d24-b7bf76bb7200

-- 
Время московское (UTC+3).
Вы получаете это письмо, потому что ведёте записи в Okno. Компания: Салон «Лотос».

`
	if m.Text != want {
		t.Errorf("text\n%s\nwant\n%s", m.Text, want)
	}
}

func TestMessageInEnglish(t *testing.T) {
	o := haircut(t)
	// The night on which New York sets its clocks back: 01:30 comes twice, this is the second.
	o.Zone = zone(t, "America/New_York")
	o.Start = time.Date(2026, 11, 1, 6, 30, 0, 0, time.UTC).In(o.Zone)
	o.End = o.Start.Add(61 * time.Minute)
	o.Status, o.Source, o.Service, o.Resources = booking.Pending, booking.FromPhone, "Haircut", nil
	o.Contact = booking.Contact{Name: "John"}
	m := composed(t, "en", o)
	if want := "New booking to confirm: Haircut, John, Sun November 1, 1:30 AM"; m.Subject != want {
		t.Errorf("subject %q, want %q", m.Subject, want)
	}
	want := `New booking to confirm
Салон «Лотос»

Service: Haircut
When: Sunday, November 1, 1:30–2:31 AM (1 h 1 min)
Client: John
Status: waiting for confirmation
Source: by phone
Number: 12

Open booking:
https://okno.example/bookings/01a202d6-e05c-7d2b-8d24-b7bf76bb7200

-- 
New York time (UTC−5).
You’re getting this email because you handle bookings for Салон «Лотос».

`
	if m.Text != want {
		t.Errorf("text\n%s\nwant\n%s", m.Text, want)
	}
}

func TestRussianCountsInThreeForms(t *testing.T) {
	for n, want := range map[int]string{1: "1\u00a0запись", 21: "21\u00a0запись", 22: "22\u00a0записи", 11: "11\u00a0записей", 60: "60\u00a0записей"} {
		if got := wordsOf("ru").count("bookings", n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

// A company in the United States tells times by AM and PM and prices in dollars, and a
// subject says a year that is not this one.
func TestMessagesAreWrittenAsPeopleWrite(t *testing.T) {
	york := zone(t, "America/New_York")
	start := time.Date(time.Now().Year()+1, 3, 3, 9, 0, 0, 0, york)
	o := messagedb.NotificationContext{
		Company: "Barber", Zone: york, Number: 1, Status: booking.Confirmed, Service: "Cut", Price: "60.00", Currency: "USD",
		Start: start, End: start.Add(75 * time.Minute), Contact: booking.Contact{Name: "Ann"},
	}
	for locale, want := range map[string][]string{
		"en": {start.Format(": Cut, Mon January 2, 2006") + ", 9:00 AM", start.Format("Monday, January 2, 2006") + ", 9:00–10:15 AM", "$60", "New York time (UTC−5)."},
		"ru": {", 9:00", fmt.Sprintf(" 3 марта %d, 9:00–10:15", start.Year()), "60 $", "Время: Нью-Йорк (UTC−5)."},
	} {
		m, err := ForClient(telling.Delivery{Event: booking.BookingConfirmed, Locale: locale}, o, nil, messagedb.Voice{}, "").Message(telling.Delivery{Locale: locale})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(m.Subject, want[0]) {
			t.Errorf("subject %q, want the end %q", m.Subject, want[0])
		}
		for _, text := range want[1:] {
			if !strings.Contains(m.Text, text) {
				t.Errorf("%q is not in\n%s", text, m.Text)
			}
		}
	}
}

// hostile is what somebody may call himself.
const hostile = "Ева\r\nBcc: all@evil.example\r\n\r\n<script>alert(1)</script> \u202Egnp.exe\u2066 &amp; {{.URL}} 🧖‍♀️ שלום"

const harmless = "Ева Bcc: all@evil.example <script>alert(1)</script> gnp.exe &amp; {{.URL}} 🧖‍♀️ שלום"

func TestHostileNamesComeOutAsText(t *testing.T) {
	o := haircut(t)
	o.Company, o.Service, o.Resources, o.Contact.Name = hostile, hostile, []messagedb.Named{{Name: hostile}}, hostile
	o.Contact.Email = `"><img src=x onerror=alert(1)>@evil.example`
	m := composed(t, "ru", o)
	if want := "Новая запись: " + harmless + ", " + harmless + ", ср 2 декабря, 10:00"; m.Subject != want {
		t.Errorf("subject %q, want %q", m.Subject, want)
	}
	for _, want := range []string{"\nУслуга: " + harmless + "\n", "\nУ кого и где: " + harmless + "\n", "\nКлиент: " + harmless + "\n"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("the text has no line %q:\n%s", want, m.Text)
		}
	}
	root, err := html.Parse(strings.NewReader(m.HTML))
	if err != nil {
		t.Fatal(err)
	}
	allowed := "html head meta title style body table tbody tr td h1 a"
	cells := 0
	for n := range root.Descendants() {
		switch {
		case n.Type == html.ElementNode && !strings.Contains(" "+allowed+" ", " "+n.Data+" "):
			t.Errorf("the HTML has an element %s", n.Data)
		case n.Type == html.TextNode && n.Data == harmless:
			cells++
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" {
				t.Errorf("<%s> has %s=%q", n.Data, a.Key, a.Val)
			}
		}
	}
	if cells != 4 { // company, service, resource, client
		t.Errorf("the name stands in %d cells as it is, want 4", cells)
	}
}
